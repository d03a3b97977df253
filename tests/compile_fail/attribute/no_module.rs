//~ expected a module: `pub mod api {

b24::methods! {
    "event.get";
}

fn main() {}
