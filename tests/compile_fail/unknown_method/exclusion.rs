//~ no method `event.offlin.get`; the nearest names: `event.offline.get`

b24::methods! {
    mod api { "event.**"; !"event.offlin.get"; }
}

fn main() {}
