//! Whatever the IR holds survives being written as a page and read again.

use b24_specs::ir::{
    Access, Api, Auth, Boolean, Command, Deprecated, ErrorCase, Event, Evidence, Examples, Field, Form, Kind, List,
    ListId, Method, Placement, Required, Rule, System, VERSION, Variant,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value};
use xtask::document::Document;
use xtask::source::Source;
use xtask::specs_page::{is_own, read, render};
use xtask::yfm;

/// Texts as they occur, and texts that nobody wishes for.
fn text() -> BoxedStrategy<String> {
    let nasty = vec(
        prop_oneof![
            Just("|"),
            Just("||"),
            Just("#|"),
            Just("|#"),
            Just("`"),
            Just("``"),
            Just("```"),
            Just("\\"),
            Just("\\|"),
            Just("{"),
            Just("}"),
            Just("{#a}"),
            Just("{.b}"),
            Just("{k=v}"),
            Just("{% list tabs %}"),
            Just("*"),
            Just("**"),
            Just("_"),
            Just("^"),
            Just("<b>"),
            Just("&amp;"),
            Just("&lt;"),
            Just("[a](b)"),
            Just("\n"),
            Just("\r\n"),
            Just("\t"),
            Just(" "),
            Just("\u{a0}"),
            Just("\u{0}"),
            Just("\u{feff}"),
            Just("\u{2028}"),
            Just("\u{202e}"),
            Just("\""),
            Just("'"),
            Just("-"),
            Just("- "),
            Just("# "),
            Just(":"),
            Just(", "),
            Just("null"),
            Just("1"),
            Just("true"),
            Just("variant"),
            Just("(2)"),
            Just(" / "),
            Just("привет"),
            Just("\u{1f600}"),
            Just("e\u{301}"),
            Just("a"),
            Just("B_1"),
            Just("~~"),
            Just("<!--"),
            Just("$x$"),
            Just("[^1]"),
            Just("http://a.b"),
            Just("{{ v }}"),
            Just(":sign:"),
            Just("&#124;"),
        ],
        0..5,
    );
    prop_oneof![
        3 => "[a-zA-Z_.]{1,12}",
        3 => nasty.prop_map(|parts| parts.concat()),
        1 => any::<String>(),
        1 => Just(String::new()),
    ]
    .boxed()
}

fn value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![vec(inner.clone(), 0..3).prop_map(Value::from), map_of(inner).prop_map(Value::Object)]
    })
    .boxed()
}

fn map_of(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    btree_map(text(), value, 0..3).prop_map(|map| map.into_iter().collect())
}

fn number() -> BoxedStrategy<f64> {
    prop_oneof![any::<i32>().prop_map(f64::from), any::<f64>().prop_filter("JSON has no others", |n| n.is_finite())]
        .boxed()
}

fn leaf() -> BoxedStrategy<Field> {
    let required = prop_oneof![Just(Required::No), Just(Required::Yes), Just(Required::Unknown)];
    let boolean = prop_oneof![Just(Boolean::YesNo), Just(Boolean::OneZero), Just(Boolean::TrueFalse)];
    let evidence = prop_oneof![Just(Evidence::Always), Just(Evidence::Sometimes), Just(Evidence::Never)];
    let facts = (text(), text(), required, any::<bool>(), vec(value(), 0..4), option::of(value()));
    let limits = (option::of(number()), option::of(number()), option::of(any::<u64>()), option::of(any::<u64>()));
    let forms = (option::of(boolean), option::of(text()), vec(text(), 0..3), option::of(evidence), any::<bool>());
    (facts, limits, forms)
        .prop_map(|(facts, limits, forms)| {
            let (name, ty, required, nullable, values, default) = facts;
            let (min, max, max_len, max_items) = limits;
            let (boolean, format, operators, evidence, open) = forms;
            Field {
                name,
                ty,
                required,
                nullable,
                values,
                default,
                min,
                max,
                max_len,
                max_items,
                boolean,
                format,
                operators,
                evidence,
                open,
                ..Field::default()
            }
        })
        .boxed()
}

fn field() -> BoxedStrategy<Field> {
    leaf()
        .prop_recursive(3, 12, 3, |inner| {
            let variant = (text(), map_of(value()), vec(inner.clone(), 0..3))
                .prop_map(|(label, when, fields)| Variant { label, when, fields });
            (leaf(), vec(inner, 0..3), vec(variant, 0..3)).prop_map(|(field, fields, variants)| Field {
                fields,
                variants,
                ..field
            })
        })
        .boxed()
}

/// Names that stand twice are the interesting ones.
fn fields() -> BoxedStrategy<Vec<Field>> {
    (vec(field(), 0..4), any::<bool>())
        .prop_map(|(mut fields, twice)| {
            if twice {
                fields.extend(fields.first().cloned());
            }
            fields
        })
        .boxed()
}

fn error() -> BoxedStrategy<ErrorCase> {
    (option::of(any::<u16>()), text(), option::of(text()), option::of(text()))
        .prop_map(|(status, code, message, field)| ErrorCase { status, code, message, field, line: 0 })
        .boxed()
}

fn list() -> BoxedStrategy<List> {
    let id = (option::of(text()), option::of(text()), text()).prop_map(|(filter, order, answer)| ListId {
        filter,
        order,
        answer,
    });
    let names = || vec(text(), 0..3);
    (text(), text(), option::of(any::<u32>()), option::of(id), names(), names(), names(), names())
        .prop_map(|(items, paging, page_size, id, filter, operators, order, select)| List {
            items,
            paging,
            page_size,
            id,
            filter,
            operators,
            order,
            select,
        })
        .boxed()
}

fn rule() -> BoxedStrategy<Rule> {
    let names = || vec(text(), 0..3);
    prop_oneof![
        text().prop_map(|param| Rule::ReachableUrl { param }),
        (text(), map_of(value()), names(), names(), names(), names()).prop_map(
            |(name, sets, requires, optional, forbids, only)| {
                Rule::Form(Form { name, sets, requires, optional, forbids, only })
            }
        ),
    ]
    .boxed()
}

fn access() -> BoxedStrategy<Access> {
    prop_oneof![Just(Access::Any), Just(Access::Administrator), Just(Access::Restricted)].boxed()
}

fn examples() -> BoxedStrategy<Examples> {
    any::<(u32, u32)>().prop_map(|(requests, responses)| Examples { requests, responses }).boxed()
}

fn deprecated() -> BoxedStrategy<Option<Deprecated>> {
    option::of(option::of(text()).prop_map(|successor| Deprecated { successor, dropped: false })).boxed()
}

fn method() -> BoxedStrategy<Method> {
    let head = (text(), prop_oneof![Just(Api::V2), Just(Api::V3)], text(), text(), vec(text(), 0..3));
    let who = (
        prop_oneof![Just(Auth::Any), Just(Auth::Application)],
        access(),
        prop_oneof![Just(Kind::Read), Just(Kind::List), Just(Kind::Write)],
        deprecated(),
    );
    let command = option::of((text(), text()).prop_map(|(param, value)| Command { param, value }));
    let rest = (any::<bool>(), any::<bool>(), option::of(list()), examples(), command);
    (head, who, rest, fields(), field(), vec(error(), 0..4), vec(rule(), 0..3))
        .prop_map(|(head, who, rest, params, result, errors, rules)| {
            let (method, api, page, title, scopes) = head;
            let (auth, access, kind, deprecated) = who;
            let (positional, no_batch, list, examples, command) = rest;
            Method {
                doc: None,
                method,
                api,
                command,
                page,
                title,
                scopes,
                auth,
                access,
                kind,
                deprecated,
                positional,
                no_batch,
                list,
                params,
                result,
                errors,
                rules,
                examples,
                ir: VERSION,
            }
        })
        .boxed()
}

fn document() -> BoxedStrategy<Document> {
    let event = (text(), text(), text(), vec(text(), 0..3), access(), deprecated(), fields(), examples()).prop_map(
        |(event, page, title, scopes, access, deprecated, params, examples)| {
            Document::Event(Event { event, page, title, scopes, access, deprecated, params, examples, ir: VERSION })
        },
    );
    let placement = (
        (text(), text(), text(), vec(text(), 0..3), deprecated()),
        (fields(), fields(), any::<bool>(), any::<bool>(), examples()),
    )
        .prop_map(
            |((placement, page, title, scopes, deprecated), (params, options, user_mode, single, examples))| {
                Document::Placement(Placement {
                    placement,
                    page,
                    title,
                    scopes,
                    deprecated,
                    params,
                    options,
                    user_mode,
                    single,
                    examples,
                    ir: VERSION,
                })
            },
        );
    let system = (vec(error(), 0..4), btree_map(text(), text(), 0..4))
        .prop_map(|(errors, types)| Document::System(System { ir: VERSION, errors, types }));
    prop_oneof![6 => method().prop_map(Document::Method), 2 => event, 2 => placement, 1 => system].boxed()
}

/// Lines are those of the page; everything else has to be what it was.
fn without_lines(mut document: Document) -> Document {
    fn clear(fields: &mut [Field]) {
        for field in fields {
            field.line = 0;
            clear(&mut field.fields);
            field.variants.iter_mut().for_each(|variant| clear(&mut variant.fields));
        }
    }
    let errors = match &mut document {
        Document::Method(method) => {
            clear(&mut method.params);
            clear(std::slice::from_mut(&mut method.result));
            &mut method.errors
        }
        Document::Event(event) => {
            clear(&mut event.params);
            return document;
        }
        Document::Placement(placement) => {
            clear(&mut placement.params);
            clear(&mut placement.options);
            return document;
        }
        Document::System(system) => &mut system.errors,
    };
    for error in errors {
        error.line = 0;
    }
    document
}

fn read_page(page: &str) -> Result<Document, String> {
    let source = Source::new("page.md", page.as_bytes().to_vec());
    read(&source, &yfm::parse(source.text(), &yfm::Arena::new())).map_err(|problem| {
        let (line, column) = source.line_col(problem.at);
        format!("{line}:{column}: {}", problem.message)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_fact_survives(document in document()) {
        let page = render(&document);
        prop_assert!(is_own(&page), "not recognised:\n{page}");
        let again = read_page(&page).map_err(|problem| TestCaseError::fail(format!("{problem}\n{page}")))?;
        prop_assert_eq!(render(&again), page.as_str());
        prop_assert_eq!(without_lines(again), document, "{}", page);
    }

    #[test]
    fn no_text_makes_the_reader_panic(lines in vec(text(), 0..20)) {
        let _ = read_page(&format!("# Method `a`\n\n- page: `b`\n\n## Parameters\n\n{}", lines.join("\n")));
    }
}
