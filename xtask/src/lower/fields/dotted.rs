//! Names that tell where a field is: `a.b[].c`, `a[b][c]`.

use b24_specs::ir::Field;
use b24_specs::pattern::is_open;
use foldhash::{HashMap, HashMapExt};

use super::join;
use crate::lower::names::bare;

/// Puts `a.b` and `a[].b` under `a`, where `a` is there or an example has it there.
pub(crate) fn nest_dotted(fields: Vec<Field>, has_parent: &dyn Fn(&str) -> bool) -> Vec<Field> {
    if !fields.iter().any(|f| f.name.contains(['.', '['])) {
        return fields;
    }
    let mut out: Vec<Field> = Vec::with_capacity(fields.len());
    let mut places = Places::default();
    for field in fields {
        let path = split_path(&field.name);
        let known = |first: &&str| places.of_name.contains_key(*first) || has_parent(first);
        if path.len() > 1 && path.first().is_some_and(known) {
            let path: Vec<String> = path.into_iter().map(str::to_owned).collect();
            place(&mut out, &mut places, &path, field);
        } else {
            places.of_name.entry(field.name.clone()).or_insert(out.len());
            out.push(field);
        }
    }
    out
}

/// Where each field of a list stands, and the fields below it: a page may name thousands below one.
#[derive(Default)]
struct Places {
    of_name: HashMap<String, usize>,
    below: HashMap<usize, Places>,
}

impl Places {
    fn of(fields: &[Field]) -> Self {
        let mut of_name = HashMap::with_capacity(fields.len());
        for (at, field) in fields.iter().enumerate() {
            of_name.entry(field.name.clone()).or_insert(at);
        }
        Self { of_name, below: HashMap::default() }
    }
}

fn place(fields: &mut Vec<Field>, places: &mut Places, path: &[String], mut field: Field) {
    let Some((first, rest)) = path.split_first() else { return };
    let index = *places.of_name.entry(first.clone()).or_insert(fields.len());
    let is_last = rest.is_empty();
    match fields.get_mut(index) {
        None if is_last => {
            field.name.clone_from(first);
            field.open |= is_open(first);
            fields.push(field);
            return;
        }
        None => fields.push(Field {
            name: first.clone(),
            ty: "object".to_owned(),
            required: field.required,
            open: is_open(first),
            line: field.line,
            ..Field::default()
        }),
        Some(known) if is_last => {
            join(known, field);
            places.below.remove(&index);
            return;
        }
        Some(_) => {}
    }
    if let Some(parent) = fields.get_mut(index) {
        let below = places.below.entry(index).or_insert_with(|| Places::of(&parent.fields));
        place(&mut parent.fields, below, rest, field);
    }
}

/// `a.b[].c` and `a[b][c]` as their names; a placeholder or an ellipsis is one name.
fn split_path(name: &str) -> Vec<&str> {
    let name = bare(name);
    if name.contains(['<', '{']) || name.ends_with('.') || name.contains("..") {
        return vec![name];
    }
    name.split(['.', '[', ']']).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Field {
        Field { name: name.into(), ..Field::default() }
    }

    #[test]
    fn dotted_names_go_below_their_parents() {
        let fields = ["result", "result.events", "result.events[].id", "a.b", "UF_...", "data[FIELDS][ID]"].map(named);
        let out = nest_dotted(fields.to_vec(), &|name| name == "data");
        let names: Vec<_> = out.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["result", "a.b", "UF_...", "data"]);
        assert_eq!(out[0].fields[0].fields[0].name, "id");
        assert_eq!(out[3].fields[0].fields[0].name, "ID");
        let parts =
            nest_dotted(["data.UF_*.id", "data.PROPERTY_PropertyId"].map(named).to_vec(), &|name| name == "data");
        assert!(parts[0].fields.iter().all(|field| field.open), "{parts:?}");
    }
}
