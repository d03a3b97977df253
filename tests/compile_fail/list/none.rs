//~ `CrmItemDelete` is no list, or its page does not say how it lists
//~ `client.call(..)` sends it

b24::methods! {
    mod api { "crm.item.delete"; }
}

fn read(client: &b24::Client<b24::Webhook>) {
    let _ = client.list(api::CrmItemDelete::new(2, 7));
}

fn main() {}
