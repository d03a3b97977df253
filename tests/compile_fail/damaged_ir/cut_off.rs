//~ cut_off.jsonl:1: the last line is cut off

b24::methods! {
    specs = "cut_off.jsonl";
    mod api { "event.get"; }
}

fn main() {
    let _ = api::EventGet::new();
}
