//~ `id` of `CatalogProductGet` takes an integer, not `&str`

b24::methods! {
    mod api { "catalog.product.get"; }
}

fn main() {
    let _ = api::CatalogProductGet::new("seven");
}
