//! The name of a method, by its witnesses: the title, the address of the cURL example, the calls in the other examples.

use super::examples::Examples;
use super::outline::Outline;
use super::sink::Sink;
use super::text::is_word;
use crate::diagnostic::Code;
use crate::lexicon;

/// The last word of a title that looks like a method's name, and where it stands.
pub(super) fn in_title(title: &str) -> Option<&str> {
    // Without a dot there is none to look for.
    memchr::memchr(b'.', title.as_bytes())?;
    words(title).rfind(|word| is_method(word))
}

/// The words of a text that could be names.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !(is_word(c) || c == '.' || c == '-'))
        .map(|word| word.trim_matches(['.', '-']))
        .filter(|word| !word.is_empty())
}

/// A dotted name; no file, no version, no address.
fn is_method(word: &str) -> bool {
    let mut parts = word.as_bytes().split(|&byte| byte == b'.');
    // Most words have no dot.
    let (Some(first), Some(last)) = (parts.next(), parts.next_back()) else { return false };
    let is_part = |part: &[u8]| !part.is_empty() && part.iter().all(|&byte| is_word(byte.into()));
    let is_end = |part: &[u8]| is_part(part) && part.first().is_some_and(u8::is_ascii_alphabetic);
    is_end(first)
        && is_end(last)
        && parts.all(is_part)
        && !["md", "js", "php", "html", "json", "com", "de", "net", "ru", "org", "py", "ts", "txt", "v2", "io"]
            .iter()
            .any(|end| last.eq_ignore_ascii_case(end.as_bytes()))
        && !matches!(first, b"BX" | b"b24" | b"B24" | b"www" | b"dd")
}

/// The title without the name.
pub(super) fn title_without(title: &str, name: &str) -> String {
    // The name ends nearly every title.
    let last = title.len().checked_sub(name.len());
    let last = last.filter(|&at| title.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(name)));
    let found = last.or_else(|| title.to_ascii_lowercase().rfind(&name.to_ascii_lowercase()));
    let mut out = match found {
        Some(at) => {
            let behind = title.get(at + name.len()..).unwrap_or_default();
            [title.get(..at).unwrap_or_default().trim_end(), behind.trim_start()].join(" ")
        }
        None => title.to_owned(),
    };
    out.retain(|sign| sign != '`');
    let ends = |text: &str| text.trim_end().trim_end_matches([':', '—', '-', '–', ',', '(']).trim_end().len();
    let mut title = out.get(..ends(&out)).unwrap_or_default().trim_start();
    title = ["( )", "()"].iter().find_map(|empty| title.strip_suffix(empty)).map_or(title, str::trim_end);
    // What led to the name leads nowhere now: "Add a Lamp with", "Get the".
    while let Some((rest, _)) =
        title.rsplit_once(' ').filter(|(_, word)| found.is_some() && lexicon::LEADS.spells(word))
    {
        title = rest.get(..ends(rest)).unwrap_or_default();
    }
    title.to_owned()
}

/// The name by two witnesses of three; the title's where all disagree.
pub(super) fn decide(path: &str, outline: &Outline<'_>, examples: &Examples<'_>, sink: &mut Sink) -> Option<String> {
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
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for code in &examples.code {
        for quote in ['\'', '"'] {
            for part in code.split(quote).skip(1).step_by(2) {
                if part.len() < 80 && is_method(part) {
                    match counts.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(part)) {
                        Some((_, count)) => *count += 1,
                        None => counts.push((part, 1)),
                    }
                }
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_after_its_method() {
        assert!(names_file("crm.invoice.userfield.add", "crm/outdated/crm-invoice-user-field-add.md"));
        assert!(!names_file("im.recent", "chats/im-recent-pin.md"));
    }

    #[test]
    fn names_are_found_in_titles() {
        assert_eq!(in_title("Get a List: crm.item.list"), Some("crm.item.list"));
        assert_eq!(in_title("Send imbot.v2.Chat.Message.send v 3.0"), Some("imbot.v2.Chat.Message.send"));
        assert_eq!(in_title("События imbot.v2.Event.get для бота"), Some("imbot.v2.Event.get"));
        assert_eq!(in_title("How to use config.php"), None);
        assert_eq!(title_without("Get a List: crm.item.list", "crm.item.list"), "Get a List");
        assert_eq!(title_without("crm.item.list — список", "crm.item.list"), "— список");
        assert_eq!(title_without("a.lamp.get Lamp", "a.lamp.get"), "Lamp");
        assert_eq!(title_without("Get a Lamp (a.lamp.get)", "a.lamp.get"), "Get a Lamp");
        assert_eq!(title_without("Light It with the Method a.lamp.light", "a.lamp.light"), "Light It");
        assert_eq!(title_without("Зажечь лампу с помощью a.lamp.light", "a.lamp.light"), "Зажечь лампу");
        assert_eq!(title_without("Turn a Lamp On", "a.lamp.light"), "Turn a Lamp On");
        assert_eq!(title_without("Stages of the a.lamp.get Process", "a.lamp.get"), "Stages of the Process");
    }
}
