//! The `result` of a method's answer, from its tables and its JSON examples.

use b24_specs::ir::{Boolean, Field, Required};
use bumpalo::collections::Vec as ArenaVec;
use foldhash::{HashMap, HashMapExt, HashSet};

use crate::diagnostic::Code;
use crate::lexicon;
use crate::lower::Input;
use crate::lower::elsewhere::follow::Follow;
use crate::lower::examples::Example;
use crate::lower::examples::abridged;
use crate::lower::examples::json::Json;
use crate::lower::examples::typing::shown_type;
use crate::lower::fields::dotted::nest_dotted;
use crate::lower::fields::link::{Links, link};
use crate::lower::fields::{Builder, adopt};
use crate::lower::outline::{Outline, Role};
use crate::lower::reconcile::copies::move_copies;
use crate::lower::reconcile::{Path, Reconciler};
use crate::lower::sink::Sink;
use crate::lower::table::groups::Found;
use crate::lower::table::param::Param;
use crate::lower::text::{blocks, fold, in_backticks, marked};
use crate::lower::types::parts;
use crate::yfm::{Arena, Kind};

/// The parts of an answer beside `result`.
const ENVELOPE: &[&str] = &["time", "total", "next", "error", "error_description"];

/// The parts of `time`.
const TIMES: &[&str] =
    &["start", "finish", "duration", "processing", "date_start", "date_finish", "operating_reset_at", "operating"];

/// Reads the result of a page from its tables and examples; nothing where the page says nothing about one.
pub(super) fn read<'a>(
    input: &Input<'a>,
    outline: &Outline<'a>,
    found: &Found<'a>,
    answers: &[Example<'a>],
    sink: &mut Sink,
) -> Option<Field> {
    let root = |section: usize| is_root(outline, section);
    let links = link(outline, &found.groups, root, sink);
    let loose = first_level(input, found, &links, answers, sink);
    let (mut result, mut loose) = split(without_times(loose));
    let mut values: Vec<Json<'_>> = answers.iter().filter_map(|answer| answer.value.get("result")).copied().collect();
    if values.is_empty() {
        let told = result.is_some() || !loose.is_empty();
        values = answers.iter().filter_map(|answer| bare(answer.value, told, input.arena)).collect();
    }
    if result.is_none() && (!values.is_empty() || !loose.is_empty()) {
        let ty = match values.is_empty() {
            true if is_list(found, &links) => "object[]".to_owned(),
            true => "object".to_owned(),
            false => shown_type(&values),
        };
        let line = loose.first().map_or(0, |field| field.line);
        result = Some(Field { name: "result".to_owned(), ty, line, ..Field::default() });
    }
    let mut result = result?;
    let rows = || found.groups.iter().flat_map(|group| &group.params).filter(|row| row.name == "result");
    result.nullable |= rows().any(|row| may_be(row, "`null`"));
    loose.retain(|field| !envelope(&field.name) || values.iter().any(|value| value.get(&field.name).is_some()));
    let at = answers.first().map_or(outline.title_at, |answer| answer.at);
    let mut reconciler = Reconciler::new(loose, input.source.line(at));
    reconciler.field(&mut result, &values, &Path::root("result"));
    let (left, conflicts) = reconciler.left();
    if conflicts.iter().any(|told| told.path == "result" && told.shown == "object") && rows().any(says_object) {
        "object".clone_into(&mut result.ty);
    }
    adopt_left(&mut result, left, &lists_of_rows(input, found), answers);
    move_copies(&mut result, &values, 0);
    // PHP's word for nothing. A boolean means it.
    let means_it = parts(&result.ty).any(|ty| matches!(ty, "boolean" | "bool" | "any"));
    result.nullable |= !means_it && rows().any(|row| may_be(row, "`false`"));
    for keys in answers.iter().filter_map(|answer| answer.abridged).flat_map(abridged::open_objects) {
        if let Some(("result", keys)) = keys.split_first().map(|(first, keys)| (*first, keys)) {
            open(&mut result, keys);
        }
    }
    for conflict in conflicts {
        sink.report(
            Code::ExampleDisagrees,
            at,
            format!("`{}` is `{}` in the table of line {} and `{}` in this example; the type takes both, mend the wrong one", conflict.path, conflict.told, conflict.line, conflict.shown),
        );
    }
    Some(result)
}

/// Do the words over the table of the first level say that it is about each of many?
fn is_list(found: &Found<'_>, links: &Links) -> bool {
    let leads = links.roots.iter().filter_map(|&root| found.groups.get(root));
    leads.map(|group| fold(&group.lead)).any(|lead| lexicon::OBJECTS.within(&lead))
}

/// Does a row say that there is an object, whatever type it gives?
fn says_object(row: &Param<'_>) -> bool {
    lexicon::HOLDS_OBJECT.within(&fold(row.says()))
}

/// The result of a page that shows none and has no table of it: "It returns `true` or an error".
pub(super) fn in_words(outline: &Outline<'_>) -> Option<Field> {
    let sections = outline.sections.iter().filter(|section| matches!(section.role, Role::Preamble | Role::Response));
    let says = sections.flat_map(|section| &section.pieces).any(|piece| match &piece.block.kind {
        Kind::Paragraph(text) => says_true(&fold(&marked(text))),
        _ => false,
    });
    let boolean = Some(Boolean::TrueFalse);
    says.then(|| Field { name: "result".to_owned(), ty: "boolean".to_owned(), boolean, ..Field::default() })
}

/// Does a text, in lower case, say that `true` comes back, and nothing else but an error or `false`?
fn says_true(text: &str) -> bool {
    let mut rest = text;
    while let Some((at, end)) = lexicon::RETURNS.find(rest) {
        let refused = rest.get(..at).and_then(|before| before.split_whitespace().next_back());
        rest = rest.get(end..).unwrap_or_default();
        let behind = rest.trim_start_matches(['`', '*', '_', ' ']).strip_prefix("true").unwrap_or("e");
        let clause = behind.split(['.', '\n']).next().unwrap_or_default();
        let other = clause.contains("null") || {
            let or = clause.split_whitespace().any(|word| lexicon::JOINS.is(word));
            or && !clause.contains("false") && !lexicon::FAILS.within(clause)
        };
        if !behind.starts_with(char::is_alphanumeric) && !refused.is_some_and(|word| lexicon::NOT.is(word)) && !other {
            return true;
        }
    }
    false
}

/// Does a row say that it may be this value? A clause in which no other value stands before it is not about a field.
fn may_be(row: &Param<'_>, value: &str) -> bool {
    let tells = |clause: &str| {
        clause.split_once(value).is_some_and(|(before, _)| {
            let codes = || in_backticks(before);
            let words = fold(before);
            codes().all(|code| code == "result")
                && ![&lexicon::REFUSED, &lexicon::PARTS].iter().any(|w| w.heads(&words))
        })
    };
    row.says().contains(value) && blocks(row.description(), "`").split([',', ';', '.', '\n']).any(tells)
}

/// The lists that rows are about, by the lines of the rows: those below `items[]`, up to the next list of which the table
/// tells what it holds. They are in the items, whether an example shows them or not.
fn lists_of_rows<'g>(input: &Input<'_>, found: &'g Found<'_>) -> HashMap<u32, &'g str> {
    let mut lists = HashMap::new();
    for group in &found.groups {
        let told: HashSet<&str> = group.params.iter().filter_map(|param| param.name.strip_suffix("[]")).collect();
        let mut list = None;
        for param in group.params.iter().filter(|_| !told.is_empty()) {
            if let Some(name) = param.name.strip_suffix("[]") {
                list = Some(name);
            } else if told.contains(param.name.as_ref()) {
                list = None;
            } else if let Some(name) = list {
                lists.insert(input.source.line(param.at), name);
            }
        }
    }
    lists
}

/// Adds to the result the rows that no example shows: to its list, where a row is about one and no answer has the field
/// beside `result`.
fn adopt_left(result: &mut Field, left: Vec<Field>, lists: &HashMap<u32, &str>, answers: &[Example<'_>]) {
    let list_of = |field: &Field| lists.get(&field.line).copied();
    let beside = |field: &Field| answers.iter().any(|answer| answer.value.get(&field.name).is_some());
    let (inside, outside): (Vec<_>, Vec<_>) =
        left.into_iter().partition(|field| list_of(field).is_some() && !beside(field));
    adopt(&mut result.fields, outside);
    let mut of_lists: HashMap<&str, Vec<Field>> = HashMap::default();
    for field in inside {
        of_lists.entry(list_of(&field).unwrap_or_default()).or_default().push(field);
    }
    for list in &mut result.fields {
        adopt(&mut list.fields, of_lists.remove(list.name.as_str()).unwrap_or_default());
    }
    let mut others: Vec<Field> = of_lists.into_values().flatten().collect();
    others.sort_by_key(|field| field.line);
    adopt(&mut result.fields, others);
}

/// Marks the record below these keys: it has more fields than are known.
fn open(field: &mut Field, keys: &[&str]) {
    // The fields of a map by ids are those of its entries.
    let by_id = usize::from(field.ty.starts_with("map<"));
    match keys.get(by_id..) {
        Some([key, rest @ ..]) => {
            if let Some(inner) = field.fields.iter_mut().find(|inner| inner.name == *key) {
                open(inner, rest);
            }
        }
        Some([]) => field.open |= field.entry().is_none() && !field.fields.is_empty(),
        None => {}
    }
}

/// What `result` holds, where an example shows that alone, or beside the rest of an answer. Where nothing else is `told` of
/// the answer, an object of plain values may be anything; and what has a `result` further down is the log of a call.
fn bare<'a>(answer: Json<'a>, told: bool, arena: &'a Arena) -> Option<Json<'a>> {
    let Json::Object(entries) = answer else { return Some(answer) };
    let rest = entries.iter().copied().filter(|(key, _)| !envelope(key));
    let rest = ArenaVec::from_iter_in(rest, arena);
    let holds = rest.iter().any(|(_, value)| value.is_object() || value.is_array());
    let log = rest.iter().any(|(_, value)| value.get("result").is_some());
    (!rest.is_empty() && (told || holds) && !log).then(|| Json::object(rest))
}

fn envelope(name: &str) -> bool {
    ENVELOPE.contains(&name)
}

/// A section of the answer that stands for itself, not below another one's name.
fn is_root(outline: &Outline<'_>, section: usize) -> bool {
    outline.sections.get(section).is_some_and(|s| lexicon::RESPONSE.is(s.folded))
}

/// The fields of the tables of the first level, and of those that nothing leads to.
fn first_level<'a>(
    input: &Input<'a>,
    found: &Found<'a>,
    links: &Links,
    answers: &[Example<'a>],
    sink: &mut Sink,
) -> Vec<Field> {
    let mut builder = Builder::new(&found.groups, links, input.source, Required::No).following(Follow::answer(
        input,
        &found.groups,
        answers.iter().map(|answer| answer.value).collect(),
    ));
    let mut fields = builder.union(links.roots.iter().chain(&links.alternatives).copied());
    adopt(&mut fields, builder.unlinked(sink));
    builder.conclude(sink);
    nest_dotted(fields, &|name| {
        name == "result"
            || answers.iter().any(|answer| answer.value.get("result").is_some_and(|result| result.get(name).is_some()))
    })
}

/// Without the parts of `time`, which old pages list behind it in the same table.
fn without_times(mut fields: Vec<Field>) -> Vec<Field> {
    let begins = |pair: &[Field]| matches!(pair, [time, start] if time.name == "time" && start.name == "start");
    if let Some(time) = fields.windows(2).position(begins) {
        let parts = fields.iter().skip(time + 1).take_while(|field| TIMES.contains(&field.name.as_str())).count();
        fields.drain(time + 1..=time + parts);
    }
    fields
}

/// `result` itself, and what the page lists beside it.
fn split(fields: Vec<Field>) -> (Option<Field>, Vec<Field>) {
    let mut result = None;
    let mut loose = Vec::new();
    for field in fields {
        if result.is_none() && field.name.eq_ignore_ascii_case("result") {
            result = Some(field);
        } else {
            loose.push(field);
        }
    }
    (result, loose)
}
