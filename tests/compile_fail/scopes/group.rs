//~ all of `tasks.task.*` needs the scope "task" or "tasks", which is not declared: add it to `scopes(..)`

#[derive(b24::Api)]
#[b24(methods("crm.item.get", "tasks.task.*"), scopes("crm"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn main() {
}
