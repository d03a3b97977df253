//~ expected `;` behind the name

b24::methods! {
    mod api { "event.get" "event.bind"; }
}

fn main() {}
