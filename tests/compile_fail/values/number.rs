//~ `type_` of `TelephonyExternalCallRegister` takes one of the values of `TelephonyExternalCallRegisterType`, not `{integer}`

b24::methods! {
    mod api { "telephony.externalCall.register"; }
}

fn main() {
    let _ = api::TelephonyExternalCallRegister::new(1, "12", "+1555", 9);
}
