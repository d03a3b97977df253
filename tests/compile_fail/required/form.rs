//~ PlacementBind::page_background_worker(
//~ /* error_handler_url */

b24::methods! {
    mod api { "placement.bind"; }
}

fn main() {
    let _ = api::PlacementBind::page_background_worker(b24::handler!("https://app.example/"));
}
