//~ EventOfflineClear::new(/* process_id */)

b24::methods! {
    mod api { "event.offline.*"; }
}

fn main() {
    let _ = api::EventOfflineClear::new();
}
