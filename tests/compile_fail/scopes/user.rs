//~ `user.get` needs the scope

#[derive(b24::Api)]
#[b24(methods("user.get"), scopes("crm"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {
}
