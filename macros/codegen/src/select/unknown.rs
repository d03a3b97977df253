//! What is told of a text that names nothing: what its writer may have meant.

use std::collections::BTreeSet;

use super::elsewhere::elsewhere;
use super::matches;

/// How many names an error offers.
const OFFERED: usize = 3;
/// How many neighbours it lists where no name is like the one that was written.
const LISTED: usize = 8;

/// The message for an exclusion that takes none of what was selected away.
pub(super) fn idle(noun: &str, text: &str) -> String {
    format!("`!\"{text}\"` takes no {noun} away: no other pattern selects one that it names")
}

/// The message for a text that names nothing; `noun` is what it should name.
pub(super) fn unknown(noun: &str, text: &str, names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return format!("no {noun} `{text}`: the IR has no {noun} that can be read");
    }
    if let Some(meant) = text.strip_prefix('!') {
        return format!("`{text}` matches no {noun}: to take away, write `!` in front of the quotes, !\"{meant}\"");
    }
    if let Some(told) = elsewhere(noun, text) {
        return told;
    }
    if let Some((fixed, rest)) = text.split_once('*') {
        let wide = widened(text);
        let found = count(&wide, names);
        if found > 0 {
            let s = if found == 1 { "" } else { "s" };
            return format!("`{text}` matches no {noun}, as `*` ends at a dot: write \"{wide}\" for {found} {noun}{s}");
        }
        let offers: Vec<String> = groups(fixed, names)
            .iter()
            .map(|group| format!("`{}`", reaching(format!("{group}*{rest}"), names)))
            .collect();
        return if offers.is_empty() {
            format!("`{text}` matches no {noun}")
        } else {
            format!("`{text}` matches no {noun}; the nearest: {}", offers.join(", "))
        };
    }
    let below = reaching(format!("{text}.*"), names);
    if count(&below, names) > 0 {
        return format!("no {noun} `{text}`, but {noun}s below it: write \"{below}\" for those");
    }
    let all = || names.iter().copied();
    let mut offers = nearest(text, all());
    if offers.is_empty() && beside(text, names).is_empty() {
        offers = longer(text, all());
    }
    if offers.is_empty() {
        format!("no {noun} `{text}`, and none with a name like it{}", neighbours(text, names))
    } else {
        format!("no {noun} `{text}`; the nearest names: {}", quoted(&offers))
    }
}

/// The parts before the first star that a pattern may have meant; what follows the star stays as written.
fn groups<'a>(fixed: &str, names: &BTreeSet<&'a str>) -> Vec<&'a str> {
    let depth = fixed.matches('.').count();
    let groups: BTreeSet<&str> = names.iter().filter_map(|name| Some(&name[..=nth_dot(name, depth)?])).collect();
    let near = nearest(fixed, groups.into_iter().filter(|group| *group != fixed));
    if !near.is_empty() {
        return near;
    }
    // Codes have no dots to group them by.
    let heads: BTreeSet<&str> = names.iter().filter_map(|name| name.get(..fixed.len())).collect();
    nearest(fixed, heads.into_iter().filter(|head| *head != fixed))
}

/// What stands beside a name that is like no other: `user.get` beside `user.list`.
fn neighbours(text: &str, names: &BTreeSet<&str>) -> String {
    let Some(direct) = group(text) else { return String::new() };
    let beside = beside(text, names);
    if beside.is_empty() {
        let deep = widened(&direct);
        return match count(&deep, names) {
            0 => String::new(),
            found => format!("; `{deep}` has {found}"),
        };
    }
    let more = match beside.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("; `{direct}` has {}{more}", quoted(&beside[..beside.len().min(LISTED)]))
}

/// The names in the group that a text would be in.
fn beside<'a>(text: &str, names: &BTreeSet<&'a str>) -> Vec<&'a str> {
    let Some(group) = group(text) else { return Vec::new() };
    names.iter().copied().filter(|name| matches(&group, name)).collect()
}

/// The pattern of all that stands beside a name.
fn group(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(group, _)| format!("{group}.*"))
}

/// The pattern; or where it matches nothing because methods have more dots, the one that does.
fn reaching(pattern: String, names: &BTreeSet<&str>) -> String {
    let wide = widened(&pattern);
    if count(&pattern, names) == 0 && count(&wide, names) > 0 { wide } else { pattern }
}

/// Each star stands for dots, too.
fn widened(pattern: &str) -> String {
    pattern.replace("**", "*").replace('*', "**")
}

fn count(pattern: &str, names: &BTreeSet<&str>) -> usize {
    names.iter().filter(|name| matches(pattern, name)).count()
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Where the dot after `depth` others is.
fn nth_dot(name: &str, depth: usize) -> Option<usize> {
    name.match_indices('.').nth(depth.saturating_sub(1)).map(|(at, _)| at)
}

/// The names that differ least from `text`, nearest first.
pub(super) fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let limit = (text.chars().count() / 4).max(2);
    least_different(text, names, |_, distance| distance <= limit)
}

/// The names that have the words of `text`, two or more, and others: `tasks.task.get` of `task.get`.
fn longer<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let text = text.to_lowercase();
    let has_words = |name: &str| {
        let mut rest = words(name);
        words(&text).all(|word| rest.any(|other| other == word))
    };
    least_different(&text, names, |name, _| words(&text).nth(1).is_some() && has_words(name))
}

/// What stands between the dots and underscores of a name.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(['.', '_']).filter(|word| !word.is_empty())
}

/// The names, in lower case, that are `near` by their difference from `text`.
fn least_different<'a>(
    text: &str,
    names: impl Iterator<Item = &'a str>,
    near: impl Fn(&str, usize) -> bool,
) -> Vec<&'a str> {
    let text = text.to_lowercase();
    let differing = |name: &'a str| {
        let lower = name.to_lowercase();
        let distance = strsim::osa_distance(&text, &lower);
        near(&lower, distance).then_some((distance, name))
    };
    let mut found: Vec<(usize, &str)> = names.filter_map(differing).collect();
    found.sort_unstable();
    found.into_iter().take(OFFERED).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["crm.deal.add", "crm.item.add", "event.bind", "event.offline.get", "event.unbind"];

    #[test]
    fn an_unknown_name_is_offered_its_nearest() {
        let names = BTreeSet::from(NAMES);
        assert_eq!(unknown("method", "event.bnd", &names), "no method `event.bnd`; the nearest names: `event.bind`");
        assert_eq!(
            unknown("method", "Event.Bind", &names),
            "no method `Event.Bind`; the nearest names: `event.bind`, `event.unbind`"
        );
        assert_eq!(
            unknown("method", "crm.deal", &names),
            "no method `crm.deal`, but methods below it: write \"crm.deal.*\" for those"
        );
        let text = "`!event.*` matches no method: to take away, write `!` in front of the quotes, !\"event.*\"";
        assert_eq!(unknown("method", "!event.*", &names), text);
        assert_eq!(unknown("method", "zzzzzz", &names), "no method `zzzzzz`, and none with a name like it");
        assert_eq!(unknown("method", "evnt.*", &names), "`evnt.*` matches no method; the nearest: `event.*`");
        assert_eq!(
            unknown("method", "crm.deels.*d", &names),
            "`crm.deels.*d` matches no method; the nearest: `crm.deal.*d`"
        );
        assert_eq!(unknown("method", "event.zz*", &names), "`event.zz*` matches no method; the nearest: `event.*`");
        let codes = BTreeSet::from(["CRM_DEAL_DETAIL_TAB", "ONCRMDEALADD", "TASK_VIEW_TAB"]);
        let text = "`ONCRMDEEL*` matches no event; the nearest: `ONCRMDEAL*`";
        assert_eq!(unknown("event", "ONCRMDEEL*", &codes), text);
        let text = "`TASKS_*` matches no placement; the nearest: `TASK_V*`";
        assert_eq!(unknown("placement", "TASKS_*", &codes), text);
        assert_eq!(unknown("method", "nothing.alike.*", &names), "`nothing.alike.*` matches no method");
    }

    #[test]
    fn a_name_without_some_of_its_words_is_known() {
        let names =
            BTreeSet::from(["tasks.task.get", "task.stages.get", "task.item.getdata", "user.get", "im.user.list.get"]);
        let text = "no method `task.get`; the nearest names: `tasks.task.get`, `task.stages.get`";
        assert_eq!(unknown("method", "task.get", &names), text);
        let text = "no method `user.list`, and none with a name like it; `user.*` has `user.get`";
        assert_eq!(unknown("method", "user.list", &names), text);
        let codes = BTreeSet::from(["CRM_DEAL_DETAIL_TAB", "CRM_LEAD_DETAIL_TAB"]);
        let text = "no placement `CRM_DEAL_TAB`; the nearest names: `CRM_DEAL_DETAIL_TAB`";
        assert_eq!(unknown("placement", "CRM_DEAL_TAB", &codes), text);
        assert_eq!(longer("get", names.into_iter()), Vec::<&str>::new());
    }

    #[test]
    fn a_star_that_ends_at_a_dot_is_told_of_the_other() {
        let names = BTreeSet::from(NAMES);
        let text = "`crm.*` matches no method, as `*` ends at a dot: write \"crm.**\" for 2 methods";
        assert_eq!(unknown("method", "crm.*", &names), text);
        let text = "`cmr.*` matches no method; the nearest: `crm.**`";
        assert_eq!(unknown("method", "cmr.*", &names), text);
        let text = "no method `crm`, but methods below it: write \"crm.**\" for those";
        assert_eq!(unknown("method", "crm", &names), text);
    }

    #[test]
    fn a_name_like_no_other_is_told_its_neighbours() {
        let names = BTreeSet::from(NAMES);
        let text = "no method `event.remove`, and none with a name like it; `event.*` has `event.bind`, `event.unbind`";
        assert_eq!(unknown("method", "event.remove", &names), text);
        let text = "no method `crm.everything`, and none with a name like it; `crm.**` has 2";
        assert_eq!(unknown("method", "crm.everything", &names), text);
        let many: Vec<String> = (0..10).map(|i| format!("a.method{i}")).collect();
        let many = many.iter().map(String::as_str).collect();
        assert!(unknown("method", "a.list", &many).ends_with("`a.method7`, and 2 more"));
    }
}
