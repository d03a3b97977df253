//~ `fields` of this `CrmItemAdd` takes `ObjectOf<CrmItemAddFieldsSmartProcess>`, not `CrmItemAddFieldsDeal`
//~ the constructor of `CrmItemAdd` named after the kind takes it and sets the kind, too

b24::methods! {
    mod api { "crm.item.add"; }
}
use api::{CrmItemAdd, CrmItemAddFieldsDeal};

fn main() {
    let _ = CrmItemAdd::new(2, CrmItemAddFieldsDeal::new().title("Lamps"));
}
