//~ garbage.jsonl:1: the line does not begin with a method's name and its api

b24::methods! {
    specs = "garbage.jsonl";
    mod api { "event.get"; }
}

fn main() {
    let _ = api::EventGet::new();
}
