//~ `auth_type` of `EventBind` takes an integer, not `&str`
//~ write `7`, an `i64`, or another integer

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::new("ONCRMDEALADD", b24::handler!("https://app.example/")).auth_type("seven");
}
