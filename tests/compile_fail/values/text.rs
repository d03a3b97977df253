//~ `importance` of `CalendarEventAdd` takes one of the values of `CalendarEventAddImportance`, not `&str`
//~ not `High_or_Normal_or_Low`

b24::methods! {
    mod api { "calendar.event.add"; }
}

fn call(event: api::CalendarEventAdd) {
    let _ = event.importance("highest");
}

fn main() {}
