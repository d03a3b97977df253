//! What the README says must hold is what `.ci/run` runs.

use std::fs;
use std::path::Path;

#[test]
fn the_readme_names_the_commands_that_are_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let script = fs::read_to_string(root.join(".ci/run")).unwrap();
    let section = readme.split_once("### Change it").expect("a section of that name").1;
    let block = section.split("```").nth(1).expect("a block of commands").trim_start_matches("sh");
    let run: Vec<&str> = script.lines().filter_map(|line| line.strip_prefix("step ")).collect();
    assert_eq!(block.trim().lines().collect::<Vec<_>>(), run);
}
