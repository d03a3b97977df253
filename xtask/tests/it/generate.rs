//! `generate`: the code of `methods!` in a file.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::sandbox::Sandbox;

const WRITE: &[&str] =
    &["generate", "--methods", "event.**", "--methods", "!event.offline.*", "--out", "src/portal.rs"];
const MAIN: &str = r#"//! A crate with a generated file.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(missing_docs, warnings, clippy::pedantic)]

pub mod portal;

::b24::methods! { /** The same. */ pub mod api { "event.**"; !"event.offline.*"; } }

/// Whatever is in the file is what the macro makes, too.
pub mod same {
    pub use crate::api::{NAMES};
}

fn main() {
    let _ = portal::EventBind::offline("ONCRMDEALADD").auth_connector("sync");
}
"#;

#[test]
fn a_generated_file_compiles_and_has_the_items_of_the_macro() {
    let sandbox = Sandbox::new();
    sandbox.put("src/main.rs", "");
    sandbox.done(WRITE);
    let code = sandbox.get("src/portal.rs");
    let names: Vec<_> = code
        .lines()
        .filter_map(|line| line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")))
        .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
        .collect();
    for name in ["EventBind", "EventBindError", "EventGet", "EventGetResultItem", "EventUnbind"] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    assert!(!code.contains("EventOfflineGet"));

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    sandbox.put("src/main.rs", MAIN.replace("NAMES", &names.join(", ")));
    let runtime = root.join("runtime");
    let manifest = "[package]\nname = \"generated\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n";
    sandbox.put("Cargo.toml", format!("{manifest}[dependencies]\nb24.path = {runtime:?}\n"));
    // The versions that the workspace has been tested with, and that are at hand without a network.
    fs::copy(root.join("Cargo.lock"), sandbox.path("Cargo.lock")).unwrap();
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--offline", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tests/outside"))
        .current_dir(sandbox.path(""))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn no_type_is_written_that_nothing_takes() {
    let sandbox = Sandbox::new();
    sandbox.put("src/main.rs", "");
    sandbox.done(&["generate", "--methods", "event.bind", "--methods", "user.*", "--out", "src/portal.rs"]);
    let code = sandbox.get("src/portal.rs");
    assert!(code.contains("pub enum UserGetField "));
    assert!(
        !code.contains("UserSearchField"),
        "its filter takes no fields by name, and it has neither order nor selection"
    );
    assert!(!code.contains("EventBindEventType"), "its constructors fix it");
}

#[test]
fn a_stale_file_is_refused_with_the_command_that_mends_it() {
    let sandbox = Sandbox::new();
    sandbox.put("Cargo.toml", "");
    sandbox.put("src/main.rs", "");
    let check = [WRITE, &["--check"]].concat();
    assert_eq!(sandbox.run(&check).status, Some(1), "there is no file yet");
    assert!(!sandbox.path("src/portal.rs").exists(), "a check writes nothing");
    sandbox.done(WRITE);
    sandbox.done(&check);
    sandbox.change("src/portal.rs", "pub struct EventBind", "pub struct EventBound");
    let ran = sandbox.run(&check);
    assert_eq!(ran.status, Some(1));
    let command = "b24c generate --methods 'event.**' --methods '!event.offline.*' --out src/portal.rs";
    assert_eq!(ran.stderr.trim(), format!("error: src/portal.rs is stale: run `{command}`"));
    assert!(sandbox.get("src/portal.rs").contains("EventBound"), "a check mends nothing");
}

#[test]
fn the_file_holds_no_path_of_the_machine() {
    let (here, elsewhere) = (Sandbox::new(), Sandbox::new());
    for sandbox in [&here, &elsewhere] {
        sandbox.put("Cargo.toml", "");
        sandbox.put("src/main.rs", "");
        let out = sandbox.path("src/portal.rs");
        here.done(&["generate", "--methods", "event.bind", "--out", &out.to_string_lossy()]);
        let head = "//! Made by `b24c generate --methods event.bind --out src/portal.rs`";
        assert!(sandbox.get("src/portal.rs").starts_with(head), "{}", sandbox.get("src/portal.rs"));
    }
}

#[test]
fn a_file_is_the_same_from_wherever_it_is_made() {
    let sandbox = Sandbox::new().built();
    sandbox.put("app/Cargo.toml", "");
    sandbox.put("app/src/main.rs", "");
    let wanted = ["generate", "--methods", "lamp.*", "--specs", "specs/ir/methods.jsonl", "--out", "app/src/portal.rs"];
    sandbox.done(&wanted);
    let command = "b24c generate --methods 'lamp.*' --specs ../specs/ir/methods.jsonl --out src/portal.rs";
    let head =
        format!("//! Made by `{command}` in the folder of `Cargo.toml`: run it again rather than edit this file.");
    assert_eq!(sandbox.get("app/src/portal.rs").lines().next(), Some(&*head));
    sandbox.done(&[&wanted[..], &["--check"]].concat());
    let said = ["--methods", "lamp.*", "--specs", "../specs/ir/methods.jsonl", "--out", "src/portal.rs", "--check"];
    let inside = [&["generate"][..], &said].concat();
    let ran = sandbox.run_in("app", &inside);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    sandbox.change("app/src/portal.rs", "pub struct LampAdd", "pub struct LampAdded");
    let ran = sandbox.run(&[&wanted[..], &["--check"]].concat());
    let app = sandbox.path("app");
    let stale = format!("error: app/src/portal.rs is stale: run `{command}` in {}", app.display());
    assert_eq!(ran.stderr.trim(), stale);
}

#[test]
fn facts_are_named_by_their_folder_or_by_the_file() {
    let sandbox = Sandbox::new().built();
    sandbox.put("Cargo.toml", "");
    sandbox.put("src/main.rs", "");
    let generate =
        |specs: &str| sandbox.run(&["generate", "--methods", "lamp.*", "--specs", specs, "--out", "src/portal.rs"]);
    let items = |specs: &str| {
        let ran = generate(specs);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        let code = sandbox.get("src/portal.rs");
        let (head, items) = code.split_once('\n').unwrap();
        assert!(head.contains(&format!("--specs {specs} ")), "{head}");
        items.to_owned()
    };
    assert_eq!(items("specs"), items("specs/ir/methods.jsonl"));
    assert_eq!(items("specs"), items("specs/ir"));
    let ran = generate("src");
    let none =
        "error: cannot read src: there is no IR in this folder; if it is a specs folder, run `b24c build --specs src`";
    assert_eq!((ran.status, ran.stderr.trim()), (Some(2), none));
}

#[test]
fn a_list_that_is_not_followed_tells_how_its_pages_are_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.put("src/main.rs", "");
    sandbox.done(&[
        "generate",
        "--methods",
        "mail.mailbox.senders",
        "--methods",
        "crm.deal.list",
        "--out",
        "src/portal.rs",
    ]);
    let code = sandbox.get("src/portal.rs");
    let by_hand = "Reads, page by page, and `Client::list` does not follow them: ask for each by `pagination`";
    assert!(code.contains(by_hand), "{code}");
    assert_eq!(code.matches("Reads, page by page").count(), 2);
    assert_eq!(code.matches("does not follow them").count(), 1, "a deal's pages are followed");
}

#[test]
fn a_map_tells_whose_order_it_has() {
    let sandbox = Sandbox::new();
    sandbox.put("src/main.rs", "");
    let methods = ["--methods", "imbot.bot.list", "--methods", "task.checklistitem.get"];
    sandbox.done(&[&["generate", "--out", "src/portal.rs"][..], &methods].concat());
    let code = sandbox.get("src/portal.rs");
    let told: Vec<_> = code.split("Ordered by the keys as texts, not as the portal sends it").skip(1).collect();
    let [of_result, of_field] = told.as_slice() else { panic!("{code}") };
    assert!(of_result.starts_with("*/\npub type ImbotBotListResult = p::BTreeMap<"), "{of_result}");
    assert!(of_field.starts_with("*/\n    pub attachments: "), "{of_field}");
}

#[test]
fn a_wrong_selection_writes_nothing() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["generate", "--methods", "evnt.bind", "--out", "portal.rs"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("`event.bind`"), "{}", ran.stderr);
    let ran = sandbox.run(&["generate", "--methods", "ONCRMDEALADD", "--out", "portal.rs"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("it is an event, write `events! {"), "{}", ran.stderr);
    assert_eq!(sandbox.run(&["generate", "--out", "portal.rs"]).status, Some(2));
    assert!(!sandbox.path("portal.rs").exists());
}

#[test]
fn scopes_select_and_the_crate_goes_by_its_own_name() {
    let sandbox = Sandbox::new();
    sandbox.put("src/main.rs", "");
    let place = ["--scopes", "placement", "--crate", "::renamed", "--out", "src/portal.rs"];
    sandbox.done(&[&["generate"][..], &place].concat());
    let all = sandbox.get("src/portal.rs");
    assert!(all.contains("pub struct PlacementBind") && !all.contains("pub struct CrmItemAdd"));
    assert!(all.contains("use ::renamed::__private::v1 as p;") && !all.contains("::b24"));
    sandbox.done(&[&["generate", "--methods", "!placement.bind"][..], &place].concat());
    let without = sandbox.get("src/portal.rs");
    assert!(without.contains("pub struct PlacementGet") && !without.contains("pub struct PlacementBind"));
}
