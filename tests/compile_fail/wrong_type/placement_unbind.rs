//~ `user_id` of `PlacementUnbind` takes `WholeNumber`, not `bool`

b24::methods! {
    mod api { "placement.unbind"; }
}

fn main() {
    let _ = api::PlacementUnbind::new("CRM_DEAL_DETAIL_TAB").user_id(true);
}
