//~ `fields` of `SaleOrderAdd` takes `SaleOrderAddFields`, not `&str`

b24::methods! {
    mod api { "sale.order.add"; }
}

fn main() {
    let _ = api::SaleOrderAdd::new("currency=USD");
}
