//~ no method needs the scope "crmm"; the nearest: "crm"

#[derive(b24::Api)]
#[b24(methods("event.get"), scopes("crmm"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {
}
