//! The kinds of values: a name for each, which [`Arg`] goes by, and a trait for each, as a trait has one message of the
//! compiler. Generated code asks for the trait, and whatever is an [`Arg`] of the kind has it.

use std::marker::PhantomData;

use super::Arg;
use crate::types::{ConditionsOf, FilterOf, OrderOf, SelectOf};

/// A text.
#[derive(Debug)]
pub enum PlainText {}
/// A whole number.
#[derive(Debug)]
pub enum WholeNumber {}
/// A number with a fraction, or money.
#[derive(Debug)]
pub enum DecimalNumber {}
/// A boolean that is written `Y` or `N`.
#[derive(Debug)]
pub enum BoolYesNo {}
/// A boolean that is written `1` or `0`.
#[derive(Debug)]
pub enum BoolOneZero {}
/// A boolean that is written `true` or `false`.
#[derive(Debug)]
pub enum BoolTrueFalse {}
/// A day that is written `2026-01-31`.
#[derive(Debug)]
pub enum DateText {}
/// A day that is written `31.01.2026`.
#[derive(Debug)]
pub enum DottedDate {}
/// A moment with its offset.
#[derive(Debug)]
pub enum DateTimeText {}
/// Seconds since 1970.
#[derive(Debug)]
pub enum UnixSeconds {}
/// A file: its id, or what the page says.
#[derive(Debug)]
pub enum FileContent {}
/// A file within an object: `{"fileData": ["name.png", "iVBORw0…"]}`.
#[derive(Debug)]
pub enum FileData {}
/// A file that the page calls an array: `["name.png", "iVBORw0…"]`.
#[derive(Debug)]
pub enum FilePair {}
/// The content of a file, in Base64.
#[derive(Debug)]
pub enum Base64Content {}
/// A map of names to values.
#[derive(Debug)]
pub enum AnyObject {}
/// PHP's array: a list or a map.
#[derive(Debug)]
pub enum ListOrMap {}
/// Anything.
#[derive(Debug)]
pub enum AnyValue {}
/// Anything, and a `bool` is written `Y` or `N`: what an answer has there is known, and not what is compared with it.
#[derive(Debug)]
pub enum AnyYesNo {}
/// Anything, and a `bool` is written `1` or `0`.
#[derive(Debug)]
pub enum AnyOneZero {}
/// A list of `T`.
#[derive(Debug)]
pub struct ListOf<T>(PhantomData<fn(T)>);
/// A map: a `T` under each key.
#[derive(Debug)]
pub struct MapOf<T>(PhantomData<fn(T)>);

/// An object, by the generated type `T` or as JSON made by hand: the way out where a page leaves something out.
#[derive(Debug)]
pub struct ObjectOf<T>(PhantomData<fn(T)>);
/// An object as [`ObjectOf`] takes it, or a list of such: PHP calls both an array.
#[derive(Debug)]
pub struct ObjectsOf<T>(PhantomData<fn(T)>);

macro_rules! kinds {
    ($($kind:ident $(<$($of:ident),+>)?: $marker:ty, $message:literal, $label:literal, $note:literal;)+) => {$(
        #[doc = $label]
        #[diagnostic::on_unimplemented(
            message = $message, label = $label, note = $note,
            // Not for each type of its own: filters by `Self` are not stable.
            note = "an `Option` is taken apart first, `if let Some(x) = option {{ request = request.setter(x); }}`, and a `Result` by \
                    `?`; what an earlier call of a batch will bring is given by its handle, \
                    `handle.result().at(|result| &result.id)`"
        )]
        pub trait $kind<$($($of,)+)? P = (), M = ()>: Arg<$marker, P, M> {}

        #[diagnostic::do_not_recommend]
        impl<$($($of,)+)? P, M, V: Arg<$marker, P, M>> $kind<$($($of,)+)? P, M> for V {}
    )+};
}

kinds! {
    PlainTextArg: PlainText,
        "`{P}` of `{M}` takes a text, not `{Self}`",
        "not a text",
        "write a `&str` or a `String`";
    WholeNumberArg: WholeNumber,
        "`{P}` of `{M}` takes an integer, not `{Self}`",
        "not an integer",
        "write `7`, an `i64`, or another integer; a text that holds one is one by `text.parse::<i64>()?`, and a reference to \
         such a text by `.untyped()`";
    DecimalNumberArg: DecimalNumber,
        "`{P}` of `{M}` takes a number, not `{Self}`",
        "not a number",
        "write an integer, an `f64`, or a `b24::types::Decimal`, which loses nothing: `\"12.5\".parse::<b24::types::Decimal>()?`";
    BoolYesNoArg: BoolYesNo,
        "`{P}` of `{M}` takes a `bool`, not `{Self}`",
        "not a `bool`",
        "write `true` or `false`: it is sent as `Y` or `N`";
    BoolOneZeroArg: BoolOneZero,
        "`{P}` of `{M}` takes a `bool`, not `{Self}`",
        "not a `bool`",
        "write `true` or `false`: it is sent as `1` or `0`";
    BoolTrueFalseArg: BoolTrueFalse,
        "`{P}` of `{M}` takes a `bool`, not `{Self}`",
        "not a `bool`",
        "write `true` or `false`";
    DateTextArg: DateText,
        "`{P}` of `{M}` takes a day, not `{Self}`",
        "not a day",
        "write a `b24::types::Date`, or a text such as `\"2026-01-31\"`";
    DottedDateArg: DottedDate,
        "`{P}` of `{M}` takes a day, not `{Self}`",
        "not a day",
        "write a `b24::types::Date`, or a text such as `\"31.01.2026\"`";
    DateTimeTextArg: DateTimeText,
        "`{P}` of `{M}` takes a moment, not `{Self}`",
        "not a moment",
        "write a `b24::types::DateTime`, a `SystemTime`, or a text such as `\"2026-01-31T12:00:00+03:00\"`";
    UnixSecondsArg: UnixSeconds,
        "`{P}` of `{M}` takes the seconds since 1970, not `{Self}`",
        "not a number of seconds",
        "write an integer";
    FileContentArg: FileContent,
        "`{P}` of `{M}` takes a file, not `{Self}`",
        "not a file",
        "write `b24::files::File::new(name, content)`, or the id of a file that is there";
    FileDataArg: FileData,
        "`{P}` of `{M}` takes a file, not `{Self}`",
        "not a file",
        "write `b24::files::File::new(name, content)`, or a `Vec` of such, where its page takes several";
    FilePairArg: FilePair,
        "`{P}` of `{M}` takes a file, not `{Self}`",
        "not a file",
        "write `b24::files::File::new(name, content)`, or a `Vec` of such, where its page takes several";
    Base64ContentArg: Base64Content,
        "`{P}` of `{M}` takes the content of a file, not `{Self}`",
        "not the content of a file",
        "write `b24::files::File::new(name, content)`, its bytes as `Vec<u8>` or `&[u8]`, or a text that is in Base64";
    AnyObjectArg: AnyObject,
        "`{P}` of `{M}` takes an object, not `{Self}`",
        "not an object",
        "its page does not list the fields: write `[(name, value)]` or `b24::json!(..)`; a file in it is what `b24::files::File::into_pair` makes";
    ListOrMapArg: ListOrMap,
        "`{P}` of `{M}` takes a list or a map, not `{Self}`",
        "not a list or a map",
        "write a `Vec`, an array, a `BTreeMap`, or `b24::json!(..)`; a file in it is what `b24::files::File::into_pair` makes";
    AnyValueArg: AnyValue,
        "`{P}` of `{M}` takes a value of JSON, not `{Self}`",
        "not a value of JSON",
        "write a text, a number, a `bool`, a `Vec` of such, or `b24::json!(..)`; a file, name and content, is a `b24::files::File`";
    ListOfArg<T>: ListOf<T>,
        "`{P}` of `{M}` takes a list of `{T}`, not `{Self}`",
        "not a list of `{T}`",
        "write a `Vec`, an array or a slice; a `PlainText` is a `&str` or a `String`, a `WholeNumber` an integer, and of values that the page lists write variants";
    ListOfObjectsArg<T>: ListOf<ObjectOf<T>>,
        "`{P}` of `{M}` takes a list of `{T}`, not `{Self}`",
        "not a list of `{T}`",
        "write `[{T}::new(..)]`, a list even of one, or make it by hand: `[b24::json!(..)]`";
    MapOfArg<T>: MapOf<T>,
        "`{P}` of `{M}` takes a map of keys of your own to `{T}`, not `{Self}`",
        "not such a map",
        "write `[(key, value)]`, a `Vec` or a `BTreeMap` of such, or make it by hand: `b24::json!(..)`; a `PlainText` is a `&str` or \
         a `String`, a `WholeNumber` an integer";
    MapOfObjectsArg<T>: MapOf<ObjectOf<T>>,
        "`{P}` of `{M}` takes a map of keys of your own to `{T}`, not `{Self}`",
        "not such a map",
        "write `[(key, {T}::new(..))]`, a `Vec` or a `BTreeMap` of such, or make it by hand: `b24::json!(..)`";
    ChoiceArg<T, Values>: T,
        "`{P}` of `{M}` takes one of the values of `{T}`, not `{Self}`",
        "not `{Values}`",
        "write a variant, `{T}::...`; what the page does not list goes in a `b24::types::Raw`";
    ObjectOfArg<T>: ObjectOf<T>,
        "`{P}` of `{M}` takes `{T}`, not `{Self}`",
        "not `{T}`",
        "write `{T}::new(..)` and set what it is to hold, or make it by hand: `b24::json!(..)`";
    ObjectsOfArg<T>: ObjectsOf<T>,
        "`{P}` of `{M}` takes `{T}` or a `Vec` of such, not `{Self}`",
        "not `{T}`",
        "write `{T}::new(..)` and set what it is to hold, or make it by hand: `b24::json!(..)`";
    FilterOfArg<F>: FilterOf<F>,
        "`{P}` of `{M}` takes a filter by the fields of `{F}`, not `{Self}`",
        "not such a filter",
        "write `b24::types::Filter::new().eq(field, value)` with a field of `{F}`, or make it by hand: `b24::json!(..)`";
    ConditionsOfArg<F>: ConditionsOf<F>,
        "`{P}` of `{M}` takes a filter by the fields of `{F}`, not `{Self}`",
        "not such a filter",
        "write `b24::types::Filter::new().eq(field, value)` with a field of `{F}`, or make it by hand: `b24::json!(..)`";
    OrderOfArg<F>: OrderOf<F>,
        "`{P}` of `{M}` takes an order by the fields of `{F}`, not `{Self}`",
        "not such an order",
        "write `[field.asc()]` or `[field.desc()]` with a field of `{F}`, or make it by hand: `b24::json!(..)`";
    SelectOfArg<F>: SelectOf<F>,
        "`{P}` of `{M}` takes fields of `{F}`, not `{Self}`",
        "not fields to select",
        "write a field of `{F}`, or several, `(field, field)`; the name of one that no page lists, such as `UF_*`, is \
            `b24::types::FieldName::raw(\"UF_*\")`";
}
