//~ expected the name of a method as a literal

b24::methods! {
    mod api { event.get; "event.bind"; }
}

fn main() {}
