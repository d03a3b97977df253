//~ named `Company` found for enum `CalendarEventAddType`

b24::methods! {
    mod api { "calendar.event.add"; }
}

fn main() {
    let _ = api::CalendarEventAddType::Company;
}
