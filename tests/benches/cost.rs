//! What generated code costs its users: `cargo check` of a crate that derives, dependencies built, over a crate that does
//! not; the same beside progenitor; and the first build of all.
//!
//! The crates are made in the target folder. Only the first run, which fetches the peer, needs a network.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::peer;
use crate::table::{Table, excess, share};

pub(crate) fn rows(table: &mut Table) {
    let names = names();
    let empty = Crate::new("cost-empty", &b24(), "");
    empty.check();
    for (count, rounds, target) in [(10, 9, "< 0.3 s"), (100, 9, "< 0.8 s"), (names.len(), 3, "< 9 s")] {
        let some = Crate::new(&format!("cost-{count}"), &b24(), &selection(&names, count));
        some.check();
        table.timed(
            rounds,
            &format!("check, {count} methods"),
            (&mut || some.check(), "an empty crate", &mut || empty.check()),
            excess,
            target,
        );
        table.timed(
            rounds,
            &format!("check after an edit elsewhere, {count} methods"),
            (&mut || some.edit(), "an empty crate", &mut || empty.edit()),
            excess,
            "",
        );
        if count == names.len() {
            table.figure("check, all methods, peak memory", some.memory(), "< 2 GB");
        }
    }
    let ours = Crate::new("cost-100", &b24(), &selection(&names, 100));
    let peer = peer::api(&every(&names, 100));
    let theirs = Crate::new("cost-progenitor", peer::DEPENDENCIES, peer::SOURCE).with("api.json", &peer);
    theirs.check();
    table.timed(
        3,
        "check, 100 methods",
        (&mut || ours.check(), "progenitor", &mut || theirs.check()),
        share,
        "≤ 0.17 ×",
    );
    // All have fetched what they need before the clock runs.
    let whole = Crate::new("cold-b24", &b24(), "");
    let mine = whole.crates();
    for (name, manifest, what, target) in [
        ("cold-reqwest", reqwest(), "reqwest", "≤ 1.20 ×"),
        ("cold-reqwest-lean", lean_reqwest(), "reqwest with no more than b24 takes", ""),
    ] {
        let floor = Crate::new(name, &manifest, "");
        let other = floor.crates();
        table.timed(2, "first build", (&mut || whole.build(), what, &mut || floor.build()), share, target);
        table.figure(&format!("first build, crates against {what}"), format!("{mine} against {other}"), target);
    }
}

/// The names of all methods.
fn names() -> Vec<String> {
    let methods = b24_specs::methods().unwrap_or_else(|damaged| panic!("{damaged}"));
    let mut names: Vec<String> = methods.names().flatten().map(|(name, _)| name.to_owned()).collect();
    names.dedup();
    names
}

/// So many of them, from all over the API.
fn every(names: &[String], count: usize) -> Vec<&str> {
    (0..count).map(|i| names[i * names.len() / count].as_str()).collect()
}

fn selection(names: &[String], count: usize) -> String {
    format!("b24::methods! {{ pub mod api {{ \"{}\"; }} }}\n", every(names, count).join("\"; \""))
}

fn b24() -> String {
    format!("b24 = {{ path = '{}' }}\n", root().join("runtime").display())
}

/// As who asks for it without a second thought.
fn reqwest() -> String {
    let lean = lean_reqwest();
    let version = lean.split('"').nth(1).unwrap_or("*");
    format!("reqwest = \"{version}\"")
}

/// The lines of the runtime's own manifest.
fn lean_reqwest() -> String {
    let manifest = fs::read_to_string(root().join("runtime/Cargo.toml")).unwrap_or_default();
    manifest
        .lines()
        .filter(|line| line.starts_with("reqwest =") || line.starts_with("rustls ="))
        .collect::<Vec<_>>()
        .join("\n")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A crate of its own, outside the workspace.
struct Crate {
    name: String,
    folder: PathBuf,
}

impl Crate {
    fn new(name: &str, dependencies: &str, source: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cost").join(name);
        let new = Self { name: name.to_owned(), folder };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [workspace]\n\n[dependencies]\n{dependencies}\n"
        );
        // The versions that the workspace has been tested with, and what an earlier run has added to them.
        let lock = new.folder.join("Cargo.lock");
        let lock = fs::read_to_string(lock).or_else(|_| fs::read_to_string(root().join("Cargo.lock")));
        let lock = lock.unwrap_or_default();
        // A file of the user's own stands beside what is derived.
        let source = format!("pub mod own;\n{source}");
        let new = new.with("Cargo.toml", &manifest).with("Cargo.lock", &lock);
        new.with("src/lib.rs", &source).with("src/own.rs", "")
    }

    fn with(self, file: &str, content: &str) -> Self {
        let path = self.folder.join(file);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, content));
        written.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        self
    }

    /// The dependencies of the crates that are checked are built once for all of them.
    fn target(&self) -> PathBuf {
        let own = self.name.starts_with("cold");
        if own { self.folder.join("target") } else { self.folder.with_file_name("target") }
    }

    /// The crate alone, its dependencies built.
    fn check(&self) {
        self.forget();
        self.run(&["check", "--quiet"]);
    }

    /// The crate again, with another of its files changed.
    fn edit(&self) {
        static EDITS: AtomicUsize = AtomicUsize::new(0);
        let edits = EDITS.fetch_add(1, Ordering::Relaxed);
        let own = self.folder.join("src/own.rs");
        let written = fs::write(&own, format!("pub fn edits() -> usize {{\n    {edits}\n}}\n"));
        written.unwrap_or_else(|e| panic!("{}: {e}", own.display()));
        self.run(&["check", "--quiet"]);
    }

    /// What the compiler knew of the crate is thrown away, as after a change of the selection.
    fn forget(&self) {
        let begin = format!("{}-", self.name.replace('-', "_"));
        let known = fs::read_dir(self.target().join("debug/incremental")).into_iter().flatten().flatten();
        for folder in known.filter(|folder| folder.file_name().to_string_lossy().starts_with(&begin)) {
            fs::remove_dir_all(folder.path()).unwrap_or_else(|e| panic!("{e}"));
        }
        let source = self.folder.join("src/lib.rs");
        let again = fs::read(&source).and_then(|text| fs::write(&source, text));
        again.unwrap_or_else(|e| panic!("{}: {e}", source.display()));
    }

    /// Everything, from nothing.
    fn build(&self) {
        if self.target().exists() {
            fs::remove_dir_all(self.target()).unwrap_or_else(|e| panic!("{e}"));
        }
        self.run(&["build", "--quiet"]);
    }

    /// How many crates are compiled for it, without itself.
    fn crates(&self) -> usize {
        let tree = self.run(&["tree", "--edges", "normal,build", "--prefix", "none", "--no-dedupe"]);
        let crates: BTreeSet<&str> = tree.lines().filter_map(|line| Some(line.split_once(" v")?.0)).collect();
        crates.len() - 1
    }

    /// The compiler's peak.
    fn memory(&self) -> String {
        self.forget();
        let check = self.command(&["check", "--quiet"]);
        let mut measured = Command::new("/usr/bin/time");
        measured.args(["-f", "%M"]).arg(check.get_program()).args(check.get_args()).current_dir(&self.folder);
        let output = measured.env("CARGO_TARGET_DIR", self.target()).output();
        let told = output.map(|output| String::from_utf8_lossy(&output.stderr).trim().to_owned()).unwrap_or_default();
        told.parse().map_or_else(|_| "unknown here".into(), |kilobytes: u64| format!("{} MB", kilobytes / 1024))
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap_or_else(|e| panic!("cargo cannot be run: {e}"));
        assert!(output.status.success(), "{}: {}", self.name, String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", self.target());
        command
    }
}
