//~ a list is read item by item, and cannot be awaited as a whole
//~ write `.all().await` for a `Vec` of all items

b24::methods! {
    mod api { "user.get"; }
}

async fn read(client: &b24::Client<b24::Webhook>) {
    let _ = client.list(api::UserGet::new()).await;
}

fn main() {}
