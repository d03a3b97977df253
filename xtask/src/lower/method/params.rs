//! The parameters of a method, from its tables and the requests of its examples.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use b24_specs::ir::{Field, Form, Required};
use b24_specs::pattern::is_open;

use crate::diagnostic::Code;
use crate::lexicon;
use crate::lower::Input;
use crate::lower::elsewhere::follow::Follow;
use crate::lower::examples::json::Json;
use crate::lower::examples::typing::shown_type;
use crate::lower::examples::{Example, sends};
use crate::lower::fields::dotted::nest_dotted;
use crate::lower::fields::link::link;
use crate::lower::fields::{Builder, add_variant, adopt, either, variants};
use crate::lower::map::names;
use crate::lower::names::{is_name, is_query};
use crate::lower::outline::headings::says_parameters;
use crate::lower::outline::{Outline, Role};
use crate::lower::page_kind::says_no_parameters;
use crate::lower::reconcile::nested::nest_sent;
use crate::lower::reconcile::witness::{lookup, witness};
use crate::lower::sink::Sink;
use crate::lower::table::groups::Found;
use crate::lower::unused;
use crate::yfm::Offset;

/// Reads the parameters of a page from its tables, and the forms in which they are given; `requests` are the bodies sent to
/// its method.
pub(super) fn read<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    found: &Found<'a>,
    requests: &[&Example<'a>],
    sink: &mut Sink,
) -> (Vec<Field>, Vec<Form>) {
    unused::tables(&found.foreign, sink);
    let (mut fields, forms) = tables(input, outline, found, requests, sink);
    let mut of_request =
        outline.sections.iter().filter(|section| matches!(section.role, Role::Preamble | Role::Request));
    if fields.is_empty() && found.groups.is_empty() && !of_request.any(says_no_parameters) {
        fields = unlisted(input, requests, sink);
    }
    hold_against_requests(&mut fields, &forms, requests, sink);
    (fields, forms)
}

/// What the tables tell. The parameters themselves come first, then those of the ways to call, and in the end the tables
/// that nothing leads to, for which a parameter is looked for among all of these.
fn tables<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    found: &Found<'a>,
    requests: &[&Example<'a>],
    sink: &mut Sink,
) -> (Vec<Field>, Vec<Form>) {
    let is_root =
        |section: usize| outline.sections.get(section).is_some_and(|s| s.level == 0 || lexicon::REQUEST.is(s.folded));
    let links = link(outline, &found.groups, is_root, sink);
    // A page that marks nothing and does not say that it would: nothing is known.
    let marks = outline.says_marks || found.groups.iter().any(|group| group.params.iter().any(|param| param.required));
    let unmarked = if marks { Required::No } else { Required::Unknown };
    let mut builder = Builder::new(&found.groups, &links, input.source, unmarked).following(Follow::request(
        input,
        &found.groups,
        requests.iter().map(|example| example.value).collect(),
    ));
    let mut fields = builder.union(links.roots.iter().copied());
    let ways: Vec<Vec<Field>> = links.alternatives.iter().map(|&way| builder.union([way])).collect();
    let mut forms = forms(&ways);
    adopt(&mut fields, one_of(ways, !forms.is_empty()));
    orphans(input, outline, requests, &mut builder, &mut fields, sink);
    builder.conclude(sink);
    if forms.is_empty() {
        let roots = links.roots.iter().filter_map(|&root| found.groups.get(root));
        forms = either::forms(&roots.flat_map(|group| &group.params).collect::<Vec<_>>());
    }
    if unmarked == Required::Unknown && !fields.is_empty() {
        let at = found.groups.first().map_or(outline.title_at, |group| group.at);
        sink.report(
            Code::RequiredUnknown,
            at,
            "no parameter is marked as required; mark those that are, or include the note on required parameters",
        );
    }
    // What chooses a variant is called as it is below its parent.
    let mut fields = nest_dotted(fields, &|name| sends(requests, name));
    variants::complete(&mut fields);
    (fields, forms)
}

/// What the requests add, and where they contradict. A field is held against what is sent in its place, and so has to have
/// it; and what every list does without is not required, whatever the requests show.
fn hold_against_requests(fields: &mut Vec<Field>, forms: &[Form], requests: &[&Example<'_>], sink: &mut Sink) {
    let bodies: Vec<Json<'_>> = requests.iter().map(|example| example.value).collect();
    if forms.is_empty() {
        nest_sent(fields, &bodies);
    }
    ask_for_all(fields);
    let whole = requests.iter().filter(|example| example.abridged.is_none()).map(|example| example.value);
    witness(fields.iter_mut(), &bodies, &whole.collect::<Vec<_>>(), 0);
    let of_forms: Vec<&str> =
        forms.iter().flat_map(|form| form.optional.iter().chain(&form.forbids)).map(String::as_str).collect();
    compare(fields, &of_forms, requests, sink);
}

/// The parameters of a page that has no table of them, such as one that leads to the page of all lists: what its requests send.
fn unlisted(input: &Input<'_>, requests: &[&Example<'_>], sink: &mut Sink) -> Vec<Field> {
    let mut sent: BTreeMap<&str, (Offset, Vec<Json<'_>>)> = BTreeMap::new();
    for example in requests {
        for (key, value) in example.value.as_object().into_iter().flatten().filter(|(key, _)| is_name(key)) {
            sent.entry(key).or_insert((example.at, Vec::new())).1.push(*value);
        }
    }
    let field = |(name, (at, values)): (&str, (Offset, Vec<Json<'_>>))| {
        let message = format!("the page has no table of parameters; `{name}` is taken from a request, add a table");
        sink.report(Code::UndocumentedKey, at, message);
        let open = values.iter().any(Json::is_object);
        let (name, ty) = (name.to_owned(), shown_type(&values));
        Field { name, ty, required: Required::Unknown, open, line: input.source.line(at), ..Field::default() }
    };
    sent.into_iter().map(field).collect()
}

/// How many ways to call a page may tell. More are no ways, and each would list the parameters of all others.
const WAYS: usize = 16;

/// Several ways to call as forms, each called after the first parameter that it alone requires; none where some way has no
/// such parameter.
fn forms(ways: &[Vec<Field>]) -> Vec<Form> {
    let has = |way: &[Field], name: &str| way.iter().any(|field| field.name == name);
    let form = |(i, way): (usize, &Vec<Field>)| {
        let others = || ways.iter().enumerate().filter(|&(j, _)| j != i).map(|(_, way)| way);
        let alone = |field: &&Field| {
            field.required == Required::Yes && !is_open(&field.name) && !others().any(|other| has(other, &field.name))
        };
        let first = way.iter().find(alone)?;
        let mut forbids: Vec<String> = Vec::new();
        for field in others().flatten().filter(|field| !has(way, &field.name)) {
            if !forbids.contains(&field.name) {
                forbids.push(field.name.clone());
            }
        }
        Some(Form { name: format!("by_{}", first.name), forbids, ..Form::default() })
    };
    if !(2..=WAYS).contains(&ways.len()) {
        return Vec::new();
    }
    ways.iter().enumerate().map(form).collect::<Option<_>>().unwrap_or_default()
}

/// The parameters of several ways to call. Where the ways are no forms, required is what every way requires.
fn one_of(ways: Vec<Vec<Field>>, forms: bool) -> Vec<Field> {
    let all = ways.len();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut fields = Vec::new();
    for way in ways {
        for field in way.iter().filter(|field| field.required == Required::Yes) {
            *counts.entry(field.name.clone()).or_default() += 1;
        }
        adopt(&mut fields, way);
    }
    for field in fields.iter_mut().filter(|_| !forms) {
        if field.required == Required::Yes && counts.get(&field.name).is_none_or(|&count| count < all) {
            field.required = Required::No;
        }
    }
    fields
}

/// Tables that nothing leads to: a parameter named by the heading, or the fields of the only object that has none.
fn orphans<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    requests: &[&Example<'_>],
    builder: &mut Builder<'a, '_>,
    fields: &mut Vec<Field>,
    sink: &mut Sink,
) {
    let (groups, links) = (builder.groups, builder.links);
    for (orphan, name) in &links.orphans {
        let Some(group) = groups.get(*orphan) else { continue };
        let inner = builder.union([*orphan]);
        let line = input.source.line(group.at);
        if let Some(name) = name {
            let required =
                if inner.iter().any(|f| f.required == Required::Yes) { Required::Yes } else { builder.unmarked };
            let field = Field {
                name: name.clone(),
                ty: "object".to_owned(),
                required,
                fields: inner,
                line,
                ..Field::default()
            };
            adopt(fields, vec![field]);
            continue;
        }
        let section = outline.sections.get(group.section);
        let adopted = section.is_some_and(|s| s.adopted);
        // The requests may show where the rows belong.
        let sent = |names: &[Field]| {
            requests.iter().any(|example| names.iter().any(|field| lookup(&example.value, &field.name).is_some()))
        };
        if section.is_some_and(|s| !adopted && says_parameters(s.title)) || sent(&inner) {
            adopt(fields, inner);
            continue;
        }
        let empty = |f: &Field| {
            !adopted && matches!(f.ty.as_str(), "object" | "array") && f.fields.is_empty() && f.variants.is_empty()
        };
        let sole = fields.iter().position(empty).filter(|_| fields.iter().filter(|f| empty(f)).count() == 1);
        let none = fields.is_empty();
        match sole.and_then(|index| fields.get_mut(index)) {
            Some(field) => {
                match &group.tab {
                    Some(tab) => add_variant(field, tab, inner),
                    None => adopt(&mut field.fields, inner),
                }
                sink.report(
                    Code::Orphan,
                    group.at,
                    format!(
                        "nothing leads to this table; it is taken for the fields of `{}`, name it in the heading",
                        field.name
                    ),
                );
            }
            None if none && !adopted => adopt(fields, inner),
            None => {
                sink.take_back(
                    group.params.len(),
                    Code::Orphan,
                    group.at,
                    "nothing leads to this table; name the parameter that it describes in its heading, or link to it",
                );
            }
        }
    }
}

/// A list that is asked for without a filter, an order or a page has all items, from the first on.
fn ask_for_all(fields: &mut [Field]) {
    let asks = |field: &Field| is_query(&field.name) || pages(field);
    let of_list = fields.iter().filter(|field| asks(field)).count() > 1;
    for field in fields.iter_mut().filter(|field| asks(field)) {
        optional(field);
        if (of_list || pages(field)) && field.required == Required::Unknown {
            field.required = Required::No;
        }
    }
}

/// Chooses one of the pages that every list comes in.
fn pages(field: &Field) -> bool {
    // A day may be the start of something else.
    field.name.eq_ignore_ascii_case("start") && !field.ty.starts_with("date") || field.name == "NAV_PARAMS"
}

fn optional(field: &mut Field) {
    let variants = field.variants.iter_mut().flat_map(|variant| &mut variant.fields);
    for inner in field.fields.iter_mut().chain(variants) {
        if inner.required == Required::Unknown {
            inner.required = Required::No;
        }
        optional(inner);
    }
}

/// Reports where the requests contradict the table; once a key, however many examples send it. What some form does without
/// (`of_forms`) a request may leave out.
fn compare(fields: &[Field], of_forms: &[&str], requests: &[&Example<'_>], sink: &mut Sink) {
    let mut told: HashSet<&str> = HashSet::new();
    let open = fields.iter().any(|field| field.open && field.name.starts_with(['<', '*', '{']));
    let known = names(fields);
    for example in requests {
        let Some(map) = example.value.as_object() else { continue };
        for (key, _) in map {
            if !open && !known.contains(&key.to_ascii_lowercase()) && told.insert(key) {
                sink.report(Code::UndocumentedKey, example.at, format!("the request sends `{key}`, which the table does not have; add a row, or take it out of the example"));
            }
        }
        let needed = |field: &&Field| field.required == Required::Yes && !of_forms.contains(&field.name.as_str());
        for field in fields.iter().filter(needed) {
            if lookup(&example.value, &field.name).is_none() && told.insert(&field.name) {
                sink.report(
                    Code::ExampleLacks,
                    example.at,
                    format!(
                        "the request leaves out `{}`, which line {} marks as required; mend one of them",
                        field.name, field.line
                    ),
                );
            }
        }
    }
}
