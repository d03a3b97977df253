//~ `FieldName<CrmTypeListField, DecimalNumber>` is no field of `CrmItemListField`

b24::methods! {
    mod api { "crm.item.list"; "crm.type.list"; }
}

fn main() {
    let _ = api::CrmItemListFilter::new().ge(api::CrmTypeListField::Id, 7);
}
