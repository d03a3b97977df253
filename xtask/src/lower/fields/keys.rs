//! Keys of an object that its row alone tells: a list in the description names each of them. Only the requests of the page
//! prove that they are keys, as values, prefixes and cases are listed in the same way.

use std::borrow::Cow;

use b24_specs::ir::{Field, Required};
use b24_specs::pattern::{is_open, prefix, stands_for};

use crate::lexicon;
use crate::lower::elsewhere::fit::Seen;
use crate::lower::examples::typing::shown_type;
use crate::lower::names::is_name;
use crate::lower::text::{fold, marked};
use crate::lower::values::items::{Item, introduced, item_of};
use crate::lower::values::{last_sentence, of_key};
use crate::yfm::{Block, Kind};

/// No object has more keys that a row lists: each is looked for among all that requests send.
const MANY: usize = 200;

/// May a description list keys?
pub(crate) fn may_list(description: &[Block<'_>]) -> bool {
    description.iter().any(|block| matches!(block.kind, Kind::List(items) if (2..=MANY).contains(&items.len())))
}

/// The fields that a list tells, where requests send nothing else under the row's name. What is called values or examples is
/// not taken for keys, and in a row that `asks` for a part of what there is only what is called so.
pub(crate) fn listed(description: &[Block<'_>], asks: bool, sent: &Seen<'_>) -> Vec<Field> {
    let others = [&lexicon::VALUES, &lexicon::VALUES_LINE, &lexicon::EXAMPLE];
    for (intro, items) in introduced(description).filter(|(_, items)| items.len() <= MANY) {
        let items: Option<Vec<Item>> = items.iter().map(|item| item_of(item)).collect();
        let keys = items.map(|items| fields(&items, sent)).unwrap_or_default();
        let intro = fold(&marked(intro)).into_owned();
        let sentence = last_sentence(&intro);
        let are_keys =
            !others.iter().any(|words| words.within(sentence)) && (!asks || lexicon::KEYS.is_word_of(sentence));
        if are_keys && !keys.is_empty() {
            return keys;
        }
    }
    Vec::new()
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
    let ty = |name: &str| {
        let values: Vec<_> = sent.iter().filter(|(key, _)| may_be(name, key)).flat_map(|(_, values)| values).collect();
        if values.is_empty() { String::new() } else { shown_type(&values.into_iter().copied().collect::<Vec<_>>()) }
    };
    let field = |(item, name): (&Item, &Cow<'_, str>)| {
        let mut field = Field {
            name: name.to_string(),
            ty: ty(name),
            required: if is_marked(item, name) { Required::Yes } else { Required::No },
            open: is_open(name),
            ..Field::default()
        };
        of_key(&mut field, &item.rest);
        field
    };
    items.iter().zip(&names).map(field).collect()
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
