//~ `auth_type` of `EventBind` takes an integer, not `
//~ an `Option` is taken apart first, `if let Some(x) = option { request = request.setter(x); }`

b24::methods! {
    mod api { "event.bind"; }
}

fn main() {
    let user: Option<i64> = None;
    let _ = api::EventBind::offline("ONCRMDEALADD").auth_type(user);
}
