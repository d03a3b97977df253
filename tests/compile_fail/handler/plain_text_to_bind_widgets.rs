//~ `bind_widgets` of `b24::Client<App>` takes an address that the portal can reach
//~ `error_handler` of `BindWidgets<AppWidget>` takes an address that the portal can reach

b24::placements! {
    enum AppWidget { "CRM_DEAL_DETAIL_TAB"; }
}

fn bind(client: &b24::Client<b24::App>, handler: &b24::types::HandlerUrl) {
    let _ = client.bind_widgets::<AppWidget>(String::from("https://app.example/widget"));
    let _ = client.bind_widgets::<AppWidget>(handler).error_handler("https://app.example/error");
}

fn main() {}
