//! Changes of parameters, to any depth.

use b24_codegen::{constructors, flag, is_named, value_name};
use b24_specs::ir::{Field, Required, Variant};
use b24_specs::wire::Entities;
use serde_json::Value;

use super::kinds::Kind;
use super::matching::{self, FieldPair};
use super::model::Changes;
use super::shape::{Taken, Turn, taken};

/// One state's parameters: what their types mean, and which of them take names of fields.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) entities: &'a Entities,
    pub(super) naming: &'a [(&'a str, &'static str)],
}

impl State<'_> {
    fn taken(self, field: &Field, is_param: bool) -> Taken {
        let names = self.naming.iter().find(|(name, _)| is_param && *name == field.name);
        names.map_or_else(|| taken(field, self.entities), |&(_, marker)| Taken::Names(marker))
    }
}

/// Both states' parameters.
pub(super) struct Params<'a> {
    pub(super) old: State<'a>,
    pub(super) new: State<'a>,
}

/// Where the parameters of a method are.
pub(super) const PARAMS: &str = "params";

impl Params<'_> {
    /// The parameters of a method, or the fields of an object.
    pub(super) fn compare(&self, old: &[Field], new: &[Field], at: &str, changes: &mut Changes) {
        let (old_named, old_open) = split(old);
        let (new_named, new_open) = split(new);
        match (old_open.is_empty(), new_open.is_empty()) {
            (true, false) => changes.add(Kind::OpenGained, at, "", new_open.join(", ")),
            (false, true) => changes.add(Kind::OpenLost, at, old_open.join(", "), ""),
            _ => {}
        }
        let pairs = matching::fields(&old_named, &new_named);
        for FieldPair { old, new } in &pairs {
            match (old, new) {
                (Some(old), Some(new)) => self.field(old, new, at, changes),
                (Some(old), None) => changes.add(Kind::ParamRemoved, path(at, old), spelled(old), ""),
                (None, Some(new)) if new.required == Required::Yes => {
                    changes.add(Kind::RequiredParamAdded, path(at, new), "", spelled(new));
                }
                (None, Some(new)) => changes.add(Kind::ParamAdded, path(at, new), "", spelled(new)),
                (None, None) => {}
            }
        }
        order(&pairs, &old_named, at, changes);
    }

    fn field(&self, old: &Field, new: &Field, above: &str, changes: &mut Changes) {
        let at = &path(above, new);
        if old.name != new.name {
            let kind = if value_name(&old.name) == value_name(&new.name) {
                Kind::ParamRespelled
            } else if old.required == Required::Yes && new.required == Required::Yes {
                Kind::RequiredParamRenamed
            } else {
                Kind::ParamRenamed
            };
            changes.add(kind, at, &*old.name, &*new.name);
        }
        match (old.required, new.required) {
            (old, new) if old == new => {}
            (_, Required::Yes) => changes.add(Kind::NewlyRequired, at, mark(old), mark(new)),
            (Required::Yes, _) => changes.add(Kind::NewlyOptional, at, mark(old), mark(new)),
            _ => changes.add(Kind::RequiredDoubtful, at, mark(old), mark(new)),
        }
        let is_param = above == PARAMS;
        let (took, takes) = (self.old.taken(old, is_param), self.new.taken(new, is_param));
        let turn = took.turn(&takes);
        let kind = match turn {
            Turn::Same => Kind::TypeSpelled,
            Turn::Widened => Kind::ParamWidened,
            Turn::Reread => Kind::ParamReread,
            Turn::Other => Kind::ParamRetyped,
        };
        if old.ty != new.ty || turn != Turn::Same {
            changes.add(kind, at, type_of(old, &took), type_of(new, &takes));
        }
        limits(old, new, at, changes);
        details(old, new, at, changes);
        if let (Taken::Names(_), Turn::Same) = (&takes, turn) {
            // Which names there are is told of all such parameters at once.
            for (old, new) in
                matching::fields(&old.fields, &new.fields).iter().filter_map(|pair| pair.old.zip(pair.new))
            {
                self.field(old, new, at, changes);
            }
            return;
        }
        values(old, new, at, takes.is_choice() && took.is_choice(), changes);
        if turn != Turn::Other {
            let written = |field: &Field| {
                let boolean = field.boolean.or_else(|| flag(field));
                serde_json::to_value(boolean).ok().as_ref().map(bare).unwrap_or_default()
            };
            changes.differ(Kind::BooleanWritten, at, &written(old), &written(new));
            match (old.entry(), new.entry()) {
                (Some(old), Some(new)) if takes == Taken::Map => {
                    self.field(old, &Field { name: old.name.clone(), ..new.clone() }, at, changes);
                }
                _ => self.compare(&old.fields, &new.fields, at, changes),
            }
            self.variants(old, new, at, changes);
            match (old.open, new.open) {
                (false, true) if is_object(new) => changes.add(Kind::OpenGained, at, "", ""),
                (true, false) if is_object(old) => changes.add(Kind::OpenLost, at, "", ""),
                _ => {}
            }
        }
    }

    fn variants(&self, old: &Field, new: &Field, at: &str, changes: &mut Changes) {
        let place = |variant: &Variant| format!("{at}[{}]", variant.label);
        for variant in &new.variants {
            match old.variants.iter().find(|before| before.label == variant.label) {
                None => changes.add(Kind::VariantAdded, place(variant), "", &*variant.label),
                Some(before) => {
                    let text = |variant: &Variant| Value::Object(variant.when.clone()).to_string();
                    let same = constructors(before) == constructors(variant);
                    let kind = if same { Kind::VariantValue } else { Kind::VariantChosen };
                    changes.differ(kind, &place(variant), &text(before), &text(variant));
                    self.compare(&before.fields, &variant.fields, &place(variant), changes);
                }
            }
        }
        for variant in old.variants.iter().filter(|old| !new.variants.iter().any(|new| new.label == old.label)) {
            changes.add(Kind::VariantRemoved, place(variant), &*variant.label, "");
        }
    }
}

fn is_object(field: &Field) -> bool {
    !field.fields.is_empty() || !field.variants.is_empty()
}

/// Those that stand for themselves, and the names of the others.
fn split(fields: &[Field]) -> (Vec<Field>, Vec<String>) {
    let (named, open): (Vec<Field>, Vec<Field>) = fields.iter().cloned().partition(is_named);
    (named, open.into_iter().map(|field| field.name).collect())
}

/// Required parameters are the arguments of a constructor, in the documented order.
fn order(pairs: &[FieldPair<'_>], old: &[Field], at: &str, changes: &mut Changes) {
    let required = |field: &Field| field.required == Required::Yes;
    let kept: Vec<(&Field, &Field)> = pairs
        .iter()
        .filter_map(|pair| pair.old.zip(pair.new))
        .filter(|(old, new)| required(old) && required(new))
        .collect();
    let place = |field: &Field| old.iter().position(|other| std::ptr::eq(other, field));
    if kept.windows(2).any(|two| place(two[0].0) > place(two[1].0)) {
        let names = |list: Vec<&Field>| list.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ");
        let mut before: Vec<&Field> = kept.iter().map(|(old, _)| *old).collect();
        before.sort_by_key(|field| place(field));
        changes.add(Kind::Reordered, at, names(before), names(kept.iter().map(|(_, new)| *new).collect()));
    }
}

fn values(old: &Field, new: &Field, at: &str, choice: bool, changes: &mut Changes) {
    let missing = |from: &[Value], of: &[Value]| -> Vec<Value> {
        of.iter().filter(|value| !from.contains(value)).cloned().collect()
    };
    let (gone, come) = (missing(&new.values, &old.values), missing(&old.values, &new.values));
    if choice {
        if !gone.is_empty() {
            changes.add(Kind::ValueRemoved, at, list(&gone), "");
        }
        if !come.is_empty() {
            changes.add(Kind::ValueAdded, at, "", list(&come));
        }
    } else if !gone.is_empty() || !come.is_empty() {
        changes.add(Kind::ValuesRelisted, at, list(&old.values), list(&new.values));
    }
    match (&old.default, &new.default) {
        (old, new) if old == new => {}
        (Some(old), Some(new)) => changes.add(Kind::DefaultChanged, at, old.to_string(), new.to_string()),
        (old, new) => changes.add(Kind::DefaultTold, at, optional(old.as_ref()), optional(new.as_ref())),
    }
}

fn limits(old: &Field, new: &Field, at: &str, changes: &mut Changes) {
    let float = |limit: Option<u64>| limit.map(|limit| f64::from(u32::try_from(limit).unwrap_or(u32::MAX)));
    let limits = [
        ("min", old.min.map(|limit| -limit), new.min.map(|limit| -limit)),
        ("max", old.max, new.max),
        ("longest", float(old.max_len), float(new.max_len)),
        ("most", float(old.max_items), float(new.max_items)),
    ];
    for (what, before, after) in limits {
        let tighter = match (before, after) {
            (before, after) if before == after => continue,
            (Some(before), Some(after)) => after < before,
            (before, _) => before.is_none(),
        };
        let kind = if tighter { Kind::LimitTightened } else { Kind::LimitLoosened };
        let text = |limit: Option<f64>| limit.map_or_else(String::new, |limit| format!("{what} {}", limit.abs()));
        changes.add(kind, at, text(before), text(after));
    }
}

fn details(old: &Field, new: &Field, at: &str, changes: &mut Changes) {
    match (old.nullable, new.nullable) {
        (false, true) => changes.add(Kind::NullAllowed, at, "", "null"),
        (true, false) => changes.add(Kind::NullRefused, at, "null", ""),
        _ => {}
    }
    let format = |field: &Field| field.format.clone().unwrap_or_default();
    changes.differ(Kind::FormatChanged, at, &format(old), &format(new));
    names(&old.operators, &new.operators, at, (Kind::OperatorAdded, Kind::OperatorRemoved), changes);
}

/// Names that came, and names that went.
pub(super) fn names(old: &[String], new: &[String], at: &str, (added, removed): (Kind, Kind), changes: &mut Changes) {
    let missing = |from: &[String], of: &[String]| -> Vec<String> {
        of.iter().filter(|name| !from.contains(name)).cloned().collect()
    };
    let (gone, come) = (missing(new, old), missing(old, new));
    if !gone.is_empty() {
        changes.add(removed, at, gone.join(", "), "");
    }
    if !come.is_empty() {
        changes.add(added, at, "", come.join(", "));
    }
}

pub(super) fn path(above: &str, field: &Field) -> String {
    format!("{above}.{}", field.name)
}

/// A type as the page spells it, and what else settles what the parameter takes.
fn type_of(field: &Field, taken: &Taken) -> String {
    let mut text = spelled(field);
    match taken {
        Taken::Names(_) => text.push_str(" by names of fields"),
        taken if taken.is_choice() => text.extend([" of ", &list(&field.values)]),
        _ if is_object(field) => text.push_str(" with fields"),
        _ if flag(field).is_some() => text.push_str(" as a bool"),
        _ => {}
    }
    text
}

pub(super) fn spelled(field: &Field) -> String {
    if field.ty.is_empty() { "no type".into() } else { field.ty.clone() }
}

fn mark(field: &Field) -> &'static str {
    match field.required {
        Required::Yes => "required",
        Required::No => "optional",
        Required::Unknown => "unknown",
    }
}

fn list(values: &[Value]) -> String {
    values.iter().map(bare).collect::<Vec<_>>().join(", ")
}

fn optional(value: Option<&Value>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// A value as it stands in a text.
fn bare(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(old: &str, new: &str) -> Vec<String> {
        let read = |fields: &str| -> Vec<Field> { serde_json::from_str(fields).unwrap() };
        let state = State { entities: &Entities::new(), naming: &[] };
        let mut changes = Changes::default();
        Params { old: state, new: state }.compare(&read(old), &read(new), PARAMS, &mut changes);
        changes.sorted().iter().map(|change| format!("{:?} {}", change.kind, change.at)).collect()
    }

    #[test]
    fn what_is_a_bool_by_its_values_takes_other_types_without_them() {
        let lit = |facts: &str| format!(r#"[{{"name": "lit", "required": false, {facts}}}]"#);
        let (text, number) = (lit(r#""type": "string""#), lit(r#""type": "integer""#));
        let told = lit(r#""type": "string", "boolean": "Y/N""#);
        let listed = lit(r#""type": "string", "values": ["Y", "N"]"#);
        let more = lit(r#""type": "string", "values": ["Y", "N", "D"]"#);
        let boolean = lit(r#""type": "boolean", "boolean": "Y/N""#);
        let digits = lit(r#""type": "integer", "values": [1, 0]"#);
        for (old, new) in [(&text, &told), (&told, &text), (&number, &digits)] {
            assert!(found(old, new).contains(&"ParamRetyped params.lit".to_owned()), "{old} {new}");
        }
        let some = lit(r#""type": "string", "values": ["Y", "N"], "open": true"#);
        assert_eq!(found(&listed, &more), ["ParamRetyped params.lit", "ValuesRelisted params.lit"]);
        assert!(found(&listed, &some).contains(&"ParamRetyped params.lit".to_owned()), "of some it is an enum");
        assert_eq!(found(&listed, &told), ["ValuesRelisted params.lit"]);
        assert_eq!(found(&told, &boolean), ["TypeSpelled params.lit"]);
        assert_eq!(
            found(&listed, &digits),
            ["BooleanWritten params.lit", "TypeSpelled params.lit", "ValuesRelisted params.lit"]
        );
    }

    #[test]
    fn what_changes_in_the_values_of_a_map_is_told() {
        let map = |key: &str, ty: &str, inside: &str| {
            let entry = format!(
                r#"{{"name": "{key}", "open": true, "type": "{ty}", "required": false, "fields": [{inside}]}}"#
            );
            format!(r#"[{{"name": "LANG", "type": "object", "required": false, "fields": [{entry}]}}]"#)
        };
        let (one, other) = (
            r#"{"name": "A", "type": "string", "required": false}"#,
            r#"{"name": "B", "type": "string", "required": false}"#,
        );
        assert!(found(&map("<LANG>", "object", one), &map("<code>", "object", one)).is_empty(), "a key by any name");
        assert_eq!(
            found(&map("<LANG>", "object", one), &map("<LANG>", "object", &format!("{one}, {other}"))),
            ["ParamAdded params.LANG.<LANG>.B"]
        );
        assert_eq!(
            found(&map("<LANG>", "integer", ""), &map("<LANG>", "string", "")),
            ["ParamRetyped params.LANG.<LANG>"]
        );
    }
}
