//! Objects whose shape another parameter chooses.

use b24::types::Clear;
use b24::{Method, json};

mod api {
    b24::methods! {
        pub(crate) mod all {
            "crm.item.add";
            "crm.item.update";
            "crm.deal.userfield.add";
            "crm.deal.userfield.update";
            "crm.lead.add";
            "userfieldconfig.add";
            "crm.lead.update";
        }
    }
    pub(crate) use all::*;
}
use api::*;

mod derived {
    #[derive(b24::Api)]
    #[b24(methods("crm.item.add"))]
    pub(super) struct Portal(pub(super) b24::Client<b24::Webhook>);
}

fn sent<M: Method>(request: M) -> String {
    let params = request.into_params();
    assert_eq!(M::check(&params), Ok(()));
    serde_json::to_string(&params).unwrap()
}

#[test]
fn the_constructor_of_a_shape_sets_what_chooses_it() {
    let deal = CrmItemAddFieldsDeal::new().title("Lamps").opportunity(12.5).is_manual_opportunity(true);
    assert_eq!(
        sent(CrmItemAdd::deal(deal).use_original_uf_names(true)),
        r#"{"entityTypeId":2,"fields":{"isManualOpportunity":"Y","opportunity":12.5,"title":"Lamps"},"useOriginalUfNames":"Y"}"#
    );
    let company = CrmItemUpdateFieldsCompany::new().revenue(3).uf("ufCrm7", 5);
    assert_eq!(
        sent(CrmItemUpdate::company(7, company)),
        r#"{"entityTypeId":4,"id":7,"fields":{"revenue":3,"ufCrm7":5}}"#
    );
    let by_hand = json!({"title": "made by hand"});
    assert_eq!(sent(CrmItemAdd::lead(by_hand)), r#"{"entityTypeId":1,"fields":{"title":"made by hand"}}"#);
}

#[test]
fn what_has_no_value_of_its_own_is_left_to_new() {
    let item = CrmItemAddFieldsSmartProcess::new().title("Lamps");
    assert_eq!(sent(CrmItemAdd::new(1036, item)), r#"{"entityTypeId":1036,"fields":{"title":"Lamps"}}"#);
    // A program that learns the kind as it runs.
    assert_eq!(sent(CrmItemAdd::new(2, json!({"title": "any"}))), r#"{"entityTypeId":2,"fields":{"title":"any"}}"#);
    assert_eq!(sent(CrmItemUpdate::new(2, 7, Clear)), r#"{"entityTypeId":2,"id":7,"fields":""}"#);
}

#[test]
fn an_object_within_an_object_has_its_shape_chosen_there() {
    let settings = CrmDealUserfieldAddFieldsSettingsIblockSectionIblockElement::new().iblock_id("3");
    let fields = CrmDealUserfieldAddFields::iblock_element("BOOK", settings).multiple(true);
    assert_eq!(
        sent(CrmDealUserfieldAdd::new(fields)),
        r#"{"fields":{"FIELD_NAME":"BOOK","MULTIPLE":"Y","SETTINGS":{"IBLOCK_ID":"3"},"USER_TYPE_ID":"iblock_element"}}"#
    );
    let price = UserfieldconfigAddField::money("CRM_2", "UF_CRM_2_PRICE", UserfieldconfigAddFieldSettingsMoney::new());
    assert_eq!(
        sent(UserfieldconfigAdd::new("crm", price)),
        r#"{"moduleId":"crm","field":{"entityId":"CRM_2","fieldName":"UF_CRM_2_PRICE","settings":{},"userTypeId":"money"}}"#
    );
    let plain = CrmDealUserfieldAddFields::new(CrmDealUserfieldAddFieldsUserTypeId::Employee, "BOSS");
    assert_eq!(
        sent(CrmDealUserfieldAdd::new(plain.settings(json!({})))),
        r#"{"fields":{"FIELD_NAME":"BOSS","SETTINGS":{},"USER_TYPE_ID":"employee"}}"#
    );
}

#[test]
#[allow(deprecated, reason = "the old methods of leads take the same fields in both")]
fn what_two_methods_share_is_one_type() {
    let fields: CrmLeadUpdateFields = CrmLeadAddFields::new().title("Lamps");
    assert_eq!(sent(CrmLeadUpdate::new(1).fields(fields)), r#"{"id":1,"fields":{"TITLE":"Lamps"}}"#);
}

#[test]
fn where_nothing_is_there_to_choose_any_shape_is_taken() {
    let fields =
        CrmDealUserfieldUpdateFields::new().settings(CrmDealUserfieldUpdateFieldsSettingsDouble::new().precision(2));
    assert_eq!(sent(CrmDealUserfieldUpdate::new(1, fields)), r#"{"id":1,"fields":{"SETTINGS":{"PRECISION":2}}}"#);
}

#[test]
fn a_derived_client_has_a_function_for_each_shape() {
    let portal = derived::Portal(b24::Client::webhook("https://portal.example/rest/1/code/").unwrap());
    let request = portal.crm_item_add_deal(derived::portal_api::CrmItemAddFieldsDeal::new().title("Lamps"));
    drop::<b24::Sending<'_, derived::portal_api::CrmItemAdd>>(request.send());
}
