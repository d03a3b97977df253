//~ a handler is an address that the portal can reach
//~ HandlerUrl::anywhere

fn main() {
    let _ = b24::handler!("https://192.168.0.7/deal");
}
