//! The names of an item's fields: what a list is ordered by, what is selected, and, with [`Filter`](super::Filter), what
//! it is filtered by.

use std::fmt;
use std::marker::PhantomData;

use serde_json::Value;

use crate::arg::{AnyValue, Arg};
use crate::name::Name;
use crate::params::ordered;

/// The name of a field of `F` whose values are of the wire type `T`: a constant of the generated type `F`, such as
/// `CrmItemListField::CreatedTime`.
pub struct FieldName<F, T> {
    name: Name,
    of: PhantomData<fn() -> (F, T)>,
}

impl<F> FieldName<F, AnyValue> {
    /// A field that no page lists, such as a portal's own `UF_CRM_1`, by the name that it has on the wire.
    pub fn raw(name: impl Into<String>) -> Self {
        Self { name: Name::Own(name.into()), of: PhantomData }
    }
}

impl<F, T> FieldName<F, T> {
    #[doc(hidden)]
    pub const fn listed(name: &'static str) -> Self {
        Self { name: Name::Listed(name), of: PhantomData }
    }

    /// The name on the wire.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Order by it, the least first.
    pub fn asc(self) -> Sorted<F> {
        Sorted { name: self.name, direction: "ASC", of: PhantomData }
    }

    /// Order by it, the greatest first.
    pub fn desc(self) -> Sorted<F> {
        Sorted { name: self.name, direction: "DESC", of: PhantomData }
    }

    pub(super) fn into_inner(self) -> Name {
        self.name
    }
}

impl<F, T> Clone for FieldName<F, T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), of: PhantomData }
    }
}

impl<F, T> fmt::Debug for FieldName<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.name, f)
    }
}

/// A field of `F` and a direction: [`FieldName::asc`], [`FieldName::desc`].
pub struct Sorted<F> {
    name: Name,
    direction: &'static str,
    of: PhantomData<fn() -> F>,
}

impl<F> Clone for Sorted<F> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), direction: self.direction, of: PhantomData }
    }
}

impl<F> fmt::Debug for Sorted<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.direction)
    }
}

/// The order of a list: fields with their directions, the first of which counts most. An order by hand, as a `Value`, is
/// sent in the order of the names, as a `Value` does not keep another.
#[derive(Debug)]
pub struct OrderOf<F>(PhantomData<fn(F)>);

/// The fields that the items of an answer are to have.
#[derive(Debug)]
pub struct SelectOf<F>(PhantomData<fn(F)>);

fn order<F>(by: impl IntoIterator<Item = Sorted<F>>) -> Value {
    ordered::object(by.into_iter().map(|by| (by.name.into(), by.direction.into())))
}

#[diagnostic::do_not_recommend]
impl<F, P, M> Arg<OrderOf<F>, P, M> for Sorted<F> {
    fn into_value(self) -> Value {
        order([self])
    }
}

#[diagnostic::do_not_recommend]
impl<F, P, M> Arg<OrderOf<F>, P, M> for Vec<Sorted<F>> {
    fn into_value(self) -> Value {
        order(self)
    }
}

#[diagnostic::do_not_recommend]
impl<F, P, M, const N: usize> Arg<OrderOf<F>, P, M> for [Sorted<F>; N] {
    fn into_value(self) -> Value {
        order(self)
    }
}

/// A field of `F`, and nothing else: what a filter by `F` compares.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no field of `{F}`",
    label = "not one of its fields",
    note = "its fields are constants, `{F}::...`; what no page lists is sent by `.raw(\">=NAME\", value)`"
)]
pub trait FieldOf<F> {
    /// The wire type of its values.
    type Holds;

    /// The field.
    fn field(self) -> FieldName<F, Self::Holds>;
}

#[diagnostic::do_not_recommend]
impl<F, T> FieldOf<F> for FieldName<F, T> {
    type Holds = T;

    fn field(self) -> Self {
        self
    }
}

/// What a selection is made of: fields of `F`, in an array, a `Vec` or a tuple, and those in one another.
pub trait Selects<F> {
    /// Adds the names on the wire.
    fn put(self, names: &mut Vec<Value>);
}

fn select<F>(fields: impl Selects<F>) -> Value {
    let mut names = Vec::new();
    fields.put(&mut names);
    Value::Array(names)
}

impl<F, T> Selects<F> for FieldName<F, T> {
    fn put(self, names: &mut Vec<Value>) {
        names.push(Value::String(self.name.into()));
    }
}

impl<F, S: Selects<F>> Selects<F> for Vec<S> {
    fn put(self, names: &mut Vec<Value>) {
        for fields in self {
            fields.put(names);
        }
    }
}

impl<F, S: Selects<F>, const N: usize> Selects<F> for [S; N] {
    fn put(self, names: &mut Vec<Value>) {
        for fields in self {
            fields.put(names);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<F, T, P, M> Arg<SelectOf<F>, P, M> for FieldName<F, T> {
    fn into_value(self) -> Value {
        select(self)
    }
}

#[diagnostic::do_not_recommend]
impl<F, P, M, S: Selects<F>> Arg<SelectOf<F>, P, M> for Vec<S> {
    fn into_value(self) -> Value {
        select(self)
    }
}

#[diagnostic::do_not_recommend]
impl<F, P, M, S: Selects<F>, const N: usize> Arg<SelectOf<F>, P, M> for [S; N] {
    fn into_value(self) -> Value {
        select(self)
    }
}

/// Fields of different types do not make an array.
macro_rules! tuples {
    ($(($($S:ident $fields:ident),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<F, $($S: Selects<F>),+> Selects<F> for ($($S,)+) {
            fn put(self, names: &mut Vec<Value>) {
                let ($($fields,)+) = self;
                $($fields.put(names);)+
            }
        }

        #[diagnostic::do_not_recommend]
        impl<F, P, M, $($S: Selects<F>),+> Arg<SelectOf<F>, P, M> for ($($S,)+) {
            fn into_value(self) -> Value {
                select(self)
            }
        }
    )+};
}

tuples! {
    (A a)
    (A a, B b)
    (A a, B b, C c)
    (A a, B b, C c, D d)
    (A a, B b, C c, D d, E e)
    (A a, B b, C c, D d, E e, G g)
    (A a, B b, C c, D d, E e, G g, H h)
    (A a, B b, C c, D d, E e, G g, H h, I i)
    (A a, B b, C c, D d, E e, G g, H h, I i, J j)
    (A a, B b, C c, D d, E e, G g, H h, I i, J j, K k)
    (A a, B b, C c, D d, E e, G g, H h, I i, J j, K k, L l)
    (A a, B b, C c, D d, E e, G g, H h, I i, J j, K k, L l, N n)
}
