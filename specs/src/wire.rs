//! What the spelling of a type means on the wire.

use serde_json::Value;

use crate::ir::Field;

/// The closed set that every spelling comes down to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wire {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction, or money: decimal, never rounded.
    Double,
    /// See [`crate::ir::Boolean`] for how it is written.
    Boolean,
    /// `2024-07-18`.
    Date,
    /// `2024-07-18T11:55:36+02:00`.
    DateTime,
    /// Seconds since 1970.
    Timestamp,
    /// A file: an id, or a pair of name and base64 content.
    File,
    /// A map of names to values.
    Object,
    /// A list; the element where the spelling tells it.
    List(Box<Wire>),
    /// One of several.
    Union(Vec<Wire>),
    /// Only `null`.
    Null,
    /// Anything.
    Any,
}

/// Named entities and the spelling of their wire type, as in [`crate::ir::System::types`].
pub type Entities = std::collections::BTreeMap<String, String>;

/// Spellings that may name each other, `a` → `b` → `a`, are followed this far.
const DEPTH: usize = 8;

impl Wire {
    /// Reads the spelling of a type.
    ///
    /// ```
    /// use b24_specs::wire::{Entities, Wire};
    /// let entities = Entities::from([("crm_status".into(), "string".into())]);
    /// assert_eq!(Wire::of("crm_status[]", &entities), Wire::List(Box::new(Wire::Text)));
    /// assert_eq!(Wire::of("integer | null", &entities), Wire::Union(vec![Wire::Integer, Wire::Null]));
    /// assert_eq!(Wire::of("sale_order.id", &entities), Wire::Integer);
    /// ```
    pub fn of(spelling: &str, entities: &Entities) -> Self {
        Self::at(spelling, entities, DEPTH)
    }

    /// Reads the type of a field: a text may be built as a day or as a moment, and what has words for values is a text.
    ///
    /// ```
    /// use b24_specs::ir::Field;
    /// use b24_specs::wire::{Entities, Wire};
    /// let (ty, format) = ("string".into(), Some("date-time".into()));
    /// assert_eq!(Wire::of_field(&Field { ty, format, ..Field::default() }, &Entities::new()), Wire::DateTime);
    /// ```
    pub fn of_field(field: &Field, entities: &Entities) -> Self {
        let wire = match Self::of(&field.ty, entities) {
            // A page may call a number what it lists words for.
            Self::Integer | Self::Double if field.values.iter().any(Value::is_string) => Self::Text,
            wire => wire,
        };
        // An absent one may be `false`.
        let text = match &wire {
            Self::Union(parts) => {
                parts.contains(&Self::Text) && parts.iter().all(|part| matches!(part, Self::Text | Self::Boolean))
            }
            wire => *wire == Self::Text,
        };
        match field.format.as_deref() {
            Some("date-time") if text => Self::DateTime,
            Some("date") if text => Self::Date,
            Some("object") if wire == Self::List(Box::new(Self::Any)) => Self::Object,
            Some("list") if wire == Self::List(Box::new(Self::Any)) => Self::List(Box::new(Self::Object)),
            Some("string[]") if wire == Self::List(Box::new(Self::Any)) => Self::List(Box::new(Self::Text)),
            _ => wire,
        }
    }

    /// What can have no fields.
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Self::Object | Self::List(_) | Self::Union(_) | Self::Null | Self::Any)
    }

    /// PHP's array or an object, or either: what may hold fields, a list of such, or a map.
    pub fn is_array_or_object(&self) -> bool {
        match self {
            Self::Object => true,
            Self::List(element) => **element == Self::Any,
            Self::Union(parts) => parts.iter().all(Self::is_array_or_object),
            _ => false,
        }
    }

    fn at(spelling: &str, entities: &Entities, depth: usize) -> Self {
        if depth == 0 {
            return Self::Any;
        }
        // Nearly all are one of the words.
        if let Some(wire) = Self::base(spelling) {
            return wire;
        }
        let spelling = spelling.trim();
        if spelling.contains('|') {
            let mut all: Vec<Self> = Vec::new();
            for part in spelling.split('|') {
                let part = Self::at(part, entities, depth - 1);
                if !all.contains(&part) {
                    all.push(part);
                }
            }
            return match all.len() {
                1 => all.remove(0),
                _ => Self::Union(all),
            };
        }
        if let Some(element) = spelling.strip_suffix("[]") {
            return Self::List(Box::new(Self::at(element, entities, depth - 1)));
        }
        if let Some(element) = spelling.strip_prefix("array<").and_then(|s| s.strip_suffix('>')) {
            return Self::List(Box::new(Self::at(element, entities, depth - 1)));
        }
        if entry(spelling).is_some() {
            return Self::Object;
        }
        if let Some(wire) = Self::base(spelling) {
            return wire;
        }
        if let Some(wire) = entities.get(spelling) {
            return match Self::at(wire, entities, depth - 1) {
                // Of an entity that is an object, a field may hold its key, a list of such, or all of it.
                Self::Object => Self::Any,
                wire => wire,
            };
        }
        match spelling.rsplit_once('.') {
            Some((entity, "id" | "ID")) if entities.get(entity).is_some_and(|wire| wire == "string") => Self::Text,
            Some((_, "id" | "ID")) => Self::Integer,
            _ => Self::Any,
        }
    }

    fn base(word: &str) -> Option<Self> {
        Self::word(word).or_else(|| Self::word(&word.to_ascii_lowercase()))
    }

    fn word(word: &str) -> Option<Self> {
        Some(match word {
            "string" | "text" | "char" | "enum" | "url" | "email" | "callable" | "function" => Self::Text,
            "integer" | "int" | "user" => Self::Integer,
            "double" | "float" | "number" | "money" | "decimal" => Self::Double,
            "boolean" | "bool" => Self::Boolean,
            "date" => Self::Date,
            "datetime" => Self::DateTime,
            "timestamp" => Self::Timestamp,
            "file" => Self::File,
            "object" | "time" | "lang_map" => Self::Object,
            "array" => Self::List(Box::new(Self::Any)),
            "null" => Self::Null,
            "any" | "mixed" => Self::Any,
            _ => return None,
        })
    }
}

/// What each entry is, of a map that an example shows, and the page calls an object: `map<object>`.
pub fn entry(spelling: &str) -> Option<&str> {
    spelling.strip_prefix("map<")?.strip_suffix('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_that_name_each_other_end() {
        let entities = Entities::from([("a".into(), "b".into()), ("b".into(), "a".into())]);
        assert_eq!(Wire::of("a", &entities), Wire::Any);
    }

    #[test]
    fn an_entity_may_be_told_by_its_key() {
        let entity = |name: &str, wire: &str| (name.to_owned(), wire.to_owned());
        let entities = Entities::from([entity("crm_currency", "object"), entity("sale_status", "string")]);
        assert_eq!(Wire::of("crm_currency", &entities), Wire::Any);
        assert_eq!(Wire::of("sale_status.id", &entities), Wire::Text);
    }

    #[test]
    fn an_array_may_be_told_by_its_format() {
        let of = |ty: &str, format: &str| {
            let (ty, format) = (ty.into(), Some(format.into()));
            Wire::of_field(&Field { ty, format, ..Field::default() }, &Entities::new())
        };
        assert_eq!(of("array", "object"), Wire::Object);
        assert_eq!(of("array", "list"), Wire::List(Box::new(Wire::Object)));
        assert_eq!(of("array", "string[]"), Wire::List(Box::new(Wire::Text)));
        assert_eq!(of("string", "object"), Wire::Text);
    }

    #[test]
    fn what_has_words_for_values_is_a_text() {
        let of = |values: &[Value]| {
            let field = Field { ty: "integer".into(), values: values.to_vec(), ..Field::default() };
            Wire::of_field(&field, &Entities::new())
        };
        assert_eq!(of(&["P".into(), "F".into()]), Wire::Text);
        assert_eq!(of(&[1.into(), 2.into()]), Wire::Integer);
    }

    #[test]
    fn a_union_of_one_kind_is_that_kind() {
        assert_eq!(Wire::of("string | text", &Entities::new()), Wire::Text);
    }
}
