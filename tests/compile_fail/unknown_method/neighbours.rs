//~ no method `user.list`, and none with a name like it; `user.*` has `user.access`, `user.add`

b24::methods! {
    mod api { "user.list"; }
}

fn main() {}
