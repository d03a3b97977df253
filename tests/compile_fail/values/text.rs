//~ `importance` of `CalendarEventAdd` takes `CalendarEventAddImportance`, not `&str`

b24::methods! {
    mod api { "calendar.event.add"; }
}

fn call(event: api::CalendarEventAdd) {
    let _ = event.importance("highest");
}

fn main() {}
