//! The generated code of all methods against all that the documentation shows of them. `B24_DOCS` names the checkout.
//!
//! What does not agree is a contradiction of a page with itself, or a fault of ours. The former are listed in
//! `target/tests/conformance.txt`, the latter fail the test.

mod contradiction;
mod mutated;
mod payloads;
mod program;
mod report;
mod requests;
mod same;
mod whole;

use std::path::Path;

use b24_codegen::{Bindings, Outline, Pattern, Selection};
use b24_specs::ir::{Api, ErrorCase, System};
use proc_macro2::Span;
use serde_json::{Value, json};
use xtask::commands::{Example, LeftOut, Shown};

use program::Sent;
use report::{Report, Verdict};

/// An answer, and what is to become of it.
struct Case {
    place: String,
    sent: Sent,
    expected: Expected,
}

enum Expected {
    /// All of this is read.
    Result(Value),
    /// A variant of an error that the page or the system lists.
    Listed,
    /// The variant of this name.
    Variant(String),
}

#[test]
fn generated_code_agrees_with_the_documentation() {
    let docs = std::env::var_os("B24_DOCS").expect("B24_DOCS names a checkout of the documentation");
    let system = b24_specs::system().unwrap();
    let bindings = bindings(&system);
    let outlines: Vec<Outline<'_>> = bindings.outlines().collect();
    let pages = xtask::commands::examples(Path::new(&docs)).unwrap();
    let mut report = Report::default();
    let (mut cases, mut requests) = (Vec::new(), Vec::new());
    for shown in &pages {
        let number = outlines.iter().position(|outline| outline.method.page == shown.page);
        if let Some(number) = number {
            cases.extend(answers(number, shown));
            requests.extend(requests::of_page(&outlines[number], shown));
        }
        for LeftOut { line, language, reason } in left_out(shown) {
            let kind = language.map_or(report::ANSWERS, report::requests_in);
            report.leave_out(Some(kind), &format!("{}:{line}", shown.page), &reason);
        }
        if number.is_none() {
            let reason = format!("the IR has no method of this page, `{}`", shown.method);
            report.leave_out(None, &shown.page, &reason);
        }
    }
    for (number, outline) in outlines.iter().enumerate() {
        cases.extend(outline.errors.iter().map(|(variant, case)| listed(number, outline, variant, case)));
    }
    let calls = requests.iter().filter_map(|request| request.call.as_ref().ok());
    let mut outcomes = program::run(&outlines, cases.iter().map(|case| &case.sent), calls).into_iter();
    for (case, outcome) in cases.iter().zip(outcomes.by_ref()) {
        let kind = match case.expected {
            Expected::Result(_) => report::ANSWERS,
            Expected::Listed => report::REFUSALS,
            Expected::Variant(_) => "errors of tables",
        };
        report.add(&[kind], &case.place, verdict(case, &outcome, &outlines[case.sent.method], &system));
    }
    for request in &requests {
        let sent = request.call.is_ok().then(|| outcomes.next()).flatten();
        report.add(&request.kinds(), &request.place(), request.verdict(sent.as_ref(), &system.types));
    }
    report.finish(outlines.len());
}

fn bindings(system: &System) -> Bindings {
    let all = Pattern { text: "**".into(), exclude: false, span: Span::call_site() };
    let selection = Selection { patterns: vec![all], scopes: None };
    let bindings = Bindings::new(&b24_specs::methods().unwrap(), &system.types, &selection);
    assert_eq!(bindings.findings.texts(), Vec::<String>::new());
    bindings
}

/// The answers of a page.
fn answers(method: usize, shown: &Shown) -> Vec<Case> {
    let case = |example: &Example, status, expected| Case {
        place: format!("{}:{}", shown.page, example.line),
        sent: Sent { method, status, body: example.value.clone() },
        expected,
    };
    let results = shown.answers.iter().filter_map(|example| {
        let result = example.value.get("result")?;
        // Some methods tell an error in the place of the result.
        let refused = result.get("result") == Some(&Value::Bool(false)) && result.get("error").is_some();
        let expected = if refused { Expected::Listed } else { Expected::Result(result.clone()) };
        Some(case(example, 200, expected))
    });
    let refusals = shown.refusals.iter().map(|example| case(example, 400, Expected::Listed));
    results.chain(refusals).collect()
}

/// What a page shows that nothing is held against.
fn left_out(shown: &Shown) -> Vec<LeftOut> {
    let left_out = |line, language, reason: &str| LeftOut { line, language, reason: reason.to_owned() };
    let tells_nothing = shown.answers.iter().filter(|answer| answer.value.get("result").is_none());
    let tells_nothing = tells_nothing.map(|answer| left_out(answer.line, None, "it has no `result`"));
    let has_no_names = shown.requests.iter().filter(|request| !request.params.is_object());
    let has_no_names =
        has_no_names.map(|request| left_out(request.line, Some(request.language), "its parameters have no names"));
    shown.left_out.iter().cloned().chain(tells_nothing).chain(has_no_names).collect()
}

/// An error of the page's table, as a portal might send it.
fn listed(method: usize, outline: &Outline<'_>, variant: &str, case: &ErrorCase) -> Case {
    let ErrorCase { code, message, field, .. } = case;
    let message = message.as_deref().unwrap_or_default();
    let body = match (outline.method.api, field) {
        (Api::V2, _) => json!({"error": code, "error_description": message}),
        (Api::V3, None) => json!({"error": {"code": code, "message": message}}),
        (Api::V3, Some(fields)) => {
            let field = fields.split(", ").next();
            json!({"error": {"code": code, "message": "", "validation": [{"field": field, "message": message}]}})
        }
    };
    Case {
        place: format!("{}, {code} {message:?}", outline.method.page),
        sent: Sent { method, status: case.status.unwrap_or(400), body },
        expected: Expected::Variant(variant.to_owned()),
    }
}

/// What became of a case.
fn verdict(case: &Case, outcome: &Value, outline: &Outline<'_>, system: &System) -> Verdict {
    let refused = outcome["refused"].as_str();
    let faults = match (&case.expected, outcome.get("read")) {
        (Expected::Result(result), Some(read)) => same::losses("result", result, Some(read)),
        (Expected::Variant(variant), _) if refused == Some(variant) => Vec::new(),
        (Expected::Listed, _) if refused.is_some_and(|variant| variant != "Other") => Vec::new(),
        _ => vec![outcome["unreadable"].as_str().map_or_else(|| outcome.to_string(), str::to_owned)],
    };
    if faults.is_empty() {
        return Verdict::Agrees;
    }
    match &case.expected {
        Expected::Result(result) => {
            Verdict::of(faults, contradiction::of_value(&outline.method.result, result, &system.types, true))
        }
        Expected::Listed => match contradiction::of_refusal(outline, &system.errors, &case.sent.body) {
            Some(contradiction) => Verdict::Contradiction(vec![contradiction]),
            None => Verdict::Fault(faults),
        },
        Expected::Variant(_) => Verdict::Fault(faults),
    }
}
