//~ this filter has no `.search(..)`: the page of the method lists `only_eq_or_ne_or_gt
//~ `.raw(..)` sends it all the same

b24::methods! {
    mod api { "crm.item.productrow.list"; }
}
use api::{CrmItemProductrowListField as Field, CrmItemProductrowListFilter};

fn main() {
    let _ = CrmItemProductrowListFilter::new().search(Field::ProductName, "lamp");
}
