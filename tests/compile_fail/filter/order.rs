//~ `order` of `CrmItemList` takes an order by the fields of `CrmItemListField`, not `&str`

b24::methods! {
    mod api { "crm.item.list"; }
}

fn main() {
    let _ = api::CrmItemList::new(2).order("createdTime");
}
