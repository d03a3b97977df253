//! Calls of methods in the JavaScript and the PHP of examples: `BX24.callMethod('crm.item.get', {id: 7})`.

use std::ops::Range;

use super::json::Json;
use super::literal::{Reader, Script};
use crate::lower::text::is_word;
use crate::yfm::Arena;

/// A call in the code of an example.
#[derive(Debug, PartialEq)]
pub(crate) struct Called<'a> {
    /// Where it stands in the code.
    pub(crate) at: usize,
    pub(crate) script: Script,
    /// The method, where the code tells it.
    pub(crate) method: Option<&'a str>,
    /// The parameters, or why the code shows none.
    pub(crate) params: Result<Json<'a>, String>,
    /// Some of them may be left out.
    pub(crate) abridged: bool,
}

/// How a function takes a method and its parameters.
#[derive(Clone, Copy)]
enum Takes {
    /// `('name', {…})`
    Both,
    /// `({method: 'name', params: {…}})`
    One,
    /// A list or map of calls, each `['name', {…}]` or `{method: 'name', params: {…}}`.
    Many,
}

/// What calls a method.
const FUNCTIONS: [(&str, Script, Takes); 14] = {
    use Script::{JavaScript, Php};
    [
        (".callMethod", JavaScript, Takes::Both),
        (".callListMethod", JavaScript, Takes::Both),
        (".fetchListMethod", JavaScript, Takes::Both),
        (".callBatch", JavaScript, Takes::Many),
        (".callBatchByChunk", JavaScript, Takes::Many),
        (".call.make", JavaScript, Takes::One),
        (".callList.make", JavaScript, Takes::One),
        (".fetchList.make", JavaScript, Takes::One),
        (".batch.make", JavaScript, Takes::Many),
        (".batchByChunk.make", JavaScript, Takes::Many),
        ("CRest::call", Php, Takes::Both),
        ("CRest::callBatch", Php, Takes::Many),
        ("->call", Php, Takes::Both),
        ("restCommand", Php, Takes::Both),
    ]
};

/// How many characters the types in `call.make<Item>(` have at the most.
const TYPES: usize = 1000;

/// The calls in a piece of code, in its order, as far as they are literals.
pub(crate) fn in_code<'a>(code: &'a str, arena: &'a Arena) -> Vec<Called<'a>> {
    read(code, false, |script, arguments| Reader::new(script, arguments, arena))
}

/// The same, for the names of the parameters: the values may be variables, and a variable may hold all of them.
pub(super) fn with_variables<'a>(code: &'a str, arena: &'a Arena) -> Vec<Called<'a>> {
    read(code, true, |script, arguments| Reader::lenient(script, arguments, arena))
}

fn read<'a>(code: &'a str, held: bool, reader: impl Fn(Script, &'a str) -> Reader<'a>) -> Vec<Called<'a>> {
    let places = |&(function, script, takes): &(&'static str, Script, Takes)| {
        code.match_indices(function).map(move |(at, _)| (at, at + function.len(), script, takes))
    };
    let mut places: Vec<_> = FUNCTIONS.iter().flat_map(places).collect();
    places.sort_by_key(|&(at, ..)| at);
    let mut comments = comments(code).into_iter().peekable();
    // What has been read once is not read again: code may be as long as it likes.
    let mut read_to = 0;
    let mut all = Vec::new();
    for (at, end, script, takes) in places {
        while comments.next_if(|comment| comment.end <= at).is_some() {}
        if at < read_to || comments.peek().is_some_and(|comment| comment.contains(&at)) {
            continue;
        }
        let Some(arguments) = code.get(end..).and_then(arguments) else { continue };
        let read_at = |arguments| reader(script, arguments);
        let mut reader = read_at(arguments);
        let found = match takes {
            Takes::Both => vec![both(&mut reader, |rest| {
                let name = held.then(|| variable(rest)).flatten()?;
                read_at(value_of(name, code.get(..at)?)?).value().ok()
            })],
            Takes::One => vec![reader.value().map_or_else(|reason| (None, Err(reason)), |call| one(&call))],
            Takes::Many => reader.value().map_or_else(|reason| vec![(None, Err(reason))], |calls| each(&calls)),
        };
        let abridged = reader.is_abridged();
        all.extend(found.into_iter().map(|(method, params)| Called { at, script, method, params, abridged }));
        read_to = code.len() - reader.rest().len();
    }
    all
}

/// Where comments stand: behind `//` and `/*` that white space or nothing is before (elsewhere they are part of an
/// address or of a text), and in lines that begin with `#` or, amid a longer comment, with `*`.
fn comments(code: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut end = 0;
    for (at, sign) in code.match_indices(['/', '#', '*']) {
        if at < end {
            continue;
        }
        let (before, rest) = code.split_at(at);
        let line = before.trim_end_matches([' ', '\t']);
        let begins_line = line.is_empty() || line.ends_with('\n');
        let is_apart = begins_line || before.ends_with(char::is_whitespace);
        let length = match sign {
            "/" if is_apart && rest.starts_with("//") => rest.find('\n'),
            "/" if is_apart && rest.starts_with("/*") => rest.find("*/").map(|at| at + 2),
            "#" | "*" if begins_line => rest.find('\n'),
            _ => continue,
        };
        end = length.map_or(code.len(), |length| at + length);
        all.push(at..end);
    }
    all
}

type Call<'a> = (Option<&'a str>, Result<Json<'a>, String>);

/// What stands behind the parenthesis that comes next, or comes behind the types in `call.make<Item>(`.
fn arguments(code: &str) -> Option<&str> {
    let code = code.trim_start();
    let code = if code.starts_with('<') { behind_types(code)?.trim_start() } else { code };
    code.strip_prefix('(')
}

/// What stands behind `<Map<A, B>>`. The `>` of `() => A` ends nothing.
fn behind_types(code: &str) -> Option<&str> {
    let (mut depth, mut before) = (0_usize, ' ');
    for (at, sign) in code.char_indices().take(TYPES) {
        match sign {
            '<' => depth += 1,
            '>' if before != '=' && depth == 1 => return code.get(at + 1..),
            '>' if before != '=' => depth -= 1,
            _ => {}
        }
        before = sign;
    }
    None
}

fn both<'a>(reader: &mut Reader<'a>, held: impl Fn(&'a str) -> Option<Json<'a>>) -> Call<'a> {
    match reader.value() {
        Ok(Json::String(method)) => {
            let none = !reader.take(",") || reader.take(")");
            let params = if none { Some(Json::Object(&[])) } else { held(reader.rest()) };
            (Some(method), params.map_or_else(|| reader.value(), Ok))
        }
        Ok(_) => (None, Err("the method is no text".to_owned())),
        Err(reason) => (None, Err(reason)),
    }
}

/// The variable that is an argument.
fn variable(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let (name, behind) = rest.split_at(rest.find(|c: char| !is_part(c)).unwrap_or(rest.len()));
    let is_name = name.starts_with(|c: char| is_part(c) && !c.is_ascii_digit());
    (is_name && behind.trim_start().starts_with([',', ')'])).then_some(name)
}

fn is_part(c: char) -> bool {
    is_word(c) || c == '$'
}

/// How far before a call the value of a variable is looked for.
const BEFORE: usize = 8000;

/// The list or the object that a variable held last: `name = {…}`.
fn value_of<'a>(name: &str, before: &'a str) -> Option<&'a str> {
    let from = (before.len().saturating_sub(BEFORE)..=before.len()).find(|&at| before.is_char_boundary(at))?;
    let near = before.get(from..)?;
    let value = |(at, _): (usize, &str)| {
        let (head, rest) = near.split_at_checked(at)?;
        let value = rest.get(name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        let is_literal = value.starts_with(['{', '[']) || value.starts_with("array(") || value.starts_with("Array(");
        (is_literal && !head.ends_with(|c| is_part(c) || c == '.')).then_some(value)
    };
    near.match_indices(name).filter_map(value).last()
}

/// `{method: 'name', params: {…}}` or `['name', {…}]`
fn one<'a>(call: &Json<'a>) -> Call<'a> {
    let (method, params) = match call {
        Json::Array([method]) => (Some(*method), None),
        Json::Array([method, params, ..]) => (Some(*method), Some(*params)),
        call => (call.get("method").copied(), call.get("params").copied()),
    };
    match method.and_then(|method| method.as_str()) {
        Some(method) => (Some(method), Ok(params.unwrap_or(Json::Object(&[])))),
        None => (None, Err("the call tells no method".to_owned())),
    }
}

fn each<'a>(calls: &Json<'a>) -> Vec<Call<'a>> {
    match calls.get("calls").unwrap_or(calls) {
        Json::Array(calls) => calls.iter().map(one).collect(),
        Json::Object(calls) => calls.iter().map(|(_, call)| one(call)).collect(),
        _ => vec![(None, Err("the batch is no list".to_owned()))],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn called(code: &str) -> Vec<(Option<&str>, Result<Value, String>)> {
        let arena = Arena::new();
        let calls = in_code(code, &arena);
        calls
            .into_iter()
            .map(|call| {
                (
                    call.method.and_then(|name| code.find(name).map(|at| &code[at..at + name.len()])),
                    call.params.map(Value::from),
                )
            })
            .collect()
    }

    #[test]
    fn calls_are_found_in_all_their_forms() {
        let given = || Ok(json!({"id": 7}));
        for code in [
            "BX24.callMethod('a.b', {id: 7}, (result) => console.log(result));",
            "const answer = await $b24.callMethod(\n\t'a.b',\n\t{\n\t\tid: 7,\n\t}\n);",
            "$b24.fetchListMethod('a.b', { id: 7 }, 'ID')",
            "await $b24.actions.v3.call.make<{ a: B }[]>({ method: 'a.b', params: { id: 7 }, requestId: 'c' })",
            "$b24.actions.v2.call.make<Map<A, (b: B) => C<D>>>\n({ method: 'a.b', params: { id: 7 } })",
            "BX24.callBatch({one: ['a.b', {id: 7}]}, show)",
            "$b24.actions.v2.batch.make({ calls: [{ method: 'a.b', params: { id: 7 } }], options: {} })",
            "CRest::call('a.b', ['id' => 7]);",
            "$service->core\n->call('a.b', ['id' => 7])",
            "CRest::callBatch(['one' => ['method' => 'a.b', 'params' => ['id' => 7]]]);",
            "restCommand('a.b', Array('id' => 7), $auth)",
        ] {
            assert_eq!(called(code), [(Some("a.b"), given())], "{code}");
        }
    }

    #[test]
    fn what_a_call_does_not_tell_is_not_guessed() {
        let told = |code| called(code).pop();
        assert_eq!(told("BX24.callMethod('a.b')"), Some((Some("a.b"), Ok(json!({})))));
        assert_eq!(told("BX24.callMethod('a.b', params)"), Some((Some("a.b"), Err("`params` is no literal".into()))));
        assert_eq!(told("BX24.callMethod(method, {})"), Some((None, Err("`method` is no literal".into()))));
        assert_eq!(told("BX24.callBatch({one: ['a.b', {id: id}]})"), Some((None, Err("`id` is no literal".into()))));
        assert_eq!(told("BX24.callBatch({one: {params: {}}})"), Some((None, Err("the call tells no method".into()))));
        assert_eq!(told("// BX24.callMethod asks the portal"), None);
        assert_eq!(told("call.make<A\n(x); b<C>({method: 'a.b', params: {}})"), None);
        assert_eq!(told("d.call.make<A>\n  (x); b<C>({method: 'a.b'})"), Some((None, Err("`x` is no literal".into()))));
    }

    #[test]
    fn a_variable_may_hold_the_parameters() {
        let arena = Arena::new();
        let told = |code| with_variables(code, &arena).pop().map(|call| call.params.map(Value::from));
        for code in [
            "var params = {id: 7};\nBX24.callMethod('a.b', params, show);",
            "const my = {id: 1}, p = {\n id: 7 };\n$b24.callMethod('a.b', p)",
            "$params = ['id' => 7];\nCRest::call('a.b', $params);",
            "$p = Array('id' => 7); $service->call('a.b', $p)",
        ] {
            assert_eq!(told(code), Some(Ok(json!({"id": 7}))), "{code}");
        }
        for code in ["d.params = {id: 7}; f.callMethod('a.b', params)", "f.callMethod('a.b', params); params = {id: 7}"]
        {
            assert_ne!(told(code), Some(Ok(json!({"id": 7}))), "{code}");
        }
        let many = "p = {c: [1]}; f.callMethod('a.b', p);".repeat(10_000);
        assert_eq!(with_variables(&many, &arena).len(), 10_000);
    }

    #[test]
    fn what_a_comment_tells_is_no_call() {
        for comment in [
            "// BX24.callMethod('c.d', {});",
            "\t# CRest::call('c.d', []);",
            "/**\n * BX24.callMethod('c.d', {});\n */",
            "/* one\nBX24.callMethod('c.d', {}) */",
            " * BX24.callMethod('c.d', {})",
            "show('https://e.f/*'); // BX24.callMethod('c.d', {});",
        ] {
            let code = format!("{comment}\nopen('https://e.f'); BX24.callMethod('a.b', {{ id: 7 }});\n{comment}");
            assert_eq!(called(&code), [(Some("a.b"), Ok(json!({"id": 7})))], "{code}");
        }
    }

    #[test]
    fn code_is_read_once() {
        let told = |code: &str| called(&code.repeat(20_000)).len();
        assert_eq!(told(".callMethod(\n// "), 1);
        assert_eq!(told(".callMethod(\n/* "), 1);
        assert_eq!(told(".call.make<"), 0);
        assert_eq!(told(".callMethod('a.b', {c: show});\n/* d */ # */ "), 20_000);
        assert_eq!(called("BX24.callMethod('a.b', {c: \"BX24.callMethod('d.e')\"})").len(), 1);
    }

    #[test]
    fn code_that_is_cut_off_is_read_as_far_as_it_goes() {
        let code = "BX24.callMethod('a.b', {id: [-7, `é`], 'c': \"\\n\" + 'd' /* e */}); CRest::call(\"a.b\", ['id' => array(7 => 'é')]);";
        for end in (0..=code.len()).filter(|&end| code.is_char_boundary(end)) {
            let all = called(&code[..end]);
            assert!(all.len() <= 2 && all.iter().rev().skip(1).all(|(_, params)| params.is_ok()), "{}", &code[..end]);
        }
    }

    #[test]
    fn a_quote_in_a_regular_expression_begins_no_text() {
        let arena = Arena::new();
        for value in
            [r"d.replace(/'/g, e)", r"/[/']\/'/.test(d)", "d / 2 - f('/')", "d => e[0] / f", "(d) / 'e'.length"]
        {
            let code = format!("f.callMethod('a.b', {{c: {value}, g: 1}}); f.callMethod('h.i', {{}});");
            let all = with_variables(&code, &arena);
            let keys = all.first().and_then(|call| Some(call.params.as_ref().ok()?.as_object()?.len()));
            assert_eq!((all.len(), keys), (2, Some(2)), "{value}");
        }
    }

    #[test]
    fn code_of_which_only_names_are_read_ends_somewhere() {
        let arena = Arena::new();
        let names = |code: &str| with_variables(code, &arena).len();
        for code in
            ["f.callMethod('a.b', {c: ", "f.callMethod('a.b', {c: d({", "CRest::call('a.b', [$c[ => ", "x->call("]
        {
            let many = code.repeat(20_000);
            assert!(names(&many) <= 20_000, "{code}");
        }
        assert_eq!(names("f.callMethod('a.b', {c: 'd"), 1);
        let code = "f.callMethod(`a.b`, {c: d => d.e({f: `é`}), ...g, h}, i); CRest::call('a.b', ['c' => $d[$e], $f => fn($g) => 1, 'h' => \"{$i}\"]);";
        for end in (0..=code.len()).filter(|&end| code.is_char_boundary(end)) {
            assert!(names(&code[..end]) <= 2, "{}", &code[..end]);
        }
    }
}
