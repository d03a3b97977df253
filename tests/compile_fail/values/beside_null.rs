//~ `mark` of `TasksTaskAddFields` takes one of the values of `TasksTaskAddFieldsMark`, not `&str`
//~ not `N_or_P`

b24::methods! {
    mod api { "tasks.task.add"; }
}

fn call(fields: api::TasksTaskAddFields) {
    let _ = fields.mark("A");
}

fn main() {}
