use serde_json::json;

use super::*;

fn decode<T: Decode>(text: &str) -> Result<T, String> {
    T::decode(JsonText::read(text).unwrap().root()).map_err(|misfit| {
        let Told { path, expected, found } = misfit.told();
        format!("{path}: {found}, expected {expected}")
    })
}

#[track_caller]
fn reads<T: Decode + PartialEq + std::fmt::Debug>(text: &str, value: T) {
    assert_eq!(decode::<T>(text), Ok(value), "{text}");
}

#[track_caller]
fn refuses<T: Decode + std::fmt::Debug>(text: &str) {
    let error = decode::<T>(text).unwrap_err();
    assert!(error.contains(T::EXPECTED), "{text}: {error}");
}

#[test]
fn a_boolean_in_every_spelling() {
    for text in ["true", "\"Y\"", "\"y\"", "\"1\"", "1", "\"true\"", "\"TRUE\""] {
        reads(text, true);
    }
    for text in ["false", "\"N\"", "\"n\"", "\"0\"", "0", "\"False\""] {
        reads(text, false);
    }
    for text in ["2", "\"maybe\"", "\"\"", "null", "{}", "[]", "1.5"] {
        refuses::<bool>(text);
    }
}

#[test]
fn a_whole_number_in_every_spelling() {
    for text in ["7", "\"7\"", "7.0", "\"007\""] {
        reads(text, 7_i64);
    }
    reads("-9223372036854775808", i64::MIN);
    reads("\"9223372036854775807\"", i64::MAX);
    for text in ["7.5", "\"7.5\"", "9223372036854775808", "1e300", "true", "\"\"", "null", "\"7 \""] {
        refuses::<i64>(text);
    }
}

#[test]
fn a_number_with_a_fraction() {
    for text in ["12.5", "\"12.50\"", "1.25e1"] {
        reads(text, 12.5_f64);
    }
    reads("18446744073709551615", 18_446_744_073_709_551_615.0_f64);
    // Rounded to the nearest, not to a neighbour.
    reads("0.9999999999999999", 0.999_999_999_999_999_9_f64);
    for text in ["\"inf\"", "\"NaN\"", "\"\"", "true"] {
        refuses::<f64>(text);
    }
}

#[test]
fn a_text_takes_numbers() {
    reads("\"x\"", "x".to_owned());
    reads("\"\"", String::new());
    reads("7", "7".to_owned());
    reads("18446744073709551615", "18446744073709551615".to_owned());
    reads("1.5", "1.5".to_owned());
    for text in ["true", "null", "[]", "{}"] {
        refuses::<String>(text);
    }
}

#[test]
fn a_blank_is_absent_unless_the_type_understands_it() {
    for text in ["null", "false", "\"\"", "[]", "\"undefined\""] {
        reads::<Option<i64>>(text, None);
        reads::<Option<f64>>(text, None);
    }
    reads::<Option<bool>>("\"\"", None);
    reads("false", Some(false));
    reads("\"\"", Some(String::new()));
    reads("\"undefined\"", Some("undefined".to_owned()));
    reads::<Option<String>>("false", None);
    reads("\"7\"", Some(7_i64));
    refuses::<Option<i64>>("true");
    refuses::<Option<i64>>("[7]");
    refuses::<Option<i64>>("{}");
    refuses::<Option<String>>("[\"x\"]");
}

#[test]
fn a_list_may_have_gaps() {
    reads("[1,\"2\"]", vec![1_i64, 2]);
    reads(r#"{"0":1,"2":3}"#, vec![1_i64, 3]);
    for text in ["[]", "{}", "null", "false", "\"\""] {
        reads::<Vec<i64>>(text, vec![]);
    }
    reads("[[],{\"5\":1}]", vec![vec![], vec![1_i64]]);
    reads("[1,null,\"\"]", vec![Some(1_i64), None, None]);
    for text in ["{\"a\":1}", "7", "\"7\"", "true"] {
        refuses::<Vec<i64>>(text);
    }
    // A bad element is never taken for the end of the list.
    assert!(decode::<Vec<i64>>("[1,\"x\"]").unwrap_err().contains("a whole number"));
    assert!(decode::<Option<Vec<i64>>>("[1,\"x\"]").unwrap_err().contains("a whole number"));
}

#[test]
fn a_map_may_be_an_empty_list() {
    let map = |pairs: &[(&str, i64)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect::<BTreeMap<_, _>>();
    reads(r#"{"a":1,"b":"2"}"#, map(&[("a", 1), ("b", 2)]));
    reads("[]", map(&[]));
    reads("false", map(&[]));
    reads("[5,6]", map(&[("0", 5), ("1", 6)]));
    refuses::<BTreeMap<String, i64>>("7");
}

#[derive(Debug, Default, PartialEq)]
struct Deal {
    id: Option<i64>,
    title: Option<String>,
    contact: Option<Contact>,
    tags: Vec<String>,
    extra: Extra,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Contact {
    id: Option<i64>,
    extra: Extra,
}

impl Record for Contact {
    const NAMES: &'static str = "ID";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        Self { id: from.take(), extra: from.rest() }
    }
}

impl Record for Deal {
    const NAMES: &'static str = "ID\nTITLE\nCONTACT\nTAGS";
    type Blank = ();

    fn build(from: Source<'_>, (): &()) -> Self {
        Self {
            id: from.take(),
            title: from.take(),
            contact: from.take(),
            tags: from.take_or_default(),
            extra: from.rest(),
        }
    }
}

#[test]
fn a_record_keeps_what_it_does_not_know() {
    let deal: Deal = decode(r#"{"TAGS":["a"],"UF_CRM_1":{"x":[1.5]},"ID":"7","UF_CRM_2":null,"TITLE":"T"}"#).unwrap();
    assert_eq!((deal.id, deal.title.as_deref(), deal.tags.len()), (Some(7), Some("T"), 1));
    assert_eq!(deal.extra.get("UF_CRM_1"), Some(&json!({"x": [1.5]})));
    assert_eq!(deal.extra.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["UF_CRM_1", "UF_CRM_2"]);
    assert_eq!((deal.extra.get("ID"), deal.extra.len()), (None, 2));
}

#[test]
fn a_record_may_be_missing_or_empty() {
    reads("{}", Deal::default());
    reads("[]", Deal::default());
    reads("null", Deal::default());
    for text in [r#"{"CONTACT":null}"#, r#"{"CONTACT":false}"#, r#"{"CONTACT":""}"#] {
        reads(text, Deal::default());
    }
    reads(
        r#"{"CONTACT":{"ID":1}}"#,
        Deal { contact: Some(Contact { id: Some(1), extra: Extra::default() }), ..Deal::default() },
    );
    for text in ["[1]", "true", "false", "\"x\"", "7"] {
        refuses::<Deal>(text);
    }
}

#[test]
fn fields_are_found_in_any_order() {
    for text in [
        r#"{"ID":1,"TITLE":"t","TAGS":[]}"#,
        r#"{"TAGS":[],"TITLE":"t","ID":1}"#,
        r#"{"TITLE":"x","ID":2,"TITLE":"t","ID":1}"#,
    ] {
        let deal: Deal = decode(text).unwrap();
        assert_eq!((deal.id, deal.title.as_deref(), deal.extra.is_empty()), (Some(1), Some("t"), true), "{text}");
    }
}

#[test]
fn any_value_stays_as_it_is() {
    for value in [json!(null), json!(""), json!([]), json!({"a": [1, "2", null]}), json!(0.1)] {
        reads(&value.to_string(), value);
    }
    reads::<Option<Value>>("null", None);
    reads("\"\"", Some(json!("")));
}

#[test]
fn what_json_libraries_have_no_room_for_is_not_lost() {
    let deal: Deal = decode(r#"{"ID":1,"LARGE":1e999,"DEEP":"x"}"#).unwrap();
    assert_eq!(deal.extra.get("LARGE"), Some(&json!("1e999")));
    assert_eq!(decode::<String>(r#""half \ud800""#), Ok(r"half \ud800".to_owned()));
    assert_eq!(decode::<String>("1.50"), Ok("1.50".to_owned()));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(decode::<Value>(&deep), Ok(json!(deep)));
    let deal: Deal = decode(&format!(r#"{{"AUTH":{{"access_token":"s3cret","x":{deep}}}}}"#)).unwrap();
    assert_eq!(format!("{:?}", deal.extra), r#"Extra([("AUTH", String("***"))])"#);
}

#[test]
fn the_value_at_fault_is_named() {
    type Numbers = BTreeMap<String, Vec<i64>>;
    #[track_caller]
    fn case<T: Decode>(text: &str, told: &str) {
        assert_eq!(decode::<T>(text).err().as_deref(), Some(told), "{text}");
    }
    case::<Numbers>(r#"{"a":[1,2],"b":[3,"x, y"]}"#, r#"b[1]: "x, y", expected a whole number"#);
    case::<Numbers>(r#"{"a":[1,true,3]}"#, "a[1]: true, expected a whole number");
    case::<Numbers>("{\n \"a\": [\n  1,\n  \"q\"\n ]\n}", r#"a[1]: "q", expected a whole number"#);
    case::<Numbers>(r#"{"a b":[{}]}"#, r#"["a b"][0]: an object, expected a whole number"#);
    case::<Numbers>(r#"{"q\"":[ [ 1 ] ]}"#, r#"["q\""][0]: a list, expected a whole number"#);
    case::<Numbers>(r#"{"a":{"0":1,"x":2}}"#, "a: an object, expected a list");
    case::<Vec<i64>>(r#"{"0":1,"2":"x"}"#, r#"2: "x", expected a whole number"#);
    case::<Option<bool>>("[1, {}]", r#": a list, expected a boolean (true, "Y", "1" or 1)"#);
    case::<Deal>(r#"{"TITLE":"t","CONTACT":{"ID":[7]}}"#, "CONTACT.ID: a list, expected a whole number");
    case::<Vec<Deal>>(r#"[{},{"TAGS":["a",true]}]"#, "[1].TAGS[1]: true, expected a text");
    case::<Vec<Deal>>("[{},[],null,[7]]", "[3]: a list, expected an object");
    case::<Numbers>(r#"{"\ud800":7}"#, r#"["\\ud800"]: 7, expected a list"#);
}
