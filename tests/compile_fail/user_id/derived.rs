//~ `user_id` of `PlacementBind` belongs to `PlacementBind::page_background_worker(..)`

#[derive(b24::Api)]
#[b24(methods("placement.bind"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.placement_bind("CRM_DEAL_DETAIL_TAB", b24::handler!("https://app.example/")).user_id(1);
}

fn main() {}
