//~ `select` of `CrmItemList` takes fields of `CrmItemListField`, not `[&str; 2]`
//~ `b24::types::FieldName::raw("UF_*")`

b24::methods! {
    mod api { "crm.item.list"; }
}

fn main() {
    let _ = api::CrmItemList::new(2).select(["id", "titel"]);
}
