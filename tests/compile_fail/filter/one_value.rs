//~ `.in_(..)` and `.not_in(..)` take a list of values, not `&str`
//~ write `[value, ..]`

b24::methods! {
    mod api { "crm.item.list"; }
}

use api::{CrmItemListField as Field, CrmItemListFilter};

fn main() {
    let _ = CrmItemListFilter::new().in_(Field::StageId, "C1:WON");
}
