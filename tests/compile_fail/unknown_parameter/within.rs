//~ no method named `tittle` found for struct `CrmItemAddFieldsDeal`

b24::methods! {
    mod api { "crm.item.add"; }
}

fn main() {
    let _ = api::CrmItemAdd::deal(api::CrmItemAddFieldsDeal::new().tittle("Lamps"));
}
