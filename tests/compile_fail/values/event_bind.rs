//~ no variant
//~ named `Offlin` found for enum `EventBindEventType`
//~ Offline

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBindEventType::Offlin;
}
