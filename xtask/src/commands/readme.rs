//! Are the commands true that the README names?

use std::path::Path;

use super::report::Finding;
use super::{folder, understands};
use crate::diagnostic::Code;

/// The file, beside `specs/`.
const FILE: &str = "README.md";
/// How a reader of it runs a command.
const CALLS: &[&str] = &["cargo xtask ", "b24c "];

/// Looks at each command that the repository's README names. Somebody else's may have an xtask of its own.
pub(crate) fn check(specs: &Path) -> Vec<Finding> {
    if !folder::is_of_the_repository(specs) {
        return Vec::new();
    }
    let file = specs.parent().unwrap_or(Path::new("")).join(FILE);
    let Ok(text) = std::fs::read_to_string(&file) else { return Vec::new() };
    let mut findings = Vec::new();
    for (i, line) in text.lines().enumerate() {
        for command in commands(line) {
            if let Err(reason) = understands(words(command)) {
                let line = u32::try_from(i + 1).unwrap_or(u32::MAX);
                let message = format!("`{command}` is no command of `cargo xtask`: {reason}");
                findings.push(Finding::line(file.display().to_string(), line, 1, Code::Readme, message));
            }
        }
    }
    findings
}

/// What stands behind the name of the program, in code spans and in lines of a shell.
fn commands(line: &str) -> impl Iterator<Item = &str> {
    let spans = line.split('`').enumerate();
    // Between backquotes, or the whole of a line that begins with the call.
    let shell = CALLS.iter().any(|call| line.trim_start().starts_with(call));
    spans.filter(move |(i, _)| i % 2 == 1 || shell).filter_map(|(_, part)| {
        let part = part.split('#').next().unwrap_or_default().trim();
        CALLS.iter().find_map(|call| part.strip_prefix(call)).map(str::trim)
    })
}

/// The arguments: what stands for something else counts as one, optional or repeated or not.
fn words(command: &str) -> impl Iterator<Item = &str> {
    let plain = |word: &str| !word.chars().all(|c| matches!(c, '.' | '…' | '[' | ']'));
    command.split_whitespace().map(|word| word.trim_matches(['[', ']'])).filter(move |word| plain(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_spans_and_in_shells() {
        let found = |line| commands(line).collect::<Vec<_>>();
        assert_eq!(found("run `cargo xtask build` and `b24c check`, not `cargo test`"), ["build", "check"]);
        assert_eq!(found("cargo xtask demo   # shows each step"), ["demo"]);
        assert_eq!(found("the cargo xtask of this repository"), [""; 0]);
    }

    #[test]
    fn what_is_no_command_is_told() {
        let understood = |command| understands(words(command)).is_ok();
        assert!(understood("import --docs DIR [PAGE...]") && understood("diff OLD NEW") && understood("import"));
        assert!(!understood("imprt --docs DIR") && !understood("build --dcs DIR") && !understood("check a b"));
    }
}
