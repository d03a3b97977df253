//~ `min_timeout` of `EventBind` takes an integer, not `&str`

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::on_offline_event(b24::handler!("https://app.example/")).min_timeout("a minute");
}
