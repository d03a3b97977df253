//! What the pages of methods and events show of their use: for tests that hold generated code against it.

use serde_json::Value;

use super::examples::calls::{self, Called};
use super::examples::json::Json;
use super::examples::literal::Script;
use super::examples::php::Php;
use super::examples::{self, DEPTH};
use super::method::name;
use super::outline;
use super::page_kind;
use super::sink;
use super::{Input, PageKind};
use crate::diagnostic::Code;
use crate::yfm::Arena;

/// The examples of a method's page that can be read.
#[derive(Debug)]
pub struct Shown {
    /// Path of the page in the tree.
    pub page: String,
    /// The method, as the page calls it.
    pub method: String,
    /// Calls of it.
    pub requests: Vec<Request>,
    /// Its answers, whole.
    pub answers: Vec<Example>,
    /// Its answers that tell an error, whole.
    pub refusals: Vec<Example>,
    /// What else it shows.
    pub left_out: Vec<LeftOut>,
}

/// What a page shows that is none of its examples.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The line where it begins, from 1.
    pub line: u32,
    /// What the call is written in; nothing for an answer.
    pub language: Option<Language>,
    /// Why it cannot be read.
    pub reason: String,
}

/// JSON on a page.
#[derive(Debug)]
pub struct Example {
    /// The line where it begins, from 1.
    pub line: u32,
    /// What it says.
    pub value: Value,
}

/// A call on a page.
#[derive(Debug)]
pub struct Request {
    /// The line where it begins, from 1.
    pub line: u32,
    /// What it is written in.
    pub language: Language,
    /// Its parameters.
    pub params: Value,
}

/// What a call is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A command of the shell, with the parameters as JSON.
    Curl,
    /// JavaScript, with the parameters as an object.
    JavaScript,
    /// PHP, with the parameters as an array.
    Php,
}

impl Language {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Curl => "cURL",
            Self::JavaScript => "JavaScript",
            Self::Php => "PHP",
        }
    }
}

impl From<Script> for Language {
    fn from(script: Script) -> Self {
        match script {
            Script::JavaScript => Self::JavaScript,
            Script::Php => Self::Php,
        }
    }
}

/// The examples of a page, where it is a method's.
pub fn shown(input: &Input<'_>) -> Option<Shown> {
    let mut sink = sink::Sink::default();
    let outline = outline::Outline::new(input, &mut sink);
    let examples = examples::read(input, &outline, &mut sink);
    if page_kind::of(input.path, &outline, &examples) != PageKind::Method {
        return None;
    }
    let line = |at| input.source.line(at);
    let bad = sink.diagnostics.iter().filter(|found| found.code == Code::BadExample);
    let left_out = bad.map(|found| LeftOut {
        line: line(found.at),
        language: found.message.starts_with(examples::BAD_BODY).then_some(Language::Curl),
        reason: found.message.clone(),
    });
    let left_out = left_out.collect();
    let method = name::decide(input.path, &outline, &examples, &mut sink)?;
    let [answers, refusals] = [examples.answers, examples.refusals].map(|examples| {
        examples.into_iter().map(|example| Example { line: line(example.at), value: example.value.into() }).collect()
    });
    let mut shown = Shown { page: input.path.to_owned(), method, requests: Vec::new(), answers, refusals, left_out };
    for (example, called) in examples.requests {
        shown.request(line(example.at), Language::Curl, Some(&called), Ok(example.value.into()));
    }
    for piece in outline.sections.iter().flat_map(|section| &section.pieces) {
        examples::code(piece.block, DEPTH, &mut |at, code| {
            // The code begins behind its fence; that of an included file has no lines in the page.
            let first = line(piece.place(at)) + u32::from(piece.included_at.is_none());
            shown.code(first, code.lang, &code.text(), input.arena);
        });
    }
    Some(shown)
}

/// What a handler is shown to receive on an event's page.
#[derive(Debug)]
pub struct Payloads {
    /// Path of the page in the tree.
    pub page: String,
    /// Whole payloads, each with the code of its event.
    pub payloads: Vec<Example>,
}

/// The payloads of a page, where it is an event's: in JSON or as an array of PHP.
pub fn payloads(input: &Input<'_>) -> Option<Payloads> {
    let mut sink = sink::Sink::default();
    let outline = outline::Outline::new(input, &mut sink);
    let examples = examples::read(input, &outline, &mut sink);
    if page_kind::of(input.path, &outline, &examples) != PageKind::Event {
        return None;
    }
    let mut payloads = Vec::new();
    for piece in outline.sections.iter().flat_map(|section| &section.pieces) {
        examples::code(piece.block, DEPTH, &mut |at, code| {
            let json = Json::read(code.raw, input.arena).ok();
            let value = json.or_else(|| Some(Php::read(code.raw)?.json(input.arena)));
            let whole = |value: &Json<'_>| value.get("event").is_some_and(|code| code.as_str().is_some());
            if let Some(value) = value.filter(|value| whole(value) && value.get("data").is_some()) {
                payloads.push(Example { line: input.source.line(piece.place(at)), value: value.into() });
            }
        });
    }
    Some(Payloads { page: input.path.to_owned(), payloads })
}

impl Shown {
    /// Takes the calls in JavaScript or PHP.
    fn code(&mut self, first: u32, fence: &str, code: &str, arena: &Arena) {
        let called = calls::in_code(code, arena);
        if let Some(script) = Script::of_fence(fence).filter(|_| called.is_empty()) {
            self.leave_out(first, script.into(), "nothing is called by the name of a method".to_owned());
        }
        for Called { at, script, method, params, .. } in called {
            let above = code.get(..at).unwrap_or_default().matches('\n').count();
            let line = first + u32::try_from(above).unwrap_or_default();
            self.request(line, script.into(), method, params.map(Value::from));
        }
    }

    fn request(&mut self, line: u32, language: Language, method: Option<&str>, params: Result<Value, String>) {
        let reason = match (method, params) {
            (Some(method), _) if !method.eq_ignore_ascii_case(&self.method) => {
                format!("another method is called, `{method}`")
            }
            (_, Err(reason)) => reason,
            (_, Ok(params)) => {
                // In PHP, and to a portal, a list of nothing is a map of nothing.
                let params =
                    if params == Value::Array(Vec::new()) { Value::Object(serde_json::Map::new()) } else { params };
                self.requests.push(Request { line, language, params });
                return;
            }
        };
        self.leave_out(line, language, reason);
    }

    fn leave_out(&mut self, line: u32, language: Language, reason: String) {
        self.left_out.push(LeftOut { line, language: Some(language), reason });
    }
}
