//~ `TasksTaskGetV3` cannot stand in a batch of
//~ methods of REST 3.0 go into `client.batch_v3()`

b24::methods! {
    mod api { "tasks.task.get"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let _ = client.batch().add(api::TasksTaskGetV3::new(7));
}

fn main() {}
