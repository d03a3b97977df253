//! Names that tell where a field is: `a.b[].c`, `a[b][c]`.

use b24_specs::ir::Field;
use b24_specs::pattern::is_open;

use super::adopt;
use crate::lower::names::bare;

/// Puts `a.b` and `a[].b` under `a`, where `a` is there or an example has it there.
pub(crate) fn nest_dotted(fields: Vec<Field>, has_parent: &dyn Fn(&str) -> bool) -> Vec<Field> {
    if !fields.iter().any(|f| f.name.contains(['.', '['])) {
        return fields;
    }
    let mut out: Vec<Field> = Vec::with_capacity(fields.len());
    for field in fields {
        let parts = split_path(&field.name);
        let known = |out: &[Field]| {
            parts.first().is_some_and(|first| out.iter().any(|f| f.name == *first) || has_parent(first))
        };
        if parts.len() > 1 && known(&out) {
            let parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
            place(&mut out, &parts, field);
        } else {
            out.push(field);
        }
    }
    out
}

fn place(fields: &mut Vec<Field>, path: &[String], mut field: Field) {
    let Some((first, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        field.name.clone_from(first);
        field.open |= is_open(first);
        adopt(fields, vec![field]);
        return;
    }
    let index = fields.iter().position(|f| f.name == *first).unwrap_or_else(|| {
        fields.push(Field {
            name: first.clone(),
            ty: "object".to_owned(),
            required: field.required,
            open: is_open(first),
            line: field.line,
            ..Field::default()
        });
        fields.len() - 1
    });
    if let Some(parent) = fields.get_mut(index) {
        place(&mut parent.fields, rest, field);
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
