//! What may be given as the value of a parameter: [`Arg`], and a name for each kind of value, which the compiler's
//! messages use.

mod choice;
mod kinds;
mod map;

use std::borrow::Cow;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Number, Value};

pub use self::choice::{Choice, same_choice, show_choice};
pub use self::kinds::{
    AnyObject, AnyObjectArg, AnyOneZero, AnyValue, AnyValueArg, AnyYesNo, Base64Content, Base64ContentArg, BoolOneZero,
    BoolOneZeroArg, BoolTrueFalse, BoolTrueFalseArg, BoolYesNo, BoolYesNoArg, ChoiceArg, ConditionsOfArg, DateText,
    DateTextArg, DateTimeText, DateTimeTextArg, DecimalNumber, DecimalNumberArg, DottedDate, DottedDateArg,
    FileContent, FileContentArg, FileData, FileDataArg, FilePair, FilePairArg, FilterOfArg, ListOf, ListOfArg,
    ListOfObjectsArg, ListOrMap, ListOrMapArg, MapOf, MapOfArg, MapOfObjectsArg, ObjectOf, ObjectOfArg, ObjectsOf,
    ObjectsOfArg, OrderOfArg, PlainText, PlainTextArg, SelectOfArg, UnixSeconds, UnixSecondsArg, WholeNumber,
    WholeNumberArg,
};
use crate::batch::Ref;
use crate::types::{Clear, ConditionsOf, Date, DateTime, Decimal, FilterOf, HandlerUrl, Null, OrderOf, Raw, SelectOf};

/// A value that the parameter `P` of the request `M` takes, which is of the wire type `T`. `P` and `M` are there for the
/// compiler's message alone.
#[diagnostic::on_unimplemented(message = "`{P}` of `{M}` takes `{T}`, not `{Self}`", label = "not `{T}`")]
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
pub trait HandlerArg<P = (), M = ()>: Arg<HandlerUrl, P, M> {
    /// The address, to be kept.
    fn into_url(self) -> HandlerUrl;
}

#[diagnostic::do_not_recommend]
impl<P, M> HandlerArg<P, M> for HandlerUrl {
    fn into_url(self) -> HandlerUrl {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<P, M> HandlerArg<P, M> for &HandlerUrl {
    fn into_url(self) -> HandlerUrl {
        self.clone()
    }
}

/// An object in a request that leaves open which of its shapes it has: what is of one shape belongs to a constructor that
/// says so.
#[diagnostic::on_unimplemented(
    message = "`{P}` of this `{M}` takes `{T}`, not `{Self}`",
    label = "not `{T}`",
    note = "if `{Self}` is one kind of it, the constructor of `{M}` named after the kind takes it and sets the kind, too, as \
            `CrmItemAdd::deal(..)`, or of a derived client `portal.crm_item_add_deal(..)`, takes a `CrmItemAddFieldsDeal`; \
            by hand, an object is a `b24::Value`, which `b24::json!(..)` makes"
)]
pub trait UnchosenArg<T, P = (), M = ()>: Arg<T, P, M> {}

macro_rules! unchosen {
    ($($from:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T, P, M> UnchosenArg<T, P, M> for $from where $from: Arg<T, P, M> {}
    )+};
}

unchosen!(Value, Map<String, Value>, Raw, Null, Clear);

macro_rules! args {
    ($($marker:ty: $($from:ty),+ => |$value:ident| $wire:expr;)+) => {$($(
        #[diagnostic::do_not_recommend]
        impl<P, M> Arg<$marker, P, M> for $from {
            fn into_value(self) -> Value {
                let $value = self;
                $wire
            }
        }
    )+)+};
}

args! {
    PlainText: &str, String, Cow<'_, str> => |text| Value::from(text);
    PlainText: &String => |text| Value::from(text.as_str());
    PlainText: &Cow<'_, str> => |text| Value::from(text.as_ref());
    PlainText: HandlerUrl, &HandlerUrl => |url| Value::from(url.as_str());
    PlainText: Date, &Date => |day| Value::from(day.as_str());
    PlainText: DateTime, &DateTime => |moment| Value::from(moment.as_str());
    WholeNumber: i8, i16, i32, i64, u8, u16, u32, u64, usize, isize => |number| Value::Number(number.into());
    DecimalNumber: i8, i16, i32, i64, u8, u16, u32, u64 => |number| Value::Number(number.into());
    DecimalNumber: f64 => |number| float(number);
    DecimalNumber: f32 => |number| float(number.into());
    DecimalNumber: Decimal, &Decimal => |number| Value::String(number.as_str().into());
    BoolYesNo: bool => |yes| Value::String(if yes { "Y" } else { "N" }.into());
    BoolOneZero: bool => |yes| Value::Number(u8::from(yes).into());
    BoolTrueFalse: bool => |yes| Value::Bool(yes);
    HandlerUrl: HandlerUrl, &HandlerUrl => |url| Value::String(url.as_str().into());
    DateText: &str, String, Cow<'_, str> => |text| Value::from(text);
    DateText: &String => |text| Value::from(text.as_str());
    DateText: Date, &Date => |day| Value::from(day.dashed());
    DottedDate: &str, String, Cow<'_, str> => |text| Value::from(text);
    DottedDate: &String => |text| Value::from(text.as_str());
    DottedDate: Date, &Date => |day| Value::from(day.dotted());
    DateTimeText: &str, String, Cow<'_, str> => |text| Value::from(text);
    DateTimeText: &String => |text| Value::from(text.as_str());
    DateTimeText: DateTime, &DateTime => |moment| Value::from(moment.as_str());
    DateTimeText: SystemTime => |moment| Value::from(DateTime::from(moment).as_str());
    UnixSeconds: i32, i64, u32, u64 => |number| Value::Number(number.into());
    FileContent: &str, String => |text| Value::from(text);
    FileContent: i32, i64, u32, u64 => |number| Value::Number(number.into());
    FileContent: Value => |value| value;
    FileData: Value => |value| value;
    FileData: Map<String, Value> => |map| Value::Object(map);
    FilePair: Value => |value| value;
    FilePair: &Value => |value| value.clone();
    Base64Content: &str, String => |ready| Value::from(ready);
    Base64Content: &[u8], Vec<u8> => |content| Value::from(STANDARD.encode(content));
    AnyObject: Value => |value| value;
    AnyObject: &Value => |value| value.clone();
    AnyObject: Map<String, Value> => |map| Value::Object(map);
    ListOrMap: Value => |value| value;
    ListOrMap: &Value => |value| value.clone();
    ListOrMap: Map<String, Value> => |map| Value::Object(map);
}

/// What takes anything, each with what it makes of a `bool`.
macro_rules! anything {
    ($($marker:ty: |$yes:ident| $wire:expr;)+) => {$(
        args! {
            $marker: bool => |$yes| $wire;
            $marker: &str, String, Cow<'_, str> => |text| Value::from(text);
            $marker: &String => |text| Value::from(text.as_str());
            $marker: i8, i16, i32, i64, u8, u16, u32, u64, usize, isize => |number| Value::Number(number.into());
            $marker: f64 => |number| float(number);
            $marker: f32 => |number| float(number.into());
            $marker: Decimal, &Decimal => |number| Value::String(number.as_str().into());
            $marker: Date, &Date => |day| Value::from(day.as_str());
            $marker: DateTime, &DateTime => |moment| Value::from(moment.as_str());
            $marker: HandlerUrl, &HandlerUrl => |url| Value::String(url.as_str().into());
            $marker: Value => |value| value;
            $marker: &Value => |value| value.clone();
            $marker: Map<String, Value> => |map| Value::Object(map);
        }

        #[diagnostic::do_not_recommend]
        impl<T, P, M> Arg<$marker, P, M> for Ref<T> {
            fn into_value(self) -> Value {
                self.into_value()
            }
        }

        #[diagnostic::do_not_recommend]
        impl<P, M, T: Arg<$marker, P, M>> Arg<$marker, P, M> for Vec<T> {
            fn into_value(self) -> Value {
                list(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<P, M, T: Arg<$marker, P, M>, const N: usize> Arg<$marker, P, M> for [T; N] {
            fn into_value(self) -> Value {
                list(self)
            }
        }
    )+};
}

anything! {
    AnyValue: |yes| Value::Bool(yes);
    AnyYesNo: |yes| Arg::<BoolYesNo>::into_value(yes);
    AnyOneZero: |yes| Arg::<BoolOneZero>::into_value(yes);
}

/// What an earlier call of the same batch will have brought, where it is of a type that the parameter takes.
macro_rules! references {
    ($($marker:ty: $($from:ty),+;)+) => {$($(
        #[diagnostic::do_not_recommend]
        impl<P, M> Arg<$marker, P, M> for Ref<$from> {
            fn into_value(self) -> Value {
                self.into_value()
            }
        }
    )+)+};
}

references! {
    PlainText: String, i64, Decimal, Date, DateTime, Value;
    WholeNumber: i64, Value;
    DecimalNumber: i64, Decimal, Value;
    BoolYesNo: Value;
    BoolOneZero: Value;
    BoolTrueFalse: Value;
    DateText: String, Date, Value;
    DottedDate: String, Date, Value;
    DateTimeText: String, DateTime, Value;
    UnixSeconds: i64, Value;
    FileContent: i64, Value;
    FileData: Value;
    FilePair: Value;
    Base64Content: String, Value;
    AnyObject: Value;
    ListOrMap: Value;
}

#[diagnostic::do_not_recommend]
impl<T, P, M> Arg<ListOrMap, P, M> for Ref<Vec<T>> {
    fn into_value(self) -> Value {
        self.into_value()
    }
}

#[diagnostic::do_not_recommend]
impl<X, T, P, M> Arg<ListOf<X>, P, M> for Ref<Vec<T>>
where
    Ref<T>: Arg<X, P, M>,
{
    fn into_value(self) -> Value {
        self.into_value()
    }
}

/// JSON has no word for these: sent as text, the portal refuses them, while `null` would clear the field.
fn float(number: f64) -> Value {
    Number::from_f64(number).map_or_else(|| Value::String(number.to_string()), Value::Number)
}

fn list<X, P, M, T: Arg<X, P, M>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::Array(items.into_iter().map(Arg::into_value).collect())
}

#[diagnostic::do_not_recommend]
impl<X, P, M, T: Arg<X, P, M>> Arg<ListOf<X>, P, M> for Vec<T> {
    fn into_value(self) -> Value {
        list(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X, P, M, T: Arg<X, P, M>, const N: usize> Arg<ListOf<X>, P, M> for [T; N] {
    fn into_value(self) -> Value {
        list(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X, P, M, T: Arg<X, P, M> + Clone> Arg<ListOf<X>, P, M> for &[T] {
    fn into_value(self) -> Value {
        list(self.iter().cloned())
    }
}

/// What a generated type makes, made by hand. For all of those types at once: one more `impl` for `Value` a type, and the
/// compiler compares each with each.
macro_rules! by_hand {
    ($($marker:ident: $($from:ty),+;)+) => {$($(
        #[diagnostic::do_not_recommend]
        impl<T, P, M> Arg<$marker<T>, P, M> for $from {
            fn into_value(self) -> Value {
                Value::from(self)
            }
        }
    )+)+};
}

by_hand! {
    MapOf: Value, Map<String, Value>;
    ObjectOf: Value;
    ObjectsOf: Value;
    FilterOf: Value, Map<String, Value>;
    ConditionsOf: Value, Vec<Value>;
    OrderOf: Value, Map<String, Value>;
    SelectOf: Value;
}

#[diagnostic::do_not_recommend]
impl<X, P, M, T: Arg<ObjectsOf<X>, P, M>> Arg<ObjectsOf<X>, P, M> for Vec<T> {
    fn into_value(self) -> Value {
        list(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X, P, M, T: Arg<ObjectsOf<X>, P, M>, const N: usize> Arg<ObjectsOf<X>, P, M> for [T; N] {
    fn into_value(self) -> Value {
        list(self)
    }
}

#[diagnostic::do_not_recommend]
impl<P, M, T: Arg<AnyValue, P, M>> Arg<ListOrMap, P, M> for Vec<T> {
    fn into_value(self) -> Value {
        list(self)
    }
}

#[diagnostic::do_not_recommend]
impl<P, M, T: Arg<AnyValue, P, M>, const N: usize> Arg<ListOrMap, P, M> for [T; N] {
    fn into_value(self) -> Value {
        list(self)
    }
}

/// Some pages call several files an array, too.
#[diagnostic::do_not_recommend]
impl<P, M, T: Arg<FilePair, P, M>> Arg<FilePair, P, M> for Vec<T> {
    fn into_value(self) -> Value {
        list(self)
    }
}

/// Others call them files.
#[diagnostic::do_not_recommend]
impl<P, M, T: Arg<FileData, P, M>> Arg<FileData, P, M> for Vec<T> {
    fn into_value(self) -> Value {
        list(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_boolean_is_written_as_its_parameter_wants_it() {
        assert_eq!(Arg::<BoolYesNo>::into_value(true), json!("Y"));
        assert_eq!(Arg::<BoolYesNo>::into_value(false), json!("N"));
        assert_eq!(Arg::<BoolOneZero>::into_value(true), json!(1));
        assert_eq!(Arg::<BoolOneZero>::into_value(false), json!(0));
        assert_eq!(Arg::<BoolTrueFalse>::into_value(false), json!(false));
        assert_eq!(Arg::<AnyYesNo>::into_value([true, false]), json!(["Y", "N"]));
        assert_eq!(Arg::<AnyYesNo>::into_value("Y"), json!("Y"));
        assert_eq!(Arg::<AnyOneZero>::into_value(true), json!(1));
        assert_eq!(Arg::<AnyValue>::into_value(true), json!(true));
    }

    #[test]
    fn numbers_keep_their_value() {
        assert_eq!(Arg::<WholeNumber>::into_value(u64::MAX), json!(u64::MAX));
        assert_eq!(Arg::<DecimalNumber>::into_value(0.1), json!(0.1));
        assert_eq!(Arg::<DecimalNumber>::into_value(f64::NAN), json!("NaN"));
        assert_eq!(Arg::<ListOf<WholeNumber>>::into_value([1, 2]), json!([1, 2]));
        assert_eq!(Arg::<ListOf<PlainText>>::into_value(vec!["a"]), json!(["a"]));
        assert_eq!(Arg::<AnyValue>::into_value(vec![json!(null)]), json!([null]));
        let data = json!({"fileData": ["a.txt", "dGV4dA=="]});
        assert_eq!(Arg::<FileData>::into_value(vec![crate::files::File::new("a.txt", "text")]), json!([data]));
    }
}
