//! What is told to whoever traces: enough to see what happens, and no secret.

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use b24::{Client, Limits, Retry, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::secrets::assert_clean;
use crate::server::{SECRET, Server, Then};

/// Writes down all fields of everything.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0.lock().unwrap(), "{field}={value:?};").unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_tells_its_method_tries_status_and_size_and_no_secret() {
    let recorder = Recorder::default();
    // Where there is one subscriber alone, a place that another test's thread reaches first is never asked for again.
    let _other = tracing::Dispatch::new(Recorder::default());
    let _traced = tracing::subscriber::set_default(recorder.clone());
    let count = Mutex::new(0);
    let server = Server::scripted(move |_| {
        *count.lock().unwrap() += 1;
        if *count.lock().unwrap() == 1 {
            return Then::Answer(503, format!(r#"{{"error":"QUERY_LIMIT_EXCEEDED","error_description":"{SECRET}"}}"#));
        }
        Then::Answer(400, format!(r#"{{"error":"X","error_description":"{SECRET}"}}"#))
    })
    .await;
    let ms = std::time::Duration::from_millis;
    let retry = Retry::default().backoff(ms(1), ms(1));
    let client = Client::builder().limits(Limits::NONE).retry(retry).webhook(&server.url()).unwrap();
    let error = client.call_raw("crm.item.add", json!({"a": 1})).await.unwrap_err();
    assert_clean(&error);
    let text = recorder.0.lock().unwrap().clone();
    for part in
        ["method=\"crm.item.add\";", "attempt=1;", "attempt=2;", "status=503;", "status=400;", "bytes=", "wait_ms="]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains(SECRET), "{text}");
}
