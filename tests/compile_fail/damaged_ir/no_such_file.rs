//~ no_such_file.jsonl
//~ `specs` is a path from the folder of Cargo.toml to a specs folder or to a file like `methods.jsonl`

b24::methods! {
    specs = "no_such_file.jsonl";
    mod api { "event.get"; }
}

fn main() {
    let _ = api::EventGet::new();
}
