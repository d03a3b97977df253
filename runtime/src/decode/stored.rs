//! Values of answers in other formats, as a cache, a queue or an answer of one's own has them.

use serde_core::de::{Deserialize, Deserializer, Error};
use serde_core::ser::{Serialize, Serializer};
use serde_json::Value;

use super::{Decode, Held, JsonText, Told};

/// Writes what [`read`] reads: the fields of a record by their names on the wire, but for those that are `None`, and what no
/// page lists. Secrets among them, too.
///
/// # Errors
/// Where the serializer has one.
pub fn write<T: Held, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.to_json().serialize(serializer)
}

/// Reads what [`write`] has written, or a portal has sent, but that the digits of a number are those of a `Value` then.
///
/// # Errors
/// Where it is something else.
pub fn read<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = JsonText::known(Value::deserialize(deserializer)?.to_string());
    T::decode(json.root()).map_err(|misfit| {
        let Told { path, expected, found } = misfit.told();
        let place = if path.is_empty() { path } else { format!("`{path}`: ") };
        D::Error::custom(format_args!("{place}expected {expected}, found {found}"))
    })
}

/// `Serialize` and `Deserialize` of types of this crate, and of generated ones.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($name:ident)*) => {$(
        impl $crate::__private::v1::Serialize for $name {
            fn serialize<S: $crate::__private::v1::Serializer>(&self, to: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::v1::write(self, to)
            }
        }

        impl<'de> $crate::__private::v1::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::v1::Deserializer<'de>>(from: D) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::v1::read(from)
            }
        }
    )*};
}
