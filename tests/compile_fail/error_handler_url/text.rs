//~ `error_handler_url` of `PlacementBind` takes an address that the portal can reach
//~ b24::handler!(

b24::methods! {
    mod api { "placement.bind"; }
}

fn main() {
    let _ = api::PlacementBind::page_background_worker(b24::handler!("https://app.example/"), "https://app.example/error");
}
