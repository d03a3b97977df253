//! A page of a method.

mod agree;
pub(super) mod errors;
mod lists;
pub(super) mod name;
pub(super) mod params;
mod rest3;
mod result;

use b24_specs::ir::{Api, Auth, Command, ErrorCase, Examples as Counts, Field, Form, Kind, Method, Rule, VERSION};

use super::Open;
use super::examples::json::Json;
use super::examples::{Example, Examples};
use super::meta::{self, Meta};
use super::names::{title_without, words};
use super::outline::{Outline, Role};
use super::sink::{Sink, count};
use super::table::groups::{Foreign, Found, collect};
use super::text::fold;
use super::unused;
use super::values::tables;
use crate::diagnostic::Code;
use crate::lexicon;

/// What is read of a method's page, step by step.
#[derive(Default)]
pub(super) struct Draft<'a> {
    name: String,
    meta: Meta,
    /// The tables of its parameters, of its answer, and those of errors.
    asked: Found<'a>,
    answered: Found<'a>,
    refused: Vec<Foreign<'a>>,
    params: Vec<Field>,
    forms: Vec<Form>,
    result: Option<Field>,
    errors: Vec<ErrorCase>,
}

impl<'a> Draft<'a> {
    /// What is read between the name and the end, in this order.
    pub(super) const STEPS: [fn(&mut Self, &mut Open<'a>); 5] =
        [Self::meta, Self::tables, Self::params, Self::result, Self::errors];

    /// Reads its name; a page without one gives nothing.
    pub(super) fn begin(page: &mut Open<'a>) -> Option<Self> {
        let Open { input, outline, examples, sink, .. } = page;
        let name = name::decide(input.path, outline, examples, sink);
        if name.is_none() {
            let message = "the page gives no method name; write it at the end of the title";
            sink.report(Code::NoName, outline.title_at, message);
        }
        let name = name?;
        examples.take_scripts(&name, outline);
        Some(Self { name, ..Self::default() })
    }

    fn meta(&mut self, page: &mut Open<'a>) {
        self.meta = meta::read(&page.outline, true, &mut page.sink);
    }

    fn tables(&mut self, page: &mut Open<'a>) {
        let Open { outline, sink, .. } = page;
        self.asked = collect(outline, Role::Request, sink);
        self.answered = collect(outline, Role::Response, sink);
        for found in [&mut self.asked, &mut self.answered] {
            tables::take(outline, found, sink);
        }
        self.refused = collect_errors(outline, sink);
        rest(outline, sink);
    }

    fn params(&mut self, page: &mut Open<'a>) {
        let Open { input, outline, examples, sink, .. } = page;
        (self.params, self.forms) = params::read(input, outline, &self.asked, &self.requests(examples), sink);
    }

    fn result(&mut self, page: &mut Open<'a>) {
        let Open { input, outline, examples, sink, .. } = page;
        // Tables of errors that stand in the sections of the answer.
        let (errors, others): (Vec<_>, Vec<_>) =
            self.answered.foreign.drain(..).partition(|table| errors::is_error_table(table.table));
        self.refused.extend(errors);
        unused::tables(&others, sink);
        self.result = result::read(input, outline, &self.answered, &examples.answers, sink);
    }

    fn errors(&mut self, page: &mut Open<'a>) {
        let Open { input, outline, examples, sink, .. } = page;
        self.errors = errors::read(input, outline, &self.refused, &examples.refusals, sink);
    }

    /// Puts all together.
    pub(super) fn finish(self, page: &mut Open<'a>) -> Method {
        let Open { input, outline, examples, sink, .. } = page;
        let requests = self.requests(examples);
        let Self { name: method, mut meta, mut params, forms, result, errors, .. } = self;
        let mut result = result.or_else(|| result::in_words(outline)).unwrap_or_else(|| {
            sink.report(
                Code::NoResult,
                outline.title_at,
                "the page says nothing about the answer; add a table of the returned data, or an example",
            );
            Field { name: "result".to_owned(), ty: "any".to_owned(), ..Field::default() }
        });
        agree::take_values(&mut result, &params);
        agree::take_spelling(&mut params, &examples.answers);
        tell_auth(&mut meta, &method, &errors, examples, outline, sink);
        let v3 = is_rest3(&meta, &method, examples, outline);
        if v3 {
            let answers = examples.answers.iter().map(|example| example.value);
            let shown: Vec<Json<'_>> = requests.iter().map(|example| example.value).chain(answers).collect();
            rest3::booleans(params.iter_mut().chain([&mut result]), &shown);
        }
        let paged = lists::paging(&params).or_else(|| lists::shown(&examples.answers));
        let kind = kind(&method, outline.title, paged.is_some(), &result);
        let list =
            if kind == Kind::List { lists::read(&params, &result, &examples.answers, paged, outline) } else { None };
        Method {
            title: title_without(outline.title, &method),
            doc: None,
            api: if v3 { Api::V3 } else { Api::V2 },
            command: command(outline, &params, &requests),
            page: input.path.to_owned(),
            scopes: meta.scopes,
            auth: meta.auth,
            access: meta.access,
            kind: if kind == Kind::List && list.is_none() { Kind::Read } else { kind },
            deprecated: meta.deprecated,
            positional: meta.positional,
            no_batch: meta.no_batch || errors.iter().any(|error| error.code == "ERROR_BATCH_METHOD_NOT_ALLOWED"),
            list,
            params,
            result,
            errors,
            rules: forms.into_iter().map(Rule::Form).collect(),
            examples: Counts { requests: count(requests.len()), responses: count(examples.answers.len()) },
            ir: VERSION,
            method,
        }
    }

    /// The requests that call it.
    fn requests<'e>(&self, examples: &'e Examples<'a>) -> Vec<&'e Example<'a>> {
        let mine = examples.requests.iter().filter(|(_, called)| called.eq_ignore_ascii_case(&self.name));
        mine.map(|(example, _)| example).collect()
    }
}

/// A page that is called after no method may be about one command of a method, named in the title: the parameter that
/// chooses the command is the one where every request sends its name.
fn command(outline: &Outline<'_>, params: &[Field], requests: &[&Example<'_>]) -> Option<Command> {
    if outline.named.is_some() {
        return None;
    }
    let (first, rest) = requests.split_first()?;
    params.iter().find_map(|param| {
        let value = first.value.get(&param.name)?.as_str()?;
        let told = words(outline.title).any(|word| word == value);
        let always = rest.iter().all(|example| example.value.get(&param.name).and_then(Json::as_str) == Some(value));
        (told && always).then(|| Command { param: param.name.clone(), value: value.to_owned() })
    })
}

/// The tables of errors, wherever the page puts them.
fn collect_errors<'a>(outline: &Outline<'a>, sink: &mut Sink) -> Vec<Foreign<'a>> {
    let found = collect(outline, Role::Errors, sink);
    for group in &found.groups {
        // What an answer with an error is made of is the same for every method.
        sink.take_back(
            group.params.len(),
            Code::UnusedTable,
            group.at,
            "the table describes the form of an error, not an error; its rows are not taken",
        );
    }
    found.foreign
}

/// Accounts for the tables of the sections that are about none of these.
fn rest(outline: &Outline<'_>, sink: &mut Sink) {
    let is_read = |role: Role| matches!(role, Role::Request | Role::Response | Role::Errors);
    let message = "the table is in no section of parameters, answer or errors; its rows are not taken";
    unused::sections(outline, |_, section| !is_read(section.role), message, sink);
}

/// First words of the last part of names of methods that only read.
const READS: &[&str] = &[
    "get",
    "list",
    "fields",
    "field",
    "count",
    "search",
    "find",
    "is",
    "isactionallowed",
    "has",
    "can",
    "check",
    "exists",
    "current",
    "types",
    "statuses",
    "status",
    "history",
    "info",
    "stat",
    "statistics",
    "settings",
    "options",
    "download",
    "export",
    "fulldescription",
    "describe",
    "me",
    "items",
    "preview",
    "available",
    "tail",
    "names",
    "values",
    "enum",
    "languages",
    "locations",
    "methods",
    "scope",
    "scopes",
    "profile",
    "events",
    "access",
    "version",
    "revision",
    "possible",
];

/// Where the text does not tell who may call, the errors may.
fn tell_auth(
    meta: &mut Meta,
    method: &str,
    errors: &[ErrorCase],
    examples: &Examples<'_>,
    outline: &Outline<'_>,
    sink: &mut Sink,
) {
    let called = examples.calls.iter().find(|call| call.name.eq_ignore_ascii_case(method));
    let by_application = called.is_some_and(|call| !call.webhook);
    let told = errors.iter().find(|error| needs_application(error, by_application));
    if let Some(error) = told.filter(|_| meta.auth == Auth::Any) {
        meta.auth = Auth::Application;
        let message = format!(
            "only the error `{}` tells that the method needs an application's token; say so in the text",
            error.code
        );
        sink.report(Code::AuthDisagrees, outline.title_at, message);
    }
}

/// Is it what the portal says to all but applications? To a user's own session it says no with the same code, and webhooks
/// are none. The other text it has for cases of its own, too: there the page's requests have to agree, all of them an
/// application's.
fn needs_application(error: &ErrorCase, by_application: bool) -> bool {
    let says = |words: &str| error.message.as_deref().unwrap_or(&error.code).contains(words);
    match error.code.as_str() {
        "WRONG_AUTH_TYPE" => !says("session authorization"),
        _ => by_application && says("Application context required"),
    }
}

/// Does the text say so, a call of the method, or a note that the page includes?
fn is_rest3(meta: &Meta, method: &str, examples: &Examples<'_>, outline: &Outline<'_>) -> bool {
    meta.rest3
        || examples.calls.iter().any(|call| call.v3 && call.name.eq_ignore_ascii_case(method))
        || outline.includes.iter().any(|(name, _)| *name == lexicon::REST3_INCLUDE)
}

/// What the name and the title tell: reads, reads page by page, or writes.
fn kind(name: &str, title: &str, paged: bool, result: &Field) -> Kind {
    let last = name.rsplit('.').next().unwrap_or(name);
    let title = fold(title);
    // "Get or change access rights" writes.
    let reads = |rest: &str| !rest.split_whitespace().next().is_some_and(|word| lexicon::JOINS.is(word));
    if !READS.contains(&first_word(last).as_str()) && !lexicon::READS.begins(&title).is_some_and(reads) {
        return Kind::Write;
    }
    let is_many = |field: &Field| field.ty.ends_with("[]") || field.ty == "array";
    if paged && (is_many(result) || result.fields.iter().any(is_many)) { Kind::List } else { Kind::Read }
}

/// `getList` → `get`, `getlist` → `get`, `fields` → `fields`.
fn first_word(last: &str) -> String {
    let end =
        last.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase() || *c == '_').map_or(last.len(), |(at, _)| at);
    let word = last.get(..end).unwrap_or(last).to_ascii_lowercase();
    // `getlist` is two words in one; `issue` is one.
    let first = ["get", "list", "search", "count"].into_iter().find(|read| word.starts_with(read));
    first.map_or(word, str::to_owned)
}
