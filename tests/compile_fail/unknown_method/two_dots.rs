//~ `disk.*` matches no method, as `*` ends at a dot: write "disk.**" for

b24::methods! {
    mod api { "disk.*"; }
}

fn main() {}
