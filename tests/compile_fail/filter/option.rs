//~ a field of `CrmDealListField` that holds `DecimalNumber` is compared with such, not with `Option<i64>`
//~ an `Option` is taken apart first, `if let Some(x) = option { filter = filter.eq(field, x); }`
//~ of several values the field has one by `.in_(field, [x, y])`

b24::methods! {
    mod api { "crm.deal.list"; }
}
use api::{CrmDealListField as Field, CrmDealListFilter};

fn main() {
    let id: Option<i64> = None;
    let _ = CrmDealListFilter::new().eq(Field::Id, id).eq(Field::Closed, true);
    let _ = CrmDealListFilter::new().eq(Field::Id, [7, 8]);
}
