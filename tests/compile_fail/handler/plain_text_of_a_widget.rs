//~ `handler` of `PlacementBind` takes an address that the portal can reach

b24::methods! {
    mod api { "placement.bind"; }
}

fn main() {
    let _ = api::PlacementBind::new("CRM_DEAL_DETAIL_TAB", String::from("https://app.example/deal"));
}
