//! The name of a method, by its witnesses: the title, the address of the cURL example, the calls in the other examples.

use std::cmp::Reverse;

use foldhash::HashMap;

use crate::diagnostic::Code;
use crate::lower::examples::Examples;
use crate::lower::names::is_method;
use crate::lower::outline::Outline;
use crate::lower::sink::Sink;

/// The name by two witnesses of three; the title's where all disagree.
pub(crate) fn decide(path: &str, outline: &Outline<'_>, examples: &Examples<'_>, sink: &mut Sink) -> Option<String> {
    let title = outline.named;
    let curl = match examples.calls.as_slice() {
        [call] => Some(call.name.as_str()),
        calls => title
            .and_then(|title| calls.iter().map(|call| call.name.as_str()).find(|name| name.eq_ignore_ascii_case(title)))
            .or_else(|| calls.first().map(|call| call.name.as_str())),
    };
    match (title, curl) {
        (Some(title), Some(curl)) if title.eq_ignore_ascii_case(curl) => Some(title.to_owned()),
        (Some(title), None) => {
            let called = called(examples);
            if let Some(called) = &called
                && !called.eq_ignore_ascii_case(title)
            {
                disagree(outline, sink, title, None, Some(called), title);
            }
            Some(title.to_owned())
        }
        (None, Some(curl)) => Some(curl.to_owned()),
        (None, None) => None,
        (Some(title), Some(curl)) => {
            let called = called(examples);
            // The name that the examples call stands with either of them; alone it may be a copy of another page's.
            let name = match &called {
                // Where all examples are another method's, the file's name tells.
                Some(called)
                    if called.eq_ignore_ascii_case(curl) && !extends(title, curl) && !names_file(title, path) =>
                {
                    curl
                }
                _ if extends(curl, title)
                    && called.as_deref().is_none_or(|called| called.eq_ignore_ascii_case(curl)) =>
                {
                    curl
                }
                _ => title,
            };
            disagree(outline, sink, title, Some(curl), called.as_deref(), name);
            Some(name.to_owned())
        }
    }
}

/// Is the page's file called after the method, as `crm-invoice-user-field-add.md` is after `crm.invoice.userfield.add`?
fn names_file(name: &str, path: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let file = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    letters(file) == letters(name)
}

/// Is `short` the beginning of `long`, that is, a name that was cut?
fn extends(long: &str, short: &str) -> bool {
    long.len() > short.len() && long.get(..short.len()).is_some_and(|head| head.eq_ignore_ascii_case(short))
}

fn disagree(
    outline: &Outline<'_>,
    sink: &mut Sink,
    title: &str,
    curl: Option<&str>,
    called: Option<&str>,
    taken: &str,
) {
    let curl = curl.map(|curl| format!(", the cURL example `{curl}`")).unwrap_or_default();
    let called = called.map(|called| format!(", the other examples `{called}`")).unwrap_or_default();
    let message = format!("the title names `{title}`{curl}{called}; `{taken}` is taken, make them agree");
    sink.report(Code::NameDisagrees, outline.title_at, message);
}

/// The name in quotes that the other examples have most often.
fn called(examples: &Examples<'_>) -> Option<String> {
    let quoted = examples
        .code
        .iter()
        .flat_map(|code| ['\'', '"'].into_iter().flat_map(|quote| code.split(quote).skip(1).step_by(2)));
    // How often each is called, and its first spelling.
    let mut counts: HashMap<String, (usize, Reverse<usize>, &str)> = HashMap::default();
    for (place, name) in quoted.filter(|part| part.len() < 80 && is_method(part)).enumerate() {
        counts.entry(name.to_ascii_lowercase()).or_insert((0, Reverse(place), name)).0 += 1;
    }
    counts.into_values().max().map(|(.., name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_after_its_method() {
        assert!(names_file("crm.invoice.userfield.add", "crm/outdated/crm-invoice-user-field-add.md"));
        assert!(!names_file("im.recent", "chats/im-recent-pin.md"));
    }
}
