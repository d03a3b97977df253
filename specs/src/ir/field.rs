//! A parameter, or a field of what is received: all that a page may tell of it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{is_false, is_zero};

/// A parameter, or a field of a result or of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Name on the wire.
    pub name: String,
    /// As the page spells it, normalised: `integer`, `crm_status`, `string[]`, `integer | null`; empty where the
    /// page gives none. See [`crate::wire`].
    #[serde(rename = "type")]
    pub ty: String,
    /// Must it be given?
    pub required: Required,
    /// `null` is a value of it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// The values that the page lists, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
    /// The value that the server takes where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// Smallest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Longest text, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_len: Option<u64>,
    /// Most elements of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// How a boolean is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boolean: Option<Boolean>,
    /// How a text is built: `date-time`, `date`, `dd.mm.yyyy`. How a file is sent: `base64`, `base64-pair`, and as `file-data`
    /// within an object, which an `object` that is a `base64-pair` means, too. An `array` that has fields is PHP's word for two
    /// things: `list` or `object`, where all requests of the page send but one of them. Of one that has none, they may show
    /// that its elements are texts: `string[]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// For a field of a filter: the operators that may stand before its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operators: Vec<String>,
    /// Where the page marks nothing: what its own requests do. What one of them does without is not required, unless it sends
    /// what the page does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// The fields inside an object, or inside each element of a list, or each entry of a `map<object>`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Alternatives to `fields`, and what selects each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// Takes names that no page can list (`UF_CRM_*`); on such a name itself, what follows its prefix is free. In an answer,
    /// the example says that it leaves fields out.
    #[serde(default, skip_serializing_if = "is_false")]
    pub open: bool,
    /// What the page says about it, where the IR was imported with its prose: text with code in backticks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Line of the fact in `specs/`, from 1; 0 where it has none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
}

impl Field {
    /// What each entry is, of a map that the page tells by a single name that stands for any: `<id>`. One that only an
    /// example shows is of a type such as `map<object>`, see [`crate::wire::entry`].
    pub fn entry(&self) -> Option<&Field> {
        match self.fields.as_slice() {
            [entry] if entry.is_for_any() && self.variants.is_empty() => Some(entry),
            _ => None,
        }
    }

    /// Does its name stand for any: `<id>`, `upload{id}`?
    pub fn is_for_any(&self) -> bool {
        self.open && self.name.contains(['<', '{'])
    }
}

/// Must a parameter be given?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// No.
    #[default]
    No,
    /// Yes.
    Yes,
    /// The page marks nothing at all, and neither its words nor its requests tell that the parameter may be left out.
    Unknown,
}

impl Serialize for Required {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::No => serializer.serialize_bool(false),
            Self::Yes => serializer.serialize_bool(true),
            Self::Unknown => serializer.serialize_str("unknown"),
        }
    }
}

impl<'de> Deserialize<'de> for Required {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Required;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("true, false or \"unknown\"")
            }
            fn visit_bool<E>(self, v: bool) -> Result<Required, E> {
                Ok(if v { Required::Yes } else { Required::No })
            }
            fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Required, E> {
                if v == "unknown" {
                    Ok(Required::Unknown)
                } else {
                    Err(E::invalid_value(serde::de::Unexpected::Str(v), &self))
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// How a boolean is written on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Boolean {
    /// `Y` and `N`.
    #[serde(rename = "Y/N")]
    YesNo,
    /// `1` and `0`.
    #[serde(rename = "1/0")]
    OneZero,
    /// `true` and `false`.
    #[serde(rename = "true/false")]
    TrueFalse,
}

/// How often the page's own requests send a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// In every request.
    Always,
    /// In some.
    Sometimes,
    /// In none.
    Never,
}

/// One alternative shape of an object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The page's name for it.
    pub label: String,
    /// The parameters whose values select it: `{"entityTypeId": 2}`.
    pub when: serde_json::Map<String, Value>,
    /// Its fields.
    pub fields: Vec<Field>,
}
