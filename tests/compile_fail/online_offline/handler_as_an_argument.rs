//~ takes 1 argument but 2 arguments were supplied
//~ EventBind::offline
//~ HandlerUrl

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::offline("ONCRMDEALADD", b24::handler!("https://app.example/"));
}
