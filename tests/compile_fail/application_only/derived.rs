//~ PlacementList
//~ works only with an application's token

#[derive(b24::Api)]
#[b24(methods("placement.list"))]
struct Portal {
    client: b24::Client<b24::Webhook>,
}

fn call(portal: &Portal) {
    let _ = portal.placement_list().send();
}

fn main() {}
