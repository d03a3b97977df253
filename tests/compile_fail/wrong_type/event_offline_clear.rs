//~ `process_id` of `EventOfflineClear` takes a text, not

b24::methods! {
    mod api { "event.offline.clear"; }
}

fn main() {
    let _ = api::EventOfflineClear::new(5);
}
