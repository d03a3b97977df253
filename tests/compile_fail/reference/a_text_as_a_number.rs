//~ `task_id` of `TasksTaskDelete` takes an integer, not `b24::batch::Ref<

b24::methods! {
    mod api { "tasks.task.delete"; "user.current"; }
}

fn call(client: &b24::Client<b24::Webhook>) {
    let mut batch = client.batch();
    let name = batch.add(api::UserCurrent::new()).result().at(|user| &user.name);
    let _ = batch.add(api::TasksTaskDelete::new(name));
}

fn main() {}
