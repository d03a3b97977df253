//! What rustdoc and the editor show: facts of the IR, each in one line.

use std::fmt::Write as _;

use b24_specs::ir::{Access, Api, Auth, Boolean, Deprecated, ErrorCase, Evidence, Field, Kind, Required};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::list;
use crate::model::{self, Form, Message, Method, Output, Param, text};

/// Where the documentation is published; a page has there the path that it has in the checkout.
const SITE: &str = "https://apidocs.bitrix24.com/";

/// Of the type of a request.
pub(super) fn method(method: &Method) -> String {
    let ir = &method.ir;
    let mut doc = format!("`{}`", ir.method);
    if let Some(command) = &ir.command {
        let _ = write!(doc, " with {} = {}", code(&command.param), code(&command.value));
    }
    if ir.api == Api::V3 {
        doc.push_str(" of REST 3.0");
    }
    if !ir.title.is_empty() {
        let _ = write!(doc, ": {}", escaped(&ir.title));
    }
    if let Some(said) = &ir.doc {
        let _ = write!(doc, "\n\n{}", said.split("\n\n").map(prose).collect::<Vec<_>>().join("\n\n"));
    }
    doc.push_str("\n\n");
    if !ir.scopes.is_empty() {
        let scopes: Vec<String> = ir.scopes.iter().map(|scope| code(scope)).collect();
        let _ = writeln!(doc, "- Scope: {}", scopes.join(", "));
    }
    doc.push_str(match ir.kind {
        Kind::Read => "- Reads\n",
        Kind::List => "- Reads, page by page",
        Kind::Write => "- Writes\n",
    });
    if ir.kind == Kind::List {
        doc.push_str(&by_hand(method));
        doc.push('\n');
    }
    doc.push_str(match ir.access {
        Access::Any => "- For every user\n",
        Access::Administrator => "- For administrators\n",
        Access::Restricted => "- For users with the rights that the page names\n",
    });
    if ir.auth == Auth::Application {
        doc.push_str("- Only with an application's token\n");
    }
    if ir.no_batch {
        doc.push_str("- Not in a batch\n");
    }
    let _ = write!(doc, "\n[Its page]({})", link(&ir.page));
    doc
}

/// That pages are asked for by hand, where they are.
fn by_hand(method: &Method) -> String {
    let Some(params) = list::by_hand(method) else { return String::new() };
    let params: Vec<String> = params.into_iter().map(code).collect();
    let by = if params.is_empty() { String::new() } else { format!(": ask for each by {}", params.join(" and ")) };
    format!(", and `Client::list` does not follow them{by}")
}

/// Of a variant of a message's enum.
pub(super) fn message(message: &Message) -> String {
    let mut doc = code(&message.code);
    if !message.title.is_empty() {
        let _ = write!(doc, ": {}", escaped(&message.title));
    }
    doc.push_str("\n\n");
    if !message.scopes.is_empty() {
        let scopes: Vec<String> = message.scopes.iter().map(|scope| code(scope)).collect();
        let _ = writeln!(doc, "- Scope: {}", scopes.join(", "));
    }
    let _ = write!(doc, "\n[Its page]({})", link(&message.page));
    doc
}

/// The address of a page.
fn link(page: &str) -> String {
    let path = page.strip_suffix(".md").unwrap_or(page);
    let mut link = String::from(SITE);
    for c in path.chars() {
        match c {
            ' ' => link.push_str("%20"),
            '(' | ')' | '<' | '>' | '[' | ']' | '\\' | '`' => {}
            c => link.push(c),
        }
    }
    link + ".html"
}

/// `#[deprecated]`, with what to use instead.
pub(super) fn deprecated(deprecated: Option<&Deprecated>, name: &str) -> Option<TokenStream> {
    let Deprecated { successor, dropped } = deprecated?;
    let note = match (successor, dropped) {
        (Some(successor), false) => format!("use `{successor}`"),
        (Some(successor), true) => format!("the documentation no longer has `{name}`: use `{successor}`"),
        (None, false) => format!("the documentation advises against `{name}`"),
        (None, true) => format!("the documentation no longer has `{name}`; it is kept for one minor release"),
    };
    Some(quote!(#[deprecated(note = #note)]))
}

/// Of a constructor.
pub(super) fn form(form: &Form, method: &Method) -> String {
    format!("A request to `{}`", method.ir.method) + &fixed(form, " with ") + &arguments(&form.arguments)
}

/// What a form sets by itself.
fn fixed(form: &Form, before: &str) -> String {
    let fixed: Vec<String> =
        form.sets.iter().map(|(name, value)| format!("{} = {}", code(name), code(&text(value)))).collect();
    if fixed.is_empty() { String::new() } else { format!("{before}{}", fixed.join(", ")) }
}

/// Of a derived client's method.
pub(super) fn function(method: &Method, form: &Form) -> String {
    self::method(method) + &fixed(form, "\n\nSets ") + &arguments(&form.arguments)
}

/// Of an object.
pub(super) fn object(path: &str, label: Option<&str>, of: &str) -> String {
    let doc = beside("Object", path, of);
    match label {
        Some(label) => format!("{} for {}", doc.trim_end_matches('.'), escaped(label)),
        None => doc,
    }
}

/// Of an object's constructor.
pub(super) fn constructor(form: &Form) -> String {
    let doc = if form.arguments.is_empty() { "Without a field yet" } else { "With what it must hold" };
    String::from(doc) + &fixed(form, ", and ") + &arguments(&form.arguments)
}

fn arguments(params: &[Param]) -> String {
    let mut doc = String::new();
    for (i, param) in params.iter().enumerate() {
        doc.push_str(if i == 0 { "\n\n" } else { "\n" });
        let _ = write!(doc, "- {}", self::param(param).replace("\n\n", "; "));
    }
    doc
}

/// How a form is written: `EventBind::offline(event)`.
pub(super) fn call(form: &Form, method: &Method) -> String {
    let names: Vec<String> = form.arguments.iter().map(|param| param.name.to_string()).collect();
    format!("{}::{}({})", method.ty, form.constructor, names.join(", "))
}

/// Of a parameter.
pub(super) fn param(param: &Param) -> String {
    let mut doc = described(&param.dotted(), &param.field, param.field.boolean);
    // An object with fields of its own has the file in one of those.
    let is_file = matches!(param.field.format.as_deref(), Some("base64-pair" | "file-data"));
    if is_file && matches!(param.kind, model::Kind::Plain(_)) {
        doc.push_str("\n\nTakes a `b24::files::File`");
    }
    // Fields of different types do not make an array, of which the compiler says only that.
    if matches!(param.kind, model::Kind::Naming(model::NamingMarker::Select, _)) {
        doc.push_str("\n\nTakes a field or a tuple of such, `(field, field)`");
    }
    if param.field.required == Required::Unknown {
        doc.push_str("\n\nIts page does not tell whether it must be given");
        if param.field.evidence == Some(Evidence::Always) {
            doc.push_str("; all requests on it do so");
        }
    }
    doc
}

/// Of a field that a list is filtered by.
pub(super) fn field(field: &Field) -> String {
    described(&field.name, field, field.boolean)
}

/// Of a field of a result, which is read as `output`: a boolean is one however it was written.
pub(crate) fn answered(field: &Field, output: &Output) -> String {
    described(&field.name, field, field.boolean.filter(|_| !matches!(output, Output::Plain("bool"))))
}

fn described(name: &str, field: &Field, boolean: Option<Boolean>) -> String {
    let mut doc = String::with_capacity(64);
    put_code(&mut doc, name);
    if !field.ty.is_empty() {
        doc.push_str(": ");
        put_code(&mut doc, &field.ty);
    }
    if let Some(boolean) = boolean {
        let written = match boolean {
            Boolean::YesNo => "`Y` or `N`",
            Boolean::OneZero => "`1` or `0`",
            Boolean::TrueFalse => "`true` or `false`",
        };
        let _ = write!(doc, ", written {written}");
    }
    if let Some(format) = &field.format {
        let _ = write!(doc, ", as {}", code(format));
    }
    if let Some(said) = &field.doc {
        let _ = write!(doc, "\n\n{}", prose(said));
    }
    if let Some(default) = &field.default {
        let _ = write!(doc, "\n\nDefault: {}", code(&text(default)));
    }
    if !field.values.is_empty() {
        let values: Vec<String> = field.values.iter().map(|value| code(&text(value))).collect();
        let each = if field.ty == "array" || field.ty.ends_with("[]") { "Each one" } else { "One" };
        let _ = write!(doc, "\n\n{each} of {}", values.join(", "));
    }
    let limits = [
        field.min.map(|n| format!("at least {n}")),
        field.max.map(|n| format!("at most {n}")),
        field.max_len.map(|n| format!("at most {n} characters")),
        field.max_items.map(|n| format!("at most {n} elements")),
    ];
    if limits.iter().any(Option::is_some) {
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        let _ = write!(doc, "\n\nLimit: {}", limits.join(", "));
    }
    doc
}

/// The order of what is a map, or holds one.
pub(super) fn order(output: &Output) -> &'static str {
    match output {
        Output::Map(_) => "\n\nOrdered by the keys as texts, not as the portal sends it",
        Output::List(inner) | Output::Optional(inner) => order(inner),
        Output::Plain(_) | Output::Record(_) => "",
    }
}

/// Of a type that stands beside a request, or beside the enum of a message; `of` is the name on the wire.
pub(super) fn beside(what: &str, path: &str, of: &str) -> String {
    match path {
        "" => format!("{what} of {}.", code(of)),
        path => format!("{what} {} of {}.", code(path), code(of)),
    }
}

/// Of a listed value.
pub(super) fn value(value: &Value) -> String {
    code(&text(value))
}

/// Of a variant of an error enum.
pub(crate) fn error(case: &ErrorCase) -> String {
    let mut doc = match case.code.as_str() {
        "" => String::from("No code"),
        code => self::code(code),
    };
    if let Some(status) = case.status {
        let _ = write!(doc, ", status {status}");
    }
    for (i, field) in case.field.iter().flat_map(|fields| fields.split(", ")).enumerate() {
        let _ = write!(doc, "{} {}", if i == 0 { ", field" } else { " or" }, code(field));
    }
    if let Some(message) = &case.message {
        let _ = write!(doc, ": {}", escaped(message));
    }
    doc
}

/// As a code span, whatever it holds.
fn code(text: &str) -> String {
    let mut doc = String::new();
    put_code(&mut doc, text);
    doc
}

fn put_code(doc: &mut String, text: &str) {
    let begins = text.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    if text.contains('`') {
        doc.push_str(&escaped(text));
    } else if text.contains('\n') || text.contains('\r') {
        put_code(doc, &text.replace(['\n', '\r'], " "));
    } else if !begins && text.trim().is_empty() {
        doc.push_str("an empty text");
    } else {
        doc.push('`');
        doc.push_str(text);
        doc.push('`');
    }
}

/// A paragraph of the documentation's, with code in backticks.
fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let mut out = String::new();
    for (i, part) in parts.into_iter().enumerate() {
        // What is within backticks has an odd number of them before it.
        let is_code = !i.is_multiple_of(2);
        let gap = |at_end: bool| if at_end && !is_code { " " } else { "" };
        let written = if is_code { code(part) } else { escaped(part) };
        out += gap(part.starts_with(char::is_whitespace) && i > 0);
        out += &written;
        out += gap(part.ends_with(char::is_whitespace) && !written.is_empty());
    }
    out
}

/// As running text in which nothing is markup: rustdoc would take `[id]` for a link and `<id>` for HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    // An address would be a bare one.
    for c in text.trim().replace("://", ":\u{2060}//").chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use quote::quote;

    use crate::{Bindings, Pattern, Selection};

    #[test]
    fn a_parameter_for_a_file_says_so() {
        let pattern = Pattern { text: "disk.file.uploadversion".into(), exclude: false, span: Span::call_site() };
        let selection = Selection { patterns: vec![pattern], scopes: None };
        let bindings = Bindings::new(&b24_specs::methods().unwrap(), &b24_specs::system().unwrap().types, &selection);
        let code = bindings.items(&quote!(::b24), false, |code| code.parse().ok()).to_string();
        assert!(code.contains("`fileContent`: `array`, as `base64-pair`; Takes a `b24::files::File`"), "{code}");
    }
}
