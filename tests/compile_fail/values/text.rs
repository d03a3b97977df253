//~ `importance` of `CalendarEventAdd` takes one of the values of `CalendarEventAddImportance`, not `&str`

b24::methods! {
    mod api { "calendar.event.add"; }
}

fn call(event: api::CalendarEventAdd) {
    let _ = event.importance("highest");
}

fn main() {}
