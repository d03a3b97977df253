//~ `min_timeout` of `EventBind` belongs to `EventBind::on_offline_event(..)`

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::offline("ONCRMDEALADD").min_timeout(60);
}
