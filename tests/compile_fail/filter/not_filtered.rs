//~ no method takes a filter by the fields of `CrmCompanyUserfieldListField`

b24::methods! {
    mod api { "crm.company.userfield.list"; }
}

fn main() {
    let _ = b24::types::Filter::new().eq(api::CrmCompanyUserfieldListField::Id, 7);
}
