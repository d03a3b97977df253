//~ EventBind::new(
//~ /* handler */

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::new("ONCRMDEALADD");
}
