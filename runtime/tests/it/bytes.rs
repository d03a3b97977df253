//! Any bytes at all, in place of what a portal sends: they are read or refused, and nothing panics.

use b24::events::{Incoming, Malformed, MemoryTokens, Verifier, form};
use b24::placement::Opened;
use b24::{bizproc, json};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

b24::events! { enum Few { "ONCRMDEAL*"; "ONIM*"; "ONTASK*"; "ONAPP*"; } }
b24::placements! { enum Places { "*"; } }

const FORM: &str = "event=ONCRMDEALADD&event_handler_id=7&data[FIELDS][ID]=7&data[FIELDS][]=%5B&data[x][0][y]=+\
                    &auth[member_id]=m&auth[application_token]=t&auth[expires_in]=3600&auth[user_id]=1";
const RUN: &str = "workflow_id=1&code=double&document_id[]=crm&document_type[0]=crm&event_token=t&properties[a][]=1\
                   &use_subscription=Y&timeout_duration=60&ts=1&auth[member_id]=m&auth[application_token]=t";
const WIDGET: &str = "DOMAIN=p.example&PROTOCOL=1&AUTH_ID=a&AUTH_EXPIRES=3600&member_id=m&PLACEMENT=CRM_DEAL_DETAIL_TAB\
                      &PLACEMENT_OPTIONS=%7B%22ID%22%3A%227%22%7D";

fn as_json() -> String {
    let data = json!({"FIELDS": {"ID": "7"}, "PARAMS": [{"a": 1.5}, null, true, "\u{e4}\\\""]});
    let auth = json!({"member_id": "m", "application_token": "t", "expires_in": "3600", "user_id": 1});
    json!({"event": "ONIMBOTMESSAGEADD", "data": data, "ts": 1, "auth": auth}).to_string()
}

/// A good message some of whose bytes have been changed, taken out or doubled.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let seed = select(vec![FORM.to_owned(), RUN.to_owned(), WIDGET.to_owned(), as_json()]);
    let sign = prop_oneof![select(b"[]=&%+0a1\0\xff;#\"\\{},:".to_vec()), any::<u8>()];
    let change = (any::<Index>(), 0..3, sign);
    (seed, vec(change, 0..12)).prop_map(|(seed, changes)| {
        let mut bytes = seed.into_bytes();
        for (at, how, sign) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = sign,
                1 => bytes.insert(at, sign),
                _ => drop(bytes.remove(at)),
            }
        }
        bytes
    })
}

fn kind() -> impl Strategy<Value = Option<&'static str>> {
    select(vec![
        None,
        Some("application/x-www-form-urlencoded"),
        Some("application/json; charset=utf-8"),
        Some("\u{e4}"),
    ])
}

/// Through every door, and to the end behind those that open.
fn receive(bytes: &[u8], kind: Option<&str>) {
    let is_refusal = |status: u16| assert!(matches!(status, 400 | 401 | 403 | 409 | 413 | 415), "{status}");
    match form::value(bytes, None) {
        Ok(value) => assert!(value.is_object(), "{value}"),
        Err(malformed) => is_refusal(malformed.status()),
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let verifier = Verifier::new(MemoryTokens::new().with("m", "t"));
    if let Ok(event) = Incoming::<Few>::read(bytes, kind) {
        match runtime.block_on(event.verify(&verifier)) {
            Ok(event) => assert!(!event.code.is_empty(), "{event:?}"),
            Err(refused) => is_refusal(refused.status()),
        }
    }
    let refused = |malformed: Malformed| is_refusal(malformed.status());
    let _ = Incoming::<Few>::read(bytes, kind).map(|event| format!("{:?}", event.trust_unverified())).map_err(refused);
    let _ = bizproc::Incoming::read(bytes, kind).map(|run| format!("{:?}", run.trust_unverified())).map_err(refused);
    let _ = Opened::<Places>::read("", bytes).map(|widget| format!("{widget:?}")).map_err(refused);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_messages_are_read_or_refused(bytes in damaged(), kind in kind()) {
        receive(&bytes, kind);
    }

    #[test]
    fn a_name_leads_to_the_same_place_whatever_stands_before_it(names in vec("a{1,2}((\\[|%5B)[ab0]?(\\]|%5D)?b?){0,3}", 0..12)) {
        let names: Vec<_> = names.iter().enumerate().map(|(i, name)| format!("{name}={i}")).collect();
        let apart = format!("z=&{}", names.join("&z=&"));
        let mut apart = form::value(apart.as_bytes(), None).unwrap();
        apart.as_object_mut().unwrap().remove("z");
        assert_eq!(form::value(names.join("&").as_bytes(), None).unwrap(), apart);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400), kind in kind()) {
        receive(&bytes, kind);
    }
}
