//~ `TelephonyExternalCallRegister` works only with an application's token

b24::methods! {
    mod api { "telephony.externalCall.register"; }
}

fn call(client: &b24::Client<b24::Webhook>, request: api::TelephonyExternalCallRegister) {
    let _ = client.call(request);
}

fn main() {}
