//! What is told of a text that names something, but not of the kind that was asked for: an event among methods.

use b24_specs::index::{Coded, Codes, Damaged};

use super::matches;

/// One family of what the documentation describes.
struct Family {
    noun: &'static str,
    with_article: &'static str,
    /// What takes it, around the text.
    door: (&'static str, &'static str),
    /// Those that are shipped.
    names: fn() -> Vec<&'static str>,
}

const FAMILIES: [Family; 3] = [
    Family { noun: "method", with_article: "a method", door: ("methods! { mod api { \"", "\"; } }"), names: methods },
    Family {
        noun: "event",
        with_article: "an event",
        door: ("events! { pub enum AppEvent { \"", "\"; } }"),
        names: || codes(b24_specs::events()),
    },
    Family {
        noun: "placement",
        with_article: "a placement",
        door: ("placements! { pub enum AppWidget { \"", "\"; } }"),
        names: || codes(b24_specs::placements()),
    },
];

/// The message for a text that names no `noun`, but something else; nothing where it does not. The names of the others are
/// looked for here alone, where something is wrong already.
pub(super) fn elsewhere(noun: &str, text: &str) -> Option<String> {
    FAMILIES.iter().filter(|family| family.noun != noun).find_map(|family| {
        let (before, behind) = family.door;
        let mut names = (family.names)();
        if text.contains('*') {
            names.retain(|name| matches(text, name));
            // A name has a line for each interface.
            names.dedup();
            let (of, s) = (family.noun, if names.len() == 1 { "" } else { "s" });
            let found = (!names.is_empty()).then_some(names.len())?;
            return Some(format!("`{text}` matches no {noun}, but {found} {of}{s}: write `{before}{text}{behind}`"));
        }
        // The documentation writes codes in small letters, too.
        let name = names.into_iter().find(|name| name.eq_ignore_ascii_case(text))?;
        Some(format!("no {noun} `{text}`: it is {}, write `{before}{name}{behind}`", family.with_article))
    })
}

fn methods() -> Vec<&'static str> {
    b24_specs::methods().into_iter().flat_map(|index| index.names()).flatten().map(|(name, _)| name).collect()
}

fn codes<T: Coded>(index: Result<Codes<'static, T>, Damaged>) -> Vec<&'static str> {
    index.into_iter().flat_map(|index| index.names()).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_another_kind_is_told_its_place() {
        let told = |noun, text| elsewhere(noun, text).unwrap();
        let text =
            "no method `onCrmDealAdd`: it is an event, write `events! { pub enum AppEvent { \"ONCRMDEALADD\"; } }`";
        assert_eq!(told("method", "onCrmDealAdd"), text);
        let text = "no method `CRM_DEAL_DETAIL_TAB`: it is a placement, write \
                    `placements! { pub enum AppWidget { \"CRM_DEAL_DETAIL_TAB\"; } }`";
        assert_eq!(told("method", "CRM_DEAL_DETAIL_TAB"), text);
        let text = "no event `crm.deal.add`: it is a method, write `methods! { mod api { \"crm.deal.add\"; } }`";
        assert_eq!(told("event", "crm.deal.add"), text);
        let text =
            "`event.*bind` matches no placement, but 2 methods: write `methods! { mod api { \"event.*bind\"; } }`";
        assert_eq!(told("placement", "event.*bind"), text);
        let text =
            "`tasks.task.add*` matches no event, but 1 method: write `methods! { mod api { \"tasks.task.add*\"; } }`";
        assert_eq!(told("event", "tasks.task.add*"), text);
        assert_eq!(elsewhere("method", "crm.deal.add"), None);
        assert_eq!(elsewhere("event", "ONCRMDEELADD"), None);
    }
}
