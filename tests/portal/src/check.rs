//! Parameters against the page of the method.

use std::cmp::Reverse;

use b24_specs::ir::{Api, Field, Form, Method, Required, Rule};

use crate::refusal::Refusal;
use crate::value::{Map, Value, member};

/// Refuses what the page excludes: a required parameter left out, a value that is not one of those listed.
pub(crate) fn params(method: &Method, params: &Map) -> Result<(), Refusal> {
    let absent = absent(method, form(method, params), params);
    if method.api == Api::V3 && !absent.is_empty() {
        let told = absent.iter().map(|f| (f.name.clone(), format!("Required field `{}` is not specified", f.name)));
        return Err(Refusal::validation(told.collect()));
    }
    match absent.first() {
        Some(field) => Err(missing(method, &field.name)),
        None => method.params.iter().try_for_each(|field| listed(method, field, params)),
    }
}

/// What must be given in this form, and is not.
fn absent<'a>(method: &'a Method, form: Option<&Form>, params: &Map) -> Vec<&'a Field> {
    let has = |names: fn(&Form) -> &Vec<String>, field: &Field| form.is_some_and(|f| names(f).contains(&field.name));
    let marked = |field: &Field| field.required == Required::Yes && !has(|form| &form.optional, field);
    let asked = |field: &Field| marked(field) || has(|form| &form.requires, field);
    let needed = method.params.iter().filter(|field| asked(field) && !field.open && !has(|form| &form.forbids, field));
    needed.filter(|field| is_absent(method.api, member(params, &field.name))).collect()
}

/// v2 takes an empty text for nothing, and a list or map only where it is not given at all.
fn is_absent(api: Api, value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::Text(text)) => api == Api::V2 && text.is_empty(),
        Some(_) => false,
    }
}

/// The form that these parameters choose.
fn form<'a>(method: &'a Method, params: &Map) -> Option<&'a Form> {
    let forms = method.rules.iter().filter_map(|rule| match rule {
        Rule::Form(form) => Some(form),
        Rule::ReachableUrl { .. } => None,
    });
    let chosen = |form: &&Form| {
        form.sets.iter().all(|(name, value)| member(params, name).is_some_and(|given| same(given, value)))
    };
    let refused = |form: &Form| form.forbids.iter().filter(|name| member(params, name).is_some()).count();
    // The plain form sets nothing and fits always, so the one that sets most counts, then the one that refuses least, and
    // then the one that lacks least.
    forms
        .filter(chosen)
        .min_by_key(|form| (Reverse(form.sets.len()), refused(form), absent(method, Some(form), params).len()))
}

fn listed(method: &Method, field: &Field, params: &Map) -> Result<(), Refusal> {
    let given = member(params, &field.name).filter(|value| !value.is_blank());
    let Some(text) = given.filter(|_| !field.values.is_empty() && !field.open).and_then(Value::text) else {
        return Ok(());
    };
    if given.is_some_and(|given| field.values.iter().any(|value| same(given, value))) {
        return Ok(());
    }
    if method.api == Api::V3 {
        let told = format!("Invalid value `{text}` of the field `{}`", field.name);
        return Err(Refusal::validation(vec![(field.name.clone(), told)]));
    }
    let all: Vec<String> = field.values.iter().filter_map(|value| Value::from(value.clone()).text()).collect();
    Err(Refusal::argument(&field.name, format!("Value must be one of {{{}}}", all.join("|"))))
}

/// Equal as PHP prints them, in either case.
fn same(given: &Value, value: &serde_json::Value) -> bool {
    match (given.text(), Value::from(value.clone()).text()) {
        (Some(given), Some(value)) => given.eq_ignore_ascii_case(&value),
        _ => false,
    }
}

/// The error for a parameter left out: the row of the method's table that speaks of it, or the portal's general form.
pub(crate) fn missing(method: &Method, name: &str) -> Refusal {
    let speaks_of = |message: &str| words(message).any(|word| word == name) && says_missing(message);
    let row = method.errors.iter().find(|row| row.message.as_deref().is_some_and(speaks_of));
    let general = Refusal::missing(name);
    match row {
        Some(row) => {
            let argument = general.argument.filter(|_| row.code == "ERROR_ARGUMENT");
            let message = row.message.clone().unwrap_or_default();
            Refusal { argument, ..Refusal::new(row.status.unwrap_or(400), row.code.clone(), message) }
        }
        // A row of that code without a text of its own still tells the status.
        None => match method.errors.iter().find(|row| row.code == general.code).and_then(|row| row.status) {
            Some(status) => Refusal { status, ..general },
            None => general,
        },
    }
}

/// The error for a parameter of the wrong type, where the method's table has one.
pub(crate) fn wrong_type(method: &Method, name: &str) -> Option<Refusal> {
    let speaks_of = |message: &str| words(message).any(|word| word == name) && message.contains("must be of type");
    let row = method.errors.iter().find(|row| row.message.as_deref().is_some_and(speaks_of))?;
    let message = row.message.clone().unwrap_or_default();
    Some(Refusal {
        status: row.status.unwrap_or(400),
        code: row.code.clone().into(),
        ..Refusal::argument(name, message)
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// In the words of the portal's own messages.
fn says_missing(message: &str) -> bool {
    let text = message.to_ascii_lowercase();
    let signs =
        ["empty", "required", "missing", "not specified", "not set", "not provided", "not defined", "must be set"];
    signs.iter().any(|sign| text.contains(sign))
}
