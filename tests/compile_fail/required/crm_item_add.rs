//~ CrmItemAdd::new(2, /* fields */)

b24::methods! {
    mod api { "crm.item.add"; }
}

fn main() {
    let _ = api::CrmItemAdd::new(2);
}
