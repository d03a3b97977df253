//! Objects with known fields: a static table of names, and a function that takes the values in this order.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::hidden::{HIDDEN, is_secret};
use super::object::{Object, cut};
use super::{Decode, Extra, Misfit, each};
use crate::types::{Date, DateTime, Decimal};

/// An object of an answer.
pub(crate) trait Record: Sized {
    /// The names on the wire.
    const FIELDS: &'static [&'static str];

    /// Takes the value of each field, in the order of the names, and then [the rest](Source::rest) where it keeps that.
    fn build(from: &mut Source<'_>) -> Self;
}

/// What the generator emits for an object of an answer, instead of derived traits: those take the compiler several times
/// as long.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that a page lists",
    label = "not a record",
    note = "of a list take an element first, `.item(0)`, of a map an entry, `.entry(\"7\")`; for what no page lists, refer to it by `.untyped()` and `.key(\"name\")`"
)]
pub trait Fields: Default + 'static {
    /// The names on the wire.
    const NAMES: &'static [&'static str];

    /// Takes the value of each field, in the order of the names, and then [the rest](Source::rest). Each stands beside the
    /// same field of another record: one function does for reading, for copying and for looking at what is there.
    fn build(from: &mut Source<'_>, of: &Self) -> Self;
}

impl<F: Fields> Record for F {
    const FIELDS: &'static [&'static str] = F::NAMES;

    fn build(from: &mut Source<'_>) -> Self {
        F::build(from, &F::default())
    }
}

/// A field whose type is not known.
pub trait Shown: Any + fmt::Debug {}

impl<T: Any + fmt::Debug> Shown for T {}

/// Where the values of a record's fields come from, one after the other.
pub struct Source<'a> {
    values: Values<'a>,
    /// The number of the next field.
    next: usize,
    rest: Extra,
    /// The first that went wrong, so that taking a value returns nothing but the value.
    misfit: Option<Misfit>,
}

enum Values<'a> {
    /// Those of an answer, and their names.
    Json(&'a [Option<&'a RawValue>], &'static [&'static str]),
    /// Those of the other record.
    Copied,
    /// There are none: those of the other record are looked at.
    Seen(&'a mut dyn FnMut(usize, &dyn Shown)),
}

impl<'a> Source<'a> {
    fn new(values: Values<'a>, rest: Extra) -> Self {
        Self { values, next: 0, rest, misfit: None }
    }

    /// The value of the next field.
    pub fn field<T: Decode + Clone + fmt::Debug + 'static>(&mut self, of: &Option<T>) -> Option<T> {
        match &mut self.values {
            Values::Json(..) => self.take(),
            Values::Copied => of.clone(),
            Values::Seen(see) => {
                see(self.next, of);
                self.next += 1;
                None
            }
        }
    }

    /// What no page lists: behind the last field.
    pub fn others(&mut self, of: &Extra) -> Extra {
        match &mut self.values {
            Values::Json(..) => self.rest(),
            Values::Copied => of.clone(),
            Values::Seen(see) => {
                see(self.next, of);
                Extra::NONE
            }
        }
    }

    /// The value of the next field of an answer.
    pub(crate) fn take<T: Decode>(&mut self) -> Option<T> {
        let field = self.next;
        let value = <Option<T>>::decode(self.json()?);
        value.unwrap_or_else(|misfit| {
            self.fail(field, misfit);
            None
        })
    }

    /// The same, or the default where there is none. A blank has to be one that the type understands.
    pub(crate) fn take_or_default<T: Decode + Default>(&mut self) -> T {
        let field = self.next;
        self.json().and_then(|json| T::decode(json).map_err(|misfit| self.fail(field, misfit)).ok()).unwrap_or_default()
    }

    /// The same, or nothing where it does not fit.
    pub(crate) fn tolerate<T: Decode>(&mut self) -> Option<T> {
        tolerate(self.json())
    }

    /// Its text.
    pub(crate) fn json(&mut self) -> Option<&'a RawValue> {
        let field = self.next;
        self.next += 1;
        let Values::Json(values, _) = &self.values else { return None };
        values.get(field).copied().flatten()
    }

    /// What an answer has beside the fields.
    pub(crate) fn rest(&mut self) -> Extra {
        std::mem::take(&mut self.rest)
    }

    fn fail(&mut self, field: usize, misfit: Misfit) {
        let Values::Json(_, names) = &self.values else { return };
        let name = names.get(field).copied().unwrap_or_default();
        self.misfit.get_or_insert_with(|| misfit.of_member(name));
    }
}

/// [`Source::field`] for what most fields are: it leaves the user's compiler no type to infer.
macro_rules! fields {
    ($($name:ident $value:ty;)+) => {
        impl Source<'_> {$(
            #[doc = concat!("The value of the next field: [`", stringify!($value), "`].")]
            pub fn $name(&mut self, of: &Option<$value>) -> Option<$value> {
                self.field(of)
            }
        )+}
    };
}

fields! {
    text String;
    integer i64;
    boolean bool;
    moment DateTime;
    day Date;
    decimal Decimal;
    value Value;
}

/// The `Clone` of every generated record.
pub fn copy<F: Fields>(record: &F) -> F {
    F::build(&mut Source::new(Values::Copied, Extra::NONE), record)
}

/// Looks at each field by its number, and at what no page lists as at one behind the last.
pub fn look<F: Fields>(record: &F, see: &mut dyn FnMut(usize, &dyn Shown)) {
    F::build(&mut Source::new(Values::Seen(see), Extra::NONE), record);
}

/// The `Debug` of every generated record, without secrets.
///
/// # Errors
/// Where the formatter has one.
pub fn show<F: Fields>(record: &F, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let path = std::any::type_name::<F>();
    show_as(path.rsplit("::").next().unwrap_or(path), record, f)
}

/// The same, under a name of its own: several events may bring one type.
///
/// # Errors
/// Where the formatter has one.
pub fn show_as<F: Fields>(name: &str, record: &F, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    look(record, &mut |field, value| {
        let name = F::NAMES.get(field).copied().unwrap_or("extra");
        if is_secret(name) {
            shown.field(name, &format_args!("{HIDDEN}"));
        } else {
            shown.field(name, value);
        }
    });
    shown.finish()
}

impl<R: Record> Decode for R {
    const EXPECTED: &'static str = "an object";

    fn decode(json: &RawValue) -> Result<Self, Misfit> {
        decode_object(json.get()).map_err(|_| Misfit::new(Self::EXPECTED, json))?
    }

    /// Nearly always there is one object after the other, whose ends need not be looked for before.
    fn decode_items(json: &RawValue) -> Result<Vec<Self>, Misfit> {
        Self::stream_items(&mut serde_json::Deserializer::from_str(json.get())).or_else(|_| each(json))
    }

    fn stream_items<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Self>, D::Error> {
        deserializer.deserialize_seq(Objects(PhantomData))
    }
}

/// Reads the text of an object, which need not be known to be JSON.
pub(crate) fn decode_object<R: Record>(json: &str) -> serde_json::Result<Result<R, Misfit>> {
    let (values, rest) = cut(json, R::FIELDS)?;
    Ok(record(Values::Json(&values, R::FIELDS), rest))
}

fn record<R: Record>(values: Values<'_>, rest: Extra) -> Result<R, Misfit> {
    let mut source = Source::new(values, rest);
    let record = R::build(&mut source);
    debug_assert_eq!(source.next, R::FIELDS.len(), "each takes its own");
    source.misfit.map_or(Ok(record), Err)
}

/// A value, or nothing where it does not fit.
pub(crate) fn tolerate<T: Decode>(json: Option<&RawValue>) -> Option<T> {
    <Option<T>>::decode(json?).ok().flatten()
}

/// A list of objects.
struct Objects<R>(PhantomData<R>);

impl<'de, R: Record> Visitor<'de> for Objects<R> {
    type Value = Vec<R>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<R>, A::Error> {
        let mut all = Vec::new();
        let mut values = Vec::new();
        while let Some(rest) = items.next_element_seed(Object { fields: R::FIELDS, values: &mut values })? {
            let record = record(Values::Json(&values, R::FIELDS), rest);
            all.push(record.map_err(|_| Error::custom("an object does not fit"))?);
        }
        Ok(all)
    }
}
