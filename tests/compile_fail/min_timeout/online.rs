//~ `min_timeout` of `EventBind` belongs to `EventBind::on_offline_event(..)`
//~ begin with `EventBind::on_offline_event(..)` to give it

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::new("ONCRMDEALADD", b24::handler!("https://app.example/")).min_timeout(60);
}
