//~ expected `FieldName<CrmItemListField, _>`, found `FieldName<CrmTypeListField, ...>`

b24::methods! {
    mod api { "crm.item.list"; "crm.type.list"; }
}

fn main() {
    let _ = api::CrmItemListFilter::new().ge(api::CrmTypeListField::Id, 7);
}
