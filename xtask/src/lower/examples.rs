//! The examples of a page: requests as cURL sends them, or else as scripts make them, and answers as JSON.

pub(super) mod abridged;
pub(super) mod calls;
pub(super) mod json;
pub(super) mod literal;
pub(super) mod php;
pub(super) mod typing;

use std::sync::LazyLock;

use memchr::memmem::{self, Finder};

use super::Input;
use super::outline::{Outline, Role};
use super::sink::Sink;
use super::text::is_word;
use crate::diagnostic::Code;
use crate::source::{Source, offset};
use crate::yfm::{Arena, Block, Code as Lines, Kind, Note, Offset};
use calls::Called;
use json::Json;
use literal::Script;
use php::Php;

/// How deep tabs and notes are searched for code.
pub(super) const DEPTH: usize = 6;

/// What stands before the method in an address.
static REST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("/rest/"));
/// What shows that an example sends a request.
static CURL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("curl"));
static POST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-X POST"));

/// What a finding about the body of a request begins with.
pub(super) const BAD_BODY: &str = "the body of the request is not valid JSON";

/// A JSON text of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Example<'a> {
    pub(super) at: Offset,
    pub(super) value: Json<'a>,
    /// The text, where it leaves something out.
    pub(super) abridged: Option<&'a str>,
}

/// A call in the address of a cURL example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) name: String,
    /// Under `/rest/api/`.
    pub(super) v3: bool,
    /// Through a webhook, whose user and code stand before the method.
    pub(super) webhook: bool,
}

/// The examples of a page.
#[derive(Debug)]
pub(super) struct Examples<'a> {
    source: &'a Source,
    arena: &'a Arena,
    /// What is sent, with the method that it goes to.
    pub(super) requests: Vec<(Example<'a>, String)>,
    /// Answers that have a `result`, and payloads of events.
    pub(super) answers: Vec<Example<'a>>,
    /// Answers that have an `error`.
    pub(super) refusals: Vec<Example<'a>>,
    /// Methods in the addresses, each once.
    pub(super) calls: Vec<Call>,
    /// All code of the page, as it stands there, for names in it.
    pub(super) code: Vec<&'a str>,
    /// The body that was read last, up to the end of its example.
    last: Option<&'a str>,
}

/// Reads the examples of a page.
pub(super) fn read<'a>(input: &Input<'a>, outline: &Outline<'a>, sink: &mut Sink) -> Examples<'a> {
    let mut examples = Examples {
        source: input.source,
        arena: input.arena,
        requests: Vec::new(),
        answers: Vec::new(),
        refusals: Vec::new(),
        calls: Vec::new(),
        code: Vec::new(),
        last: None,
    };
    let untold = !outline.of(Role::Response).any(|(_, section)| section.has_table());
    for section in &outline.sections {
        for piece in &section.pieces {
            code(piece.block, DEPTH, &mut |at, code| {
                let at = piece.place(at);
                examples.take(section.role, untold, at, code, sink);
            });
        }
    }
    examples
}

/// Code in a block, with its place.
pub(super) fn code<'a>(block: &'a Block<'a>, depth: usize, found: &mut impl FnMut(Offset, &'a Lines<'a>)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match &block.kind {
        Kind::Code(code) => found(block.at, code),
        Kind::Tabs(tabs) => tabs.iter().flat_map(|tab| tab.body).for_each(|block| code(block, depth, found)),
        Kind::Note(Note { body, .. }) | Kind::Quote(body) => body.iter().for_each(|block| code(block, depth, found)),
        Kind::List(items) => items.iter().copied().flatten().for_each(|block| code(block, depth, found)),
        _ => {}
    }
}

impl<'a> Examples<'a> {
    fn take(&mut self, role: Role, untold: bool, at: Offset, code: &Lines<'a>, sink: &mut Sink) {
        let (text, lang) = (code.raw, code.lang);
        self.code.push(text);
        let json = lang.is_empty() || lang.eq_ignore_ascii_case("json") || lang.eq_ignore_ascii_case("jsonc");
        // Old pages, whose answers no table tells, fence them as scripts.
        let json = json
            || untold
                && Script::of_fence(lang).is_some()
                && text.trim_start().starts_with('{')
                && Json::read(text, self.arena).is_ok();
        if json && matches!(role, Role::Response | Role::Errors | Role::Receives) {
            self.answer(role, at, code, sink);
        } else if let Some(rest) = REST.find(text.as_bytes()).and_then(|found| text.get(found + 6..))
            && (lang.eq_ignore_ascii_case("curl")
                || [&*CURL, &*POST].iter().any(|it| it.find(text.as_bytes()).is_some()))
        {
            self.request(at, code, rest, sink);
        }
    }

    /// Where the method is not called by cURL, as on older pages, takes its calls in JavaScript, or those in PHP.
    pub(super) fn take_scripts(&mut self, name: &str, outline: &Outline<'a>) {
        if self.requests.iter().any(|(_, called)| called.eq_ignore_ascii_case(name)) {
            return;
        }
        let mut all: Vec<(Script, Example<'a>)> = Vec::new();
        for piece in outline.sections.iter().flat_map(|section| &section.pieces) {
            code(piece.block, DEPTH, &mut |at, code| {
                if Script::of_fence(code.lang).is_none() {
                    return;
                }
                for Called { script, method, params, abridged, .. } in calls::with_variables(code.raw, self.arena) {
                    if let (Some(method), Ok(value @ (Json::Object(_) | Json::Array(_)))) = (method, params)
                        && method.eq_ignore_ascii_case(name)
                    {
                        let value = self.without_token(value);
                        let abridged = abridged.then_some(code.raw);
                        all.push((script, Example { at: piece.place(at), value, abridged }));
                    }
                }
            });
        }
        let of_javascript = |(script, _): &(Script, Example<'_>)| *script == Script::JavaScript;
        if all.iter().any(of_javascript) {
            all.retain(of_javascript);
        }
        self.requests.extend(all.into_iter().map(|(_, example)| (example, name.to_owned())));
    }

    fn answer(&mut self, role: Role, at: Offset, code: &Lines<'a>, sink: &mut Sink) {
        let raw = code.raw.trim_start();
        let members = role == Role::Response && raw.starts_with('"');
        let value = matches!(raw.trim_end(), "true" | "false") && role == Role::Response;
        if !raw.starts_with(['{', '[']) && !members && !value {
            return;
        }
        // Some pages leave out the braces around an answer.
        let text = if members { self.arena.alloc_str(&format!("{{{}}}", code.text())) } else { code.raw };
        let read = Json::read(text, self.arena).map(|value| (value, None));
        let (value, abridged) = match read.or_else(|error| self.abridged(text).ok_or(error)) {
            Ok(read) => read,
            // A payload in PHP is held against its tables where these are read.
            Err(_) if role == Role::Receives && Php::read(code.raw).is_some() => return,
            Err(error) => {
                sink.report(
                    Code::BadExample,
                    self.stopped(at, code, text, &error),
                    format!("the example is not valid JSON ({}); mend it so that its fields can be read", said(&error)),
                );
                return;
            }
        };
        let has = |key: &str| value.get(key).is_some();
        let inside = value.get("result").and_then(|result| result.get("error"));
        if role == Role::Errors && inside.is_some_and(Json::is_object) {
            sink.report(
                Code::BadExample,
                at,
                "the answer tells an error inside the `result` of a success; no fields are read from it",
            );
        } else if has("result") && !has("error") {
            self.answers.push(Example { at, value, abridged });
        } else if has("error") {
            self.refusals.push(Example { at, value, abridged });
        } else if role == Role::Receives || role == Role::Response {
            self.answers.push(Example { at, value, abridged });
        }
    }

    /// Where in the page the reader stopped in `text`, with which the code of a block at `at` ends; there, where that is not so.
    fn stopped(&self, at: Offset, code: &Lines<'_>, text: &str, error: &serde_json::Error) -> Offset {
        let place = || {
            let page = self.source.text();
            let begin = at as usize + page.get(at as usize..)?.find('\n')? + 1;
            let before = code.raw.strip_suffix(text)?.len();
            page.get(begin..)?.strip_prefix(code.raw)?;
            let line: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            Some(offset(begin + before + line + error.column().saturating_sub(1)))
        };
        place().unwrap_or(at)
    }

    /// What is left of an example that says where it leaves something out, and its text.
    fn abridged(&self, text: &'a str) -> Option<(Json<'a>, Option<&'a str>)> {
        let value = Json::read(self.arena.alloc_str(&abridged::whole(text)?), self.arena).ok()?;
        Some((value, Some(text)))
    }

    fn without_token(&self, value: Json<'a>) -> Json<'a> {
        match value {
            Json::Object(object) if value.get("auth").is_some() => {
                let rest = object.iter().copied().filter(|(key, _)| *key != "auth");
                Json::Object(self.arena.alloc_slice_copy(&rest.collect::<Vec<_>>()))
            }
            value => value,
        }
    }

    fn request(&mut self, at: Offset, code: &Lines<'a>, path: &str, sink: &mut Sink) {
        let Some(call) = call(path) else { return };
        let name = call.name.clone();
        if let Some(known) = self.calls.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&call.name)) {
            known.webhook |= call.webhook;
        } else {
            self.calls.push(call);
        }
        let Some(raw) = body(code.raw) else { return };
        // The same request with a token in it, or without.
        if self.last.is_some_and(|last| same_request(last, raw))
            && let Some((last, to)) = self.requests.last()
            && *to == name
        {
            self.requests.push((Example { at, ..*last }, name));
            return;
        }
        self.last = None;
        let read = |body| Json::first(body, self.arena);
        let run = || read(self.arena.alloc_str(&commands(raw)?)).filter(Result::is_ok);
        match read(raw).map(|read| read.or_else(|error| run().unwrap_or(Err(error)))) {
            Some(Ok(value)) => {
                self.last = Some(raw);
                self.requests.push((Example { at, value: self.without_token(value), abridged: None }, name));
            }
            Some(Err(error)) => {
                sink.report(
                    Code::BadExample,
                    self.stopped(at, code, raw, &error),
                    format!("{BAD_BODY} ({}); mend it so that its keys can be compared", said(&error)),
                );
            }
            None => {}
        }
    }
}

/// What is wrong with a JSON text, without the place.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(said, _)| said).to_owned()
}

/// The method that an address calls; `path` begins behind `/rest/`.
fn call(path: &str) -> Option<Call> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '?' | '`' | '\\' | '#');
    let path = path.split(ends).next()?;
    let v3 = path.starts_with("api/");
    let webhook = path.strip_prefix("api/").unwrap_or(path).trim_end_matches('/').contains('/');
    let last = path.rsplit('/').find(|part| !part.is_empty())?;
    let name = last.strip_suffix(".json").or_else(|| last.strip_suffix(".xml")).unwrap_or(last);
    let good = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| is_word(c) || c == '.' || c == '-')
        && !name.ends_with('.');
    (good && name != "api").then(|| Call { name: name.to_owned(), v3, webhook })
}

/// Is one body the other with a token behind its last key?
fn same_request(last: &str, body: &str) -> bool {
    let end = memmem::find(last.as_bytes(), b"}'").unwrap_or(last.len());
    last.get(..end).is_some_and(|head| {
        let head = head.trim_end();
        body.strip_prefix(head).is_some_and(|rest| {
            rest.trim_start_matches([',', ' ', '\n']).starts_with("\"auth\":")
                && rest.trim_end_matches(['\n', ' ']).matches("\":").count() == 1
        })
    })
}

/// The text behind `-d '`.
fn body(text: &str) -> Option<&str> {
    for flag in ["-d ", "--data ", "--data-raw ", "-d"] {
        if let Some(at) = memmem::find(text.as_bytes(), flag.as_bytes())
            && let Some(rest) = text.get(at + flag.len()..)
            && let Some(body) = rest.trim_start().strip_prefix('\'').or_else(|| rest.trim_start().strip_prefix("$'"))
        {
            return Some(body);
        }
    }
    None
}

/// A body with the commands in it that a shell would run, `'"$(date)"'`, as a part of its texts: they stand outside of its
/// quotes. None where there are none.
fn commands(body: &str) -> Option<String> {
    let (before, mut rest) = body.split_once("'\"$(")?;
    let mut out = before.to_owned();
    loop {
        let (command, behind) = rest.split_once(")\"'")?;
        out += &command.replace(['"', '\\'], "");
        let Some((text, next)) = behind.split_once("'\"$(") else { return Some(out + behind) };
        out += text;
        rest = next;
    }
}

/// The JSON of a block of code.
pub(super) fn json<'a>(block: &Block<'a>, arena: &'a Arena) -> Option<Json<'a>> {
    match &block.kind {
        Kind::Code(code) if code.raw.trim_start().starts_with('{') => Json::read(code.raw, arena).ok(),
        _ => None,
    }
}

/// The JSON that a dump of the data of a widget shows for `PLACEMENT_OPTIONS`.
pub(super) fn placement_options<'a>(code: &'a str, arena: &'a Arena) -> Option<Json<'a>> {
    Json::first(dumped(code, "PLACEMENT_OPTIONS")?, arena)?.ok()
}

/// What a dump of PHP's shows for a key, and all that follows: `[KEY] => …`.
pub(super) fn dumped<'a>(code: &'a str, key: &str) -> Option<&'a str> {
    let mut entries = code.match_indices('[').filter_map(|(at, _)| code.get(at + 1..));
    entries.find_map(|entry| entry.strip_prefix(key)?.strip_prefix(']')?.trim_start().strip_prefix("=>"))
}

/// Does some request have a parameter of that name at its first level?
pub(super) fn sends(requests: &[&Example<'_>], name: &str) -> bool {
    requests.iter().any(|example| {
        example.value.as_object().is_some_and(|map| map.iter().any(|(key, _)| key.eq_ignore_ascii_case(name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_method_is_the_end_of_the_address() {
        let of = |name: &str, v3, webhook| Some(Call { name: name.into(), v3, webhook });
        assert_eq!(call("**id**/**hook**/crm.item.add\n"), of("crm.item.add", false, true));
        assert_eq!(call("event.bind?auth=1/2"), of("event.bind", false, false));
        assert_eq!(call("1/x/profile.json'"), of("profile", false, true));
        assert_eq!(call("api/1/x/tasks.task.get\\"), of("tasks.task.get", true, true));
        assert_eq!(call("api/tasks.task.get/"), of("tasks.task.get", true, false));
        assert_eq!(call("**your_webhook_here**"), None);
    }

    #[test]
    fn commands_of_a_shell_are_text() {
        let body = r#"{"from":"'"$(date -d "x")"'","to":"'"$(date)"'"}' https"#;
        assert_eq!(commands(body).as_deref(), Some(r#"{"from":"date -d x","to":"date"}' https"#));
        assert_eq!(commands(r#"{"from":"'"$(date"#), None);
        assert_eq!(commands("{}'"), None);
    }

    #[test]
    fn the_body_is_behind_its_flag() {
        assert_eq!(body("curl -X POST \\\n-d '{\"a\":1}' \\\n"), Some("{\"a\":1}' \\\n"));
        assert_eq!(body("curl https://x"), None);
    }
}
