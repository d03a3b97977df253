//! The scopes that a user declares, and what they keep out.

use std::collections::BTreeSet;

use b24_specs::index::Methods;
use b24_specs::ir::Method;

use super::{Pattern, Scope, nearest};
use crate::findings::Findings;

/// The methods that were selected by name or by a pattern, within the declared scopes and outside of them.
#[derive(Default)]
pub(super) struct Scopes<'a> {
    within: BTreeSet<&'a str>,
    /// What each needs.
    outside: Vec<(&'a str, String)>,
    needed: BTreeSet<String>,
}

impl<'a> Scopes<'a> {
    /// Takes the method in, or tells why `declared` keeps it out. A method without a scope belongs to all.
    pub(super) fn take(&mut self, name: &'a str, method: &Method, declared: Option<&[Scope]>) -> Option<String> {
        let declared = declared?;
        if method.scopes.is_empty() || method.scopes.iter().any(|s| declared.iter().any(|d| d.name == *s)) {
            self.within.insert(name);
            self.needed.extend(method.scopes.iter().cloned());
            return None;
        }
        let needed: Vec<String> = method.scopes.iter().map(|s| format!("\"{s}\"")).collect();
        let needed = needed.join(" or ");
        let refusal = not_declared(&format!("`{name}` needs"), &needed);
        self.outside.push((name, needed));
        Some(refusal)
    }

    /// Scopes that no method has, and patterns of which the scopes leave nothing.
    pub(super) fn finish(
        &self,
        patterns: &[Pattern],
        declared: &[Scope],
        index: &Methods<'_>,
        findings: &mut Findings,
    ) {
        let mut known = BTreeSet::new();
        for scope in declared.iter().filter(|scope| !self.needed.contains(&scope.name)) {
            if known.is_empty() {
                known = index.scopes();
            }
            if !known.contains(scope.name.as_str()) {
                findings.add(scope.span, unknown(&scope.name, &known));
            }
        }
        for pattern in patterns.iter().filter(|pattern| !pattern.exclude && pattern.text.contains('*')) {
            let matches = |name: &str| super::matches(&pattern.text, name);
            if self.within.iter().any(|name| matches(name)) {
                continue;
            }
            let needed: BTreeSet<&str> = self
                .outside
                .iter()
                .filter(|(name, _)| matches(name))
                .flat_map(|(_, needed)| needed.split(" or "))
                .collect();
            if !needed.is_empty() {
                let needed: Vec<&str> = needed.into_iter().collect();
                findings
                    .add(pattern.span, not_declared(&format!("all of `{}` needs", pattern.text), &needed.join(" or ")));
            }
        }
    }
}

fn not_declared(who: &str, needed: &str) -> String {
    format!("{who} the scope {needed}, which is not declared: add it to `scopes(..)`")
}

fn unknown(scope: &str, known: &BTreeSet<&str>) -> String {
    let offers: Vec<String> = nearest(scope, known.iter().copied()).iter().map(|name| format!("\"{name}\"")).collect();
    if offers.is_empty() {
        format!("no method needs the scope \"{scope}\": leave it out")
    } else {
        format!("no method needs the scope \"{scope}\"; the nearest: {}", offers.join(", "))
    }
}
