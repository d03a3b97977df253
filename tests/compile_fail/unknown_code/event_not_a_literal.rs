//~ `event!` takes the code of an event as a literal

fn main() {
    let code = "ONCRMDEALADD";
    let _ = b24::event!(code);
}
