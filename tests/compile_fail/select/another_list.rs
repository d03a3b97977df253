//~ `select` of `CrmItemList` takes fields of `CrmItemListField`, not `[FieldName<UserGetField, DecimalNumber>; 1]`

b24::methods! {
    mod api { "crm.item.list"; "user.get"; }
}

fn main() {
    let _ = api::CrmItemList::new(2).select([api::UserGetField::Id]);
}
