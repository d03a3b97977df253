//~ `auth_type` of `EventBind` takes `WholeNumber`, not `&str`
//~ `WholeNumber` as an integer

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::new("ONCRMDEALADD", b24::handler!("https://app.example/")).auth_type("seven");
}
