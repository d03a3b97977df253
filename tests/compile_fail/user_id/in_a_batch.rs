//~ `user_id` of `PlacementBind` belongs to `PlacementBind::page_background_worker(..)`

b24::methods! {
    mod api { "placement.bind"; }
}

fn call(client: &b24::Client<b24::App>) {
    let _ = client.batch().add(api::PlacementBind::new("TASK_VIEW_TAB", b24::handler!("https://app.example/")).user_id(7));
}

fn main() {}
