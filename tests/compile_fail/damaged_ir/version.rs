//~ version.jsonl:1: version 7 of the IR, while this build reads version 1

b24::methods! {
    specs = "version.jsonl";
    mod api { "event.get"; }
}

fn main() {
    let _ = api::EventGet::new();
}
