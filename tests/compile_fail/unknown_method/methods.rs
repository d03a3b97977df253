//~ no method `event.bnd`; the nearest names: `event.bind`

b24::methods! {
    mod api { "event.get"; "event.bnd"; }
}

fn main() {
    // Neither what is known nor what is misspelt makes a second error.
    let _ = (api::EventGet::new(), api::EventBnd::offline("ONCRMDEALADD"));
}
