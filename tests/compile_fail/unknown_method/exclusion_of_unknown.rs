//~ `evnt.*` matches no method; the nearest: `event.*`

b24::methods! {
    mod api { "evnt.*"; !"event.get"; }
}

fn main() {}
