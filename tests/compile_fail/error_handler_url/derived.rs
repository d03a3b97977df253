//~ placement_bind_page_background_worker(
//~ /* error_handler_url */

#[derive(b24::Api)]
#[b24(methods("placement.bind"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn call(portal: &Portal) {
    let _ = portal.placement_bind_page_background_worker(b24::handler!("https://app.example/"));
}

fn main() {}
