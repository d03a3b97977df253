//~ `&str` is no field of `CrmItemListField`
//~ `.raw(">=NAME", value)`

b24::methods! {
    mod api { "crm.item.list"; }
}

fn main() {
    let _ = api::CrmItemListFilter::new().eq("title", 1);
}
