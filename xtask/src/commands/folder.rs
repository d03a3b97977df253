//! The specs folder that a command works on, and how the commands on it are spelled for the one who reads of them.

use std::path::{Path, PathBuf};

use super::generate::quoted;

/// What a specs folder holds, one of them at least.
const PARTS: [&str; 4] = ["ir", "methods", "events", "placements"];

/// The folder that was named, or the nearest.
pub(crate) fn named_or_nearest(named: Option<&Path>) -> Result<PathBuf, String> {
    match named {
        Some(named) => expect(named).map(|()| named.to_owned()),
        None => nearest().map_err(|why| format!("{why}: name one with --specs")),
    }
}

/// The nearest `specs/` from here upwards.
pub(crate) fn nearest() -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|e| format!("the current folder cannot be told: {e}"))?;
    let found = here.ancestors().map(|folder| folder.join("specs")).find(|specs| specs.join("ir").is_dir());
    let found = found.ok_or("no specs/ folder here or above")?;
    Ok(found.strip_prefix(&here).map(Path::to_owned).unwrap_or(found))
}

/// Is a folder that was named one of ours? What else it may be is said.
pub(crate) fn expect(named: &Path) -> Result<(), String> {
    let shown = named.display();
    if !named.is_dir() {
        return Err(format!("{shown}: no such folder"));
    }
    if named.join("api-reference").is_dir() {
        let import = format!("b24c import --docs {} --out facts", quoted(&shown.to_string()));
        return Err(format!(
            "{shown}: a documentation checkout is no specs folder: make one by `{import}`, and name facts"
        ));
    }
    if PARTS.iter().any(|part| named.join(part).is_dir()) {
        return Ok(());
    }
    let what = "no specs folder: it has neither ir/ nor methods/, events/ or placements/";
    let above = named.parent().filter(|_| named.join("methods.jsonl").is_file());
    Err(match above.map(|above| above.display().to_string()) {
        Some(above) if above.is_empty() => format!("{shown}: {what}; name the folder that it lies in"),
        Some(above) => format!("{shown}: {what}; name {above}"),
        None => format!("{shown}: {what}; `b24c import --docs DOCS --out facts` makes one of a documentation checkout"),
    })
}

/// The repository's own folder is a crate; those who work on that run its commands by cargo.
pub(crate) fn is_of_the_repository(specs: &Path) -> bool {
    specs.join("Cargo.toml").is_file()
}

/// How the IR of a folder is built.
pub(crate) fn build_command(specs: &Path) -> String {
    if is_of_the_repository(specs) {
        return "cargo xtask build".into();
    }
    format!("b24c build --specs {}", quoted(&specs.display().to_string()))
}

/// How the pages of a folder are brought into the importer's form.
pub(crate) fn import_command(specs: &Path) -> String {
    if is_of_the_repository(specs) {
        return "cargo xtask import --docs specs".into();
    }
    let specs = quoted(&specs.display().to_string());
    format!("b24c import --docs {specs} --out {specs}")
}
