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

/// What may stand in a selection: a field of `F`, or a text, for names that no page lists and for masks such as `UF_*`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no field to select",
    label = "not a field",
    note = "fields are the constants of the type that ends in `Field`; a text is taken as a name that no page lists"
)]
pub trait Selects<F> {
    /// The name on the wire.
    fn into_name(self) -> Value;
}

impl<F, T> Selects<F> for FieldName<F, T> {
    fn into_name(self) -> Value {
        Value::String(self.name.into())
    }
}

impl<F> Selects<F> for &str {
    fn into_name(self) -> Value {
        Value::from(self)
    }
}

impl<F> Selects<F> for String {
    fn into_name(self) -> Value {
        Value::from(self)
    }
}

#[diagnostic::do_not_recommend]
impl<F, T, P, M> Arg<SelectOf<F>, P, M> for FieldName<F, T> {
    fn into_value(self) -> Value {
        Value::Array(vec![self.into_name()])
    }
}

#[diagnostic::do_not_recommend]
impl<F, P, M, S: Selects<F>> Arg<SelectOf<F>, P, M> for Vec<S> {
    fn into_value(self) -> Value {
        self.into_iter().map(Selects::into_name).collect()
    }
}

#[diagnostic::do_not_recommend]
impl<F, P, M, S: Selects<F>, const N: usize> Arg<SelectOf<F>, P, M> for [S; N] {
    fn into_value(self) -> Value {
        self.into_iter().map(Selects::into_name).collect()
    }
}

/// Fields of different types do not make an array.
macro_rules! tuples {
    ($(($($S:ident $field:ident),+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<F, P, M, $($S: Selects<F>),+> Arg<SelectOf<F>, P, M> for ($($S,)+) {
            fn into_value(self) -> Value {
                let ($($field,)+) = self;
                Value::Array(vec![$($field.into_name()),+])
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
