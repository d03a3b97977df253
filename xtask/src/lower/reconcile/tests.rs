use super::*;
use crate::yfm::Arena;

fn field(name: &str, ty: &str) -> Field {
    Field { name: name.into(), ty: ty.into(), ..Field::default() }
}

#[test]
fn the_example_tells_what_the_table_does_not() {
    let arena = Arena::new();
    let value =
        r#"[{"event": "A", "offline": 0, "data": null}, {"event": "B", "offline": 1, "data": {"7": {"id": 1}}}]"#;
    let value = Json::read(value, &arena).unwrap();
    let mut result = field("result", "object");
    let mut reconciler = Reconciler::new(vec![field("offline", "integer")], 0);
    reconciler.field(&mut result, &[value], &Path::root("result"));
    assert_eq!(result.ty, "object[]");
    let names: Vec<_> = result.fields.iter().map(|f| (f.name.as_str(), f.ty.as_str())).collect();
    assert_eq!(names, [("data", "map<object>"), ("event", "string"), ("offline", "integer")]);
    assert!(result.fields[0].nullable);
    assert_eq!(result.fields[0].fields[0].name, "id");
    let (loose, conflicts) = reconciler.left();
    assert!(loose.is_empty());
    assert_eq!(conflicts.len(), 1);
}

#[test]
fn an_id_in_digits_is_a_number() {
    let arena = Arena::new();
    let shown = |record: &str| {
        let mut result = field("result", "");
        let value = Json::read(record, &arena).unwrap();
        Reconciler::new(vec![field("CODE", "string")], 0).field(&mut result, &[value], &Path::root("result"));
        result.fields.remove(0).ty
    };
    for id in [r#"{"ID": "7"}"#, r#"[{"id": 7}, {"id": "8"}, {"id": null}]"#, r#"{"Id": "-7"}"#] {
        assert_eq!(shown(id), "integer", "{id}");
    }
    for text in [r#"{"ID": "chat7"}"#, r#"{"ID": "07"}"#, r#"{"ID": ""}"#, r#"{"XML_ID": "7"}"#, r#"{"CODE": "7"}"#] {
        assert_eq!(shown(text), "string", "{text}");
    }
    assert_eq!(shown(r#"{"ID": null}"#), "any");
}

#[test]
fn a_description_of_a_field_has_not_its_type() {
    let arena = Arena::new();
    let told = |ty: &str, value: &str| {
        let mut lit = Field { values: vec!["Y".into(), "N".into()], ..field("LIT", ty) };
        let value = Json::read(value, &arena).unwrap();
        Reconciler::new(Vec::new(), 0).field(&mut lit, &[value], &Path::root("LIT"));
        (lit.ty, lit.values.len())
    };
    let description = r#"{"TYPE": "char", "isRequired": false}"#;
    assert_eq!(told("char", description), ("object".to_owned(), 0));
    assert_eq!(told("lamp", description), ("object".to_owned(), 0));
    assert_eq!(told("char", r#"{"type": "char"}"#), ("object".to_owned(), 0));
    assert_eq!(told("char", r#"{"type": "char", "from": 1, "to": 2, "lit": 1}"#), ("char | object".to_owned(), 2));
    assert_eq!(told("lamp[]", description).0, "object");
    assert_eq!(told("object", description), ("object".to_owned(), 2));
}

#[test]
fn there_may_be_many_of_a_kind() {
    let arena = Arena::new();
    for (ty, value, taken) in [
        ("lamp", r#"[{"id": 1}]"#, "lamp[]"),
        ("lamp[]", r#"[{"id": 1}]"#, "lamp[]"),
        ("lamp", r#"{"id": 1}"#, "lamp"),
        ("lamp", "[1]", "lamp"),
        ("lamp", "[]", "lamp"),
    ] {
        let mut lamp = field("lamp", ty);
        let value = Json::read(value, &arena).unwrap();
        Reconciler::new(Vec::new(), 0).field(&mut lamp, &[value], &Path::root("lamp"));
        assert_eq!(lamp.ty, taken);
    }
}

#[test]
fn a_list_may_be_told_by_the_name_of_an_item() {
    let arena = Arena::new();
    let told = |ty: &str, value: &str| {
        let mut result = field("result", "object");
        result.fields.push(Field { fields: vec![field("id", "lamp.id")], ..field("lamp", ty) });
        let value = Json::read(value, &arena).unwrap();
        Reconciler::new(Vec::new(), 0).field(&mut result, &[value], &Path::root("result"));
        result.fields.into_iter().nth(1).map(|field| field.ty)
    };
    assert_eq!(told("lamp[]", r#"{"lamps": [{"id": 1}]}"#).as_deref(), Some("lamp[]"));
    assert_eq!(told("lamp[]", r#"{"lamps": 1}"#).as_deref(), Some("integer"));
    assert_eq!(told("lamp[]", r#"{"lampes": [{"id": 1}]}"#).as_deref(), Some("lamp[]"));
    assert_eq!(told("lamp", r#"{"lamps": [{"id": 1}]}"#).as_deref(), Some("object[]"));
    assert_eq!(told("lamp[]", r#"{"lamp": [{"id": 1}]}"#), None);
}

#[test]
fn a_type_takes_both() {
    let mut id = field("id", "integer");
    Reconciler::new(Vec::new(), 0).field(&mut id, &[Json::String("7"), Json::Integer(8)], &Path::root("id"));
    assert_eq!(id.ty, "integer");
    let mut id = field("id", "integer");
    Reconciler::new(Vec::new(), 0).field(&mut id, &[Json::String("C7")], &Path::root("id"));
    assert_eq!(id.ty, "integer | string");
}

#[test]
fn an_example_tells_what_a_list_is_of() {
    let arena = Arena::new();
    let told = |ty: &str, example: &str| {
        let mut list = field("lamps", ty);
        let value = Json::read(example, &arena).unwrap();
        Reconciler::new(Vec::new(), 0).field(&mut list, &[Json::Null, value], &Path::root("lamps"));
        list.ty
    };
    for (example, ty) in [
        ("[7, 8]", "integer[]"),
        (r#"["7"]"#, "string[]"),
        (r#"[7, "a"]"#, "array"),
        ("[]", "array"),
        (r#"{"0": 7}"#, "array"),
        (r#"[{"id": 7}]"#, "array"),
    ] {
        assert_eq!(told("array", example), ty, "{example}");
    }
    assert_eq!(told("integer[]", r#"["7"]"#), "integer[]");
}

#[test]
fn keys_of_open_names_are_no_fields() {
    let mut map = field("result", "object");
    map.fields.push(Field { open: true, ..field("<id>", "object") });
    let arena = Arena::new();
    let value = Json::read(r#"{"a": {"x": 1}, "b": {"y": 2}}"#, &arena).unwrap();
    Reconciler::new(Vec::new(), 0).field(&mut map, &[value], &Path::root("result"));
    assert_eq!(map.fields.len(), 1);
    assert_eq!(map.fields[0].fields.len(), 2);
    let mut lead = field("result", "object");
    lead.fields.push(Field { open: true, ..field("UF_...", "") });
    let value = Json::read(r#"{"UF_CRM_1": true, "UF_CRM_2": null}"#, &arena).unwrap();
    Reconciler::new(Vec::new(), 0).field(&mut lead, &[value], &Path::root("result"));
    assert_eq!((lead.fields.len(), lead.fields[0].ty.as_str()), (1, ""), "others may be texts");
    let mut rights = field("result", "object");
    let value = Json::read(r#"{"U1": "X", "AU": "D", "SG4_K": "W"}"#, &arena).unwrap();
    Reconciler::new(Vec::new(), 0).field(&mut rights, &[value], &Path::root("result"));
    let names: Vec<_> = rights.fields.iter().map(|f| (f.name.as_str(), f.ty.as_str(), f.open)).collect();
    assert_eq!(names, [("<code>", "string", true)]);
    let mut label = field("label", "lang_map");
    let value = Json::read(r#"{"en": null, "de": null}"#, &arena).unwrap();
    Reconciler::new(Vec::new(), 0).field(&mut label, &[value], &Path::root("label"));
    let entry = label.entry().unwrap();
    assert_eq!((entry.name.as_str(), entry.ty.as_str(), entry.nullable), ("<language>", "string", true));
    let mut line = field("result", "object");
    let value = Json::read(r#"{"X1": 1, "Y1": 2}"#, &arena).unwrap();
    Reconciler::new(Vec::new(), 0).field(&mut line, &[value], &Path::root("result"));
    assert_eq!(line.fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["X1", "Y1"]);
    let mut users = field("users", "x_users");
    let value = Json::read(r#"{"UA": "UA"}"#, &arena).unwrap();
    Reconciler::new(Vec::new(), 0).field(&mut users, &[value], &Path::root("users"));
    assert_eq!(users.fields[0].name, "<code>");
}
