//! Each kind of change is found as what it is, and nothing else is found beside it.

#[path = "../../../tests/changes/cases.rs"]
mod cases;

use std::collections::BTreeSet;

use xtask::diff::{Class, Kind, Snapshot, Version, diff, render};
use xtask::document::Document;

fn snapshot(on: &str, line: Option<&serde_json::Value>, page_stays: bool) -> Snapshot {
    let mut snapshot = Snapshot::default();
    snapshot.unread.extend(page_stays.then(|| "lamp/add.md".to_owned()));
    if let Some(line) = line.cloned() {
        match on {
            "method" => snapshot.documents.push(Document::Method(serde_json::from_value(line).unwrap())),
            "placement" => snapshot.documents.push(Document::Placement(serde_json::from_value(line).unwrap())),
            _ => snapshot.system = serde_json::from_value(line).unwrap(),
        }
    }
    snapshot
}

#[test]
fn each_kind_of_change_is_found_as_what_it_is() {
    let cases = cases::all();
    let mut wrong = Vec::new();
    for case in &cases {
        let old = snapshot(&case.on, case.old.as_ref(), false);
        let new = snapshot(&case.on, case.new.as_ref(), case.page_stays);
        let found: BTreeSet<&str> =
            diff(&old, &new).entries.iter().flat_map(|entry| &entry.changes).map(|change| change.kind.id()).collect();
        let wanted: BTreeSet<&str> = case.also.iter().chain([&case.rule]).map(String::as_str).collect();
        if found != wanted {
            wrong.push(format!("{}: found {found:?}", case.id));
        }
        assert!(diff(&old, &old).entries.is_empty() && diff(&new, &new).entries.is_empty(), "{}", case.id);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut rules: Vec<&str> = cases.iter().map(|case| case.rule.as_str()).collect();
    rules.dedup();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(rules, kinds, "every rule has its case, and every case its rule");
}

#[test]
fn code_is_marked_where_the_class_says_that_it_breaks() {
    for case in cases::all().iter().filter(|case| case.on == "method" && !case.code.is_empty()) {
        let kind = Kind::ALL.iter().find(|kind| kind.id() == case.rule).unwrap();
        let breaks = kind.class() == Class::BreaksTheBuild;
        assert_eq!(case.code.contains("//~"), breaks, "{}", case.id);
    }
}

#[test]
fn no_text_of_a_page_gets_out_of_its_place_in_a_report() {
    let nasty = "</code><script>alert(1)</script>`x` \"quoted\" | & \n# heading";
    let line = |title: &str| {
        let case = cases::all().into_iter().find(|case| case.id == "D109").unwrap();
        let mut line = case.new.unwrap();
        line["title"] = title.into();
        line
    };
    let (old, new) = (snapshot("method", Some(&line("a")), false), snapshot("method", Some(&line(nasty)), false));
    let found = diff(&old, &new);
    let version = Version::current();
    let html = render::html(&found, version);
    assert!(!html.contains("<script>alert") && html.contains("&lt;script&gt;alert"), "{html}");
    assert_eq!(html.matches("<script>").count(), 1);
    let markdown = render::markdown(&found, version);
    assert!(!markdown.contains("\n# heading"), "{markdown}");
    for line in render::json(&found, version).lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}
