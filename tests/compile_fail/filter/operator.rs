//~ `CrmItemProductrowListField` has no `.search(..)`: the page of the method lists no such operator
//~ `.raw(..)` sends it all the same

b24::methods! {
    mod api { "crm.item.productrow.list"; }
}
use api::{CrmItemProductrowListField as Field, CrmItemProductrowListFilter};

fn main() {
    let _ = CrmItemProductrowListFilter::new().search(Field::ProductName, "lamp");
}
