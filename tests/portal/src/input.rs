//! From the bytes of a request to its parameters.

use b24_specs::ir::Api;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::refusal::Refusal;
use crate::value::{Map, Value};
use crate::{brackets, multipart};

/// Reads query and body. Where both give a name, the body's value counts. v3 takes JSON only.
pub(crate) fn params(api: Api, query: &str, content_type: &str, body: &[u8]) -> Result<Map, Refusal> {
    let mut params = brackets::decode(query.as_bytes()).map_err(|e| Refusal::unreadable(400, e.text()))?;
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(params);
    }
    if let Some(boundary) = multipart::boundary(content_type).filter(|_| api == Api::V2) {
        params.extend(of_parts(boundary, body)?);
    } else if is_json(content_type, body) {
        match Value::from_json(body) {
            Ok(Value::Map(map)) => params.extend(map),
            // A list without names; v3's batch has this form.
            Ok(Value::List(items)) => params.extend(items.into_iter().enumerate().map(|(i, v)| (i.to_string(), v))),
            Ok(_) => return Err(Refusal::unreadable(400, "the body is neither a map nor a list")),
            Err(e) => return Err(Refusal::unreadable(400, format!("the body cannot be read as JSON: {e}"))),
        }
    } else if api == Api::V3 {
        return Err(Refusal::unreadable(400, "the body must be JSON, with Content-Type: application/json"));
    } else {
        params.extend(brackets::decode(body).map_err(|e| Refusal::unreadable(400, e.text()))?);
    }
    Ok(params)
}

/// Fields as in a form; a file becomes what methods take for one, `["name", "base64"]`.
fn of_parts(boundary: &str, body: &[u8]) -> Result<Map, Refusal> {
    let broken = || Refusal::unreadable(400, "the body cannot be read as multipart/form-data");
    let parts = multipart::parts(boundary, body).ok_or_else(broken)?;
    let pairs = parts.into_iter().flat_map(|part| {
        let content = String::from_utf8_lossy(part.content);
        match part.file_name {
            None => vec![(part.name.into(), content)],
            Some(file) => vec![
                (format!("{}[0]", part.name).into(), file.into()),
                (format!("{}[1]", part.name).into(), STANDARD.encode(part.content).into()),
            ],
        }
    });
    brackets::nest(pairs).map_err(|e| Refusal::unreadable(400, e.text()))
}

/// By the header; where it says nothing of use, by the first byte.
fn is_json(content_type: &str, body: &[u8]) -> bool {
    let kind = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/x-www-form-urlencoded" => false,
        "application/json" => true,
        _ => matches!(body.iter().find(|b| !b.is_ascii_whitespace()), Some(b'{' | b'[')),
    }
}
