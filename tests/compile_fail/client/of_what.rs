//~ with 1 generic parameter: `WebhookOrApp`
//~ b24::Client<WebhookOrApp>

struct Crm {
    client: b24::Client,
}

fn main() {}
