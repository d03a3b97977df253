//! Addresses, encodings, `time`, hostile input.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{NOON, answer, builder, call, hook, portal, post};

#[tokio::test]
async fn a_call_comes_through_every_documented_address() {
    let portal = portal().await;
    let client = crate::client();
    let token = portal.tokens(1).access_token;
    let endpoint = portal.client_endpoint();
    let hook = portal.webhook_url();
    for request in [
        client.get(format!("{hook}made.case")),
        client.post(format!("{hook}made.case")),
        client.get(format!("{hook}made.case.json")),
        client.get(format!("{}/rest//1/secret//made.case", portal.url())),
        client.get(format!("{endpoint}made.case?auth={token}")),
        client.get(format!("{endpoint}/made.case?auth={token}")),
        client.get(format!("{endpoint}made.case?")).bearer_auth(&token),
        client.post(format!("{endpoint}made.case.json")).json(&json!({"auth": token})),
        client.post(format!("{endpoint}made.case")).form(&[("auth", &token)]),
    ] {
        assert_eq!(*answer(request).await.result(), "lower");
    }
}

#[tokio::test]
async fn a_name_counts_as_written_and_then_in_any_case() {
    let portal = portal().await;
    assert_eq!(*hook(&portal, "made.Case", json!({})).await.result(), "upper");
    assert_eq!(*hook(&portal, "made.case", json!({})).await.result(), "lower");
    assert_eq!(hook(&portal, "MADE.UP", json!({})).await.result()["id"], 5);
    assert_eq!(call(&portal, 1, "Event.Get", json!({})).await.result(), &json!([]));
}

#[tokio::test]
async fn parameters_come_in_query_form_and_json() {
    let portal = portal().await;
    let url = format!("{}made.up", portal.webhook_url());
    let client = crate::client();
    answer(client.get(format!("{url}?filter[>ID]=3&select[]=A&select%5B%5D=B&q=a+b%26"))).await.result();
    answer(client.post(format!("{url}?a=query&b=query")).form(&[("b", "body"), ("c[d][e]", "1")])).await.result();
    answer(client.post(&url).json(&json!({"x": {"y": [1, null, true]}, "z": 1.5}))).await.result();
    let plain = client.post(&url).header("content-type", "text/plain").body("{\"guessed\": \"json\"}");
    answer(plain).await.result();
    let params: Vec<Value> = portal.calls().iter().map(|call| serde_json::to_value(&call.params).unwrap()).collect();
    assert_eq!(
        params,
        [
            json!({"filter": {">ID": "3"}, "select": ["A", "B"], "q": "a b&"}),
            json!({"a": "query", "b": "body", "c": {"d": {"e": "1"}}}),
            json!({"x": {"y": [1, null, true]}, "z": 1.5}),
            json!({"guessed": "json"}),
        ]
    );
}

#[tokio::test]
async fn time_has_the_documented_fields_on_the_portals_clock() {
    let portal = portal().await;
    portal.advance(Duration::from_secs(4)).await;
    let time = hook(&portal, "made.case", json!({})).await.body["time"].clone();
    #[allow(clippy::cast_precision_loss)]
    let now = (NOON + 4) as f64;
    assert_eq!(
        time,
        json!({
            "start": now, "finish": now, "duration": 0.0, "processing": 0.0,
            "date_start": "2024-07-18T11:55:40+02:00", "date_finish": "2024-07-18T11:55:40+02:00",
            "operating_reset_at": (NOON + 4) / 60 * 60 + 600, "operating": 0.0
        })
    );
}

#[tokio::test]
async fn without_a_stopped_clock_time_goes_on() {
    let portal = b24_portal::Portal::builder().methods(crate::METHODS).start().await.unwrap();
    let time = hook(&portal, "made.case", json!({})).await.body["time"].clone();
    let (start, finish) = (time["start"].as_f64().unwrap(), time["finish"].as_f64().unwrap());
    assert!(start > 1.7e9 && finish >= start, "{time}");
}

#[tokio::test]
async fn v3_answers_and_refuses_in_its_own_form() {
    let portal = portal().await;
    let base = format!("{}/rest/api/1/secret/", portal.url());
    assert_eq!(*post(format!("{base}made.up"), json!({})).await.result(), json!({"result": true}));
    assert_eq!(*post(format!("{base}made.up.get"), json!({"id": 7})).await.result(), json!({"item": {"id": 1}}));
    let missing = post(format!("{base}made.up.get"), json!({})).await;
    assert_eq!(missing.status, 400);
    assert_eq!(
        missing.body,
        json!({"error": {
            "code": "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION",
            "message": "Error validating request object",
            "validation": [{"message": "Required field `id` is not specified", "field": "id"}]
        }})
    );
    let other = post(format!("{base}made.up.get"), json!({"id": 7, "mode": "half"})).await;
    assert_eq!(other.body["error"]["validation"][0]["field"], "mode");
    let unknown = post(format!("{base}made.up.list"), json!({})).await;
    assert_eq!((unknown.status, &unknown.body["error"]["code"]), (404, &json!("ERROR_METHOD_NOT_FOUND")));
    let form = crate::client().post(format!("{base}made.up.get")).form(&[("id", "7")]);
    assert_eq!(answer(form).await.status, 400);
    let token = portal.tokens(1).access_token;
    let call = post(format!("{}/rest/api/made.up", portal.url()), json!({"auth": token})).await;
    assert_eq!(*call.result(), json!({"result": true}));
}

#[tokio::test]
async fn what_no_page_documents_is_not_there() {
    let portal = portal().await;
    for name in ["made.down", "event.test", "made", "made.up.get", "%FF", ".json"] {
        let refused = hook(&portal, name, json!({})).await;
        assert_eq!(refused.refusal(), (404, "ERROR_METHOD_NOT_FOUND", "Method not found!"), "{name}");
    }
    for path in ["/rest", "/rest/", "/rest/one/secret/made.up", "/rest/1/secret", "/else", "/_portal/else"] {
        let there = answer(crate::client().get(format!("{}{path}", portal.url()))).await;
        assert!([401, 404].contains(&there.status), "{path}: {there:?}");
        assert!(there.body["error"].is_string());
    }
    let put = crate::client().put(format!("{}made.up", portal.webhook_url()));
    assert_eq!(answer(put).await.status, 405);
}

#[tokio::test]
async fn the_journal_tells_who_called_what() {
    let portal = portal().await;
    hook(&portal, "made.up.admin", json!({"a": 1})).await;
    call(&portal, 2, "made.up.admin", json!({})).await;
    post(format!("{}made.up", portal.client_endpoint()), json!({"auth": "wrong"})).await;
    let calls = portal.calls();
    let seen: Vec<_> = calls.iter().map(|c| (c.method.as_str(), c.user, c.status, c.error.as_deref())).collect();
    assert_eq!(
        seen,
        [
            ("made.up.admin", Some(1), 200, None),
            ("made.up.admin", Some(2), 403, Some("ACCESS_DENIED")),
            ("made.up", None, 401, Some("NO_AUTH_FOUND")),
        ]
    );
    assert_eq!(calls[0].client_id, None);
    assert_eq!(calls[1].client_id.as_ref(), Some(&portal.applications()[0].client_id));
    assert_eq!(calls[0].params.get("a").and_then(b24_portal::Value::integer), Some(1));
    assert!(calls.iter().all(|call| call.params.get("auth").is_none()));
    let told = answer(crate::client().get(format!("{}/_portal/calls", portal.url()))).await;
    assert_eq!(told.body["calls"], serde_json::to_value(calls).unwrap());
}

#[tokio::test]
async fn too_much_is_refused_and_the_portal_lives_on() {
    let portal = portal().await;
    let url = format!("{}made.up", portal.webhook_url());
    let client = crate::client();
    let json = |text: String| client.post(&url).header("content-type", "application/json").body(text);
    let form = |text: String| client.post(&url).header("content-type", "application/x-www-form-urlencoded").body(text);
    let keys = (0..1_000_000).map(|i| format!("\"k{i}\":1")).collect::<Vec<_>>().join(",");
    for request in [
        json(format!("{{{keys}}}")),
        json(format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        json("{\"a\":".into()),
        json("{\"a\":1e999}".into()),
        json("7".into()),
        json("{} trailing".into()),
        form("a=1&".repeat(1_000_000)),
        form(format!("a{}=1", "[b]".repeat(1_000))),
        client.get(format!("{url}?{}", "a=1&".repeat(12_000))),
    ] {
        let refused = answer(request).await;
        assert_eq!((refused.status, refused.body["error"].as_str()), (400, Some("INVALID_REQUEST")), "{refused:?}");
    }
    let long = answer(json(format!("{{\"a\":\"{}\"}}", "x".repeat(33 << 20)))).await;
    assert_eq!(long.status, 413);
    hook(&portal, "made.up", json!({})).await.result();
}

/// Requests with single bytes changed, always in the same way: each is answered or its connection closed.
#[tokio::test]
async fn any_bytes_on_any_route_leave_the_portal_alive() {
    let portal = portal().await;
    let address = portal.url().replace("http://", "");
    let seeds = [
        "POST /rest/1/secret/event.offline.get HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: 44\r\n\r\n{\"filter\":{\">ID\":1},\"order\":[],\"limit\":\"7\"} "
            .to_owned(),
        format!(
            "GET /rest/event.bind?event=ONCRMDEALADD&event_type=offline&options[minTimeout]=1&auth={} HTTP/1.1\r\n\
             Host: h\r\nConnection: close\r\n\r\n",
            portal.tokens(1).access_token
        ),
        "POST /_portal/fire HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 32\r\n\r\n\
         {\"event\":\"ONCRMDEALADD\",\"data\":7}"
            .to_owned(),
        format!(
            "GET /rest/placement.bind?PLACEMENT=LEFT_MENU&HANDLER=x&LANG_ALL[en]=7&auth={} HTTP/1.1\r\nHost: h\r\n\
             Connection: close\r\n\r\n",
            portal.tokens(1).access_token
        ),
    ];
    let seeds = seeds.into_iter().chain(
        [
            "GET /oauth/token/?grant_type=refresh_token&client_id=a&client_secret=b&refresh_token=c",
            "GET /oauth/authorize/?client_id=a&state=%00",
            "GET /rest/1/secret/batch?halt=1&cmd[a]=crm.deal.list%3Ffilter[>ID]%3D1&cmd[b]=user.get%3FID%3D%24result[a][0]",
            "GET /rest/1/secret/crm.item.list?entityTypeId=2&filter[0][logic]=OR&filter[0][%25title]=x&order[id]=desc&start=-1",
            "GET /rest/1/secret/disk.folder.uploadfile?id=1&fileContent[0]=a&fileContent[1]=YQ==",
            "GET /rest/download.json?token=disk%7C1-0",
            "GET /_portal/fault?method=*&mishap=truncated&times=1",
            "GET /?q=%3Cscript%3E",
            "GET /try?method=crm.deal.get&params={\"id\":1}",
        ]
        .map(|line| format!("{line} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")),
    );
    let multipart = "POST /rest/upload.json?token=x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\
        Content-Type: multipart/form-data; boundary=q\r\nContent-Length: 70\r\n\r\n\
        --q\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n1\r\n--q--";
    let seeds: Vec<String> = seeds.chain([multipart.to_owned()]).collect();
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut answered = 0;
    for round in 0..1400 {
        let mut bytes = seeds[round % seeds.len()].clone().into_bytes();
        for _ in 0..random(4) {
            let at = random(bytes.len());
            bytes[at] = b"\0\xff[]{}\"/?&%=-9aZ\r\n "[random(19)];
        }
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(&bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut reply = Vec::new();
        // A reset is an answer too.
        let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut reply)).await;
        assert!(read.is_ok(), "no end to the answer of {:?}", String::from_utf8_lossy(&bytes));
        answered += usize::from(reply.starts_with(b"HTTP/1.1 "));
    }
    assert!(answered > 700, "{answered}");
    post(format!("{}/_portal/calm", portal.url()), json!({})).await;
    hook(&portal, "made.up", json!({})).await.result();
}

#[tokio::test]
async fn it_stops_when_it_is_dropped() {
    let portal = portal().await;
    let (url, address) = (format!("{}made.up", portal.webhook_url()), portal.url().replace("http://", ""));
    let client = crate::client();
    assert!(client.get(&url).send().await.is_ok());
    drop(portal);
    for _ in 0..100 {
        if TcpStream::connect(&address).await.is_err() {
            assert!(client.get(&url).send().await.is_err());
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{address} still answers");
}

#[tokio::test]
async fn a_port_that_is_taken_and_a_damaged_ir_are_told() {
    let first = portal().await;
    let port = first.url().rsplit(':').next().unwrap().parse().unwrap();
    let taken = builder().port(port).start().await.err().unwrap();
    assert!(taken.to_string().starts_with(&format!("cannot listen on 127.0.0.1:{port}: ")), "{taken}");
    let damaged = builder().methods("garbage\n").start().await.err().unwrap();
    assert!(damaged.to_string().starts_with("methods.jsonl:1: "), "{damaged}");
    let head = METHODS_HEAD.to_owned() + "\n";
    let portal = builder().methods(head).start().await.unwrap();
    let refused = hook(&portal, "made.up", json!({})).await;
    assert_eq!(refused.refusal().0, 500);
    assert!(refused.refusal().2.starts_with("methods.jsonl:1: "), "{refused:?}");
}

/// A line that can be found, but not read.
const METHODS_HEAD: &str = r#"{"method":"made.up","api":"v2","page":7}"#;

#[tokio::test]
async fn every_shipped_method_answers_in_json() {
    let portal = b24_portal::Portal::start().await.unwrap();
    let client = crate::client();
    let token = portal.tokens(1).access_token;
    let methods = portal.methods();
    assert!(!methods.is_empty());
    for (name, api) in methods {
        let version = if api == b24_specs::ir::Api::V3 { "api/" } else { "" };
        let url = format!("{}{version}{name}", portal.client_endpoint());
        let reply = answer(client.post(url).json(&json!({"auth": token}))).await;
        assert!(reply.status < 500, "{name}: {reply:?}");
        assert!(reply.body.get("result").is_some() != reply.body.get("error").is_some(), "{name}: {reply:?}");
    }
}
