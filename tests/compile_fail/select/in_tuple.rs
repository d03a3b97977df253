//~ `select` of `CrmItemList` takes fields of `CrmItemListField`, not `(FieldName<CrmItemListField, DecimalNumber>, &str)`

b24::methods! {
    mod api { "crm.item.list"; }
}

fn main() {
    let _ = api::CrmItemList::new(2).select((api::CrmItemListField::Id, "titel"));
}
