//~ no method named `auth_typ` found for struct
//~ EventBind
//~ `auth_type`

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let _ = api::EventBind::new("ONCRMDEALADD", b24::handler!("https://app.example/")).auth_typ(7);
}
