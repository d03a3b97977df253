//~ no method `task.get`; the nearest names: `tasks.task.get`, `task.stages.get`

b24::methods! {
    mod api { "task.get"; }
}

fn main() {}
