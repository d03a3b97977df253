use serde_json::{Value, json};

use super::*;

fn refusal(status: u16, text: &str) -> Refusal {
    match parse::<bool>(status, text.as_bytes()) {
        Err(Other::Refused(refusal)) => refusal,
        other => panic!("{text}: {other:?}"),
    }
}

fn nonsense(status: u16, text: &[u8]) -> String {
    match parse::<bool>(status, text) {
        Err(Other::Nonsense(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_success_with_everything_around_it() {
    let text = br#"{"result":{"a":1},"next":"50","total":"7","time":{"start":1.5,"finish":"2.5","duration":1,
        "processing":0.25,"date_start":"2025-01-01T00:00:00+03:00","date_finish":"x","operating_reset_at":1700000000,
        "operating":0.5,"new":1},"odd":2}"#;
    let answer = parse::<Value>(200, text).unwrap();
    assert_eq!(answer.result, json!({"a": 1}));
    assert_eq!((answer.next, answer.total), (Some(50), Some(7)));
    assert_eq!(answer.extra.get("odd"), Some(&json!(2)));
    let time = answer.time;
    assert_eq!(
        (time.start, time.finish, time.duration, time.processing),
        (Some(1.5), Some(2.5), Some(1.0), Some(0.25))
    );
    assert_eq!(
        (time.date_start.as_deref(), time.date_finish.as_deref()),
        (Some("2025-01-01T00:00:00+03:00"), Some("x"))
    );
    assert_eq!((time.operating, time.operating_reset_at), (Some(0.5), Some(1_700_000_000)));
    assert_eq!(time.extra.get("new"), Some(&json!(1)));
}

#[test]
fn the_bookkeeping_never_fails_a_call() {
    for text in [
        r#"{"result":true}"#,
        r#"{"result":true,"time":null,"total":"many","next":{}}"#,
        r#"{"result":true,"time":[],"total":[]}"#,
        r#"{"result":true,"time":7}"#,
        "\u{feff}{\"result\":\"Y\"} ",
    ] {
        assert_eq!(parse::<bool>(200, text.as_bytes()), Ok(Answer { result: true, ..Answer::default() }), "{text}");
    }
    let text = br#"{"result":true,"time":{"start":{},"finish":2}}"#;
    let time = parse::<bool>(200, text).unwrap().time;
    assert_eq!((time.start, time.finish), (None, Some(2.0)));
}

#[test]
fn an_error_of_v2_whatever_its_code_and_status() {
    let error = refusal(200, r#"{"error":"ERROR_CORE","error_description":"No","argument":"X","time":{}}"#);
    assert_eq!((error.status, error.code.as_str(), error.message.as_str()), (200, "ERROR_CORE", "No"));
    assert_eq!(error.extra.get("argument"), Some(&json!("X")));
    assert!(error.is("error_core"));
    assert_eq!(refusal(400, r#"{"error":"","error_description":"No"}"#).to_string(), "No (no code, status 400)");
    assert_eq!(refusal(400, r#"{"error":0}"#).to_string(), "no text (0, status 400)");
    assert_eq!(refusal(400, r#"{"error":"0","error_description":null}"#).code, "0");
    assert_eq!(refusal(500, r#"{"error":true}"#).code, "true");
    assert_eq!(refusal(400, r#"{"error":"E","error_description":["a"]}"#).message, r#"["a"]"#);
}

#[test]
fn an_error_counts_whatever_stands_beside_it() {
    for result in ["null", "[]", "{\"x\":1}", "true"] {
        assert_eq!(refusal(200, &format!(r#"{{"result":{result},"error":"E"}}"#)).code, "E");
        assert_eq!(refusal(200, &format!(r#"{{"error":"E","result":{result}}}"#)).code, "E");
    }
}

#[test]
fn an_error_of_v3_with_its_fields() {
    let text = r#"{"error":{"code":"V","message":"Bad","validation":[{"field":"title","message":"is empty"},{"message":"m"},"odd"]}}"#;
    let error = refusal(400, text);
    let validation: Vec<_> = error.validation.iter().map(|f| (f.field.as_str(), f.message.as_str())).collect();
    assert_eq!(validation, [("title", "is empty"), ("", "m"), ("", "odd")]);
    assert_eq!(error.to_string(), "Bad: `title` is empty; m; odd (V, status 400)");
    let odd = r#"{"field":null,"rule":"r"}"#;
    let error = refusal(400, &format!(r#"{{"error":{{"code":"V","validation":[{odd}]}}}}"#));
    assert_eq!(error.validation.first().map(|finding| finding.message.as_str()), Some(odd));
    assert_eq!(refusal(400, r#"{"error":{"code":7}}"#).code, "7");
    assert_eq!(refusal(400, r#"{"error":{},"error_description":"d"}"#).message, "d");
    assert_eq!(
        refusal(400, r#"{"error":{"code":"V","validation":{"0":{"field":"f","message":"m"}}}}"#).validation.len(),
        1
    );
}

#[test]
fn an_error_is_one_whatever_its_texts_hold() {
    assert_eq!(refusal(200, r#"{"result":true,"error":"E \ud83d"}"#).code, r"E \ud83d");
    assert_eq!(refusal(400, r#"{"error":"E","error_description":"half \ud83d"}"#).message, r"half \ud83d");
    assert_eq!(refusal(400, r#"{"error":{"code":"E","message":"half \ud83d"}}"#).message, r"half \ud83d");
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert_eq!(refusal(200, &format!(r#"{{"result":true,"error":{deep}}}"#)).code, deep);
    assert_eq!(refusal(400, r#"{"error":{"\ud83d":1}}"#).message, r#"{"\ud83d":1}"#);
}

#[test]
fn a_name_that_is_no_text_stays_as_it_is_written() {
    let answer = parse::<bool>(200, br#"{"result":true,"\ud83d":1}"#).unwrap();
    assert_eq!(answer.extra.get(r"\ud83d"), Some(&json!(1)));
}

#[test]
fn no_error_is_made_up() {
    for error in ["null", "false"] {
        assert!(parse::<bool>(200, format!(r#"{{"result":true,"error":{error}}}"#).as_bytes()).is_ok());
    }
}

#[test]
fn what_is_no_answer_says_why() {
    assert_eq!(nonsense(200, b""), "it is empty");
    assert_eq!(nonsense(200, b" \n"), "it is empty");
    assert_eq!(nonsense(502, b"<html>"), "it is not JSON");
    assert_eq!(nonsense(200, b"{\"result\":tr"), "the JSON ends in the middle");
    assert_eq!(nonsense(200, b"{\"result\":true} x"), "it is not JSON");
    assert_eq!(nonsense(200, b"\xff\xfe"), "it is not JSON");
    assert_eq!(nonsense(200, b"{\"result\":\"\xd0"), "the JSON ends in the middle");
    assert_eq!(nonsense(200, b"7"), "it is JSON, but 7 instead of an object");
    assert_eq!(nonsense(200, b"[1]"), "it is JSON, but a list instead of an object");
    assert_eq!(nonsense(200, b"[]"), "it holds neither `result` nor `error`");
    assert_eq!(nonsense(200, b"{\"time\":{}}"), "it holds neither `result` nor `error`");
    assert!(nonsense(500, b"{\"result\":true}").starts_with("the status says"));
    let deep = format!("{{\"result\":{}", "[".repeat(10_000));
    assert_eq!(nonsense(200, deep.as_bytes()), "the JSON ends in the middle");
}

#[test]
fn a_misfit_names_the_value() {
    let Err(Other::Misfit(misfit)) = parse::<Vec<i64>>(200, br#"{"result":[1,"x"],"time":{}}"#) else { panic!() };
    assert_eq!(
        (misfit.path.as_str(), misfit.expected, misfit.found.as_str()),
        ("result[1]", "a whole number", "\"x\"")
    );
    let Err(Other::Misfit(misfit)) = parse::<bool>(200, br#"{"time":{"a":"b"},"result":null}"#) else { panic!() };
    assert_eq!((misfit.path.as_str(), misfit.found.as_str()), ("result", "null"));
}

#[test]
fn an_error_in_the_place_of_a_result_is_one() {
    let told = refusal(200, r#"{"result":{"result":false,"error":"NO_ID","error_description":"No ID"},"time":{}}"#);
    assert_eq!(told, Refusal::new(200, "NO_ID", "No ID"));
    assert_eq!(refusal(200, r#"{"result":{"result":false,"error":"NO_ID"}}"#).code, "NO_ID");
    for result in [
        json!({"result": true, "error": "NO_ID"}),
        json!({"result": false, "error": ""}),
        json!({"result": false, "error": null}),
        json!({"result": false, "error": "E", "id": 1}),
        json!({"result": false}),
        json!({"error": "E"}),
        json!({}),
    ] {
        let answer = parse::<Value>(200, json!({ "result": result }).to_string().as_bytes());
        assert_eq!(answer.map(|answer| answer.result), Ok(result));
    }
}
