//~ `event_type` of `EventBind` is settled by how the request is made: `EventBind::offline(..)` sets it
//~ leave `.event_type(..)` out

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::new("ONCRMDEALADD", b24::handler!("https://app.example/")).event_type("offline");
}
