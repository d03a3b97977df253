//~ no event `event.bind`

b24::events! {
    enum Event { "event.bind"; "ONTASKADD"; }
}

fn main() {
}
