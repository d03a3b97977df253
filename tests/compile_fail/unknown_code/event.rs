//~ no event `ONCRMDEALAD`; the nearest names: `ONCRMDEALADD`
//~ `event!` takes one event

b24::methods! { mod api { "event.bind"; } }

fn main() {
    let handler = b24::handler!("https://app.example/deal");
    let _ = api::EventBind::new(b24::event!("ONCRMDEALAD"), handler);
    let _ = b24::event!("ONCRMDEAL*");
}
