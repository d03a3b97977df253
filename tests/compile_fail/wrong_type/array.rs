//~ `fields` of `TasksApiScrumEpicUpdate` takes `TasksApiScrumEpicUpdateFields`, not `[TasksApiScrumEpicUpdateFields; 1]`
//~ `clients` of `BookingV1BookingClientSet` takes a list of `BookingV1BookingClientSetClients`, not `BookingV1BookingClientSetClients`

b24::methods! {
    mod api { "tasks.api.scrum.epic.update"; "booking.v1.booking.client.set"; }
}

fn main() {
    let _ = api::TasksApiScrumEpicUpdate::new(1, [api::TasksApiScrumEpicUpdateFields::new("Lamps", 1)]);
    let client = api::BookingV1BookingClientSetClients::new(7, b24::json!({"module": "crm", "code": "CONTACT"}));
    let _ = api::BookingV1BookingClientSet::new(1, client);
}
