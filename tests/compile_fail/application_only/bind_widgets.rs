//~ `bind_widgets` works only with an application's token

b24::placements! { pub enum AppWidget { "CRM_DEAL_DETAIL_TAB"; } }

fn place(client: &b24::Client<b24::Webhook>) {
    let _ = client.bind_widgets::<AppWidget>(b24::handler!("https://app.example/"));
}

fn main() {}
