//! What a description says about the values of its parameter: which are allowed, the default, how it is written.

mod default;
pub(super) mod items;
mod limits;
mod query;
pub(super) mod tables;
pub(super) mod typed;
pub(super) mod words;

use std::borrow::Cow;
use std::cell::LazyCell;

use b24_specs::ir::Field;
use b24_specs::pattern::is_open;
use foldhash::{HashSet, HashSetExt};

use super::names::{is_query, is_selection};
use super::text::{blocks, fold, links, marked};
use super::types::is_scalar;
use crate::lexicon::{self, Topic, Topics};
use crate::yfm::{Block, Kind, Note};
use default::{default, used};
use items::{Item, item_of, item_of_line};
use query::{is_direction, is_operator};
use typed::{finish, may_be_default, spelling, typed};
use words::{aside, behind_values, either, explained, inline_values, may_be_value, names_others};

/// What a description tells of a parameter, as a field without its name and type; `raw` is the description as written, and
/// `is_beside` knows the names beside it.
pub(super) fn describe(
    name: &str,
    ty: &str,
    description: &[Block<'_>],
    raw: &str,
    is_beside: &dyn Fn(&str) -> bool,
) -> Option<Box<Field>> {
    let topics = Topics::of_description(raw);
    let told = [Topic::Values, Topic::Default, Topic::Limit, Topic::Format].iter().any(|&topic| topics.has(topic));
    // Values may stand in a list, or in lines of their own.
    let lists = || description.iter().any(|block| matches!(block.kind, Kind::List(_))) || raw.contains("\n`");
    if !(told || lists()) {
        return None;
    }
    let mut intro = Cow::Borrowed("");
    let mut field = Field { name: name.to_owned(), ty: ty.to_owned(), ..Field::default() };
    let mut reader = Reader { field: &mut field, topics, is_beside, values: Vec::new(), listed: false, default: None };
    for block in description {
        match &block.kind {
            Kind::Paragraph(text) => {
                let text = marked(text);
                reader.paragraph(&text, &intro);
                intro = text;
            }
            Kind::List(items) => {
                reader.list(&intro, items);
                intro = Cow::Borrowed("");
            }
            Kind::Note(Note { body, .. }) => reader.paragraph(&blocks(body, "`"), ""),
            _ => {}
        }
    }
    let Reader { values, default, .. } = reader;
    finish(&mut field, values, default);
    if !field.values.is_empty() && is_scalar(&field.ty) {
        let raw = fold(raw);
        // Several of them in one text are none of them.
        field.open |= lexicon::JOINED.within(&raw) || lexicon::SOME_VALUES.within(&raw);
    }
    if is_query(name) && !field.values.is_empty() {
        links(description, &mut |target, _| field.open |= is_another_page(target));
    }
    (field.name, field.ty) = Default::default();
    (field != Field::default()).then(|| Box::new(field))
}

/// Takes from an item of a list what it tells of the key that it names: limits and default.
pub(super) fn of_key(field: &mut Field, text: &str) {
    let folded = fold(text);
    limits::bounds(field, &folded);
    // What no request sends has no type that a default could be of.
    let default =
        default(text, &folded, &field.name).filter(|text| !field.ty.is_empty() && may_be_default(text, &field.ty));
    field.default = default.map(|text| typed(&text, &field.ty)).filter(|value| !value.is_null());
}

/// A page beside this one may list what this one adds to; that of all types only tells types.
fn is_another_page(target: &str) -> bool {
    let page = target.split('#').next().and_then(|page| page.strip_suffix(".md"));
    page.is_some_and(|page| !page.ends_with("data-types"))
}

/// Values that no list goes on behind: each of a further one is looked for among them.
const MANY: usize = 200;

struct Reader<'f> {
    field: &'f mut Field,
    /// Is it the name of another row?
    is_beside: &'f dyn Fn(&str) -> bool,
    /// What the whole description speaks of.
    topics: Topics,
    values: Vec<String>,
    /// Do the values stand in a list?
    listed: bool,
    default: Option<String>,
}

impl Reader<'_> {
    fn paragraph(&mut self, text: &str, before: &str) {
        if self.is_told_of_another(text) {
            return;
        }
        // Where only a list follows, nobody looks at it.
        let folded = LazyCell::new(|| fold(text));
        let of_fields = is_selection(&self.field.name) || is_query(&self.field.name);
        if self.topics.has(Topic::Values) && self.values.is_empty() && !of_fields {
            self.values = match behind_values(text, &folded) {
                Some(behind) => inline_values(behind),
                None if is_scalar(&self.field.ty) || self.field.ty.is_empty() => {
                    let values = either(text, &folded);
                    let values = if values.is_empty() { explained(text, &folded) } else { values };
                    let values = if values.is_empty() { aside(text) } else { values };
                    if values.iter().all(|value| may_be_value(value)) { values } else { Vec::new() }
                }
                None => Vec::new(),
            };
            // "One of them is required: `ID` or `CODE`".
            if self.values.iter().any(|value| value.eq_ignore_ascii_case(&self.field.name)) {
                self.values.clear();
            }
        }
        if self.values.is_empty() {
            self.lines(text, before);
        }
        if is_query(&self.field.name) && !is_scalar(&self.field.ty) {
            if self.values.is_empty() {
                self.values = query::in_sentence(text, &folded);
            }
            if self.field.operators.is_empty() && !is_selection(&self.field.name) {
                self.field.operators = query::operators(text);
            }
        }
        if self.topics.has(Topic::Default) && self.default.is_none() {
            // What another row is called is the value of that one.
            let used = || used(text).filter(|code| !(self.is_beside)(code));
            self.default = default(text, &folded, &self.field.name).or_else(used);
        }
        if self.topics.has(Topic::Limit) || self.topics.has(Topic::Values) {
            limits::bounds(self.field, &folded);
        }
        if self.topics.has(Topic::Format) {
            limits::format(self.field, &folded);
        }
    }

    fn list(&mut self, intro: &str, items: &[&[Block<'_>]]) {
        self.items(intro, &items.iter().map(|item| item_of(item)).collect::<Vec<_>>());
    }

    /// A list may stand in the lines of a paragraph: "Mode:", then `` `single` — once `` and `` `multiple` — again ``. They may
    /// be all of it, and what they list stand in the one before.
    fn lines(&mut self, text: &str, before: &str) {
        if text.starts_with('`') && !before.is_empty() {
            let items: Vec<_> = text.lines().map(item_of_line).collect();
            if items.len() > 1 && items.iter().all(|item| item.as_ref().is_some_and(|item| item.dashed)) {
                self.items(before, &items);
            }
            return;
        }
        let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| text.split_at(at));
        let Some((head, rest)) = breaks.find(|(head, rest)| head.ends_with(':') && rest.starts_with("\n`")) else {
            return;
        };
        let items: Vec<_> = rest.trim_start().lines().map_while(|line| item_of_line(line).map(Some)).collect();
        self.items(head.lines().last().unwrap_or_default(), &items);
    }

    fn items(&mut self, intro: &str, items: &[Option<Item>]) {
        let folded = fold(intro);
        let sentence = last_sentence(&folded);
        let listed: Vec<&Item> = items.iter().flatten().collect();
        if listed.is_empty() || self.is_told_of_another(intro) {
            return;
        }
        let codes = || listed.iter().flat_map(|item| item.codes.iter());
        if codes().next().is_some() && codes().all(|code| is_operator(code)) {
            // `*` selects all.
            if self.field.operators.is_empty() && !is_selection(&self.field.name) {
                // Pages write one twice where they mean another.
                let mut seen = HashSet::new();
                self.field.operators = codes().filter(|code| seen.insert(code.as_str())).cloned().collect();
            }
            return;
        }
        let told = lexicon::VALUES.within(sentence) || ends_values(sentence);
        if is_query(&self.field.name) && !is_scalar(&self.field.ty) && !self.field.ty.is_empty() {
            return self.values.extend(query::in_list(&listed, items.len(), told));
        }
        // The names that a row of many has, `EVENT_...`: `EVENT_ADD`, `EVENT_DROP`.
        if is_open(&self.field.name) && codes().all(|code| is_one_of(&self.field.name, code)) {
            return;
        }
        // Beside a list, what is explained by other codes is a key of its objects.
        let keyed = || self.field.ty == "array" && listed.iter().any(|item| item.rest.contains('`'));
        // "Custom fields:" and a list, "System" and another.
        let words = sentence.split_whitespace().count();
        let headed = words == 1 || words == 2 && sentence.ends_with(':');
        let goes_on = self.listed
            && (2..MANY).contains(&self.values.len())
            && spelling(&self.values).is_none()
            && is_scalar(&self.field.ty)
            && headed
            && !codes().any(|code| self.values.contains(code));
        if !(self.values.is_empty() || goes_on) || self.field.ty == "object" || keyed() {
            return;
        }
        // Some pages write numbers in bold type.
        let numbered = self.field.ty == "integer" && codes().all(|code| code.parse::<i64>().is_ok());
        let is_value = |item: &Item| item.in_code || numbered;
        let all_coded = listed.len() == items.len() && listed.iter().all(|item| is_value(item) && item.dashed);
        // Other parameters are named in the same way, but not explained.
        let is_beside =
            |item: &Item| item.rest.trim().is_empty() && item.codes.iter().any(|code| (self.is_beside)(code));
        let may_be =
            || all_coded && codes().all(|code| may_be_value(code)) && !listed.iter().any(|item| is_beside(item));
        // Yes and no are values, whatever stands over them.
        let is_flag = ["Y", "N"].iter().all(|flag| codes().any(|code| code == flag));
        let leads = is_flag || !sentence.is_empty();
        let silent = || leads && is_scalar(&self.field.ty) && may_be() && !self.is_about_another(intro);
        let elsewhere = || !is_flag && names_others(sentence) || lexicon::EXAMPLE.within(sentence);
        // A field to sort by may be one of a few; in which direction is written in any case.
        let selection =
            is_selection(&self.field.name) && (!is_scalar(&self.field.ty) || codes().all(|code| is_direction(code)));
        if selection || !(told || silent()) || elsewhere() {
            return;
        }
        if self.default.is_none()
            && self.topics.has(Topic::Default)
            && let Some(behind) = listed.last().map(|item| item.behind()).filter(|behind| !behind.is_empty())
        {
            self.default = default(behind, &fold(behind), &self.field.name);
        }
        self.listed = headed && !told;
        // There are others, of which something else is said.
        self.field.open |= !told && lexicon::FOR_WHICH.within(sentence);
        for item in &listed {
            // Words that are no code are taken only where the page says that values follow.
            if is_value(item) || told {
                self.values.extend(item.codes.iter().cloned());
                if self.default.is_none() && self.topics.has(Topic::Default) && item.is_default() {
                    self.default = item.codes.first().cloned();
                }
            }
        }
    }

    /// Does a text begin with the name of another parameter, or of a key: "The parameter `width` may be from 10 to 100"?
    fn is_told_of_another(&self, text: &str) -> bool {
        let Some((before, rest)) = text.split_once('`') else { return false };
        let Some((name, behind)) = rest.split_once('`') else { return false };
        let name = name.trim_matches(['"', '\'']);
        let last = self.field.name.rsplit('.').next().unwrap_or_default();
        let another = !name.eq_ignore_ascii_case(&self.field.name) && !name.eq_ignore_ascii_case(last);
        another
            && [&lexicon::PARAMETER, &lexicon::KEYED]
                .into_iter()
                .any(|noun| lexicon::is_called(noun, &fold(before), &fold(behind)))
    }

    /// Does a text end with the name of another parameter? "Value for `ACTION`:" is followed by the values of that one, and what
    /// this one is with each.
    fn is_about_another(&self, intro: &str) -> bool {
        let body = intro.trim_end().trim_end_matches([':', '.']).strip_suffix('`');
        let code = body.and_then(|body| body.rsplit_once('`')).map(|(_, code)| code);
        code.is_some_and(|code| code != self.field.name && (self.is_beside)(code))
    }
}

/// Is it one of the names that a name with an ellipsis or a placeholder in it stands for?
fn is_one_of(many: &str, name: &str) -> bool {
    let stem = many.split(['.', '…', '<', '{', '*']).next().unwrap_or_default();
    !stem.is_empty() && name.strip_prefix(stem).is_some_and(|rest| !rest.is_empty())
}

/// Is this text only what joins two values?
pub(super) fn is_or(text: &str) -> bool {
    lexicon::JOINS.spells(text.trim_matches([',', ' ']))
}

/// `a|b|c` in one code span are three values; quotes around a value are not of it, and a backslash is written twice.
pub(super) fn pieces(code: &str) -> impl Iterator<Item = String> + '_ {
    let split = code.len() > 1 && !is_operator(code);
    let parts = code.split(move |c| split && c == '|');
    parts
        .map(|part| unquoted(part.trim().trim_end_matches('\\')))
        .filter(|part| !part.is_empty())
        .map(|part| if part.contains('\\') { part.replace("\\\\", "\\") } else { part.to_owned() })
}

/// A value without its quotes; an empty text is nothing else, and its quotes are of one kind.
pub(super) fn unquoted(part: &str) -> &str {
    if matches!(part, "''" | "\"\"") { "''" } else { part.trim_matches(['"', '\'']).trim() }
}

/// The sentence that a text ends in, a colon behind it or not.
pub(super) fn last_sentence(folded: &str) -> &str {
    let text = folded.trim_end();
    let body = text.strip_suffix(':').unwrap_or(text);
    let start = body.rfind('\n').map_or(0, |at| at + 1).max(body.rfind(". ").map_or(0, |at| at + 2));
    text.get(start..).unwrap_or(text).trim_start()
}

fn ends_values(sentence: &str) -> bool {
    lexicon::VALUES_LINE.begins(sentence).is_some()
}
