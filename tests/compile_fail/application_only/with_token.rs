//~ `with_token` works only with an application's token
//~ `member_id` works only with an application's token

fn other_user(client: &b24::Client<b24::Webhook>, token: b24::auth::Token) {
    let _ = client.with_token(token);
    let _ = client.member_id();
}

fn main() {}
