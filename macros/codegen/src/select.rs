//! From what the user names to lines of the IR.

mod elsewhere;
mod scopes;
mod unknown;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use b24_specs::index::{Coded, Codes, Damaged, Methods, Place};
use b24_specs::ir::{Api, Method};
use proc_macro2::Span;

use crate::findings::Findings;
use crate::model::Described;
use crate::names;
use scopes::Scopes;
use unknown::{idle, nearest, unknown};

/// One literal of the user's: a name, or a pattern in which `*` stands for anything but a dot and `**` for anything.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The text of the literal.
    pub text: String,
    /// `!"..."`: takes away what the others have selected.
    pub exclude: bool,
    /// Where it stands.
    pub span: Span,
}

impl Pattern {
    /// A pattern of a command line, with `!` in front where it takes away.
    pub fn of_argument(text: &str) -> Self {
        let (text, exclude) = text.strip_prefix('!').map_or((text, false), |text| (text, true));
        Self { text: text.to_owned(), exclude, span: Span::call_site() }
    }

    /// Does it name this method? Whether it takes it away is another matter.
    pub fn names(&self, method: &str) -> bool {
        matches(&self.text, method)
    }
}

/// What the user asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Names, patterns and exclusions, in any order.
    pub patterns: Vec<Pattern>,
    /// Where given, the only scopes whose methods may be selected.
    pub scopes: Option<Vec<Scope>>,
}

impl Selection {
    /// Scopes alone mean all that they hold.
    pub fn widen(&mut self) {
        if let Some([first, ..]) = self.scopes.as_deref()
            && self.patterns.iter().all(|pattern| pattern.exclude)
        {
            self.patterns.push(Pattern { text: "**".into(), exclude: false, span: first.span });
        }
    }
}

/// A scope that the user declares.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Its name, `crm`.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// A method that the user selected.
pub(crate) struct Selected {
    pub(crate) method: Method,
    /// The literal that selected it.
    pub(crate) span: Span,
    /// A method of v3 that v2 has, too.
    pub(crate) twin: bool,
    /// Of a list, what the method beside it tells of its items' fields: `crm.deal.fields` of `crm.deal.list`.
    pub(crate) fields: Option<Described>,
}

/// What was selected, and what names it must keep clear of.
pub(crate) struct Chosen {
    /// In the order of the IR.
    pub(crate) methods: Vec<Selected>,
    /// The names of all methods of the IR, as [`names::flat`] has them.
    pub(crate) all: HashSet<String>,
}

/// Events or placements that were selected, and what names they must keep clear of.
pub(crate) struct ChosenCodes<T> {
    /// Code and line, in the order of the IR, with the literal that selected each.
    pub(crate) codes: Vec<(String, T, Span)>,
    /// The codes of the whole IR, as [`names::flat`] has them.
    pub(crate) all: HashSet<String>,
}

/// Finds and parses what was asked for; what cannot be found or read is a finding at its literal.
pub(crate) fn select(index: &Methods<'_>, wanted: &Selection, findings: &mut Findings) -> Chosen {
    let known: Known<'_> = readable(index.places(), wanted, findings);
    let damaged = !findings.is_empty();
    let names = || known.keys().map(|&(name, _)| name);

    let mut chosen: BTreeMap<(&str, Api), (Place, Span, bool)> = BTreeMap::new();
    let mut misspelt = Vec::new();
    // What a wrong name was to select may be what an exclusion takes away.
    let mut all_found = true;
    for pattern in wanted.patterns.iter().filter(|p| !p.exclude) {
        let plain = !pattern.text.contains('*');
        let mut found = false;
        for (key, place) in matching(&known, &pattern.text) {
            found = true;
            let (_, _, by_name) = chosen.entry(key).or_insert((place, pattern.span, plain));
            *by_name |= plain;
        }
        if !found {
            // Where a line hides its name, this may be the one.
            if !damaged {
                findings.add(pattern.span, unknown("method", &pattern.text, &names().collect()));
            }
            misspelt.extend(plain.then_some(pattern));
            all_found = false;
        }
    }
    // Of two exclusions, both may name the same.
    let selected: BTreeSet<&str> = chosen.keys().map(|&(name, _)| name).collect();
    for pattern in wanted.patterns.iter().filter(|p| p.exclude) {
        chosen.retain(|(name, _), _| !matches(&pattern.text, name));
        if matching(&known, &pattern.text).next().is_none() {
            findings.add(pattern.span, unknown("method", &pattern.text, &names().collect()));
        } else if all_found && !selected.iter().any(|name| matches(&pattern.text, name)) {
            findings.add(pattern.span, idle("method", &pattern.text));
        }
    }

    let all = names().map(names::flat).collect();
    let mut methods = Vec::with_capacity(chosen.len());
    let mut scopes = Scopes::default();
    for ((name, api), (place, span, plain)) in chosen {
        let twin = api == Api::V3 && known.contains_key(&(name, Api::V2));
        for line in index.at(place) {
            match line {
                Ok(method) => match scopes.take(name, &method, wanted.scopes.as_deref()) {
                    None => methods.push(Selected { method, span, twin, fields: None }),
                    Some(refusal) if plain => findings.add(span, refusal),
                    Some(_) => {}
                },
                Err(damaged) => findings.add(span, damaged),
            }
        }
    }
    for at in 0..methods.len() {
        let fields = fields(&methods[at].method, &methods, index, &known);
        methods[at].fields = fields;
    }
    if let Some(declared) = &wanted.scopes {
        scopes.finish(&wanted.patterns, declared, index, findings);
    }
    // So that the user's code sees one error, at the literal, and not one more wherever the request is made.
    methods.extend(misspelt.into_iter().filter_map(|pattern| {
        let likely = nearest(&pattern.text, names()).into_iter().next()?;
        let method = index.at(*known.get(&(likely, Api::V2))?).next()?.ok()?;
        let method = Method { method: pattern.text.clone(), ..method };
        Some(Selected { method, span: pattern.span, twin: false, fields: None })
    }));
    Chosen { methods, all }
}

/// The methods that may tell of the fields by which this one filters; the first that there is does.
pub fn describing(method: &Method) -> Option<[String; 3]> {
    let (family, _) = method.method.rsplit_once('.')?;
    let filters = method.params.iter().any(|field| field.name.eq_ignore_ascii_case("filter"));
    filters.then(|| ["fields", "getFields", "getfields"].map(|last| format!("{family}.{last}")))
}

/// What the method beside a list tells of its items' fields. A damaged line is told where it is selected.
fn fields(list: &Method, selected: &[Selected], index: &Methods<'_>, known: &Known<'_>) -> Option<Described> {
    let names = describing(list)?;
    let (key, place) = names.iter().find_map(|name| known.get_key_value(&(name.as_str(), list.api)))?;
    // Where many are selected, it is likely to be among them, and read already.
    let of = |selected: &Selected| (selected.method.method.as_str(), selected.method.api).cmp(key);
    match selected.binary_search_by(of) {
        Ok(at) => Described::of(&selected[at].method.result),
        Err(_) => Described::of(&index.at(*place).next()?.ok()?.result),
    }
}

/// Finds and parses the events or placements that were asked for; `noun` is what messages call them.
pub(crate) fn codes<T: Coded>(
    index: &Codes<'_, T>,
    noun: &str,
    wanted: &Selection,
    findings: &mut Findings,
) -> ChosenCodes<T> {
    let known: BTreeSet<&str> = readable(index.names(), wanted, findings);
    let mut chosen: BTreeMap<&str, Span> = BTreeMap::new();
    let (taken_away, named): (Vec<&Pattern>, Vec<&Pattern>) = wanted.patterns.iter().partition(|p| p.exclude);
    for pattern in &named {
        for name in known.iter().filter(|name| matches(&pattern.text, name)) {
            chosen.entry(name).or_insert(pattern.span);
        }
    }
    let is_named = |pattern: &&Pattern| known.iter().any(|name| matches(&pattern.text, name));
    let all_found = named.iter().all(is_named);
    for pattern in taken_away.iter().filter(|pattern| all_found && is_named(pattern)) {
        if !chosen.keys().any(|name| matches(&pattern.text, name)) {
            findings.add(pattern.span, idle(noun, &pattern.text));
        }
    }
    chosen.retain(|name, _| !taken_away.iter().any(|pattern| matches(&pattern.text, name)));
    let mut chosen: Vec<(&str, &str, Span)> = chosen.into_iter().map(|(name, span)| (name, name, span)).collect();
    for pattern in &wanted.patterns {
        if is_named(&pattern) {
            continue;
        }
        findings.add(pattern.span, unknown(noun, &pattern.text, &known));
        if !pattern.exclude && !pattern.text.contains('*') {
            // So that the user's code sees one error, at the literal, and not one more wherever the variant is named.
            let likely = nearest(&pattern.text, known.iter().copied()).into_iter().next();
            chosen.extend(likely.map(|likely| (pattern.text.as_str(), likely, pattern.span)));
        }
    }
    let read = |(code, line, span): (&str, &str, Span)| match index.get(line) {
        Ok(line) => Some((code.to_owned(), line?, span)),
        Err(damaged) => {
            findings.add(span, damaged);
            None
        }
    };
    let all = known.iter().map(|name| names::flat(name)).collect();
    ChosenCodes { codes: chosen.into_iter().filter_map(read).collect(), all }
}

/// The methods of the IR, and where each is.
type Known<'a> = BTreeMap<(&'a str, Api), Place>;

/// The names of the IR. A line that hides its name is told once, wherever the user began to ask.
fn readable<T, C: FromIterator<T>>(
    lines: impl Iterator<Item = Result<T, Damaged>>,
    wanted: &Selection,
    findings: &mut Findings,
) -> C {
    let mut first: Option<Damaged> = None;
    let known = lines.filter_map(|line| line.map_err(|damaged| _ = first.get_or_insert(damaged)).ok()).collect();
    if let Some(damaged) = first {
        findings.add(wanted.patterns.first().map_or_else(Span::call_site, |p| p.span), damaged);
    }
    known
}

/// The methods that a pattern names. Only those that begin as it does are looked at: this is asked of every pattern of
/// every expansion, in builds that are not optimised.
fn matching<'a>(known: &'a Known<'a>, pattern: &'a str) -> impl Iterator<Item = ((&'a str, Api), Place)> {
    let begin = pattern.split('*').next().unwrap_or_default();
    let likely = known.range((begin, Api::V2)..).take_while(move |((name, _), _)| name.starts_with(begin));
    likely.filter(move |((name, _), _)| matches(pattern, name)).map(|(&key, &place)| (key, place))
}

/// `*` stands for any run of characters but dots, `**` for any run at all.
fn matches(pattern: &str, name: &str) -> bool {
    fn go(pattern: &[u8], name: &[u8]) -> bool {
        match pattern {
            [] => name.is_empty(),
            [b'*', b'*', rest @ ..] => (0..=name.len()).any(|n| go(rest, &name[n..])),
            [b'*', rest @ ..] => {
                let run = name.iter().position(|&c| c == b'.').unwrap_or(name.len());
                (0..=run).any(|n| go(rest, &name[n..]))
            }
            [c, rest @ ..] => name.first() == Some(c) && go(rest, &name[1..]),
        }
    }
    if pattern.contains('*') { go(pattern.as_bytes(), name.as_bytes()) } else { pattern == name }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["crm.deal.add", "crm.item.add", "event.bind", "event.offline.get", "event.unbind"];

    #[test]
    fn stars_stop_at_dots_and_double_stars_do_not() {
        let of = |pattern| NAMES.into_iter().filter(|name| matches(pattern, name)).collect::<Vec<_>>();
        assert_eq!(of("event.*"), ["event.bind", "event.unbind"]);
        assert_eq!(of("event.**"), ["event.bind", "event.offline.get", "event.unbind"]);
        assert_eq!(of("crm.*.add"), ["crm.deal.add", "crm.item.add"]);
        assert_eq!(of("**.get"), ["event.offline.get"]);
        assert_eq!(of("event.*bind"), ["event.bind", "event.unbind"]);
        assert_eq!(of("*"), Vec::<&str>::new());
        assert_eq!(of("**").len(), 5);
    }
}
