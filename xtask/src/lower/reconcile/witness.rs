//! What the requests of a page show about its parameters, beside what the tables tell.

use std::borrow::Cow;
use std::slice;

use b24_specs::ir::{Evidence, Field, Required, Variant};
use b24_specs::operators::{function, split};
use b24_specs::pattern::{is_open, stands_for};
use serde_json::{Map, Value};

use crate::lower::examples::json::{Json, Object};
use crate::lower::examples::typing::{boolean, shown_type, without_nulls};
use crate::lower::map::{describes_entries, names, of_entries};
use crate::lower::names::{is_query, is_selection};
use crate::lower::takes_file;

/// How deep objects are followed.
const DEPTH: usize = 6;

/// Completes parameters by what the requests of the page send; `whole` are those that leave nothing out.
pub(crate) fn witness<'f>(
    fields: impl Iterator<Item = &'f mut Field>,
    bodies: &[Json<'_>],
    whole: &[Json<'_>],
    depth: usize,
) {
    let mut fields: Vec<&mut Field> = fields.collect();
    if bodies.is_empty() || depth > DEPTH || fields.is_empty() {
        return;
    }
    let told = told(&fields, whole);
    let alone = fields.len() == 1;
    for field in &mut fields {
        let is_entry = alone && field.is_for_any();
        complete(field, is_entry, bodies, whole, &told, depth);
    }
}

/// Those of the requests that send nothing but what the page tells: others may send a parameter by another name.
fn told<'a>(fields: &[&mut Field], bodies: &[Json<'a>]) -> Vec<Json<'a>> {
    if !fields.iter().any(|field| field.required == Required::Unknown) {
        return Vec::new();
    }
    let names = names(fields.iter().map(|field| &**field));
    let opens: Vec<&str> =
        fields.iter().filter(|field| is_open(&field.name)).map(|field| field.name.as_str()).collect();
    let knows = |key: &str| names.contains(&key.to_ascii_lowercase()) || opens.iter().any(|open| stands_for(open, key));
    let is_told = |body: &&Json<'_>| match body {
        Json::Object(body) => body.iter().all(|(key, _)| knows(key)),
        // In PHP, a list of nothing is a map of nothing.
        body => matches!(body, Json::Array([])),
    };
    bodies.iter().filter(is_told).copied().collect()
}

/// `is_entry`: all keys of the bodies go by this name.
fn complete<'a>(
    field: &mut Field,
    is_entry: bool,
    bodies: &[Json<'a>],
    whole: &[Json<'a>],
    told: &[Json<'a>],
    depth: usize,
) {
    let take = |bodies: &[Json<'a>], name: &str| if is_entry { entries_of(bodies) } else { sent(bodies, name) };
    let values = take(bodies, &field.name);
    if field.required == Required::Unknown && !is_entry {
        field.evidence = Some(match values.len() {
            0 => Evidence::Never,
            n if n == bodies.len() => Evidence::Always,
            _ => Evidence::Sometimes,
        });
        // What such a request does without is not required.
        if told.iter().any(|body| lookup(body, &field.name).is_none()) {
            field.required = Required::No;
        }
    }
    // A variable tells nothing more.
    let values = without_nulls(&values);
    if values.is_empty() {
        return;
    }
    // A row without a type may be of a filter or an order.
    if field.ty.is_empty() && is_query(&field.name) && values.iter().all(Json::is_object) {
        "object".clone_into(&mut field.ty);
    }
    let objects: Vec<Object<'a>> = each(&values).filter_map(Json::as_object).filter(|map| !map.is_empty()).collect();
    operators(field, &objects);
    // Those of a filter or an order are its fields, whatever object sends them.
    if !is_selection(&field.name) && !is_query(&field.name) && lists_keys(field, &values, &objects) {
        field.values.clear();
    }
    // What the page itself sends beside its list shows that the list is not all.
    field.open |= !field.values.is_empty() && each(&values).any(|value| is_another(value, &field.values));
    if field.ty == "boolean" && field.boolean.is_none() {
        field.boolean = boolean(&values);
    }
    if field.format.is_none() && are_file_data(&values) {
        // Of a file the type does not tell that it is an object.
        let format = if takes_file(&field.ty) { Some("file-data") } else { None };
        field.format = format.or((field.ty == "object").then_some("base64-pair")).map(str::to_owned);
    }
    if field.ty == "array" && field.format.is_none() {
        let is_bare = field.fields.is_empty() && field.variants.is_empty();
        field.format = if is_bare { elements(field, &values) } else { array(&values) }.map(str::to_owned);
    }
    // What is told of each entry of a filter is told of the only one that it has.
    let only = is_query(&field.name).then(|| only_key(&objects));
    let entries = only != Some(None) && describes_entries(field, &objects);
    let within = |values: &[Json<'a>]| -> Vec<Json<'a>> {
        let objects = each(values).filter(|value| value.is_object());
        if entries { entries_of(&objects.copied().collect::<Vec<_>>()) } else { objects.copied().collect() }
    };
    let Field { name, fields, variants, .. } = &mut *field;
    let below = |fields: &mut dyn Iterator<Item = &mut Field>, bodies: &[Json<'a>], whole: &[Json<'a>]| {
        let inner = within(&take(bodies, name));
        let of_whole = (whole.len() < bodies.len()).then(|| within(&take(whole, name)));
        witness(fields, &inner, of_whole.as_ref().unwrap_or(&inner), depth + 1);
    };
    let (chosen, others): (Vec<_>, Vec<_>) = variants.iter_mut().partition(|variant| !variant.when.is_empty());
    below(&mut fields.iter_mut().chain(others.into_iter().flat_map(|variant| &mut variant.fields)), bodies, whole);
    for Variant { when, fields, .. } in chosen {
        let of = |bodies: &[Json<'a>]| bodies.iter().filter(|body| chooses(body, when)).copied().collect::<Vec<_>>();
        below(&mut fields.iter_mut(), &of(bodies), &of(whole));
    }
    match only.flatten().filter(|_| entries) {
        Some(key) => {
            let (name, ty, line) = (key.to_owned(), "object".to_owned(), field.line);
            let fields = std::mem::take(&mut field.fields);
            field.fields.push(Field { name, ty, line, fields, ..Field::default() });
        }
        None if entries => {
            let name = field.name.clone();
            of_entries(field, &name);
        }
        None => {}
    }
}

/// Does a body choose the variant of these values? Where it says nothing of them, it may be any.
fn chooses(body: &Json<'_>, when: &Map<String, Value>) -> bool {
    when.iter().all(|(key, value)| {
        // A variant may be chosen by one of several.
        let values = value.as_array().map_or(slice::from_ref(value), Vec::as_slice);
        lookup(body, key).is_none_or(|sent| !is_another(sent, values))
    })
}

/// The operators that a page lists or whose fields it tells are not all, where its own requests write others.
fn operators(field: &mut Field, objects: &[Object<'_>]) {
    if !is_query(&field.name) || field.operators.is_empty() && field.fields.is_empty() {
        return;
    }
    for (key, _) in objects.iter().copied().flatten() {
        let (sign, _) = split(key);
        let is_new = function(sign).is_some() && !field.operators.iter().any(|known| known == sign);
        if !sign.is_empty() && is_new && !field.fields.iter().any(|inner| inner.name == *key) {
            field.operators.push(sign.to_owned());
        }
    }
}

/// What all of these arrays of PHP are. Nothing is told by an empty one.
fn array(values: &[Json<'_>]) -> Option<&'static str> {
    let mut formats = values.iter().filter_map(|value| match value {
        Json::Object([]) | Json::Array([]) => None,
        Json::Object(_) => Some("object"),
        Json::Array(items) if items.iter().all(Json::is_object) => Some("list"),
        _ => Some(""),
    });
    let first = formats.next().filter(|format| !format.is_empty())?;
    formats.all(|format| format == first).then_some(first)
}

/// What all elements of a list are, of which the page tells nothing: texts that no number is written as. A number may be that of
/// something that an answer has as a text.
fn elements(field: &Field, values: &[Json<'_>]) -> Option<&'static str> {
    if !field.values.is_empty() || is_selection(&field.name) || is_query(&field.name) {
        return None;
    }
    if values.iter().all(is_file) {
        return Some("base64-pair");
    }
    let is_number = |value: &Json<'_>| value.as_str().is_some_and(|text| text.parse::<i64>().is_ok());
    (shown_type(values) == "string[]" && !each(values).any(is_number)).then_some("string[]")
}

/// Is it the name of a file and its content: `["lamp.png", "iVBORw0KGgoAAAANSUhEUg=="]`?
fn is_file(value: &Json<'_>) -> bool {
    let Json::Array([Json::String(name), Json::String(content)]) = value else { return false };
    // Examples cut the content wherever they like.
    name.contains('.') && content.len() >= 16 && !content.contains(['.', ' '])
}

/// Are they files within objects, `{"fileData": ["lamp.png", "iVBORw0KGgoAAAANSUhEUg=="]}`, or lists of such?
fn are_file_data(values: &[Json<'_>]) -> bool {
    let mut sent = each(values).peekable();
    sent.peek().is_some() && sent.all(|value| matches!(value, Json::Object([("fileData", _)])))
}

/// The key that all of the objects have, and no other.
pub(super) fn only_key<'a>(objects: &[Object<'a>]) -> Option<&'a str> {
    let mut keys = objects.iter().copied().flatten().map(|(key, _)| *key);
    let first = keys.next()?;
    keys.all(|key| key == first).then_some(first)
}

/// What bodies send by a name.
fn sent<'a>(bodies: &[Json<'a>], name: &str) -> Vec<Json<'a>> {
    bodies.iter().filter_map(|body| lookup(body, name)).copied().collect()
}

/// What objects have, by whatever name.
fn entries_of<'a>(objects: &[Json<'a>]) -> Vec<Json<'a>> {
    objects.iter().filter_map(Json::as_object).flatten().map(|(_, value)| *value).collect()
}

/// Are the values that the page lists the keys of an object? So the requests send them.
fn lists_keys(field: &Field, values: &[Json<'_>], objects: &[Object<'_>]) -> bool {
    let listed = |key: &str| field.values.iter().any(|value| value.as_str() == Some(key));
    !field.values.is_empty()
        && field.fields.is_empty()
        && !objects.is_empty()
        && values.iter().all(Json::is_object)
        && objects.iter().copied().flatten().all(|(key, _)| listed(key))
}

/// Values, and those in lists.
fn each<'v, 'a>(values: &'v [Json<'a>]) -> impl Iterator<Item = &'v Json<'a>> {
    values.iter().flat_map(|value| match value {
        Json::Array(items) => items,
        value => slice::from_ref(value),
    })
}

/// Is it a value that a list lacks? Blanks and what the reader is to fill in are none.
fn is_another(value: &Json<'_>, listed: &[Value]) -> bool {
    let given = match value {
        Json::String(text) => Cow::Borrowed(*text),
        Json::Integer(number) => Cow::Owned(number.to_string()),
        _ => return false,
    };
    let is = |known: &Value| known.as_str().map_or_else(|| known.to_string() == given, |known| known == given);
    !given.is_empty() && !given.contains("**") && !listed.iter().any(is)
}

/// The value of a key, in whatever case.
pub(crate) fn lookup<'a>(body: &Json<'a>, name: &str) -> Option<&'a Json<'a>> {
    let any = || body.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    body.get(name).or_else(any)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::yfm::Arena;

    fn field(name: &str, ty: &str) -> Field {
        Field { name: name.into(), ty: ty.into(), ..Field::default() }
    }

    fn witnessed(mut field: Field, body: &str) -> Field {
        let arena = Arena::new();
        let body = [Json::read(body, &arena).unwrap()];
        witness(std::iter::once(&mut field), &body, &body, 0);
        field
    }

    #[test]
    fn fields_may_be_those_of_entries() {
        let lang = || Field {
            fields: vec![field("FULL_NAME", "string"), field("SORT", "integer")],
            ..field("LANG", "object")
        };
        let map =
            witnessed(lang(), r#"{"LANG": {"de": {"FULL_NAME": "Dollar"}, "en": {"FULL_NAME": "Dollar", "SORT": 1}}}"#);
        let [entry] = map.fields.as_slice() else { panic!("{map:?}") };
        assert_eq!((entry.name.as_str(), entry.open, entry.fields.len()), ("<LANG>", true, 2));
        for record in
            [r#"{"LANG": {"FULL_NAME": "Dollar"}}"#, r#"{"LANG": {"de": {"A": 1}}}"#, r#"{"LANG": {"de": "Dollar"}}"#]
        {
            assert_eq!(witnessed(lang(), record).fields, lang().fields, "{record}");
        }
    }

    #[test]
    fn what_a_filter_has_by_one_name_is_below_it() {
        let filter =
            || Field { fields: vec![field("from", "string"), field("to", "string")], ..field("filter", "object") };
        let made = witnessed(filter(), r#"{"filter": {"made": {"from": "1", "to": "2"}}}"#);
        assert_eq!(
            (made.fields[0].name.as_str(), made.fields[0].fields.len(), made.fields[0].open),
            ("made", 2, false)
        );
        let two = r#"{"filter": {"made": {"from": "1"}, "sold": {"from": "2"}}}"#;
        for plain in [r#"{"filter": {"from": "1"}}"#, two] {
            assert_eq!(witnessed(filter(), plain).fields, filter().fields, "{plain}");
        }
    }

    #[test]
    fn a_list_is_of_what_all_requests_send() {
        let of = |values: &[&str], body: &str| {
            let values = values.iter().map(|value| (*value).into()).collect();
            witnessed(Field { values, ..field("TO", "array") }, &format!(r#"{{"TO": {body}}}"#)).format
        };
        assert_eq!(of(&[], r#"["n4755", "n47"]"#).as_deref(), Some("string[]"));
        assert_eq!(of(&[], r#"["lamp.png", "iVBORw0KGgoAAAANSUhEUg=="]"#).as_deref(), Some("base64-pair"));
        // An answer may have the number as a text, and it goes back as it came.
        for untold in
            ["[7]", r#"["7"]"#, r#"["7", "n7"]"#, r#"["a", 7]"#, r#"[["a"]]"#, "[]", r#""a""#, r#"{"a": "b"}"#]
        {
            assert_eq!(of(&[], untold), None, "{untold}");
        }
        assert_eq!(of(&["a", "b"], r#"["a"]"#), None);
    }

    #[test]
    fn requests_show_how_a_file_is_sent() {
        let of = |ty: &str, body: &str| witnessed(field("LOGO", ty), &format!(r#"{{"LOGO": {body}}}"#)).format;
        let data = r#"{"fileData": ["lamp.png", "iVBORw0KGgo"]}"#;
        assert_eq!(of("file", data).as_deref(), Some("file-data"));
        assert_eq!(of("diskfile", &format!("[{data}, {data}]")).as_deref(), Some("file-data"));
        assert_eq!(of("object", data).as_deref(), Some("base64-pair"));
        for other in [r#"["lamp.png", "iVBORw0KGgo"]"#, r#"{"fileData": 1, "id": 1}"#, "{}", "[]", "7"] {
            assert_eq!(of("file", other), None, "{other}");
        }
        assert_eq!(of("any", data), None);
    }

    #[test]
    fn an_array_is_what_all_requests_send() {
        let of = |ty: &str, body: &str| {
            let fields = Field { fields: vec![field("ID", "integer")], ..field("FIELDS", ty) };
            witnessed(fields, &format!(r#"{{"FIELDS": {body}}}"#)).format
        };
        assert_eq!(of("array", r#"{"ID": 1}"#).as_deref(), Some("object"));
        assert_eq!(of("array", r#"[{"ID": 1}, {}]"#).as_deref(), Some("list"));
        for (ty, body) in
            [("array", "[]"), ("array", "{}"), ("array", "[1]"), ("array", "null"), ("object[]", r#"[{"ID": 1}]"#)]
        {
            assert_eq!(of(ty, body), None, "{ty} {body}");
        }
        let bare = witnessed(field("FIELDS", "array"), r#"{"FIELDS": {"ID": 1}}"#);
        assert_eq!(bare.format, None, "its fields are not told");
    }

    #[test]
    fn a_variant_is_seen_in_the_requests_that_choose_it() {
        let level = |name: &str| Field { required: Required::Unknown, ..field(name, "integer") };
        let variant = |when: Value, fields: Vec<Field>| Variant {
            label: "A".into(),
            when: [("KIND".to_owned(), when)].into_iter().collect(),
            fields,
        };
        let listed = |name: &str| Field { values: vec![0.into(), 1.into()], ..level(name) };
        let lamp = Field {
            fields: vec![
                field("KIND", "string"),
                Field {
                    variants: vec![
                        variant(json!(["bulb", "tube"]), vec![listed("LEVEL")]),
                        variant("text".into(), vec![level("LEVEL")]),
                    ],
                    ..field("SETTINGS", "object")
                },
            ],
            ..field("LAMP", "object")
        };
        let seen = |kind: &str| {
            let lamp = witnessed(lamp.clone(), &format!(r#"{{"LAMP": {{{kind}"SETTINGS": {{"LEVEL": "dark"}}}}}}"#));
            let variants = lamp.fields[1].variants.iter().map(|variant| &variant.fields[0]);
            variants.map(|level| (level.open, level.evidence)).collect::<Vec<_>>()
        };
        let always = Some(Evidence::Always);
        assert_eq!(seen(r#""KIND": "text", "#), [(false, None), (false, always)]);
        for kind in ["bulb", "tube"] {
            assert_eq!(seen(&format!(r#""kind": "{kind}", "#)), [(true, always), (false, None)]);
        }
        assert_eq!(seen(""), [(true, always), (false, always)], "nothing is chosen");
    }

    #[test]
    fn a_filter_and_an_order_without_a_type_are_what_is_sent() {
        let ty = |name, body| witnessed(field(name, ""), body).ty;
        assert_eq!(ty("order", "{\"order\": {\"ID\": \"ASC\"}}"), "object");
        assert_eq!(ty("FILTER", "{\"FILTER\": {\">ID\": 7}}"), "object");
        assert_eq!(ty("order", "{\"order\": \"ASC\"}"), "");
        assert_eq!(ty("lamp", "{\"lamp\": {\"ID\": 7}}"), "");
    }

    #[test]
    fn operators_that_are_sent_are_some() {
        let of = |listed: &[&str], fields: &[&str]| Field {
            operators: listed.iter().map(|&sign| sign.to_owned()).collect(),
            fields: fields.iter().map(|name| field(name, "integer")).collect(),
            ..field("filter", "object")
        };
        let sent = r#"{"filter": {"@ID": [1], ">=ID": 1, "~ID": 1, "NAME": 1}}"#;
        assert_eq!(witnessed(of(&["=", "@"], &[]), sent).operators, ["=", "@", ">="]);
        assert_eq!(witnessed(of(&[], &["ID", ">=ID"]), sent).operators, ["@"]);
        assert!(witnessed(of(&[], &[]), sent).operators.is_empty(), "what is sent is not all");
    }

    #[test]
    fn what_a_page_lists_may_be_keys() {
        let settings = || Field { values: vec!["SHOW".into(), "HIDE".into()], ..field("SETTINGS", "array") };
        assert!(witnessed(settings(), r#"{"SETTINGS": {"SHOW": "Y"}}"#).values.is_empty());
        let filter = Field { values: vec!["ID".into(), "NAME".into()], ..field("filter", "object") };
        assert_eq!(witnessed(filter, r#"{"filter": {"ID": 7}}"#).values.len(), 2, "fields of what is asked for");
        for values in [r#"{"SETTINGS": ["SHOW"]}"#, r#"{"SETTINGS": {"OTHER": "Y"}}"#, r#"{"SETTINGS": []}"#] {
            assert_eq!(witnessed(settings(), values).values.len(), 2, "{values}");
        }
    }
}
