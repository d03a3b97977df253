//! What a field of a record can hold, and what that is on the wire.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde_json::{Map, Value};

use super::{Extra, Fields, look};
use crate::types::{Date, DateTime, Decimal};

/// What a field of a record can hold. One bound costs the compiler less than those that it stands for.
pub trait Held: Clone + PartialEq + Debug + 'static {
    /// As JSON that reads as the same value.
    fn to_json(&self) -> Value;
}

impl<F: Fields> Held for F {
    fn to_json(&self) -> Value {
        let mut members = Map::new();
        look(self, &mut |name, value| match (name, value.to_json()) {
            (Some(_), Value::Null) => {}
            (Some(name), value) => drop(members.insert(name.to_owned(), value)),
            (None, extra) => members.extend(extra.as_object().cloned().unwrap_or_default()),
        });
        Value::Object(members)
    }
}

impl<T: Held> Held for Option<T> {
    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_json)
    }
}

impl<T: Held> Held for Vec<T> {
    fn to_json(&self) -> Value {
        self.iter().map(T::to_json).collect()
    }
}

impl<T: Held> Held for BTreeMap<String, T> {
    fn to_json(&self) -> Value {
        self.iter().map(|(key, value)| (key.clone(), value.to_json())).collect()
    }
}

impl Held for Extra {
    fn to_json(&self) -> Value {
        self.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
    }
}

macro_rules! scalars {
    ($($($name:ty)+: $to_json:expr;)+) => {$($(
        impl Held for $name {
            fn to_json(&self) -> Value {
                let to_json: fn(&Self) -> Value = $to_json;
                to_json(self)
            }
        }
    )+)+};
}

scalars! {
    bool i64 f64: |value| (*value).into();
    String Date DateTime Decimal: |value| value.as_str().into();
    Value: Value::clone;
}
