//~ `!"event.offline.*"` takes no method away: no other pattern selects one that it names

b24::methods! {
    mod api { "event.*"; !"event.offline.*"; }
}

fn main() {}
