//~ this filter has no `.ge(..)`: the page of the method lists `only_eq`

b24::methods! {
    mod api { "crm.status.list"; }
}
use api::{CrmStatusListField as Field, CrmStatusListFilter};

fn main() {
    let _ = CrmStatusListFilter::new().eq(Field::EntityId, "SOURCE").ge(Field::Sort, 10);
}
