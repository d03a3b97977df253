//~ no method named `titel` found for struct
//~ PlacementBind
//~ `title`

b24::methods! {
    mod api { "placement.bind"; }
}

fn main() {
    let _ = api::PlacementBind::new("CRM_DEAL_DETAIL_TAB", b24::handler!("https://app.example/")).titel("Map");
}
