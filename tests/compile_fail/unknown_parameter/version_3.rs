//~ no method named `descriptions` found for struct `TasksTaskAddV3Fields`

b24::methods! {
    mod api { "tasks.task.add"; }
}

fn call(fields: api::TasksTaskAddV3Fields) {
    let _ = fields.descriptions("Call");
}

fn main() {}
