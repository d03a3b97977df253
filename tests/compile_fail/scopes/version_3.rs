//~ `main.eventlog.list` needs the scope "main", which is not declared

#[derive(b24::Api)]
#[b24(methods("main.eventlog.list"), scopes("crm", "task"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {
}
