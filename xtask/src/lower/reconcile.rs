//! Tables and JSON examples held against each other: the fields of both, with types that take what both show.

pub(super) mod copies;
pub(super) mod nested;
pub(super) mod witness;
mod wrapped;

use std::fmt;

use b24_specs::ir::Field;
use foldhash::{HashMap, HashMapExt};

use super::examples::json::{Json, Object};
use super::examples::typing::{boolean, describes_field, shown_type, takes, without_nulls};
use super::map;
use super::types::{is_entity, parts, widen};
use b24_specs::pattern::{is_open, stands_for};

/// How deep examples are followed, and how many fields one page may take from them.
const DEPTH: usize = 12;
const FIELDS: usize = 2_000;
/// More keys than a record has: a map of names to values.
const RECORD: usize = 150;

/// A disagreement: the path of the field, what the table says and what the example shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) path: String,
    pub(super) line: u32,
    pub(super) told: String,
    pub(super) shown: String,
}

/// The way to a field, as a disagreement is told.
pub(super) struct Path<'p> {
    above: Option<&'p Path<'p>>,
    name: &'p str,
    depth: usize,
}

impl<'p> Path<'p> {
    pub(super) fn root(name: &'p str) -> Self {
        Self { above: None, name, depth: 0 }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.above {
            Some(above) if above.above.is_some() || !above.name.is_empty() => write!(f, "{above}.{}", self.name),
            _ => f.write_str(self.name),
        }
    }
}

/// Completes fields by what examples show.
pub(super) struct Reconciler {
    /// Fields that the page lists at the first level though the answer has them deeper.
    loose: Vec<Field>,
    pub(super) conflicts: Vec<Conflict>,
    budget: usize,
    /// The line of the example, for fields that only it shows.
    line: u32,
}

impl Reconciler {
    pub(super) fn new(loose: Vec<Field>, line: u32) -> Self {
        Self { loose, conflicts: Vec::new(), budget: FIELDS, line }
    }

    /// Fields that no example shows.
    pub(super) fn left(self) -> (Vec<Field>, Vec<Conflict>) {
        (self.loose, self.conflicts)
    }

    /// Completes a field by the values that examples have at its place.
    pub(super) fn field(&mut self, field: &mut Field, values: &[Json<'_>], path: &Path<'_>) {
        if values.is_empty() || path.depth > DEPTH {
            return;
        }
        self.shape(field, values, path);
        if !values.iter().any(|value| value.is_object() || value.is_array()) {
            return;
        }
        map::disprove(field, values);
        map::recognise(field, path.name, values, &self.loose);
        if field.entry().is_some() {
            return self.entries(field, values, path);
        }
        let objects = map::described(field, values);
        if objects.iter().all(|object| object.len() > RECORD) {
            return;
        }
        self.share(field, &objects);
        match objects.as_slice() {
            // An object on its own has each key once.
            [object] => {
                let keys = object.iter().map(|(key, value)| (*key, std::slice::from_ref(value)));
                self.object(field, keys, path);
            }
            objects => {
                let mut keys: Vec<(&str, Vec<Json<'_>>)> = Vec::new();
                let mut places: HashMap<&str, usize> = HashMap::new();
                for (key, value) in objects.iter().copied().flatten() {
                    let place = *places.entry(key).or_insert(keys.len());
                    match keys.get_mut(place) {
                        Some((_, values)) => values.push(*value),
                        None => keys.push((key, vec![*value])),
                    }
                }
                self.object(field, keys.iter().map(|(key, values)| (*key, values.as_slice())), path);
            }
        }
    }

    /// Completes what a map tells of its entries.
    fn entries(&mut self, map: &mut Field, values: &[Json<'_>], path: &Path<'_>) {
        let entries = values.iter().filter_map(Json::as_object).flatten().map(|(_, value)| *value);
        let entries: Vec<Json<'_>> = entries.collect();
        for entry in &mut map.fields {
            self.field(entry, &entries, &Path { above: Some(path), name: path.name, depth: path.depth + 1 });
        }
    }

    /// Gives each entry of an object the fields that are told of all of them.
    fn share(&mut self, field: &mut Field, objects: &[Object<'_>]) {
        let shared = map::take_shared(field, objects);
        if shared.is_empty() {
            return;
        }
        for (key, value) in objects.iter().copied().flatten() {
            let target = self.target(field, key, std::slice::from_ref(value), &mut None);
            if let Some(entry) = target.and_then(|target| target.of(field))
                && entry.fields.is_empty()
            {
                entry.fields.clone_from(&shared);
            }
        }
    }

    fn object<'v, 'a: 'v>(
        &mut self,
        field: &mut Field,
        keys: impl Iterator<Item = (&'v str, &'v [Json<'a>])>,
        path: &Path<'_>,
    ) {
        let mut keys = keys.peekable();
        if keys.size_hint() == (1, Some(1))
            && let Some((key, values)) = keys.peek()
        {
            wrapped::unwrap(field, key, values, self.line);
        }
        // First all names of this level: a field that the page lists out of its place belongs to the highest.
        let mut targets: Vec<(Target, &[Json<'_>])> = Vec::with_capacity(keys.size_hint().0);
        if field.fields.is_empty() {
            field.fields.reserve(keys.size_hint().0);
        }
        let mut open: Vec<Json<'_>> = Vec::new();
        let mut opens = None;
        for (key, values) in keys {
            match self.target(field, key, values, &mut opens) {
                Some(target) => targets.push((target, values)),
                None => open.extend(values),
            }
        }
        let takes_open = |f: &Field| is_open(&f.name) && !(f.ty.is_empty() && is_custom(&f.name));
        if !open.is_empty()
            && let Some(index) = field.fields.iter().position(takes_open)
        {
            targets.push((Target::Field(index), &open));
        }
        for (target, values) in targets {
            let Some(inner) = target.of(field) else { continue };
            let name = std::mem::take(&mut inner.name);
            self.field(inner, values, &Path { above: Some(path), name: &name, depth: path.depth + 1 });
            inner.name = name;
        }
    }

    /// The field of a key: one that the tables have, one that they have elsewhere, or a new one; nothing where the key is
    /// one of the names that an open field stands for, if some field `opens`; asked of the fields once they matter.
    fn target(
        &mut self,
        field: &mut Field,
        key: &str,
        values: &[Json<'_>],
        opens: &mut Option<bool>,
    ) -> Option<Target> {
        if let Some(index) = place(&field.fields, key) {
            return Some(Target::Field(index));
        }
        let same = |f: &Field| f.name.eq_ignore_ascii_case(key) && !is_open(&f.name);
        for (v, variant) in field.variants.iter().enumerate() {
            if let Some(index) = variant.fields.iter().position(same) {
                return Some(Target::Variant(v, index));
            }
        }
        let opens = opens.get_or_insert_with(|| map::lists_open(&field.fields));
        if *opens && field.fields.iter().any(|f| is_open(&f.name) && stands_for(&f.name, key)) {
            return None;
        }
        if let Some(index) = place(&self.loose, key) {
            field.fields.push(self.loose.remove(index));
        } else {
            self.budget = self.budget.checked_sub(1)?;
            let line = self.line;
            let told = one_of(field.fields.iter().chain(&self.loose), key, values).cloned();
            let new = told.unwrap_or_else(|| Field { ty: untold_type(key, values), ..Field::default() });
            field.fields.push(Field { name: key.to_owned(), line, ..new });
        }
        *opens |= field.fields.last().is_some_and(|new| is_open(&new.name));
        Some(Target::Field(field.fields.len() - 1))
    }

    /// Makes the type of a field take what its examples show.
    fn shape(&mut self, field: &mut Field, values: &[Json<'_>], path: &Path<'_>) {
        let present = without_nulls(values);
        field.nullable |= present.len() < values.len();
        if present.is_empty() {
            return;
        }
        if describes_field(field, &present) {
            // What else the page tells is told of the field that the answer describes.
            let Field { required, line, nullable, .. } = *field;
            let (name, fields) = (std::mem::take(&mut field.name), std::mem::take(&mut field.fields));
            *field = Field { name, ty: "object".to_owned(), required, line, nullable, fields, ..Field::default() };
            return;
        }
        let untold = field.ty.is_empty();
        if untold {
            field.ty = shown_type(&present);
        }
        if matches!(field.ty.as_str(), "boolean" | "bool") {
            field.boolean = field.boolean.or_else(|| boolean(&present));
        }
        if untold {
            return;
        }
        // The page of a kind of objects does not tell how many of them come here.
        if present.iter().all(|value| matches!(value, Json::Array([Json::Object(_), ..]))) && is_entity(&field.ty) {
            field.ty.push_str("[]");
            return;
        }
        let taken = |value: &Json<'_>| parts(&field.ty).any(|told| takes(told, value));
        if present.iter().all(taken) {
            // The page says that it is a list, and the example of what.
            if field.ty == "array" && field.fields.is_empty() {
                let shown = shown_type(&present);
                if matches!(shown.as_str(), "integer[]" | "string[]") {
                    field.ty = shown;
                }
            }
            return;
        }
        let (told, shown) = (field.ty.clone(), shown_type(&present));
        if told != shown {
            match (told.as_str(), shown.as_str()) {
                // `object` for a list of objects, `array` for a map: what the example shows is what comes.
                ("object", list) if list.ends_with("[]") => field.ty.clone_from(&shown),
                ("array", "object") => "object".clone_into(&mut field.ty),
                (list, "object") if list.ends_with("[]") => {}
                _ => widen(&mut field.ty, &shown),
            }
            self.conflicts.push(Conflict { path: path.to_string(), line: field.line, told, shown });
        }
    }
}

#[derive(Clone, Copy)]
enum Target {
    Field(usize),
    Variant(usize, usize),
}

impl Target {
    fn of(self, field: &mut Field) -> Option<&mut Field> {
        match self {
            Self::Field(index) => field.fields.get_mut(index),
            Self::Variant(variant, index) => field.variants.get_mut(variant)?.fields.get_mut(index),
        }
    }
}

/// The place of the field of that name; where there is none, of the first one that is spelled in another case.
fn place(fields: &[Field], key: &str) -> Option<usize> {
    let mut other = None;
    for (index, field) in fields.iter().enumerate().filter(|(_, field)| field.name.eq_ignore_ascii_case(key)) {
        if field.name == key {
            return Some(index);
        }
        if other.is_none() && !is_open(&field.name) {
            other = Some(index);
        }
    }
    other
}

/// The list that a page tells by the name of one of its items, where examples have it by that of many: `lamp`, `lamps`.
fn one_of<'f>(mut fields: impl Iterator<Item = &'f Field>, key: &str, values: &[Json<'_>]) -> Option<&'f Field> {
    let many = key.strip_suffix('s').filter(|_| values.iter().all(Json::is_array))?;
    let is_one = |name: &str| name == many || many.strip_suffix('e') == Some(name);
    fields.find(|field| is_one(&field.name) && field.ty.ends_with("[]"))
}

/// The type of a field that only examples tell of. An id in digits is the number that parameters take, as a text or not.
fn untold_type(key: &str, values: &[Json<'_>]) -> String {
    let is_number = |value: &Json<'_>| match value {
        Json::String(text) => text.parse::<i64>().is_ok_and(|number| number.to_string() == *text),
        value => matches!(value, Json::Integer(_) | Json::Null),
    };
    let is_id = key.eq_ignore_ascii_case("id") && values.iter().all(is_number) && !values.iter().all(Json::is_null);
    if is_id { "integer".to_owned() } else { shown_type(values) }
}

/// Does a name stand for fields that a portal has of its own? Each may be of another type.
fn is_custom(name: &str) -> bool {
    name.get(..2).is_some_and(|prefix| prefix.eq_ignore_ascii_case("uf"))
}

#[cfg(test)]
mod tests;
