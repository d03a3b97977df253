//~ `message` of `ImMessageAdd` belongs to `ImMessageAdd::by_message(..)`
//~ begin with `ImMessageAdd::by_message(..)` to give it

b24::methods! {
    mod api { "im.message.add"; }
}

fn main() {
    // A text may come beside blocks.
    let _ = api::ImMessageAdd::by_message("chat1", "hi").attach(b24::json!([]));
    let _ = api::ImMessageAdd::by_attach("chat1", b24::json!([])).message("hi");
}
