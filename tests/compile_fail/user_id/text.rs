//~ `user_id` of `PlacementBind` takes an integer, not `&str`

b24::methods! {
    mod api { "placement.bind"; }
}

fn main() {
    let _ = api::PlacementBind::page_background_worker(b24::handler!("https://app.example/"), b24::handler!("https://app.example/")).user_id("me");
}
