//! Changes of errors, by the names of the variants that they get.

use b24_specs::ir::ErrorCase;

use super::kinds::Kind;
use super::model::Changes;

/// A variant and the error that it stands for.
type Named = (String, ErrorCase);

pub(super) fn compare(old: &[ErrorCase], new: &[ErrorCase], changes: &mut Changes) {
    let (old, new) = (b24_codegen::error_names(old), b24_codegen::error_names(new));
    let find = |all: &[Named], name: &str| all.iter().position(|(other, _)| other == name);
    let shared = |all: &[Named], code: &str| all.iter().filter(|(_, case)| case.code == code).count() > 1;
    let mut come: Vec<&Named> = new.iter().filter(|(name, _)| find(&old, name).is_none()).collect();
    for (name, before) in &old {
        let at = format!("errors.{}", code(before));
        if let Some((_, now)) = find(&new, name).and_then(|i| new.get(i)) {
            let by_text = !tells(&now.code) || shared(&old, &now.code) || shared(&new, &now.code);
            let compared = |case: &ErrorCase| b24_codegen::error_text(&text(case));
            let reread = by_text && compared(before) != compared(now);
            let kind = if reread { Kind::ErrorReread } else { Kind::ErrorReworded };
            changes.differ(kind, &at, &text(before), &text(now));
            let status = |case: &ErrorCase| case.status.map(|status| status.to_string()).unwrap_or_default();
            changes.differ(Kind::ErrorStatus, &at, &status(before), &status(now));
            continue;
        }
        // Another text under the same code renames the variant of this one.
        let exact = come.iter().position(|(_, now)| code(now) == code(before) && text(now) == text(before));
        // One row may be of several fields.
        let alike = || come.iter().position(|(_, now)| now.code == before.code && text(now) == text(before));
        let near = || come.iter().position(|(_, now)| code(now) == code(before));
        match exact.or_else(alike).or_else(near) {
            Some(i) => {
                let (new_name, _) = come.remove(i);
                changes.add(Kind::ErrorRenamed, at, &**name, &**new_name);
            }
            None => changes.add(Kind::ErrorRemoved, at, shown(before), ""),
        }
    }
    for (_, now) in come {
        changes.add(Kind::ErrorAdded, format!("errors.{}", code(now)), "", shown(now));
    }
}

fn code(case: &ErrorCase) -> String {
    match &case.field {
        Some(field) => format!("{}.{field}", case.code),
        None => case.code.clone(),
    }
}

/// The runtime takes codes such as `0`, `100` and `400` for anything.
fn tells(code: &str) -> bool {
    code.len() > 3 || code.bytes().any(|b| b.is_ascii_alphabetic())
}

fn text(case: &ErrorCase) -> String {
    case.message.clone().unwrap_or_default()
}

fn shown(case: &ErrorCase) -> String {
    let status = case.status.map(|status| format!("{status} ")).unwrap_or_default();
    format!("{status}{}", case.message.as_deref().unwrap_or("without a text"))
}
