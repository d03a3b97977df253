//~ named `Companies` found for enum `TelephonyExternalCallRegisterCrmEntityType`

b24::methods! {
    mod api { "telephony.externalCall.register"; }
}

fn main() {
    let _ = api::TelephonyExternalCallRegisterCrmEntityType::Companies;
}
