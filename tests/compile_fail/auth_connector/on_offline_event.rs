//~ `auth_connector` of `EventBind` belongs to `EventBind::offline(..)`

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::on_offline_event(b24::handler!("https://app.example/")).auth_connector("sync");
}
