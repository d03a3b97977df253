//~ there is no IR in this folder; if it is a specs folder, run `b24c build --specs .`
//~ `specs` is a path from the folder of Cargo.toml to a specs folder or to a file like `events.jsonl`

b24::events! {
    specs = ".";
    enum Event { "ONCRMDEALADD"; }
}

fn main() {
    let _ = Event::KNOWN;
}
