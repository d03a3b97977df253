//~ `PlacementList` works only with an application's token, and a webhook is none: use `Client<App>`
//~ called with a `b24::Client<b24::Webhook>`

#[derive(b24::Api)]
#[b24(methods("placement.list"))]
struct Portal {
    client: b24::Client<b24::Webhook>,
}

async fn call(portal: &Portal) {
    let _ = portal.placement_list().await;
}

fn main() {}
