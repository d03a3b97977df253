//! Plays what the documentation shows through the generated code of all methods: answers, one a line, on the standard
//! input; what became of each, and then what each request sends, on the standard output.

mod api;
#[allow(deprecated)]
mod requests;
#[allow(deprecated)]
mod table;

use std::io::{BufRead, Write};

use b24::{Error, Method, Value, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads an answer with this status and body.
pub(crate) type Read = fn(u16, &str) -> Value;
/// Makes a request, and tells what it sends.
pub(crate) type Request = fn() -> Value;

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let answer: Value = serde_json::from_str(&line.expect("text")).expect("JSON");
        let number = |name: &str| answer[name].as_u64().expect("a number");
        let method = usize::try_from(number("method")).expect("the number of a method");
        let status = u16::try_from(number("status")).expect("an HTTP status");
        let read = table::METHODS[method](status, answer["body"].as_str().expect("a text"));
        writeln!(out, "{read}").expect("somebody listens");
    }
    for request in requests::REQUESTS {
        writeln!(out, "{}", request()).expect("somebody listens");
    }
}

/// What a request sends.
pub(crate) fn request<M: Method>(request: M) -> Value {
    let params = request.into_params();
    match M::check(&params) {
        Ok(()) => json!({"sent": serde_json::to_value(params).expect("JSON")}),
        Err(refusal) => json!({"refused": refusal.to_string()}),
    }
}

/// Reads an answer to `M`, and what becomes of it in a cache; `variant` names its errors.
pub(crate) fn read<M>(status: u16, body: &str, variant: fn(&M::Error) -> &'static str) -> Value
where
    M: Method<Output: Serialize + DeserializeOwned + PartialEq>,
{
    match b24::recorded::<M>(status, body.as_bytes()) {
        Ok(answer) => {
            let written = serde_json::to_value(&answer.result).expect("JSON");
            match serde_json::from_value::<M::Output>(written.clone()) {
                Ok(again) if again == answer.result => json!({"read": written}),
                Ok(_) => json!({"unreadable": "it comes out of a cache as another"}),
                Err(error) => json!({"unreadable": format!("it does not come out of a cache: {error}")}),
            }
        }
        Err(Error::Refused { error, system, .. }) => {
            let variant = variant(&error);
            json!({"refused": if variant == "Other" && system.is_some() { "System" } else { variant }})
        }
        Err(Error::Decode { path, expected, found, .. }) => {
            json!({"unreadable": format!("`{path}` should be {expected}, and is {found}")})
        }
        Err(other) => json!({"unreadable": other.to_string()}),
    }
}
