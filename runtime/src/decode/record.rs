//! Objects with known fields: a text of their names, and a function that takes the values in this order.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;

use memchr::memchr;
use serde_json::Value;

use super::hidden::{HIDDEN, is_secret};
use super::object::cut;
use super::{Decode, Extra, Held, Json, Misfit};

/// An object of an answer.
pub(crate) trait Record: Sized {
    /// As [`Fields::NAMES`].
    const NAMES: &'static str;

    /// What it is built upon: made once for all elements of a list.
    type Blank: Default;

    /// Takes the value of each field, in the order of the names, and then [the rest](Source::rest) where it keeps that.
    fn build<'a>(from: Source<'a>, blank: &'a Self::Blank) -> Self;
}

/// What the generator emits for an object of an answer, instead of derived traits: those take the compiler several times
/// as long.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that a page lists",
    label = "not a record",
    note = "of a list take an element first, `.item(0)`, of a map an entry, `.entry(\"7\")`, of a result that may be missing what it \
            is, `.some()`; for what no page lists, refer to it by `.untyped()` and `.key(\"name\")`"
)]
pub trait Fields: Default + Clone + PartialEq + fmt::Debug + 'static {
    /// The names on the wire, a line each: one literal costs the compiler a fraction of what a list of them does.
    const NAMES: &'static str;

    /// Lets each field [fill itself](Filled), in the order of the names, and then the rest. It does so as a field of another
    /// record: one function does for reading, for copying and for looking at what is there.
    fn build<'a>(from: Source<'a>, of: &'a Self) -> Self;
}

impl<F: Fields> Record for F {
    const NAMES: &'static str = F::NAMES;

    type Blank = F;

    fn build<'a>(from: Source<'a>, blank: &'a F) -> Self {
        F::build(from, blank)
    }
}

/// A field whose type is not known.
pub trait AnyField: Any + fmt::Debug {
    /// Is it the same?
    fn equals(&self, other: &dyn AnyField) -> bool;

    /// What it is on the wire.
    fn to_json(&self) -> Value;
}

impl<T: Held> AnyField for T {
    fn equals(&self, other: &dyn AnyField) -> bool {
        (other as &dyn Any).downcast_ref() == Some(self)
    }

    fn to_json(&self) -> Value {
        Held::to_json(self)
    }
}

/// Where the values of a record's fields come from, one after the other.
///
/// It goes by value from field to field: a reference would be borrowed anew for each, and the compiler has to check that.
#[derive(Clone, Copy)]
pub struct Source<'a>(&'a State<'a>);

struct State<'a> {
    values: Values<'a>,
    /// The number of the next field.
    next: Cell<usize>,
    rest: Cell<Extra>,
    /// The first that went wrong, so that taking a value returns nothing but the value.
    misfit: Cell<Option<Misfit>>,
}

enum Values<'a> {
    /// Those of an answer, and their names.
    Json(&'a [Option<Json<'a>>], &'a [&'static str]),
    /// Those of the other record.
    Copied,
    /// There are none: those of the other record are looked at.
    Seen(&'a dyn Fn(&'a dyn AnyField)),
}

impl<'a> State<'a> {
    fn new(values: Values<'a>, rest: Extra) -> Self {
        Self { values, next: Cell::new(0), rest: Cell::new(rest), misfit: Cell::new(None) }
    }
}

/// A field of a record. The compiler has less to do for `of.id.filled(from)` than for `from.fill(&of.id)`.
pub trait Filled: Sized {
    /// The value of the next field: what an answer has for it, or what this one holds.
    #[must_use]
    fn filled<'a>(&'a self, from: Source<'a>) -> Self;
}

impl<T: Held + Decode> Filled for Option<T> {
    fn filled<'a>(&'a self, from: Source<'a>) -> Self {
        match from.0.values {
            Values::Json(..) => from.take(),
            Values::Copied => self.clone(),
            Values::Seen(see) => {
                see(self);
                None
            }
        }
    }
}

/// What no page lists: behind the last field.
impl Filled for Extra {
    fn filled<'a>(&'a self, from: Source<'a>) -> Self {
        match from.0.values {
            Values::Json(..) => from.rest(),
            Values::Copied => self.clone(),
            Values::Seen(see) => {
                see(self);
                Self::NONE
            }
        }
    }
}

impl<'a> Source<'a> {
    /// The value of the next field of an answer.
    pub(crate) fn take<T: Decode>(self) -> Option<T> {
        let field = self.0.next.get();
        let value = <Option<T>>::decode(self.json()?);
        value.unwrap_or_else(|misfit| {
            self.fail(field, misfit);
            None
        })
    }

    /// The same, or the default where there is none. A blank has to be one that the type understands.
    pub(crate) fn take_or_default<T: Decode + Default>(self) -> T {
        let field = self.0.next.get();
        self.json().and_then(|json| T::decode(json).map_err(|misfit| self.fail(field, misfit)).ok()).unwrap_or_default()
    }

    /// The same, or nothing where it does not fit.
    pub(crate) fn tolerate<T: Decode>(self) -> Option<T> {
        tolerate(self.json())
    }

    /// Its text.
    pub(crate) fn json(self) -> Option<Json<'a>> {
        let field = self.step();
        let Values::Json(values, _) = self.0.values else { return None };
        values.get(field).copied().flatten()
    }

    /// What an answer has beside the fields.
    pub(crate) fn rest(self) -> Extra {
        self.0.rest.take()
    }

    /// The number of the next field, which is behind it then.
    fn step(self) -> usize {
        let field = self.0.next.get();
        self.0.next.set(field + 1);
        field
    }

    fn fail(self, field: usize, misfit: Misfit) {
        let Values::Json(_, names) = self.0.values else { return };
        let name = names.get(field).copied().unwrap_or_default();
        let first = self.0.misfit.take();
        self.0.misfit.set(first.or_else(|| Some(misfit.of_member(name))));
    }
}

/// The names of a record's fields.
fn names(mut lines: &'static str) -> impl Iterator<Item = &'static str> {
    std::iter::from_fn(move || {
        let (name, rest) = lines.split_at(memchr(b'\n', lines.as_bytes()).unwrap_or(lines.len()));
        lines = rest.get(1..).unwrap_or_default();
        Some(name).filter(|name| !name.is_empty())
    })
}

/// The `Clone` of every generated record.
pub fn copy<F: Fields>(record: &F) -> F {
    F::build(Source(&State::new(Values::Copied, Extra::NONE)), record)
}

/// Looks at each field and its name, and then at what no page lists, which has none.
pub fn look<F: Fields>(record: &F, see: &mut dyn FnMut(Option<&'static str>, &dyn AnyField)) {
    let fields = RefCell::new((names(F::NAMES), see));
    let see = |value: &dyn AnyField| {
        let (names, see) = &mut *fields.borrow_mut();
        see(names.next(), value);
    };
    F::build(Source(&State::new(Values::Seen(&see), Extra::NONE)), record);
}

/// The `PartialEq` of every generated record.
pub fn same<F: Fields>(record: &F, other: &F) -> bool {
    let theirs = RefCell::new(Vec::new());
    let collect = |value| theirs.borrow_mut().push(value);
    let state = State::new(Values::Seen(&collect), Extra::NONE);
    F::build(Source(&state), other);
    let (mut theirs, mut same) = (theirs.take().into_iter(), true);
    look(record, &mut |_, value| same = same && theirs.next().is_some_and(|other| value.equals(other)));
    same
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
    look(record, &mut |name, value| {
        let name = name.unwrap_or("extra");
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

    fn decode(json: Json<'_>) -> Result<Self, Misfit> {
        let fields: Vec<_> = names(R::NAMES).collect();
        let mut values = vec![None; fields.len()];
        let rest = cut(json, &fields, &mut values).ok_or_else(|| Misfit::new(Self::EXPECTED, json))?;
        record(&values, &fields, rest, &R::Blank::default())
    }

    /// As one by one, with less to be made anew for each.
    fn decode_items(json: Json<'_>) -> Result<Vec<Self>, Misfit> {
        // A page of a list has room at once.
        let mut all = Vec::with_capacity(json.items().take(50).count());
        let (fields, blank): (Vec<_>, _) = (names(R::NAMES).collect(), R::Blank::default());
        let mut values = vec![None; fields.len()];
        for json in json.items() {
            let record = match cut(json, &fields, &mut values) {
                Some(rest) => record(&values, &fields, rest, &blank),
                None => Err(Misfit::new(Self::EXPECTED, json)),
            };
            all.push(record.map_err(|misfit| misfit.of_item(all.len()))?);
            values.fill(None);
        }
        Ok(all)
    }
}

fn record<R: Record>(
    values: &[Option<Json<'_>>],
    fields: &[&'static str],
    rest: Extra,
    blank: &R::Blank,
) -> Result<R, Misfit> {
    let state = State::new(Values::Json(values, fields), rest);
    let source = Source(&state);
    let record = R::build(source, blank);
    debug_assert_eq!(source.0.next.get(), fields.len(), "each takes its own");
    source.0.misfit.take().map_or(Ok(record), Err)
}

/// A value, or nothing where it does not fit.
pub(crate) fn tolerate<T: Decode>(json: Option<Json<'_>>) -> Option<T> {
    <Option<T>>::decode(json?).ok().flatten()
}
