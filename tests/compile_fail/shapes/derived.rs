//~ `fields` of this `CrmItemAdd` takes `ObjectOf<CrmItemAddFieldsSmartProcess>`, not `portal_api::CrmItemAddFieldsDeal`
//~ as `CrmItemAdd::deal(..)`, or of a derived client `portal.crm_item_add_deal(..)`, takes a `CrmItemAddFieldsDeal`

#[derive(b24::Api)]
#[b24(methods("crm.item.add"))]
struct Portal {
    client: b24::Client<b24::App>,
}

fn add(portal: &Portal) {
    let _ = portal.crm_item_add(2, CrmItemAddFieldsDeal::new().title("Lamps"));
}

fn main() {
}
