//! A real portal's answers against the documentation.

use std::fmt;

use b24_specs::index::Damaged;
use b24_specs::ir::{Api, Field, Kind, Method, Required};
use b24_specs::wire::{Entities, Wire};
use tokio_rustls::rustls::crypto;

use crate::findings::fits;
use crate::value::{Map, Value, member};

/// What a portal answered to one method.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// The method.
    pub method: String,
    /// The error that came in place of an answer.
    pub error: Option<String>,
    /// Where the answer is not what the page tells, a sentence each.
    pub differences: Vec<String>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.error, self.differences.as_slice()) {
            (Some(error), _) => write!(f, "{}: not compared, {error}", self.method),
            (None, []) => write!(f, "{}: as documented", self.method),
            (None, all) => write!(f, "{}: {}", self.method, all.join("; ")),
        }
    }
}

/// Plays calls that only read against a portal, through a webhook (`https://portal.bitrix24.com/rest/1/secret/`), and
/// holds the answers against the shipped facts. Without names: every method of v2 that reads and needs no parameter.
/// `authority`: a certificate to trust beside those of the machine, in PEM.
///
/// # Errors
/// Where the shipped facts are damaged, a name is not one of a method that reads, or there can be no client.
pub async fn verify(
    webhook: &str,
    names: &[String],
    authority: Option<&[u8]>,
) -> Result<Vec<Verdict>, Box<dyn std::error::Error + Send + Sync>> {
    let (methods, entities) = (chosen(names)?, b24_specs::system()?.types);
    let client = client(authority)?;
    let mut verdicts = Vec::new();
    for method in methods {
        let url = format!("{}/{}", webhook.trim_end_matches('/'), method.method);
        let answered = answer(&client, &url).await;
        let (error, differences) = match answered {
            Err(error) => (Some(error), Vec::new()),
            Ok(result) => (None, compare(&method.result, &result, &entities)),
        };
        verdicts.push(Verdict { method: method.method, error, differences });
    }
    Ok(verdicts)
}

fn chosen(names: &[String]) -> Result<Vec<Method>, Box<dyn std::error::Error + Send + Sync>> {
    let index = b24_specs::methods()?;
    if names.is_empty() {
        let all = index.iter().collect::<Result<Vec<Method>, Damaged>>()?;
        let harmless = |method: &Method| {
            let needs = method.params.iter().any(|field| field.required != Required::No);
            method.api == Api::V2 && method.kind != Kind::Write && method.method != "batch" && !needs
        };
        return Ok(all.into_iter().filter(harmless).collect());
    }
    let find = |name: &String| match index.get(name, Api::V2)? {
        Some(method) if method.kind != Kind::Write => Ok(method),
        Some(_) => Err(format!("`{name}` changes the portal: only methods that read are played").into()),
        None => Err(format!("`{name}` is not documented").into()),
    };
    names.iter().map(find).collect()
}

fn client(authority: Option<&[u8]>) -> Result<reqwest::Client, Box<dyn std::error::Error + Send + Sync>> {
    // Another part of the process may have installed one already: that one does too.
    let _ = crypto::CryptoProvider::install_default(crypto::ring::default_provider());
    let builder = reqwest::Client::builder().user_agent(concat!("b24-portal/", env!("CARGO_PKG_VERSION")));
    let builder = match authority {
        Some(pem) => builder.tls_certs_merge([reqwest::Certificate::from_pem(pem)?]),
        None => builder,
    };
    Ok(builder.build()?)
}

async fn answer(client: &reqwest::Client, url: &str) -> Result<Value, String> {
    // The address holds the webhook's secret.
    let plain = |e: reqwest::Error| e.without_url().to_string();
    let response =
        client.post(url).header("content-type", "application/json").body("{}").send().await.map_err(plain)?;
    let status = response.status().as_u16();
    let bytes = response.bytes().await.map_err(plain)?;
    let body = Value::from_json(&bytes).map_err(|e| format!("status {status}, no JSON: {e}"))?;
    let text = |name| body.get(name).and_then(Value::text);
    match (text("error"), body.get("result")) {
        (Some(code), _) => Err(format!("status {status}, {code}: {}", text("error_description").unwrap_or_default())),
        (None, Some(result)) => Ok(result.clone()),
        (None, None) => Err(format!("status {status}, an answer without `result`")),
    }
}

/// Where a result is not what the page tells. What is documented and absent is no difference: fields may be empty.
fn compare(field: &Field, result: &Value, entities: &Entities) -> Vec<String> {
    let mut differences = Vec::new();
    inside("result", field, result, entities, &mut differences);
    differences
}

fn inside(path: &str, field: &Field, value: &Value, entities: &Entities, out: &mut Vec<String>) {
    // PHP prints an empty map as a list, and leaves fields blank in many ways.
    if value.is_blank() || matches!(value, Value::Bool(false)) {
        return;
    }
    let wire = Wire::of(&field.ty, entities);
    let known = !field.ty.is_empty() && wire != Wire::Any;
    let is_list = matches!((&wire, value), (Wire::List(_), Value::List(_)));
    if known && !is_list && !fits(&wire, value) {
        out.push(format!("`{path}` is documented as `{}` and came as {}", field.ty, kind(value)));
        return;
    }
    let items: Vec<&Value> = if let Value::List(items) = value { items.iter().collect() } else { vec![value] };
    for item in items {
        if let Value::Map(map) = item {
            members(path, field, map, entities, out);
        }
    }
}

fn members(path: &str, field: &Field, map: &Map, entities: &Entities, out: &mut Vec<String>) {
    if field.fields.is_empty() {
        return;
    }
    for name in map.keys() {
        let told = format!("`{path}.{name}` is not documented");
        let documented = field.open || field.fields.iter().any(|own| own.open || own.name.eq_ignore_ascii_case(name));
        if !documented && !out.contains(&told) {
            out.push(told);
        }
    }
    for inner in &field.fields {
        if let Some(value) = member(map, &inner.name) {
            let before = out.len();
            inside(&format!("{path}.{}", inner.name), inner, value, entities, out);
            // Once for a list, not once an element.
            let fresh: Vec<String> = out.drain(before..).collect();
            let fresh: Vec<String> = fresh.into_iter().filter(|told| !out.contains(told)).collect();
            out.extend(fresh);
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
    }
}
