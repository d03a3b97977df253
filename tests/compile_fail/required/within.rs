//~ SaleOrderAddFields::new(/* lid */, /* person_type_id */, /* currency */)

b24::methods! {
    mod api { "sale.order.add"; }
}

fn main() {
    let _ = api::SaleOrderAddFields::new();
}
