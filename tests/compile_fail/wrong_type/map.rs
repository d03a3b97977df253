//~ `lang` of `CrmCurrencyUpdateFields` takes a map of keys of your own to `CrmCurrencyUpdateFieldsLang`
//~ `rights` of `LandingSiteSetRights` takes a map of keys of your own to `ListOf<LandingSiteSetRightsRights>`

b24::methods! {
    mod api { "crm.currency.update"; "landing.site.setRights"; }
}

fn main() {
    let _ = api::CrmCurrencyUpdateFields::new(1, 1).lang(api::CrmCurrencyUpdateFieldsLang::new(2));
    let _ = api::LandingSiteSetRights::new(1).rights([("G2", "read")]);
}
