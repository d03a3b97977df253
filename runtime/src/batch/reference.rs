//! References to results of earlier calls of the same batch.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ptr;

use serde_json::{Value, json};

use crate::decode::{Fields, look};
use crate::method::{Invalid, Version};
use crate::params::Params;

/// A value of the type `T` that an earlier call of the same batch will have brought: a parameter wherever a `T` is one.
pub struct Ref<T> {
    batch: u64,
    index: usize,
    path: Vec<Cow<'static, str>>,
    value: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    pub(super) fn new(batch: u64, index: usize) -> Self {
        Self { batch, index, path: Vec::new(), value: PhantomData }
    }

    fn then<U>(mut self, part: impl Into<Cow<'static, str>>) -> Ref<U> {
        self.path.push(part.into());
        self.cast()
    }

    fn cast<U>(self) -> Ref<U> {
        Ref { batch: self.batch, index: self.index, path: self.path, value: PhantomData }
    }

    /// A field of it: `.at(|user| &user.id)`.
    #[must_use]
    pub fn at<U>(self, field: impl FnOnce(&T) -> &Option<U>) -> Ref<U>
    where
        T: Fields,
    {
        self.then(name(field))
    }

    /// The same without its type, where the documentation tells another than the parameter wants: a number as a text.
    pub fn untyped(self) -> Ref<Value> {
        self.cast()
    }

    /// As the value of a parameter; no portal ever sees it in this form.
    pub(crate) fn into_value(self) -> Value {
        let Self { batch, index, path, .. } = self;
        json!({MARK: [batch, index, path]})
    }
}

impl<T> Ref<Option<T>> {
    /// What a result is, which may be missing.
    #[must_use]
    pub fn some(self) -> Ref<T> {
        self.cast()
    }
}

impl<T> Ref<Vec<T>> {
    /// An element of it, from 0.
    pub fn item(self, index: usize) -> Ref<T> {
        self.then(index.to_string())
    }

    /// A field of all of its elements; only REST 3.0 knows this.
    pub fn each<U>(self, field: impl FnOnce(&T) -> &Option<U>) -> Ref<Vec<U>>
    where
        T: Fields,
    {
        self.then::<Vec<T>>(EACH).then(name(field))
    }
}

impl<T> Ref<BTreeMap<String, T>> {
    /// What a map by identifiers has under one of them.
    #[must_use]
    pub fn entry(self, key: impl Into<String>) -> Ref<T> {
        self.then(key.into())
    }
}

/// The name of the field that `field` chooses, told by its place in an empty record: a constant for each field of each
/// record would be dear to compile.
fn name<R: Fields, U>(field: impl FnOnce(&R) -> &Option<U>) -> &'static str {
    let record = R::default();
    let chosen = ptr::from_ref(field(&record)).cast::<()>();
    let mut found = None;
    look(&record, &mut |name, field| {
        if ptr::from_ref(field).cast::<()>() == chosen {
            found = name;
        }
    });
    found.unwrap_or(ASTRAY)
}

impl Ref<Value> {
    /// What is under that key, where no page says so.
    #[must_use]
    pub fn key(self, name: impl Into<String>) -> Self {
        self.then(name.into())
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { batch: self.batch, index: self.index, path: self.path.clone(), value: PhantomData }
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref({} {:?})", self.index, self.path)
    }
}

/// Marks a reference among parameters. No key of a portal has a control character in it.
const MARK: &str = "\u{1}ref";
const EACH: &str = "\u{1}each";
/// Something else was chosen than a field.
const ASTRAY: &str = "\u{1}astray";

/// A reference as it was found among parameters.
pub(super) struct Found<'a> {
    batch: u64,
    pub(super) index: usize,
    path: Vec<&'a str>,
}

/// The reference that this value stands for, if it does.
pub(super) fn found(value: &Value) -> Option<Found<'_>> {
    let parts = value.as_object()?.get(MARK)?.as_array()?;
    let [batch, index, path] = parts.as_slice() else { return None };
    let path = path.as_array()?.iter().filter_map(Value::as_str).collect();
    Some(Found { batch: batch.as_u64()?, index: usize::try_from(index.as_u64()?).ok()?, path })
}

impl Found<'_> {
    /// `$result[c0][items][0]`
    pub(super) fn in_text(&self) -> String {
        super::encode::reference_to(self.index, &self.path)
    }

    /// `{"$ref": "c0.items.0"}`, or `{"$refArray": "c0.id"}` where a field of each element is meant.
    pub(super) fn in_json(&self) -> Value {
        let key = super::key(self.index);
        match self.path.iter().position(|part| *part == EACH) {
            Some(at) => json!({"$refArray": dotted(&key, self.path.get(at + 1..).unwrap_or_default())}),
            None => json!({"$ref": dotted(&key, &self.path)}),
        }
    }
}

fn dotted(key: &str, path: &[&str]) -> String {
    let mut all = vec![key];
    all.extend(path);
    all.join(".")
}

/// All references among parameters.
fn each<'a>(params: &'a Params, visit: &mut impl FnMut(&'a str, Found<'a>)) {
    fn walk<'a>(name: &'a str, value: &'a Value, visit: &mut impl FnMut(&'a str, Found<'a>)) {
        if let Some(found) = found(value) {
            return visit(name, found);
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| walk(name, item, visit)),
            Value::Object(map) => map.values().for_each(|item| walk(name, item, visit)),
            _ => {}
        }
    }
    params.entries().for_each(|(name, value)| walk(name, value, visit));
}

/// The calls that these parameters refer to, all of which must be earlier ones of the same batch.
pub(super) fn refers(params: &Params, batch: u64, index: usize, api: Version) -> Result<Vec<usize>, Invalid> {
    let mut refers = Vec::new();
    let mut wrong = None;
    each(params, &mut |name, found| {
        if found.batch != batch || found.index >= index {
            wrong = Some(format!("`{name}` refers to a call that is not an earlier one of this batch"));
        }
        if api == Version::V2 && found.path.contains(&EACH) {
            wrong = Some(format!("`{name}` refers to a field of each element, which only REST 3.0 knows"));
        }
        if found.path.contains(&ASTRAY) {
            wrong = Some(format!("`{name}` refers to no field of a result: choose one as in `.at(|item| &item.id)`"));
        }
        refers.push(found.index);
    });
    wrong.map_or(Ok(refers), |reason| Err(Invalid::new("cmd", reason)))
}

/// A call on its own has no earlier one to refer to.
pub(crate) fn refuse_references(params: &Params) -> Result<(), Invalid> {
    let mut wrong = None;
    each(params, &mut |name, _| {
        wrong = Some(format!("`{name}` refers to a result of a batch: add the request to that batch"));
    });
    wrong.map_or(Ok(()), |reason| Err(Invalid::new("params", reason)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_missing_is_referred_to_as_what_it_is() {
        let id: Ref<i64> = Ref::<Option<Vec<i64>>>::new(7, 0).some().item(0);
        assert_eq!(found(&id.into_value()).unwrap().in_text(), "$result[c0][0]");
    }

    #[test]
    fn an_entry_of_a_map_is_of_its_type() {
        let map: Ref<BTreeMap<String, Vec<i64>>> = Ref::new(7, 0);
        let first: Ref<i64> = map.entry("UF_1").item(0);
        let value = first.into_value();
        let found = found(&value).unwrap();
        assert_eq!(found.in_text(), "$result[c0][UF_1][0]");
        assert_eq!(found.in_json(), json!({"$ref": "c0.UF_1.0"}));
    }
}
