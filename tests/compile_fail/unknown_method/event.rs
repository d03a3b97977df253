//~ no method `ONCRMDEALADD`: it is an event, write `events! { pub enum AppEvent { "ONCRMDEALADD"; } }`
//~ no method `CRM_DEAL_DETAIL_TAB`: it is a placement, write `placements! { pub enum AppWidget { "CRM_DEAL_DETAIL_TAB"; } }`
//~ `ONCRMDEAL*` matches no method, but

b24::methods! {
    mod api { "event.bind"; "ONCRMDEALADD"; "CRM_DEAL_DETAIL_TAB"; "ONCRMDEAL*"; }
}

fn main() {
}
