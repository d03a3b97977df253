//~ `handler` of `EventBind` belongs to `EventBind::new(..)`
//~ begin with `EventBind::new(..)` to give it

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::offline("ONCRMDEALADD").handler(b24::handler!("https://app.example/"));
}
