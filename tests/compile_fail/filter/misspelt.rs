//~ item named `CreatedTimes` found for enum `CrmItemListField`
//~ there is an associated constant `CreatedTime` with a similar name

b24::methods! {
    mod api { "crm.item.list"; }
}

fn main() {
    let _ = api::CrmItemListFilter::new().ge(api::CrmItemListField::CreatedTimes, "2026-01-01T00:00:00+02:00");
}
