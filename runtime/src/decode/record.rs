//! Objects with known fields: a static table of names and a setter by number, and one visitor for all of them.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::hidden::{HIDDEN, is_secret, member};
use super::{Decode, Seed, no_items};

/// An object of an answer.
pub(crate) trait Record: Default {
    /// The names on the wire.
    const FIELDS: &'static [&'static str];

    /// Reads the value at hand into the field of that number.
    ///
    /// # Errors
    /// Where the value does not fit.
    fn set<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error>;

    /// Keeps what has a name that no page lists.
    fn keep(&mut self, name: String, value: Value);
}

/// What the generator emits for an object of an answer, instead of derived traits: those take the compiler several times
/// as long.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that a page lists",
    note = "for what no page lists, refer to it by `.untyped()` and `.key(\"name\")`"
)]
pub trait Fields: Default + 'static {
    /// The names on the wire.
    const NAMES: &'static [&'static str];

    /// Fills the field of that number; behind the last one stands what no page lists.
    fn set<S: Source>(&mut self, field: usize, from: &mut S);

    /// The field of that number; behind the last one stands what no page lists.
    fn get(&self, field: usize) -> &dyn Shown;
}

/// A field whose type is not known.
pub trait Shown: Any + fmt::Debug {}

impl<T: Any + fmt::Debug> Shown for T {}

/// Where the value of a field comes from. It keeps what went wrong, so that an arm of [`Fields::set`] returns nothing.
pub trait Source {
    /// Puts it into `slot`: every arm of [`Fields::set`] but the last.
    fn read<T: Decode + Clone + 'static>(&mut self, slot: &mut Option<T>);

    /// Puts it to what no page lists.
    fn rest(&mut self, extra: &mut Extra);
}

/// The value at hand in a map, until it is read.
struct Entry<'a, 'de, A: MapAccess<'de>> {
    map: &'a mut A,
    read: Result<(), A::Error>,
    of: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Source for Entry<'_, 'de, A> {
    fn read<T: Decode + Clone + 'static>(&mut self, slot: &mut Option<T>) {
        self.read = read(self.map, slot);
    }
    fn rest(&mut self, _: &mut Extra) {}
}

/// What no page lists: its name and its value.
struct Unlisted(Option<(String, Value)>);

impl Source for Unlisted {
    fn read<T: Decode + Clone + 'static>(&mut self, _: &mut Option<T>) {}
    fn rest(&mut self, extra: &mut Extra) {
        extra.0.extend(self.0.take());
    }
}

/// The same field of another record.
struct Copied<'a>(&'a dyn Shown);

impl Source for Copied<'_> {
    fn read<T: Decode + Clone + 'static>(&mut self, slot: &mut Option<T>) {
        copy_field(self.0, slot);
    }
    fn rest(&mut self, extra: &mut Extra) {
        copy_field(self.0, extra);
    }
}

fn copy_field<T: Clone + 'static>(field: &dyn Shown, slot: &mut T) {
    let field: &dyn Any = field;
    if let Some(value) = field.downcast_ref() {
        T::clone_from(slot, value);
    }
}

impl<F: Fields> Record for F {
    const FIELDS: &'static [&'static str] = F::NAMES;

    fn set<'de, A: MapAccess<'de>>(&mut self, field: usize, map: &mut A) -> Result<(), A::Error> {
        let mut entry = Entry { map, read: Ok(()), of: PhantomData };
        Fields::set(self, field, &mut entry);
        entry.read
    }
    fn keep(&mut self, name: String, value: Value) {
        Fields::set(self, F::NAMES.len(), &mut Unlisted(Some((name, value))));
    }
}

/// The `Clone` of every generated record.
pub fn copy<F: Fields>(record: &F) -> F {
    let mut copy = F::default();
    for field in 0..=F::NAMES.len() {
        Fields::set(&mut copy, field, &mut Copied(record.get(field)));
    }
    copy
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
    for (i, name) in F::NAMES.iter().chain(&["extra"]).enumerate() {
        if is_secret(name) {
            shown.field(name, &format_args!("{HIDDEN}"));
        } else {
            shown.field(name, record.get(i));
        }
    }
    shown.finish()
}

/// Reads the value at hand into `slot`: an arm of [`Record::set`].
pub(crate) fn read<'de, T: Decode, A: MapAccess<'de>>(map: &mut A, slot: &mut T) -> Result<(), A::Error> {
    *slot = map.next_value_seed(Seed::new())?;
    Ok(())
}

impl<R: Record> Decode for R {
    const EXPECTED: &'static str = "an object";
    const TAKES_LIST: bool = true;

    fn null() -> Option<Self> {
        Some(Self::default())
    }
    /// PHP writes an empty map as `[]`.
    fn list<'de, A: SeqAccess<'de>>(items: A) -> Result<Self, A::Error> {
        no_items::<Self, A>(items).map(|()| Self::default())
    }
    fn map<'de, A: MapAccess<'de>>(mut entries: A) -> Result<Self, A::Error> {
        let mut record = Self::default();
        let mut next = 0;
        while let Some(key) = entries.next_key_seed(Name { fields: Self::FIELDS, next })? {
            match key {
                Key::Known(field) => {
                    record.set(field, &mut entries)?;
                    next = field + 1;
                }
                Key::Unknown(name) => {
                    let value = entries.next_value()?;
                    record.keep(name, value);
                }
            }
        }
        Ok(record)
    }
}

/// Finds the number of a field. Portals send fields in the documented order, so the look-up begins behind the last one.
struct Name {
    fields: &'static [&'static str],
    next: usize,
}

enum Key {
    Known(usize),
    Unknown(String),
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Key;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        let (before, behind) = self.fields.split_at(self.next.min(self.fields.len()));
        let at = |fields: &[&str]| fields.iter().position(|field| *field == name);
        let found = at(behind).map(|i| i + before.len()).or_else(|| at(before));
        Ok(found.map_or_else(|| Key::Unknown(name.to_owned()), Key::Known))
    }
}

/// What an answer holds beside the documented fields, in the order of the answer. Nothing that a portal sends is lost.
///
/// Prints without secrets.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Extra(Vec<(String, Value)>);

impl Extra {
    #[doc(hidden)]
    pub const NONE: Self = Self(Vec::new());

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The value of that name, read as the fields of a record are: a portal's own `UF_CRM_1` as an `i64`, a `Decimal`, a
    /// `Date`, a `Vec` of such. `None` where there is none, or where it is another: [`get`](Self::get) tells which.
    pub fn uf<T: Decode>(&self, name: &str) -> Option<T> {
        T::decode_option(self.get(name)?).ok()?
    }

    /// Name and value of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(crate) fn push(&mut self, name: String, value: Value) {
        self.0.push((name, value));
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<_> = self.iter().map(|(name, value)| (name, member(name, value))).collect();
        f.debug_tuple("Extra").field(&shown).finish()
    }
}
