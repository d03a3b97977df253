//~ expected a name in quotes

b24::methods! {
    mod api { event.get; "event.bind"; }
}

fn main() {}
