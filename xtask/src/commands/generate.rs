//! The code of `methods!`, in a file that users keep with their own.

mod path;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use b24_codegen::{Bindings, Pattern, Scope, Selection};
use b24_specs::index::Methods;
use b24_specs::ir::System;
use b24_specs::own::Own;
use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::Outcome;
use super::report::print_error;

/// What the command line asks for.
#[derive(Debug, clap::Args)]
pub(crate) struct Request {
    /// A method to generate, such as "event.*"; `!` in front leaves it out. May be repeated
    #[arg(long, value_name = "PATTERN")]
    methods: Vec<String>,
    /// A scope to keep to, such as crm; alone it means all of its methods. May be repeated
    #[arg(long, value_name = "SCOPE")]
    scopes: Vec<String>,
    /// The IR to read, a `methods.jsonl` or a specs folder [default: the one that this program was built with]
    #[arg(long, value_name = "FILE|DIR")]
    specs: Option<String>,
    /// The path by which the code reaches `b24`
    #[arg(long = "crate", value_name = "PATH", default_value = "::b24")]
    runtime: String,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: String,
    /// Write nothing; fail where the file is not what would be written
    #[arg(long)]
    check: bool,
}

/// `b24c generate`
pub(crate) fn run(request: &Request) -> Result<Outcome, String> {
    let Some(code) = code(request)? else { return Ok(Outcome::Findings) };
    ensure(request, &code)
}

/// The whole file; nothing where the selection is wrong, which is told.
fn code(request: &Request) -> Result<Option<String>, String> {
    let runtime: TokenStream = syn::parse_str::<syn::Path>(&request.runtime)
        .map(|path| quote!(#path))
        .map_err(|e| format!("--crate {}: {e}; it takes a path, such as ::b24", request.runtime))?;
    let selection = selection(request)?;
    let bindings = bindings(request.specs.as_deref(), &selection)?;
    if !bindings.findings.is_empty() {
        bindings.findings.texts().iter().for_each(|text| print_error(&format!("error: {text}")));
        return Ok(None);
    }
    let items = bindings.items(&runtime, false, |code| code.parse().ok());
    let file = syn::parse2(quote! {
        #![allow(dead_code, deprecated, unused_imports, clippy::all, clippy::pedantic)]
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #items
    })
    .map_err(|e| format!("the code does not parse: {e}; this is a fault of b24c"))?;
    let command = Command::of(request);
    let place = if command.of_crate { " in the folder of `Cargo.toml`" } else { "" };
    Ok(Some(format!(
        "//! Made by `{}`{place}: run it again rather than edit this file.\n\n{}",
        command.text,
        prettyplease::unparse(&file)
    )))
}

fn selection(request: &Request) -> Result<Selection, String> {
    let span = Span::call_site();
    let patterns = request.methods.iter().map(|text| Pattern::of_argument(text)).collect();
    let scopes: Vec<Scope> = request.scopes.iter().map(|name| Scope { name: name.clone(), span }).collect();
    let mut selection = Selection { patterns, scopes: (!scopes.is_empty()).then_some(scopes) };
    selection.widen();
    if selection.patterns.iter().all(|pattern| pattern.exclude) {
        return Err("no method is selected: say --methods \"event.*\", or --scopes crm".into());
    }
    Ok(selection)
}

/// What is selected from the file or folder, with `system.json` beside it where there is one, or from the shipped IR.
fn bindings(specs: Option<&str>, selection: &Selection) -> Result<Bindings, String> {
    let Some(specs) = specs else {
        return from("specs/ir/methods.jsonl", b24_specs::METHODS, b24_specs::SYSTEM, selection);
    };
    let own = Own::read(Path::new(specs), specs, "methods.jsonl").map_err(|e| format!("cannot read {specs}: {e}"))?;
    from(&own.file, &own.lines, &own.system, selection)
}

fn from(file: &str, methods: &str, system: &str, selection: &Selection) -> Result<Bindings, String> {
    let system = System::parse("system.json", system).map_err(|e| e.to_string())?;
    let index = Methods::new(file, methods).map_err(|e| e.to_string())?;
    Ok(Bindings::new(&index, &system.types, selection))
}

/// The command that makes the file, as a shell takes it, whoever runs it: without a path of this machine.
struct Command {
    text: String,
    /// Where it is to be run.
    folder: PathBuf,
    /// That is the folder of the file's crate.
    of_crate: bool,
}

impl Command {
    fn of(request: &Request) -> Self {
        let its_crate = path::crate_of(Path::new(&request.out));
        let of_crate = its_crate.is_some();
        let folder = its_crate.unwrap_or_else(path::here);
        let mut text = String::from("b24c generate");
        let mut option = |name: &str, value: &str| {
            // Writing to a text cannot fail.
            let _ = write!(text, " --{name} {}", quoted(value));
        };
        request.methods.iter().for_each(|pattern| option("methods", pattern));
        request.scopes.iter().for_each(|scope| option("scopes", scope));
        request.specs.iter().for_each(|file| option("specs", &path::from(&folder, file)));
        if request.runtime != "::b24" {
            option("crate", &request.runtime);
        }
        option("out", &path::from(&folder, &request.out));
        Self { text, folder, of_crate }
    }
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Writes the file, or checks that it is written.
fn ensure(request: &Request, code: &str) -> Result<Outcome, String> {
    let out = &request.out;
    if std::fs::read_to_string(out).is_ok_and(|there| there == code) {
        return Ok(Outcome::Fine);
    }
    if request.check {
        let Command { text, folder, .. } = Command::of(request);
        let place = if folder == path::here() { String::new() } else { format!(" in {}", folder.display()) };
        print_error(&format!("error: {out} is stale: run `{text}`{place}"));
        return Ok(Outcome::Findings);
    }
    std::fs::write(out, code).map_err(|e| format!("cannot write {out}: {e}"))?;
    Ok(Outcome::Fine)
}
