//! What may be given as the value of a parameter.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde_json::{Map, Number, Value};

use crate::types::{Decimal, HandlerUrl};

/// A value that the parameter `P` of the request `M` takes, which is of the wire type `T`. `P` and `M` are there for the
/// compiler's message alone.
#[diagnostic::on_unimplemented(
    message = "`{P}` of `{M}` takes `{T}`, not `{Self}`",
    label = "not a value of the type `{T}`",
    note = "`Text` is written as a `&str` or a `String`; `Integer` as a whole number; `Double` as a number or a `Decimal`; `YesNo`, \
            `OneZero` and `TrueFalse` as a `bool`; `List<T>` and `Array` as a `Vec` or an array; a type named after the request as \
            one of its variants or by its `new`; `Object` and `Any` as a `b24::Value`, which `b24::json!(..)` makes"
)]
pub trait Arg<T, P = (), M = ()> {
    /// The value as it goes over the wire.
    fn into_value(self) -> Value;
}

/// The address of a handler: a [`HandlerUrl`], and not just any text.
#[diagnostic::on_unimplemented(
    message = "`{P}` of `{M}` takes an address that the portal can reach, and `{Self}` may be anything",
    label = "write `b24::handler!(\"https://...\")`",
    note = "for a text known only at run time: `HandlerUrl::parse(text)?`, which checks the same; for a portal in your own network: \
            `HandlerUrl::anywhere(text)?`"
)]
pub trait HandlerArg<P = (), M = ()>: Arg<HandlerUrl, P, M> {}

impl<P, M> HandlerArg<P, M> for HandlerUrl {}
impl<P, M> HandlerArg<P, M> for &HandlerUrl {}

/// A text.
#[derive(Debug)]
pub enum Text {}
/// A whole number.
#[derive(Debug)]
pub enum Integer {}
/// A number with a fraction, or money.
#[derive(Debug)]
pub enum Double {}
/// A boolean that is written `Y` or `N`.
#[derive(Debug)]
pub enum YesNo {}
/// A boolean that is written `1` or `0`.
#[derive(Debug)]
pub enum OneZero {}
/// A boolean that is written `true` or `false`.
#[derive(Debug)]
pub enum TrueFalse {}
/// A day.
#[derive(Debug)]
pub enum Date {}
/// A day and a time.
#[derive(Debug)]
pub enum DateTime {}
/// Seconds since 1970.
#[derive(Debug)]
pub enum Timestamp {}
/// A file: its id, or what the page says.
#[derive(Debug)]
pub enum File {}
/// A map of names to values.
#[derive(Debug)]
pub enum Object {}
/// PHP's array: a list or a map.
#[derive(Debug)]
pub enum Array {}
/// Anything.
#[derive(Debug)]
pub enum Any {}
/// A list of `T`.
#[derive(Debug)]
pub struct List<T>(PhantomData<fn(T)>);

macro_rules! args {
    ($($marker:ty: $($from:ty),+ => |$value:ident| $wire:expr;)+) => {$($(
        impl<P, M> Arg<$marker, P, M> for $from {
            fn into_value(self) -> Value {
                let $value = self;
                $wire
            }
        }
    )+)+};
}

args! {
    Text: &str, String, Cow<'_, str> => |text| Value::from(text);
    Text: &String => |text| Value::from(text.as_str());
    Text: &Cow<'_, str> => |text| Value::from(text.as_ref());
    Text: HandlerUrl, &HandlerUrl => |url| Value::from(url.as_str());
    Integer: i8, i16, i32, i64, u8, u16, u32, u64, usize, isize => |number| Value::Number(number.into());
    Double: i8, i16, i32, i64, u8, u16, u32, u64 => |number| Value::Number(number.into());
    Double: f64 => |number| float(number);
    Double: f32 => |number| float(number.into());
    Double: Decimal, &Decimal => |number| Value::String(number.as_str().into());
    YesNo: bool => |yes| Value::String(if yes { "Y" } else { "N" }.into());
    OneZero: bool => |yes| Value::Number(u8::from(yes).into());
    TrueFalse: bool => |yes| Value::Bool(yes);
    HandlerUrl: HandlerUrl, &HandlerUrl => |url| Value::String(url.as_str().into());
    Date: &str, String, Cow<'_, str> => |text| Value::from(text);
    Date: &String => |text| Value::from(text.as_str());
    DateTime: &str, String, Cow<'_, str> => |text| Value::from(text);
    DateTime: &String => |text| Value::from(text.as_str());
    Timestamp: i32, i64, u32, u64 => |number| Value::Number(number.into());
    File: &str, String => |text| Value::from(text);
    File: i32, i64, u32, u64 => |number| Value::Number(number.into());
    File: Value => |value| value;
    Object: Value => |value| value;
    Object: &Value => |value| value.clone();
    Object: Map<String, Value> => |map| Value::Object(map);
    Array: Value => |value| value;
    Array: &Value => |value| value.clone();
    Array: Map<String, Value> => |map| Value::Object(map);
    Any: &str, String, Cow<'_, str> => |text| Value::from(text);
    Any: &String => |text| Value::from(text.as_str());
    Any: i8, i16, i32, i64, u8, u16, u32, u64, usize, isize => |number| Value::Number(number.into());
    Any: f64 => |number| float(number);
    Any: f32 => |number| float(number.into());
    Any: Decimal, &Decimal => |number| Value::String(number.as_str().into());
    Any: bool => |yes| Value::Bool(yes);
    Any: HandlerUrl, &HandlerUrl => |url| Value::String(url.as_str().into());
    Any: Value => |value| value;
    Any: &Value => |value| value.clone();
    Any: Map<String, Value> => |map| Value::Object(map);
}

/// JSON has no word for these: sent as text, the portal refuses them, while `null` would clear the field.
fn float(number: f64) -> Value {
    Number::from_f64(number).map_or_else(|| Value::String(number.to_string()), Value::Number)
}

fn list<X, P, M, T: Arg<X, P, M>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::Array(items.into_iter().map(Arg::into_value).collect())
}

impl<X, P, M, T: Arg<X, P, M>> Arg<List<X>, P, M> for Vec<T> {
    fn into_value(self) -> Value {
        list(self)
    }
}

impl<X, P, M, T: Arg<X, P, M>, const N: usize> Arg<List<X>, P, M> for [T; N] {
    fn into_value(self) -> Value {
        list(self)
    }
}

impl<X, P, M, T: Arg<X, P, M> + Clone> Arg<List<X>, P, M> for &[T] {
    fn into_value(self) -> Value {
        list(self.iter().cloned())
    }
}

macro_rules! lists_of_anything {
    ($($marker:ty),+) => {$(
        impl<P, M, T: Arg<Any, P, M>> Arg<$marker, P, M> for Vec<T> {
            fn into_value(self) -> Value {
                list(self)
            }
        }

        impl<P, M, T: Arg<Any, P, M>, const N: usize> Arg<$marker, P, M> for [T; N] {
            fn into_value(self) -> Value {
                list(self)
            }
        }
    )+};
}

lists_of_anything!(Any, Array);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_boolean_is_written_as_its_parameter_wants_it() {
        assert_eq!(Arg::<YesNo>::into_value(true), json!("Y"));
        assert_eq!(Arg::<YesNo>::into_value(false), json!("N"));
        assert_eq!(Arg::<OneZero>::into_value(true), json!(1));
        assert_eq!(Arg::<OneZero>::into_value(false), json!(0));
        assert_eq!(Arg::<TrueFalse>::into_value(false), json!(false));
    }

    #[test]
    fn numbers_keep_their_value() {
        assert_eq!(Arg::<Integer>::into_value(u64::MAX), json!(u64::MAX));
        assert_eq!(Arg::<Double>::into_value(0.1), json!(0.1));
        assert_eq!(Arg::<Double>::into_value(f64::NAN), json!("NaN"));
        assert_eq!(Arg::<List<Integer>>::into_value([1, 2]), json!([1, 2]));
        assert_eq!(Arg::<List<Text>>::into_value(vec!["a"]), json!(["a"]));
        assert_eq!(Arg::<Any>::into_value(vec![json!(null)]), json!([null]));
    }
}
