//! Keys of an object that its row alone tells: a list in the description names each of them. Only the requests of the page
//! prove that they are keys, or the format that stands there, too, as values, prefixes and cases are listed in the same way.

use std::borrow::Cow;

use b24_specs::ir::{Field, Required};
use b24_specs::pattern::{is_open, prefix, stands_for};
use serde_json::Value;

use crate::lexicon;
use crate::lower::elsewhere::fit::Seen;
use crate::lower::examples::typing::shown_type;
use crate::lower::map::keys::are_languages;
use crate::lower::names::is_name;
use crate::lower::text::{fold, marked};
use crate::lower::values::items::{Item, introduced, item_of, joined};
use crate::lower::values::{last_sentence, of_key};
use crate::yfm::{Block, Kind};

/// No object has more keys that a row lists: each is looked for among all that requests send.
const MANY: usize = 200;

/// May a description list keys?
pub(crate) fn may_list(description: &[Block<'_>]) -> bool {
    description.iter().any(|block| matches!(block.kind, Kind::List(items) if (2..=MANY).contains(&items.len())))
}

/// May a description tell keys in a sentence?
pub(crate) fn may_tell(says: &str) -> bool {
    says.contains('`') && lexicon::WITH_FIELDS.within(&fold(says))
}

/// May a description have a format in a sentence? One of several is not that of all values.
pub(crate) fn may_show(says: &str) -> bool {
    format_in(says).is_some()
}

/// The fields that a list tells, where requests send nothing else under the row's name. What is called examples is not taken
/// for keys, and in a row that `asks` for a part of what there is only what is called so, and not values.
pub(crate) fn listed(description: &[Block<'_>], asks: bool, sent: &Seen<'_>) -> Vec<Field> {
    for (intro, items) in introduced(description).filter(|(_, items)| items.len() <= MANY) {
        let items: Option<Vec<Item>> = items.iter().map(|item| item_of(item)).collect();
        let keys = items.map(|items| fields(&items, sent)).unwrap_or_default();
        let intro = fold(&marked(intro)).into_owned();
        let sentence = last_sentence(&intro);
        let values = || [&lexicon::VALUES, &lexicon::VALUES_LINE].iter().any(|words| words.within(sentence));
        let are_keys = !lexicon::EXAMPLE.within(sentence) && (!asks || lexicon::KEYS.is_word_of(sentence) && !values());
        if are_keys && !keys.is_empty() {
            return keys;
        }
    }
    Vec::new()
}

/// The same where a sentence tells them: "an object with the fields `ID` and `NAME`".
pub(crate) fn in_words(says: &str, sent: &Seen<'_>) -> Vec<Field> {
    let Some((_, end)) = lexicon::WITH_FIELDS.find(&fold(says)) else { return Vec::new() };
    let names: Vec<&str> = joined(says.get(end..).unwrap_or_default()).collect();
    if names.iter().all(|name| is_name(name)) { as_sent(&names, sent) } else { Vec::new() }
}

/// The fields of these names, where requests send no others.
fn as_sent(names: &[&str], sent: &Seen<'_>) -> Vec<Field> {
    if sent.is_empty() || !sent.keys().all(|key| names.contains(key)) {
        return Vec::new();
    }
    let field = |name: &&str| Field { name: (*name).to_owned(), ty: sent_type(name, sent), ..Field::default() };
    names.iter().map(field).collect()
}

/// The same where a format in a sentence has them: `{"timestamp": "1767225600", "timezone": "Europe/Berlin"}`. The keys of a map
/// are others in requests, or languages. A list that is about one of them may tell more.
pub(crate) fn shown(description: &[Block<'_>], says: &str, sent: &Seen<'_>) -> Vec<Field> {
    let format = format_in(says).and_then(format_of).unwrap_or_default();
    let names: Vec<&str> = format.iter().map(|(name, _)| *name).collect();
    let is_of = |item: &Item| item.codes.first().is_some_and(|code| names.contains(&code.as_str()));
    let mut listed = introduced(description).flat_map(|(_, items)| items.iter().filter_map(|item| item_of(item)));
    if are_languages(names.iter().copied()) || listed.any(|item| is_of(&item)) {
        return Vec::new();
    }
    as_sent(&names, sent)
}

/// The only code of a description that is an object, with nothing in it that has parts of its own.
fn format_in(says: &str) -> Option<&str> {
    let (before, rest) = says.split_once("`{")?;
    let (inside, behind) = rest.split_once("}`")?;
    let code = says.get(before.len() + 1..says.len() - behind.len() - 1)?;
    (!inside.contains(['{', '[', '`']) && !behind.contains("`{")).then_some(code)
}

/// The same where no request sends the row: `{VALUE: date, TYPE: 'NONE'|'NOW'}` over a list of `VALUE` and `TYPE`.
pub(crate) fn sketched(description: &[Block<'_>]) -> Vec<Field> {
    let formats = description.iter().filter_map(|block| match &block.kind {
        Kind::Code(code) => format_of(code.raw),
        _ => None,
    });
    let formats: Vec<_> = formats.collect();
    for (_, items) in introduced(description).filter(|_| !formats.is_empty()) {
        let items: Option<Vec<Item>> = items.iter().map(|item| item_of(item)).collect();
        let items = items.unwrap_or_default();
        let is_of = |format: &&Vec<(&str, &str)>| {
            format.len() > 1
                && format.len() == items.len()
                && format
                    .iter()
                    .zip(&items)
                    .all(|((key, _), item)| item.dashed && matches!(&item.codes[..], [code] if code == key))
        };
        if let Some(format) = formats.iter().find(is_of) {
            return format.iter().map(|(key, value)| sketched_as(key, value)).collect();
        }
    }
    Vec::new()
}

/// The keys of the format of an object, and what stands behind each; none where it has others in it.
fn format_of(code: &str) -> Option<Vec<(&str, &str)>> {
    let inside = code.trim().strip_prefix('{')?.strip_suffix('}')?;
    let entries = inside.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
    let entries: Option<Vec<(&str, &str)>> = entries.map(pair_of).collect();
    entries.filter(|entries| !entries.is_empty() && entries.iter().all(|(key, _)| is_name(key)))
}

fn pair_of(entry: &str) -> Option<(&str, &str)> {
    let (key, value) = entry.split_once(':')?;
    Some((key.trim().trim_matches(['"', '\'']), value.trim()))
}

/// Texts with a bar between are the values of a key.
fn sketched_as(key: &str, value: &str) -> Field {
    let quoted = |value: &str| {
        let value = value.trim();
        value.strip_prefix(['"', '\'']).and_then(|value| value.strip_suffix(['"', '\''])).map(Value::from)
    };
    let values: Vec<Value> = value.split('|').map(quoted).collect::<Option<_>>().unwrap_or_default();
    let field = Field { name: key.to_owned(), ..Field::default() };
    if values.len() > 1 { Field { ty: "string".to_owned(), values, ..field } } else { field }
}

fn fields(items: &[Item], sent: &Seen<'_>) -> Vec<Field> {
    let names: Vec<Cow<'_, str>> = items.iter().filter_map(|item| Some(open(item.codes.first()?))).collect();
    let are_keys = items.iter().all(|item| item.dashed && item.codes.len() == 1)
        // A name that stands for any is that of a group.
        && names.iter().all(|name| is_name(name) && !(is_open(name) && prefix(name).is_empty()))
        && sent.keys().all(|key| names.iter().any(|name| may_be(name, key)));
    if !are_keys || sent.is_empty() {
        return Vec::new();
    }
    let is_marked = |item: &Item, name: &str| {
        item.rest.strip_prefix(name).is_some_and(|rest| rest.starts_with('*'))
            || lexicon::REQUIRED_KEY.within(&fold(&item.rest))
    };
    let field = |(item, name): (&Item, &Cow<'_, str>)| {
        let mut field = Field {
            name: name.to_string(),
            ty: sent_type(name, sent),
            required: if is_marked(item, name) { Required::Yes } else { Required::No },
            open: is_open(name),
            ..Field::default()
        };
        of_key(&mut field, &item.rest);
        field
    };
    items.iter().zip(&names).map(field).collect()
}

/// The type that requests show of a key.
fn sent_type(name: &str, sent: &Seen<'_>) -> String {
    let values: Vec<_> = sent.iter().filter(|(key, _)| may_be(name, key)).flat_map(|(_, values)| values).collect();
    if values.is_empty() { String::new() } else { shown_type(&values.into_iter().copied().collect::<Vec<_>>()) }
}

/// `user[id]` stands for `user7`, as `user<id>` does.
fn open(code: &str) -> Cow<'_, str> {
    match code.strip_suffix(']').and_then(|code| code.split_once('[')) {
        Some((stem, word)) if !stem.is_empty() && word.chars().all(char::is_alphabetic) && !word.is_empty() => {
            Cow::Owned(format!("{stem}<{word}>"))
        }
        _ => Cow::Borrowed(code),
    }
}

fn may_be(name: &str, key: &str) -> bool {
    name == key || is_open(name) && stands_for(name, key)
}
