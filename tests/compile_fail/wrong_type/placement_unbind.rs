//~ `user_id` of `PlacementUnbind` takes an integer, not `bool`

b24::methods! {
    mod api { "placement.unbind"; }
}

fn main() {
    let _ = api::PlacementUnbind::new("CRM_DEAL_DETAIL_TAB").user_id(true);
}
