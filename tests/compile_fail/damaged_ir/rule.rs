//~ `event.get`: a rule of it names `handler`, which is no parameter of it

b24::methods! {
    specs = "rule.jsonl";
    mod api { "event.get"; }
}

fn main() {
    let _ = api::EventGet::new();
}
