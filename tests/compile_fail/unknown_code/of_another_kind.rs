//~ no event `event.bind`: it is a method, write `methods! { mod api { "event.bind"; } }`
//~ no placement `ONTASKADD`: it is an event, write `events! { pub enum AppEvent { "ONTASKADD"; } }`

b24::events! {
    enum Event { "event.bind"; "ONTASKADD"; }
}

b24::placements! {
    enum Widget { "ONTASKADD"; "CRM_DEAL_DETAIL_TAB"; }
}

fn main() {
}
