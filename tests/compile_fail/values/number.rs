//~ `type_` of `TelephonyExternalCallRegister` takes one of the values of `TelephonyExternalCallRegisterType`, not `{integer}`

b24::methods! {
    mod api { "telephony.externalCall.register"; }
}

fn main() {
    let _ = api::TelephonyExternalCallRegister::by_user_id(1, "+1555", 9);
}
