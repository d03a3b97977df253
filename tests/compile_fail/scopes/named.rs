//~ `placement.bind` needs the scope "placement", which is not declared: add it to `scopes(..)`

#[derive(b24::Api)]
#[b24(methods("event.*", "placement.bind"), scopes("crm"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {}
