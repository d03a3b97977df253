//~ `handler!` takes a literal
//~ HandlerUrl::parse(text)?

fn main() {
    let url = "https://app.example/deal";
    let _ = b24::handler!(url);
}
