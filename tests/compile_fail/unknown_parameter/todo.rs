//~ no method named `responsible` found for struct `CrmActivityTodoAdd`

b24::methods! {
    mod api { "crm.activity.todo.add"; }
}

fn main() {
    let _ = api::CrmActivityTodoAdd::new(2, 7, "2026-01-01T00:00:00+02:00").responsible(1);
}
