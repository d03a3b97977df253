//~ unknown option `spec`

b24::methods! {
    spec = "facts";
    mod api {
        "event.get";
    }
}

fn main() {}
