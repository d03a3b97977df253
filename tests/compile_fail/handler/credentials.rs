//~ a handler is an address that the portal can reach
//~ HandlerUrl::anywhere

fn main() {
    let _ = b24::handler!("https://user:secret@app.example/deal");
}
