//! Fields that the description of an object requires: it lists them behind words that say so, and no row of theirs does.

use b24_specs::ir::{Field, Required};

use crate::lexicon;
use crate::lower::names::is_query;
use crate::lower::text::{fold, marked};
use crate::lower::values::items::{Item, introduced, item_of};
use crate::lower::values::last_sentence;
use crate::yfm::Block;

/// Requires the fields of an object that a list in its description names.
pub(super) fn tell(field: &mut Field, description: &[Block<'_>]) {
    // What a filter asks for is no field of an object.
    if field.fields.is_empty() || is_query(&field.name) {
        return;
    }
    for (intro, items) in introduced(description) {
        if !introduces(last_sentence(&fold(&marked(intro)))) {
            continue;
        }
        let items: Vec<Item> = items.iter().filter_map(|item| item_of(item)).collect();
        let listed = items.iter().filter(|item| item.in_code && !lexicon::CONDITION.within(&fold(&item.rest)));
        for code in listed.flat_map(|item| &item.codes) {
            if let Some(field) = field.fields.iter_mut().find(|field| field.name == *code) {
                field.required = Required::Yes;
            }
        }
    }
}

/// "Required fields for a new lamp:", in lower case; not those that only some lamps have.
fn introduces(sentence: &str) -> bool {
    sentence.trim_end().ends_with(':')
        && lexicon::REQUIRED_FIELDS.begins(sentence).is_some()
        && !lexicon::CONDITION.within(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_required_in_any_case_is_introduced() {
        for sentence in ["required fields:", "required fields for a new lamp:", "обязательные поля для новой лампы:"]
        {
            assert!(introduces(sentence), "{sentence}");
        }
        for sentence in [
            "required fields",
            "required fields if the lamp is new:",
            "there are no required fields:",
            "обязательные поля, если лампа новая:",
        ] {
            assert!(!introduces(sentence), "{sentence}");
        }
    }
}
