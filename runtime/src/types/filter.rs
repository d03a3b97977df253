//! What a list is filtered by.

use std::fmt;
use std::marker::PhantomData;

use serde_json::{Value, json};

use super::FieldName;
use crate::arg::{AnyValue, Arg};
use crate::name::Name;

/// The conditions that an item must meet, all of them: `filter` of a list.
///
/// `F` names the fields; `b24::methods!` generates it, and a short name for the filter, with each list. Which operators there
/// are, and how they are written, is the page's to say. In v2 a filter is a map: of two conditions with the same operator on
/// the same field it holds the later one alone.
///
/// ```
/// b24::methods! { mod api { "crm.item.list"; } }
/// use api::{CrmItemList, CrmItemListField as Field, CrmItemListFilter};
///
/// let filter = CrmItemListFilter::new()
///     .ge(Field::CreatedTime, "2026-01-01T00:00:00+02:00")
///     .in_(Field::StageId, ["NEW", "WON"])
///     .raw(">ufCrm1", 7);
/// let request = CrmItemList::new(2).filter(filter).order([Field::Title.asc(), Field::Id.desc()]);
/// // Its fields tell which filter it is, too.
/// let request = CrmItemList::new(2).filter(b24::types::Filter::new().eq(Field::Id, 7));
/// ```
pub struct Filter<F> {
    conditions: Vec<Condition>,
    of: PhantomData<fn() -> F>,
}

#[derive(Clone, Debug)]
struct Condition {
    operator: Name,
    field: Name,
    value: Value,
}

/// Operators of a filter. Their names are those of the functions that take them.
pub mod operator {
    /// An operator.
    pub trait Operator {
        /// How it is written before the name of a field, where a page does not say otherwise.
        const USUAL: &'static str;
    }

    macro_rules! operators {
        ($($name:ident $usual:literal)+) => {$(
            #[doc = concat!("`", $usual, "`")]
            #[derive(Debug)]
            #[allow(non_camel_case_types, reason = "the names of functions")]
            pub enum $name {}
            impl Operator for $name {
                const USUAL: &'static str = $usual;
            }
        )+};
    }

    operators! {
        eq "=" ne "!=" gt ">" ge ">=" lt "<" le "<=" in_ "@" not_in "!@" contains "%" not_contains "!%"
        like "=%" not_like "!=%" between "><" not_between "!><" search "?"
    }
}

/// The names of the fields that a list is filtered by.
pub trait Filtered {
    /// The set of operators that the page of the list has: one that other lists may have, too.
    type Operators;
}

/// A set of operators in which `O` is.
pub trait OperatorSet<O: operator::Operator> {
    /// How the page writes it.
    const AS: &'static str = O::USUAL;
}

/// The list with these fields has the operator `O`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `.{O}(..)`: the page of the method lists no such operator",
    label = "not an operator of this filter",
    note = "`.raw(..)` sends it all the same, operator and name in one text: `.raw(\">=NAME\", value)`"
)]
pub trait FiltersBy<O: operator::Operator> {
    /// How the page writes it.
    const AS: &'static str;
}

#[diagnostic::do_not_recommend]
impl<O: operator::Operator, F: Filtered<Operators: OperatorSet<O>>> FiltersBy<O> for F {
    const AS: &'static str = F::Operators::AS;
}

/// A value that a field of `F` is compared with, whose own values are of the wire type `T`.
#[diagnostic::on_unimplemented(
    message = "a field of `{F}` that holds `{T}` is compared with such, not with `{Self}`",
    label = "not `{T}`",
    note = "a `PlainText` is written as a `&str` or a `String`; a `WholeNumber` as an integer; a `DecimalNumber` as a number or a \
            `Decimal`; a `DateText` or `DateTimeText` as a `Date`, a `DateTime` or a text; a `BoolYesNo` and its like as a `bool`; \
            an enum as one of its variants"
)]
pub trait Compared<T, F>: Arg<T> {}

#[diagnostic::do_not_recommend]
impl<T, F, V: Arg<T>> Compared<T, F> for V {}

/// Values of which a field has one, or none.
#[diagnostic::on_unimplemented(
    message = "`.in_(..)` and `.not_in(..)` take a list of values, not `{Self}`",
    label = "not a list of values",
    note = "write `[value, ..]`; for a single one there are `.eq(field, value)` and `.ne(field, value)`"
)]
pub trait Several<V> {
    /// One after the other.
    fn values(self) -> impl Iterator<Item = V>;
}

#[diagnostic::do_not_recommend]
impl<I: IntoIterator> Several<I::Item> for I {
    fn values(self) -> impl Iterator<Item = I::Item> {
        self.into_iter()
    }
}

impl<F> Filter<F> {
    /// No condition yet.
    pub const fn new() -> Self {
        Self { conditions: Vec::new(), of: PhantomData }
    }

    /// Equal.
    #[must_use]
    pub fn eq<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::eq>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Not equal.
    #[must_use]
    pub fn ne<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::ne>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Greater, or later.
    #[must_use]
    pub fn gt<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::gt>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Greater or equal.
    #[must_use]
    pub fn ge<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::ge>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Less, or earlier.
    #[must_use]
    pub fn lt<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::lt>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Less or equal.
    #[must_use]
    pub fn le<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::le>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Has the text in it.
    #[must_use]
    pub fn contains<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::contains>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Does not have the text in it.
    #[must_use]
    pub fn not_contains<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::not_contains>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Is like the text, in which `%` stands for anything.
    #[must_use]
    pub fn like<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::like>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// Is not like the text, in which `%` stands for anything.
    #[must_use]
    pub fn not_like<T>(self, field: FieldName<F, T>, value: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::not_like>,
    {
        self.and(F::AS, field, value.into_value())
    }

    /// One of the values.
    #[must_use]
    pub fn in_<T, V: Compared<T, F>>(self, field: FieldName<F, T>, values: impl Several<V>) -> Self
    where
        F: FiltersBy<operator::in_>,
    {
        self.and(F::AS, field, values.values().map(Arg::into_value).collect())
    }

    /// None of the values.
    #[must_use]
    pub fn not_in<T, V: Compared<T, F>>(self, field: FieldName<F, T>, values: impl Several<V>) -> Self
    where
        F: FiltersBy<operator::not_in>,
    {
        self.and(F::AS, field, values.values().map(Arg::into_value).collect())
    }

    /// From the one to the other.
    #[must_use]
    pub fn between<T>(self, field: FieldName<F, T>, from: impl Compared<T, F>, to: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::between>,
    {
        self.and(F::AS, field, [from.into_value(), to.into_value()].into_iter().collect())
    }

    /// Before the one or behind the other.
    #[must_use]
    pub fn not_between<T>(self, field: FieldName<F, T>, from: impl Compared<T, F>, to: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::not_between>,
    {
        self.and(F::AS, field, [from.into_value(), to.into_value()].into_iter().collect())
    }

    /// Is found by the text, in which words may be joined by `&&` and `||`.
    #[must_use]
    pub fn search<T>(self, field: FieldName<F, T>, text: impl Compared<T, F>) -> Self
    where
        F: FiltersBy<operator::search>,
    {
        self.and(F::AS, field, text.into_value())
    }

    /// What no page lists, as it is written: operator and name in one text, `>=UF_CRM_1`.
    #[must_use]
    pub fn raw(mut self, condition: impl Into<String>, value: impl Compared<AnyValue, F>) -> Self {
        let mut operator: String = condition.into();
        let at = operator.find(|c| !"<>=!@%?".contains(c)).unwrap_or(operator.len());
        let field = Name::Own(operator.split_off(at));
        self.conditions.push(Condition { operator: Name::Own(operator), field, value: value.into_value() });
        self
    }

    fn and<T>(mut self, operator: &'static str, field: FieldName<F, T>, value: Value) -> Self {
        self.conditions.push(Condition { operator: Name::Listed(operator), field: field.into_inner(), value });
        self
    }
}

impl<F> Default for Filter<F> {
    fn default() -> Self {
        Self::new()
    }
}

impl<F> Clone for Filter<F> {
    fn clone(&self) -> Self {
        Self { conditions: self.conditions.clone(), of: PhantomData }
    }
}

impl<F> fmt::Debug for Filter<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let conditions = self.conditions.iter().map(|one| (format!("{}{}", one.operator, one.field), &one.value));
        f.debug_map().entries(conditions).finish()
    }
}

/// A filter of v2: a map of operators and names to values.
#[derive(Debug)]
pub struct FilterOf<F>(PhantomData<fn(F)>);

/// A filter of REST 3.0: a list of conditions.
#[derive(Debug)]
pub struct ConditionsOf<F>(PhantomData<fn(F)>);

#[diagnostic::do_not_recommend]
impl<F, P, M> Arg<FilterOf<F>, P, M> for Filter<F> {
    fn into_value(self) -> Value {
        self.conditions.into_iter().map(|one| (format!("{}{}", one.operator, one.field), one.value)).collect()
    }
}

#[diagnostic::do_not_recommend]
impl<F, P, M> Arg<ConditionsOf<F>, P, M> for Filter<F> {
    fn into_value(self) -> Value {
        let condition = |Condition { operator, field, value }| {
            let (field, operator) = (String::from(field), String::from(operator));
            if operator.is_empty() { json!([field, value]) } else { json!([field, operator, value]) }
        };
        self.conditions.into_iter().map(condition).collect()
    }
}
