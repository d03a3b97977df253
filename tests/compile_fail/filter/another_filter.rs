//~ `filter` of `CrmItemList` takes a filter by the fields of `CrmItemListField`, not `b24::types::Filter<CrmTypeListField>`

b24::methods! {
    mod api { "crm.item.list"; "crm.type.list"; }
}

fn main() {
    let filter = api::CrmTypeListFilter::new().ge(api::CrmTypeListField::Id, 7);
    let _ = api::CrmItemList::new(2).filter(filter);
}
