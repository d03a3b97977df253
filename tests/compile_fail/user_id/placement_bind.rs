//~ `user_id` of `PlacementBind` belongs to `PlacementBind::page_background_worker(..)`
//~ begin with `PlacementBind::page_background_worker(..)` to give it

b24::methods! {
    mod api { "placement.bind"; }
}

fn main() {
    let _ = api::PlacementBind::new("CRM_DEAL_DETAIL_TAB", b24::handler!("https://app.example/")).user_id(1);
}
