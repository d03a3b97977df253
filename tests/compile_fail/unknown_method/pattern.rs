//~ `evnt.*` matches no method; the nearest: `event.*`

b24::methods! {
    mod api { "evnt.*"; }
}

fn main() {}
