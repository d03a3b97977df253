//! What a value of an answer is read as: the one place that knows, for the generator and for whoever compares two states
//! of the documentation.

use b24_specs::ir::{Boolean, Field};
use b24_specs::wire::{self, Entities, Wire};

use super::arguments::flag;

/// What a value of an answer is read as; `R` stands for a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadAs<R = ()> {
    /// A type of the runtime's, by name.
    Plain(&'static str),
    /// A record of the field's fields.
    Record(R),
    /// A list.
    List(Box<ReadAs<R>>),
    /// A map, whose keys are texts.
    Map(Box<ReadAs<R>>),
    /// A whole result that may be `null` or `false`, or an entry of a map. A field of a record may be absent anyway.
    Optional(Box<ReadAs<R>>),
}

impl ReadAs {
    /// The same, with what `record` gives where there is a record.
    pub(crate) fn with<R>(self, record: &mut impl FnMut() -> R) -> ReadAs<R> {
        match self {
            Self::Plain(name) => ReadAs::Plain(name),
            Self::Record(()) => ReadAs::Record(record()),
            Self::List(element) => ReadAs::List(Box::new(element.with(record))),
            Self::Map(entry) => ReadAs::Map(Box::new(entry.with(record))),
            Self::Optional(value) => ReadAs::Optional(Box::new(value.with(record))),
        }
    }

    /// Whether fields are read inside.
    pub fn has_fields(&self) -> bool {
        match self {
            Self::Record(()) => true,
            Self::List(inner) | Self::Map(inner) | Self::Optional(inner) => inner.has_fields(),
            Self::Plain(_) => false,
        }
    }
}

/// What the whole result of a method is read as.
pub fn result_as(result: &Field, entities: &Entities) -> ReadAs {
    match read_as(result, entities) {
        value @ ReadAs::Plain("Value") if is_any_list(&Wire::of_field(result, entities)) => {
            ReadAs::List(Box::new(value))
        }
        record @ ReadAs::Record(()) if result.nullable => ReadAs::Optional(Box::new(record)),
        read => or_null(read, result),
    }
}

/// What may be `null`, where that shows. A record of a map is read from `null`, too, and a `Value` is one.
fn or_null(read: ReadAs, field: &Field) -> ReadAs {
    match read {
        plain @ ReadAs::Plain(name) if field.nullable && name != "Value" => ReadAs::Optional(Box::new(plain)),
        read => read,
    }
}

/// What a field of an answer is read as.
pub fn read_as(field: &Field, entities: &Entities) -> ReadAs {
    let wire = Wire::of_field(field, entities);
    if let Some(ty) = wire::entry(&field.ty) {
        return ReadAs::Map(Box::new(with_fields(&Wire::of(ty, entities), field, entities)));
    }
    if field.fields.iter().any(|inner| !inner.name.is_empty()) {
        return with_fields(&wire, field, entities);
    }
    if wire == Wire::Text && flag(field) == Some(Boolean::YesNo) {
        return ReadAs::Plain("bool");
    }
    plain(&wire)
}

/// What has the fields of `field`, or is a map, for which they stand as one.
fn with_fields(wire: &Wire, field: &Field, entities: &Entities) -> ReadAs {
    let object = match field.entry() {
        Some(entry) => ReadAs::Map(Box::new(or_null(read_as(entry, entities), entry))),
        None => ReadAs::Record(()),
    };
    match wire {
        // PHP's array: the page tells that it has keys.
        list if is_any_list(list) && field.entry().is_some() => object,
        Wire::List(_) => ReadAs::List(Box::new(object)),
        Wire::Union(parts) if is_list_behind_blanks(parts) => ReadAs::List(Box::new(object)),
        Wire::Union(parts) if is_beside_others(parts) => ReadAs::Plain("Value"),
        _ => object,
    }
}

/// An absent object is `false`, `""` or `null`; anything else than that and an object is left as it is. Where a table
/// tells a text or a boolean and an example has an object, the latter comes last, and is what portals send.
fn is_beside_others(parts: &[Wire]) -> bool {
    let object_first = matches!(parts, [Wire::Object, ..]);
    parts.iter().any(|part| match part {
        Wire::List(_) | Wire::Integer | Wire::Double => true,
        Wire::Text | Wire::Boolean => object_first,
        _ => false,
    })
}

/// Nor is a text or a boolean before a list of objects anything but the list, or what stands for none.
fn is_list_behind_blanks(parts: &[Wire]) -> bool {
    let blank = |part: &Wire| matches!(part, Wire::Text | Wire::Boolean | Wire::Null);
    let [before @ .., Wire::List(element)] = parts else { return false };
    **element == Wire::Object && before.iter().all(blank)
}

/// PHP's array, of which the page tells no more.
fn is_any_list(wire: &Wire) -> bool {
    matches!(wire, Wire::List(element) if **element == Wire::Any)
}

fn plain(wire: &Wire) -> ReadAs {
    ReadAs::Plain(match wire {
        Wire::Text => "String",
        Wire::Date => "Date",
        Wire::DateTime => "DateTime",
        Wire::Integer | Wire::Timestamp => "i64",
        Wire::Double => "Decimal",
        Wire::Boolean => "bool",
        // It may be a map as well: an empty one is shown as `[]`.
        list if is_any_list(list) => "Value",
        Wire::List(element) => return ReadAs::List(Box::new(plain(element))),
        Wire::Union(parts) => match parts.as_slice() {
            [one, Wire::Null] | [Wire::Null, one] => return plain(one),
            _ => "Value",
        },
        Wire::File | Wire::Object | Wire::Null | Wire::Any => "Value",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_may_be_a_map() {
        let field = |ty: &str| Field { name: "group".into(), ty: ty.into(), ..Field::default() };
        let entities = Entities::default();
        let value = || ReadAs::Plain("Value");
        assert_eq!(read_as(&field("array"), &entities), value());
        assert_eq!(read_as(&field("array[]"), &entities), ReadAs::List(Box::new(value())));
        assert_eq!(read_as(&field("integer[]"), &entities), ReadAs::List(Box::new(ReadAs::Plain("i64"))));
        assert_eq!(result_as(&field("array"), &entities), ReadAs::List(Box::new(value())));
    }

    #[test]
    fn a_record_may_be_missing_where_it_is_the_whole_result() {
        let inner = || vec![Field { name: "ID".into(), ..Field::default() }];
        let field = |ty: &str| Field { ty: ty.into(), nullable: true, fields: inner(), ..Field::default() };
        let entities = Entities::default();
        let record = ReadAs::Record(());
        assert_eq!(result_as(&field("object"), &entities), ReadAs::Optional(Box::new(record.clone())));
        assert_eq!(read_as(&field("object"), &entities), record);
        assert_eq!(result_as(&field("object[]"), &entities), ReadAs::List(Box::new(record)));
    }

    #[test]
    fn an_entry_of_a_map_may_be_null() {
        let entry =
            Field { name: "<language>".into(), ty: "string".into(), nullable: true, open: true, ..Field::default() };
        let map = Field { ty: "object".into(), fields: vec![entry], ..Field::default() };
        let text = ReadAs::Optional(Box::new(ReadAs::Plain("String")));
        assert_eq!(read_as(&map, &Entities::default()), ReadAs::Map(Box::new(text)));
    }

    #[test]
    fn a_boolean_before_a_list_of_records_stands_for_none() {
        let field = |ty: &str| Field {
            ty: ty.into(),
            fields: vec![Field { name: "ID".into(), ..Field::default() }],
            ..Field::default()
        };
        let entities = Entities::default();
        let records = ReadAs::List(Box::new(ReadAs::Record(())));
        assert_eq!(result_as(&field("boolean | object[]"), &entities), records);
        assert_eq!(result_as(&field("string | object[]"), &entities), records);
        for ty in ["integer | object[]", "object[] | string", "object | object[]", "boolean | integer[]"] {
            assert_eq!(result_as(&field(ty), &entities), ReadAs::Plain("Value"), "{ty}");
        }
    }
}
