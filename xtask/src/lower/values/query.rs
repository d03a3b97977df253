//! What a filter, an order or a selection can name: fields, and the operators before them.

use super::is_or;
use super::items::{Item, joined};
use super::words::denies;
use crate::lexicon;
use crate::lower::text::fold;

/// The fields that a list names: "The filterable field can take the following values:". All of its `count` items name some, and
/// where the page has `told` that they follow, they may be in bold type.
pub(super) fn in_list(listed: &[&Item], count: usize, told: bool) -> Vec<String> {
    let names = || listed.iter().flat_map(|item| &item.codes);
    let all = listed.len() == count && listed.iter().all(|item| (item.in_code || told) && item.dashed);
    let are_fields = all && names().all(|name| is_field(name)) && !names().all(|name| is_direction(name));
    if are_fields { names().cloned().collect() } else { Vec::new() }
}

/// The same in a sentence: "Available fields for sorting: `id`, `title`".
pub(super) fn in_sentence(text: &str, folded: &str) -> Vec<String> {
    let Some((_, end)) = lexicon::FIELDS_FOLLOW.find(folded) else { return Vec::new() };
    let Some((before, codes)) = text.get(end..).and_then(|rest| rest.split_once('`')) else { return Vec::new() };
    if !before.trim_matches([' ', ':']).is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = joined(codes).map(str::to_owned).collect();
    let are_fields = names.len() > 1 && names.iter().all(|name| is_field(name) && !is_direction(name));
    if are_fields { names } else { Vec::new() }
}

/// Operators in a sentence, several joined by commas: "operations such as `=`, `>`, `<`". REST 3.0 has words among them.
pub(super) fn operators(text: &str) -> Vec<String> {
    let mut parts = text.split('`');
    let mut before = parts.next().unwrap_or_default();
    let mut run: Vec<String> = Vec::new();
    while let Some(code) = parts.next() {
        let behind = parts.next().unwrap_or_default();
        let is_one = is_operator(code) || !run.is_empty() && matches!(code, "in" | "between");
        if is_one && !run.iter().any(|known| known == code) {
            run.push(code.to_owned());
            if behind.trim() == "," || is_or(behind) {
                continue;
            }
        }
        if run.len() > 1 && !refused(before, behind) {
            if lexicon::SOME_VALUES.begins(&fold(&format!("`{behind}"))).is_some() {
                go_on(&mut run);
            }
            return run;
        }
        run.clear();
        before = behind;
    }
    Vec::new()
}

/// The comparisons that begin with some of them, "`=`, `>`, and so on".
fn go_on(run: &mut Vec<String>) {
    const COMPARISONS: [&str; 6] = ["=", "!=", ">", ">=", "<", "<="];
    if run.iter().all(|sign| COMPARISONS.contains(&sign.as_str())) {
        let others = COMPARISONS.iter().filter(|sign| !run.iter().any(|known| known == *sign));
        run.extend(others.map(|&sign| sign.to_owned()).collect::<Vec<_>>());
    }
}

/// Does the clause that names codes say that they are none? "`%` and `?` are not supported"
fn refused(before: &str, behind: &str) -> bool {
    let ends = ['.', ';', '—', '–', '\n'];
    let head = before.rsplit(ends).next().unwrap_or_default();
    let tail = behind.split(ends).next().unwrap_or_default().split(',').next().unwrap_or_default();
    [head, tail].into_iter().any(|clause| denies(&fold(clause)) || lexicon::COMPARED.within(&fold(clause)))
}

/// Is it the name of a field, and not what stands for one in a format (`field_n`, `value_1`)?
fn is_field(name: &str) -> bool {
    let word = name.split_once('_').map_or(name, |(word, _)| word);
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.".contains(&b))
        && !matches!(word, "field" | "value" | "order")
}

/// `ASC` or `DESC`.
pub(super) fn is_direction(name: &str) -> bool {
    ["asc", "desc"].iter().any(|direction| name.eq_ignore_ascii_case(direction))
}

/// By more signs than any operator of `b24_specs::operators` has, so that one that is new is not lost.
pub(super) fn is_operator(code: &str) -> bool {
    !code.is_empty() && code.len() <= 4 && code.bytes().all(|b| b"!<>=%@~*?+-&|^".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_may_stand_in_a_sentence() {
        let read = |text| operators(text).join(" ");
        assert_eq!(read("Fields: `ID`, `NAME` with operations like `=`, `>`, `<=`, and so on"), "= > <= != >= <");
        assert_eq!(read("Операции `=`, `>` и т. д."), "= > != >= < <=");
        assert_eq!(read("Operators `=`, `%`, and so on"), "= %", "of all kinds");
        assert_eq!(read("Operators: `=`, `!=`, `in` and `between`"), "= != in between");
        assert_eq!(read("It does not support `%` and `?`; it has `=`, `!=`, not `!`"), "= !=");
        for none in [
            "The `%` stands before the name, `=` behind it",
            "By `ID`, `>`",
            "Either `in`, `between`",
            "The operators `%` and `?` are not supported, `=` is",
            "Операторы `%` и `?` не поддерживаются",
            "All operators except `%` and `?`",
        ] {
            assert_eq!(read(none), "", "{none}");
        }
    }
}
