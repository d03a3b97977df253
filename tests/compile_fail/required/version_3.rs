//~ TasksTaskDeleteV3::new(/* id */)

b24::methods! {
    mod api { "tasks.task.delete"; }
}

fn main() {
    let _ = api::TasksTaskDeleteV3::new();
}
