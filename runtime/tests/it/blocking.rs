//! Without an async runtime.

use b24::{blocking, json};

use crate::event_bind::TasksTaskGetV3;
use crate::server::Server;

#[test]
fn the_same_client_waits() {
    let servers = tokio::runtime::Runtime::new().unwrap();
    let server = servers.block_on(Server::answering(r#"{"result":{"item":{"id":1}}}"#));
    let client = blocking::Client::new(server.webhook()).unwrap();
    assert_eq!(client.call_raw("profile", json!({})).unwrap().result, json!({"item": {"id": 1}}));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            std::thread::spawn(move || client.call(TasksTaskGetV3::new(1)).unwrap().result.item.unwrap().id)
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), Some(1));
    }
    assert_eq!(server.requests().len(), 5);
}
