//~ `PlacementList<&b24::Client<b24::Webhook>>` is not a future
//~ implemented for `PlacementList<&

#[derive(b24::Api)]
#[b24(methods("placement.list"))]
struct Portal {
    client: b24::Client<b24::Webhook>,
}

async fn call(portal: &Portal) {
    let _ = portal.placement_list().await;
}

fn main() {}
