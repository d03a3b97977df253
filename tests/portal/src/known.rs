//! Names that a test gives: of a method, an event or a placement that there is not, nothing would ever happen.

use std::collections::BTreeSet;

use crate::catalogue::Catalogue;
use crate::faults::fits;

/// What to do where the documentation is behind, in a program and in a scenario.
fn add(kind: &str) -> String {
    let function = if kind == "method" { String::new() } else { format!("_{kind}") };
    format!(
        "one that the documentation lacks is added by `Builder::undocumented{function}`, or by `undocumented`: `{kind}s` of a scenario"
    )
}

impl Catalogue {
    /// Is there such a method, or one that fits `crm.*`? Tells the nearest name.
    pub(crate) fn check_method(&self, pattern: &str) -> Result<(), String> {
        let names = || self.names().map(|(name, _)| name).chain(self.also.iter().map(String::as_str)).chain(["batch"]);
        if names().any(|name| fits(pattern, name)) {
            return Ok(());
        }
        if pattern.ends_with('*') {
            return Err(format!("no method fits `{pattern}`; {}", add("method")));
        }
        Err(unknown("method", pattern, names()))
    }

    /// Is there such an event, in any case?
    pub(crate) fn check_event(&self, code: &str) -> Result<(), String> {
        let upper = code.to_ascii_uppercase();
        let names = || self.events.keys().map(String::as_str);
        let known = self.event(&upper).is_some() || names().any(|name| name.eq_ignore_ascii_case(code));
        if known { Ok(()) } else { Err(unknown("event", code, names())) }
    }

    /// Is there such a placement, in any case?
    pub(crate) fn check_placement(&self, code: &str) -> Result<(), String> {
        let names = || self.placements.keys().map(String::as_str);
        let known = [code, &code.to_ascii_uppercase()].into_iter().any(|code| self.placement(code).is_some());
        if known { Ok(()) } else { Err(unknown("placement", code, names())) }
    }
}

fn unknown<'a>(kind: &str, name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let lower = name.to_lowercase();
    let by_distance: BTreeSet<(usize, &str)> =
        names.map(|other| (strsim::osa_distance(&lower, &other.to_lowercase()), other)).collect();
    let near = by_distance.first().filter(|(distance, _)| *distance <= (name.chars().count() / 4).max(2));
    let near = near.map(|(_, other)| format!(", and `{other}` is the nearest")).unwrap_or_default();
    format!("there is no {kind} `{name}`{near}; {}", add(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Texts;

    #[test]
    fn a_name_that_is_none_is_told_with_the_nearest() {
        let also = r#"{"methods": ["my.method"], "events": ["onMyEvent"], "placements": ["MY_TAB"]}"#;
        let catalogue = Catalogue::new(Texts::default(), serde_json::from_str(also).unwrap()).unwrap();
        for name in ["crm.item.add", "CRM.Item.Add", "crm.*", "*", "batch", "my.method", "my.*"] {
            assert_eq!(catalogue.check_method(name), Ok(()), "{name}");
        }
        let told = |name| catalogue.check_method(name).unwrap_err();
        let add = add("method");
        assert_eq!(
            told("crm.itm.add"),
            format!("there is no method `crm.itm.add`, and `crm.item.add` is the nearest; {add}")
        );
        assert_eq!(told("crm.itm.*"), format!("no method fits `crm.itm.*`; {add}"));
        assert_eq!(told("other"), format!("there is no method `other`; {add}"));
        for event in ["ONCRMDEALADD", "OnCrmDealAdd", "ONCRMDYNAMICITEMADD_147", "ONMYEVENT", "onMyEvent"] {
            assert_eq!(catalogue.check_event(event), Ok(()), "{event}");
        }
        let told = catalogue.check_event("ONCRMDEALADDD").unwrap_err();
        assert!(told.starts_with("there is no event `ONCRMDEALADDD`, and `ONCRMDEALADD` is the nearest; "), "{told}");
        assert!(told.contains("`Builder::undocumented_event`"), "{told}");
        for placement in ["LEFT_MENU", "crm_deal_detail_tab", "CRM_DYNAMIC_183_DETAIL_TAB", "MY_TAB"] {
            assert_eq!(catalogue.check_placement(placement), Ok(()), "{placement}");
        }
        let told = catalogue.check_placement("NOPE").unwrap_err();
        assert!(
            told.starts_with("there is no placement `NOPE`; ") && told.contains("undocumented_placement"),
            "{told}"
        );
    }
}
