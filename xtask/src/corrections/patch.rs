//! Changing one value of the IR, found by its path.

use serde_json::{Map, Number, Value};

use super::file::Change;

/// A step of a path.
#[derive(Clone, Copy)]
enum Step<'p> {
    /// A key of an object.
    Key(&'p str),
    /// The element of that name, in a list of named things.
    Element(&'p str, Naming),
}

/// The key that holds the name of a list's elements.
type Naming = &'static str;

/// The lists of named things in the IR.
const LISTS: &[(&str, Naming)] =
    &[("params", "name"), ("fields", "name"), ("options", "name"), ("variants", "label"), ("errors", "code")];

/// Makes the change where the old value is the one expected.
pub(super) fn apply(item: &mut Value, change: &Change) -> Result<(), String> {
    let steps = steps(&change.at);
    let Some((&target, above)) = steps.split_last() else {
        return Err("`at` is empty: give the way to a value".into());
    };
    let (old, new) = (named(target, change.was.clone())?, named(target, change.now.clone())?);
    let found = lookup(item, &steps)?.map(present).unwrap_or_default();
    let path = change.at.join(" / ");
    if found == new {
        return Err(format!("no longer needed: the page itself gives {path} = {new}; drop this correction"));
    }
    if found != old {
        if let Some((name, number)) = missing(item, &steps)? {
            return Err(format!("stale: there is no `{name}`, step {number} of `at`"));
        }
        return Err(format!("stale: {path} is {found} and not {old}; look at the page again and mend `was`"));
    }
    let place = reach(item, above)?;
    match (target, place) {
        (Step::Key(key), Value::Object(map)) if new.is_null() => drop(map.remove(key)),
        (Step::Key(key), Value::Object(map)) => drop(map.insert(key.to_owned(), new)),
        (Step::Element(name, naming), Value::Array(list)) => match position(list, name, naming)? {
            Some(i) if new.is_null() => drop(list.remove(i)),
            Some(i) => list[i] = new,
            None => list.push(new),
        },
        _ => return Err(format!("{path} leads into a single value")),
    }
    Ok(())
}

fn steps(at: &[String]) -> Vec<Step<'_>> {
    let mut list: Option<Naming> = None;
    let mut steps = Vec::with_capacity(at.len());
    for step in at {
        if let Some(naming) = list.take() {
            steps.push(Step::Element(step, naming));
        } else {
            list = LISTS.iter().find(|(name, _)| name == step).map(|(_, naming)| *naming);
            steps.push(Step::Key(step));
        }
    }
    steps
}

/// The value of a correction, with the name that the path gives it.
fn named(target: Step<'_>, value: Option<Value>) -> Result<Value, String> {
    let value = present(&value.unwrap_or_default());
    match (target, value) {
        (Step::Element(name, naming), Value::Object(rest)) => {
            let mut element = Map::new();
            element.insert(naming.to_owned(), Value::from(name));
            element.extend(rest);
            Ok(Value::Object(element))
        }
        (Step::Element(name, _), value) if !value.is_null() => {
            Err(format!("`{name}` is a table: {{ type = \"…\", … }}"))
        }
        (_, value) => Ok(value),
    }
}

fn lookup<'v>(item: &'v Value, steps: &[Step<'_>]) -> Result<Option<&'v Value>, String> {
    let mut value = item;
    for step in steps {
        let next = match (step, value) {
            (Step::Key(key), Value::Object(map)) => map.get(*key),
            (Step::Element(name, naming), Value::Array(list)) => {
                position(list, name, naming)?.and_then(|i| list.get(i))
            }
            (Step::Key(name) | Step::Element(name, _), _) => {
                return Err(format!("what stands before `{name}` is a single value: mend `at`"));
            }
        };
        match next {
            Some(next) => value = next,
            None => return Ok(None),
        }
    }
    Ok(Some(value))
}

/// The first named thing on the path that is not there, and which step it is.
fn missing<'p>(item: &Value, steps: &[Step<'p>]) -> Result<Option<(&'p str, usize)>, String> {
    for (step, number) in steps.iter().zip(1..) {
        match step {
            Step::Element(name, _) if lookup(item, steps.get(..number).unwrap_or_default())?.is_none() => {
                return Ok(Some((name, number)));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// The object or list at the end of the path; one that is not written because it is empty begins here.
fn reach<'v>(item: &'v mut Value, steps: &[Step<'_>]) -> Result<&'v mut Value, String> {
    let mut value = item;
    for (i, step) in steps.iter().enumerate() {
        value = match (step, value) {
            (Step::Key(key), Value::Object(map)) => {
                let is_list = LISTS.iter().any(|(name, _)| name == key);
                map.entry(*key)
                    .or_insert_with(|| if is_list { Value::Array(Vec::new()) } else { Value::Object(Map::new()) })
            }
            (Step::Element(name, naming), Value::Array(list)) => {
                let found = position(list, name, naming)?.and_then(|i| list.get_mut(i));
                found.ok_or_else(|| format!("stale: there is no `{name}`, step {} of `at`", i + 1))?
            }
            (Step::Key(name) | Step::Element(name, _), _) => return Err(format!("`{name}` leads into a single value")),
        };
    }
    Ok(value)
}

fn position(list: &[Value], name: &str, naming: Naming) -> Result<Option<usize>, String> {
    let is = |element: &Value| element.get(naming).and_then(Value::as_str) == Some(name);
    let mut found = list.iter().enumerate().filter(|(_, element)| is(element)).map(|(i, _)| i);
    let first = found.next();
    if found.next().is_some() {
        return Err(format!("several are named `{name}`: they cannot be told apart"));
    }
    Ok(first)
}

/// The value without what is absent anyway: nulls and lines; whole numbers in one form.
pub(super) fn present(value: &Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.iter()
                .filter(|(key, value)| !value.is_null() && key.as_str() != "line")
                .map(|(key, value)| (key.clone(), present(value)))
                .collect(),
        ),
        Value::Array(list) => Value::Array(list.iter().map(present).collect()),
        Value::Number(number) => whole(number).map_or_else(|| value.clone(), Value::from),
        value => value.clone(),
    }
}

/// `0.0` and `0` are one number, in whichever way it is written.
fn whole(number: &Number) -> Option<i64> {
    let number = number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 1e15)?;
    format!("{number}").parse().ok()
}
