//~ no event `ONCRMDEALADDD`; the nearest names: `ONCRMDEALADD`

b24::events! {
    enum Event { "ONCRMDEALADDD"; "ONTASKADD"; }
}

fn main() {
    // Neither what is known nor what is misspelt makes a second error.
    let of = |event: &Event| matches!(event, Event::OnTaskAdd(_));
    let _ = of;
}
