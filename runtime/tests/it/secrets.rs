//! No secret in anything that can be printed.

use std::error::Error as StdError;
use std::fmt::Debug;

use b24::auth::Token;
use b24::{Client, Error, SetupError, json};

use crate::event_bind::TasksTaskGetV3;
use crate::server::{SECRET, Server};

/// Prints an error and all of its causes in every way there is.
#[track_caller]
pub(crate) fn assert_clean<E: Debug>(error: &Error<E>) {
    let mut all = vec![format!("{error} {error:?} {error:#?} {:?}", error.call())];
    let mut cause = error.source();
    while let Some(error) = cause {
        all.push(format!("{error} {error:?} {error:#?}"));
        cause = error.source();
    }
    assert!(!all.concat().contains(SECRET), "{all:#?}");
}

#[test]
fn clients_tokens_and_calls_print_without_secrets() {
    let endpoint = "http://127.0.0.1:1/rest/";
    let token = Token::new(endpoint, SECRET);
    let app = Client::app(token.clone()).unwrap();
    let webhook = Client::webhook(&format!("{endpoint}1/{SECRET}/")).unwrap();
    let all = [
        format!("{token:?} {token:#?}"),
        format!("{app:?} {webhook:?} {:#?}", webhook.clone()),
        format!("{:?} {:#?}", Client::builder(), Client::builder().http_client(crate::wire::http())),
        format!("{:?} {:?}", webhook.call(TasksTaskGetV3::new(1)), webhook.call_raw("profile", json!({}))),
    ];
    for text in all {
        assert!(!text.is_empty() && !text.contains(SECRET), "{text}");
    }
    assert_eq!(format!("{webhook:?}"), "Client(127.0.0.1:1)");
}

#[test]
fn an_address_that_does_not_do_is_not_repeated() {
    for url in [
        format!("http://portal.example/rest/1/{SECRET}/"),
        format!("https://portal.example/rest/1/{SECRET}/profile"),
        format!("https://{SECRET}@portal.example/rest/1/{SECRET}/"),
        format!("https://portal.example/{SECRET}"),
        SECRET.to_owned(),
        format!("https://portal.example:{SECRET}/rest/1/x/"),
    ] {
        for error in [Client::webhook(&url).unwrap_err(), Client::app(Token::new(&*url, SECRET)).unwrap_err()] {
            let text = format!("{error} {error:?} {:?}", error.source());
            assert!(
                matches!(error, SetupError::Webhook(_) | SetupError::Endpoint(_)) && !text.contains(SECRET),
                "{text}"
            );
        }
    }
}

#[tokio::test]
async fn a_server_that_repeats_the_secret_everywhere() {
    for body in [
        format!(r#"{{"error":"{SECRET}","error_description":"x {SECRET} {SECRET}","more":[{{"a":"{SECRET}"}}]}}"#),
        format!(
            r#"{{"error":{{"code":"{SECRET}","message":"{SECRET}","validation":[{{"field":"{SECRET}","message":"{SECRET}"}}]}}}}"#
        ),
        format!(r#"{{"result":{{"item":"{SECRET}"}}}}"#),
        format!(r#"{{"result":{{"item":{{"{SECRET}":1,"tags":{{"{SECRET}":1}}}}}}}}"#),
        format!(r#""{SECRET}""#),
        SECRET.to_owned(),
    ] {
        let server = Server::answering(&body).await;
        assert_clean(&server.webhook().call(TasksTaskGetV3::new(1)).await.unwrap_err());
        assert_clean(&server.app().call(TasksTaskGetV3::new(1)).await.unwrap_err());
    }
}
