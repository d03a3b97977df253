//~ `!event.offline.*` matches no method: to take away, write `!` in front of the quotes, !"event.offline.*"

b24::methods! {
    mod api { "event.**"; "!event.offline.*"; }
}

fn main() {}
