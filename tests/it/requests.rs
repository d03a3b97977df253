//! What generated requests put on the wire.

use b24::files::{File, Remove};
use b24::nature::Nature;
use b24::types::{Clear, Date, DateTime, FieldName, Null};
use b24::{Kind, Method, Version, handler, json};

use crate::api::{self, EventBind, OddNames, OddObjects, OddObjectsFields, PlacementBind};

fn check<M: Method>(request: M) -> Result<(), b24::Invalid> {
    M::check(&request.into_params())
}

fn sent<M: Method>(request: M) -> String {
    let params = request.into_params();
    assert_eq!(M::check(&params), Ok(()));
    serde_json::to_string(&params).unwrap()
}

#[test]
fn parameters_have_their_wire_names() {
    let request = EventBind::new("ONCRMDEALADD", handler!("https://app.example/deal")).auth_type(7);
    assert_eq!(sent(request), r#"{"event":"ONCRMDEALADD","handler":"https://app.example/deal","auth_type":7}"#);
    assert_eq!(sent(api::EventGet::new()), "{}");
    let request =
        OddNames::new("t").self_(1).n0("zero").new2("n").send2("s").fn_(true).tilde_name("~").name("A").name2("a");
    assert_eq!(
        sent(request.uf("UF_1", json!([1]))),
        r#"{"type":"t","self":1,"0":"zero","new":"n","send":"s","fn":"Y","~NAME":"~","NAME":"A","name":"a","UF_1":[1]}"#
    );
}

#[test]
fn a_request_is_a_value() {
    let base = EventBind::new("ONCRMDEALADD", handler!("https://app.example/deal"));
    assert_eq!(sent(base.clone().auth_type(7)), sent(base.clone()).replace('}', r#","auth_type":7}"#));
    assert_eq!(format!("{base:?}"), r#"EventBind { event: "ONCRMDEALADD", handler: "https://app.example/deal" }"#);
    let object = OddObjectsFields::new("a").uf("ACCESS_TOKEN", "hidden");
    assert_eq!(format!("{:?}", object.clone()), format!("{object:?}"));
    assert!(!format!("{object:?}").contains("hidden"));
}

#[test]
fn a_form_fixes_what_it_is() {
    assert_eq!(
        sent(EventBind::offline("ONCRMDEALADD").auth_connector("sync")),
        r#"{"event_type":"offline","event":"ONCRMDEALADD","auth_connector":"sync"}"#
    );
    assert_eq!(
        sent(EventBind::on_offline_event(handler!("https://app.example/o")).min_timeout(60)),
        r#"{"event":"ONOFFLINEEVENT","handler":"https://app.example/o","options":{"minTimeout":60}}"#
    );
}

#[test]
fn parts_of_an_object_join() {
    let (handler, error) = (handler!("https://app.example/w"), handler!("https://app.example/e"));
    let request = PlacementBind::page_background_worker(handler, error).user_id(1).title("Worker");
    let text = sent(request.options(json!({"iconName": "fa-cloud"})));
    let sent: b24::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        sent,
        json!({
            "PLACEMENT": "PAGE_BACKGROUND_WORKER",
            "HANDLER": "https://app.example/w",
            "OPTIONS": {"errorHandlerUrl": "https://app.example/e", "iconName": "fa-cloud"},
            "USER_ID": 1,
            "TITLE": "Worker",
        })
    );
}

#[test]
fn a_value_that_makes_another_form_is_refused() {
    let request = PlacementBind::new("page_background_worker", handler!("https://app.example/w"));
    let error = check(request).unwrap_err();
    assert_eq!(error.param(), "OPTIONS.errorHandlerUrl");
    assert!(error.to_string().contains("PlacementBind::page_background_worker(handler, error_handler_url)"), "{error}");
    assert_eq!(check(EventBind::new("ONOFFLINEEVENT", handler!("https://app.example/o"))), Ok(()));
}

#[test]
fn objects_values_and_lists() {
    let fields = OddObjectsFields::new("Deal")
        .stage(api::OddObjectsFieldsStage::Won)
        .phone(vec![api::OddObjectsFieldsPhone::new().value("1")])
        .tags([api::OddObjectsFieldsTags::new(5)])
        .uf("UF_CRM_1", 3);
    let request = OddObjects::new(fields)
        .item(api::OddObjectsItemDeal::new("C1:NEW"))
        .kind(api::OddObjectsKind::Minus1)
        .level(api::OddObjectsLevel::Minus3)
        .kinds([api::OddObjectsKinds::X, api::OddObjectsKinds::Y])
        .active(false)
        .sum(1.5)
        .ids(vec![1, 2])
        .anything("a")
        .maybe(4)
        .list([1, 2])
        .day("2026-01-02")
        .moment("2026-01-02T03:04:05+02:00")
        .stamp(1_700_000_000)
        .content(json!(["a.txt", "YQ=="]));
    let sent: b24::Value = serde_json::from_str(&sent(request)).unwrap();
    assert_eq!(
        sent,
        json!({
            "fields": {"TITLE": "Deal", "STAGE": "WON", "PHONE": [{"VALUE": "1"}], "tags": [{"id": 5}], "UF_CRM_1": 3},
            "item": {"stageId": "C1:NEW"},
            "kind": "-1", "level": -3, "kinds": ["x", "y"], "active": 0, "sum": 1.5, "ids": [1, 2], "anything": "a", "maybe": 4,
            "list": [1, 2], "day": "2026-01-02", "moment": "2026-01-02T03:04:05+02:00", "stamp": 1_700_000_000,
            "content": ["a.txt", "YQ=="],
        })
    );
    let other = api::OddObjectsKind::Other("c".into());
    assert_eq!(self::sent(OddObjects::new(json!({"any": 1})).kind(other)), r#"{"fields":{"any":1},"kind":"c"}"#);
    let empty = api::OddObjectsKind::Empty;
    assert_eq!(self::sent(OddObjects::new(json!({"any": 1})).kind(empty)), r#"{"fields":{"any":1},"kind":""}"#);
}

#[test]
fn positions_are_kept() {
    assert_eq!(sent(api::OddOrder::new(1).b("b").a("a")), r#"{"TASKID":1,"A":"a","B":"b"}"#);
}

#[test]
fn both_interfaces_of_one_name() {
    fn of<M: Method>(_: &M) -> (&'static str, Version, Kind) {
        (M::NAME, M::Nature::API, M::Nature::KIND)
    }
    assert_eq!(of(&api::OddTwin::new()), ("odd.twin", Version::V2, Kind::Read));
    assert_eq!(of(&api::OddTwinV3::new(1)), ("odd.twin", Version::V3, Kind::Read));
    assert_eq!(of(&api::OddTwinV3_2::new()), ("odd.twin.v3", Version::V2, Kind::Read));
}

#[test]
fn each_command_of_a_method_is_a_request_of_its_own() {
    assert_eq!(
        sent(api::OddCallMuteIt::new(api::OddCallMuteItParams::new(true))),
        r#"{"COMMAND":"MuteIt","PARAMS":{"muteit":true}}"#
    );
    assert_eq!(
        sent(api::OddCallCloseIt::new(api::OddCallCloseItParams::new(false))),
        r#"{"COMMAND":"closeIt","PARAMS":{"closeit":false}}"#
    );
    assert_eq!(api::OddCallCloseIt::NAME, "odd.call");
}

#[test]
fn ways_to_call_are_constructors() {
    assert_eq!(sent(api::OddWays::by_id(7).note("n")), r#"{"id":7,"note":"n"}"#);
    assert_eq!(sent(api::OddWays::by_module("m", "n")), r#"{"module":"m","name":"n"}"#);
}

#[test]
fn what_one_way_asks_for_may_come_beside_another() {
    let requests: [api::OddEither; 3] =
        [api::OddEither::by_id(7), api::OddEither::by_code("c").id(7), api::OddEither::by_block("b").code("c")];
    assert_eq!(requests.map(sent), [r#"{"ID":7}"#, r#"{"CODE":"c","ID":7}"#, r#"{"BLOCK":"b","CODE":"c"}"#]);
}

#[test]
fn a_filter_writes_operators_as_the_page_does() {
    use api::{OddLines, OddLinesField as Field, OddLinesFilter};
    let filter = OddLinesFilter::new()
        .ge(Field::DateCreate, "2026-01-01T00:00:00+02:00")
        .lt(Field::DateCreate, Date::new(2026, 2, 1).unwrap())
        .in_(Field::Id, [1, 2])
        .ne(Field::Self_, false)
        .like(Field::Title, "mol%")
        .eq(FieldName::raw("UF_CRM_1"), "x")
        .raw("><SUM", json!([1, 2]));
    let request = OddLines::new().filter(filter);
    let sent: b24::Value = serde_json::from_str(&sent(request)).unwrap();
    let filter = json!({
        ">=DATE_CREATE": "2026-01-01T00:00:00+02:00", "@ID": [1, 2], "!self": false, "%=TITLE": "mol%", "=UF_CRM_1": "x",
        "<DATE_CREATE": "2026-02-01", "><SUM": [1, 2],
    });
    assert_eq!(sent, json!({ "filter": filter }));
    assert_eq!(self::sent(OddLines::new().filter(json!({">ID": 1}))), r#"{"filter":{">ID":1}}"#);
}

#[test]
fn a_field_is_compared_with_what_its_page_says() {
    use api::{OddStamps, OddStampsField as Stamp, OddStampsFilter, OddStampsFilterKind as Kind};
    let filter = OddStampsFilter::new()
        .eq(Stamp::Active, true)
        .eq(Stamp::Kind, Kind::A)
        .between(Stamp::Day, "2026-01-01", "2026-02-01")
        .search(FieldName::raw("TEXT"), "a && b");
    assert_eq!(
        sent(OddStamps::new().filter(filter).order(Stamp::Name.desc())),
        r#"{"FILTER":{"><DAY":["2026-01-01","2026-02-01"],"?TEXT":"a && b","ACTIVE":"Y","KIND":"A"},"ORDER":{"NAME":"DESC"}}"#
    );
}

mod users {
    b24::methods! { pub(super) mod api { "user.get"; } }
}

mod deals {
    b24::methods! { pub(super) mod api { "crm.deal.list"; "crm.item.list"; "user.get"; } }
}

#[test]
#[expect(deprecated, reason = "no other list has as many booleans")]
fn a_boolean_is_compared_as_an_answer_writes_it() {
    use deals::api::{CrmDealList, CrmDealListField as Deal, CrmDealListFilter};
    use deals::api::{CrmItemList, CrmItemListField as Item, CrmItemListFilter, UserGet, UserGetField as User};
    let filter = CrmDealListFilter::new()
        .eq(Deal::Closed, true)
        .ne(Deal::Opened, false)
        .in_(Deal::IsNew, [true, false])
        .le(Deal::IsRecurring, "N")
        .ge(Deal::IsReturnCustomer, json!(true))
        .eq(FieldName::raw("UF_CRM_1"), true)
        .raw("!=UF_CRM_2", true);
    assert_eq!(
        sent(CrmDealList::new().filter(filter)),
        concat!(
            r#"{"filter":{"!=OPENED":"N","!=UF_CRM_2":true,"<=IS_RECURRING":"N","=CLOSED":"Y","=UF_CRM_1":true,"#,
            r#"">=IS_RETURN_CUSTOMER":true,"@IS_NEW":["Y","N"]}}"#
        )
    );
    let filter = CrmItemListFilter::new().eq(Item::IsManualOpportunity, true);
    let items = sent(CrmItemList::new(2).filter(filter));
    assert_eq!(items, r#"{"entityTypeId":2,"filter":{"=isManualOpportunity":"Y"}}"#);
    // An answer has `true` there.
    let users = b24::types::Filter::new().eq(User::Active, true);
    assert_eq!(sent(UserGet::new().filter(users)), r#"{"FILTER":{"=ACTIVE":true}}"#);
}

#[test]
fn a_list_of_names_that_adds_to_those_of_another_page_is_not_all() {
    use users::api::{UserGet, UserGetField as Field, UserGetFilter};
    let filter = UserGetFilter::new().eq(Field::IsOnline, "Y").contains(Field::LastName, "mol").gt(Field::Id, 7);
    assert_eq!(sent(UserGet::new().filter(filter)), r#"{"FILTER":{"%LAST_NAME":"mol","=IS_ONLINE":"Y",">ID":7}}"#);
}

#[test]
fn what_has_no_value_may_pass_as_equal() {
    b24::methods! { mod groups { "sale.propertygroup.list"; } }
    use groups::{SalePropertygroupList, SalePropertygroupListField as Field, SalePropertygroupListFilter as Filter};
    let filter = Filter::new().eq_or_null(Field::PersonTypeId, 3).eq(Field::Sort, 100).raw("+id", 7);
    assert_eq!(
        sent(SalePropertygroupList::new().filter(filter)),
        r#"{"filter":{"+id":7,"+personTypeId":3,"sort":100}}"#
    );
}

#[test]
fn a_filter_of_rest_3_is_a_list_of_conditions() {
    use api::{OddLinesV3, OddLinesV3Field as Field, OddLinesV3Filter};
    let filter = OddLinesV3Filter::new()
        .gt(Field::Id, 7)
        .between(Field::CreatedAt, "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")
        .in_(Field::Id, vec![1, 2])
        .raw("!=title", "a")
        .raw("done", true);
    assert_eq!(sent(OddLinesV3::new().select(Field::Id)), r#"{"select":["id"]}"#);
    assert_eq!(
        sent(OddLinesV3::new().filter(filter).select((Field::Id, Field::CreatedAt))),
        concat!(
            r#"{"filter":[["id",">",7],["createdAt","between",["2026-01-01T00:00:00Z","2026-02-01T00:00:00Z"]],"#,
            r#"["id","in",[1,2]],["title","!=","a"],["done",true]],"select":["id","createdAt"]}"#
        )
    );
}

#[test]
fn what_is_no_list_selects_and_orders_by_name_too() {
    b24::methods! { mod reads { "tasks.task.get"; "mail.message.get"; "imbot.v2.Chat.User.list"; } }
    use reads::{ImbotV2ChatUserList as Users, ImbotV2ChatUserListField as User};
    use reads::{MailMessageGet, MailMessageGetField as Mail, TasksTaskGetV3, TasksTaskGetV3Field as Task};
    let task = TasksTaskGetV3::new(7).select((Task::Id, Task::Title));
    assert_eq!(sent(task), r#"{"id":7,"select":["id","title"]}"#, "by what is answered");
    assert_eq!(
        sent(MailMessageGet::new(7).select(Mail::Subject)),
        r#"{"id":7,"select":["subject"]}"#,
        "by what is listed"
    );
    let users = Users::new(1, "chat7").order(User::UserId.desc());
    assert!(sent(users).contains(r#""order":{"userId":"DESC"}"#));
}

#[test]
fn what_stands_under_keys_of_ones_own_is_a_map() {
    b24::methods! { mod maps { "bizproc.robot.add"; "documentgenerator.region.update"; "landing.site.setRights"; } }
    use maps::{BizprocRobotAdd, BizprocRobotAddProperties as Property, BizprocRobotAddPropertiesType as Type};
    use maps::{LandingSiteSetRights, LandingSiteSetRightsRights as Right};
    let text = Property::new().type_(Type::String).name("Text");
    let robot = BizprocRobotAdd::new("lamp", "https://app.example/lamp", "Lamp", "https://app.example/set");
    assert_eq!(
        sent(robot.properties([("text", text.clone()), ("more", text.multiple(true))])),
        concat!(
            r#"{"CODE":"lamp","HANDLER":"https://app.example/lamp","NAME":"Lamp","#,
            r#""PLACEMENT_HANDLER":"https://app.example/set","PROPERTIES":{"text":{"Name":"Text","Type":"string"},"#,
            r#""more":{"Multiple":"Y","Name":"Text","Type":"string"}}}"#
        )
    );
    let rights = std::collections::BTreeMap::from([("SG1", vec![Right::Read]), ("G2", vec![Right::Read, Right::Edit])]);
    let by_hand = LandingSiteSetRights::new(1).rights(json!({"G2": ["read", "edit"], "SG1": ["read"]}));
    assert_eq!(sent(LandingSiteSetRights::new(1).rights(rights)), sent(by_hand));
    let fields = maps::DocumentgeneratorRegionUpdateFields::new().phrases([("TAX", "With tax"), ("DATE", "Of")]);
    let region = maps::DocumentgeneratorRegionUpdate::new(1, fields);
    assert_eq!(sent(region), r#"{"id":1,"fields":{"phrases":{"TAX":"With tax","DATE":"Of"}}}"#);
}

#[test]
fn what_a_name_stands_for_is_beside_it() {
    b24::methods! { mod posts { "log.blogpost.add"; } }
    let post = posts::LogBlogpostAdd::new("Lamps").uf_gratitude(7).uf("UF_LAMP", "blue");
    assert_eq!(sent(post), r#"{"POST_MESSAGE":"Lamps","UF_GRATITUDE":7,"UF_LAMP":"blue"}"#);
}

#[test]
fn an_order_keeps_the_order_of_its_fields() {
    use api::{OddLines, OddLinesField as Field};
    let order = [Field::Title.asc(), FieldName::raw("UF_CRM_1").asc(), Field::Id.desc()];
    let sorted =
        || OddLines::new().order(json!({"ID": "ASC"})).order(order.clone()).select((Field::Id, FieldName::raw("UF_*")));
    assert_eq!(sorted().into_params().get(&["order", "UF_CRM_1"]), Some(json!("ASC")));
    assert_eq!(sent(sorted()), r#"{"order":{"TITLE":"ASC","UF_CRM_1":"ASC","ID":"DESC"},"select":["ID","UF_*"]}"#);
    assert_eq!(
        sent(sorted().order(json!({"ID": "ASC"})).select(vec![Field::Id])),
        r#"{"order":{"ID":"ASC"},"select":["ID"]}"#
    );
    // What takes more than a tuple is in several.
    let more = ((Field::Id, Field::Title), vec![FieldName::raw("UF_CRM_1")]);
    assert_eq!(sent(OddLines::new().select(more)), r#"{"select":["ID","TITLE","UF_CRM_1"]}"#);
}

#[test]
fn what_a_list_may_hold_has_names() {
    use api::{OddPick, OddPickDays as Day, OddPickField as Field, OddPickState as State};
    let request = OddPick::new().select((Field::Id, Field::Title)).days([Day::Mo, Day::Tu]).state(State::On);
    // What a filter lists are its keys.
    assert_eq!(
        sent(request.filter(json!({"id": 1}))),
        r#"{"select":["id","title"],"days":["MO","TU"],"state":"ON","filter":{"id":1}}"#
    );
    let answer = b24::recorded::<OddPick>(200, br#"{"result":{"state":"ON"}}"#).unwrap();
    assert_eq!(answer.result.state.as_deref(), Some("ON"));
}

#[test]
fn dates_are_written_as_their_page_says() {
    let day: Date = "31.01.2026".parse().unwrap();
    let moment: DateTime = "2026-01-31T12:00:00+02:00".parse().unwrap();
    let request = api::OddTexts::new().since(&moment).day(&day).dotted(Date::new(2026, 2, 1).unwrap()).birthday(&day);
    assert_eq!(
        sent(request.note(moment)),
        concat!(
            r#"{"since":"2026-01-31T12:00:00+02:00","day":"2026-01-31","dotted":"01.02.2026","birthday":"2026-01-31","#,
            r#""note":"2026-01-31T12:00:00+02:00"}"#
        )
    );
}

#[test]
fn a_parameter_is_set_to_null_or_cleared() {
    let request = api::OddTexts::new().since(Null).birthday(Clear).photo(Null).note(Clear);
    assert_eq!(sent(request), r#"{"since":null,"birthday":"","photo":null,"note":""}"#);
}

#[test]
#[allow(deprecated, reason = "one of the few that show a file within an object")]
fn a_file_goes_where_its_page_wants_it() {
    let file = File::new("a.txt", "text");
    let request = api::OddTexts::new().logo(file.clone()).picture(file.clone()).photo(file.clone()).pair(file);
    assert_eq!(
        sent(request.logo(b"text".as_slice())),
        concat!(
            r#"{"logo":"dGV4dA==","picture":{"fileData":["a.txt","dGV4dA=="]},"photo":["a.txt","dGV4dA=="],"#,
            r#""pair":["a.txt","dGV4dA=="]}"#
        )
    );
    b24::methods! { mod files { "catalog.store.update"; "crm.contact.update"; "imbot.v2.Bot.register"; } }
    let data = r#"{"fileData":["a.txt","dGV4dA=="]}"#;
    let file = || File::new("a.txt", "text");
    let store = files::CatalogStoreUpdateFields::new().image_id(file());
    assert_eq!(sent(files::CatalogStoreUpdate::new(1, store)), format!(r#"{{"id":1,"fields":{{"imageId":{data}}}}}"#));
    let photo = |photo: files::CrmContactUpdateFields| sent(files::CrmContactUpdate::new(1, photo));
    let contact = files::CrmContactUpdateFields::new;
    assert_eq!(photo(contact().photo(file())), format!(r#"{{"id":1,"fields":{{"PHOTO":{data}}}}}"#));
    assert_eq!(photo(contact().photo(Remove)), r#"{"id":1,"fields":{"PHOTO":{"remove":"Y"}}}"#);
    let bot = files::ImbotV2BotRegisterFieldsProperties::new("Ann").avatar(file());
    let bot = files::ImbotV2BotRegister::new(files::ImbotV2BotRegisterFields::new("ann", bot));
    let fields = r#"{"code":"ann","properties":{"avatar":"dGV4dA==","name":"Ann"}}"#;
    assert_eq!(sent(bot), format!(r#"{{"fields":{fields}}}"#));
}
