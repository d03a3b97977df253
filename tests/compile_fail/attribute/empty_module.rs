//~ `api` selects no method

b24::methods! {
    mod api {}
}

fn main() {}
