//! What a list is filtered by.

pub mod operator;

use std::fmt;
use std::marker::PhantomData;

use b24_specs::operators;
use serde_json::{Value, json};

use self::operator::Operator;
use super::{Date, FieldOf};
use crate::arg::{AnyValue, Arg, DateTimeText};
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

/// The names of the fields that a list is filtered by.
#[diagnostic::on_unimplemented(
    message = "no method takes a filter by the fields of `{Self}`",
    label = "not filtered by",
    note = "what takes a filter by its fields has a type for that filter beside it, which ends in `Filter`"
)]
pub trait Filtered {
    /// The set of operators that the page of the list has: one that other lists may have, too.
    type Operators;
    /// Those that the page does not write as usual: a line each, function and sign with a tab between.
    const WRITTEN: &'static str = "";
}

/// A set of operators in which `O` is. It is named after all of them.
pub trait OperatorSet<O: Operator> {}

/// The same, with a message of the compiler.
#[diagnostic::on_unimplemented(
    message = "this filter has no `.{O}(..)`: the page of the method lists `{Self}`",
    label = "not an operator of this filter",
    note = "`.raw(..)` sends it all the same, operator and name in one text: `.raw(\">=NAME\", value)`"
)]
pub trait FiltersBy<O> {}

#[diagnostic::do_not_recommend]
impl<O: Operator, S: OperatorSet<O>> FiltersBy<O> for S {}

/// A value that a field of `F` is compared with, whose own values are of the wire type `T`.
#[diagnostic::on_unimplemented(
    message = "a field of `{F}` that holds `{T}` is compared with such, not with `{Self}`",
    label = "not a value of this field",
    note = "a `PlainText` is written as a `&str` or a `String`; a `WholeNumber` as an integer; a `DecimalNumber` as a number or a \
            `Decimal`; a `DateText` as a `Date` or a text, a `DateTimeText` as a `DateTime`, as a `Date` or a text; a `BoolYesNo` \
            and its like as a `bool`, an `AnyYesNo` as one or as a text; an enum as one of its variants",
    note = "an `Option` is taken apart first, `if let Some(x) = option {{ filter = filter.eq(field, x); }}`, and a `Result` by `?`; of \
            several values the field has one by `.in_(field, [x, y])`"
)]
pub trait Compared<T, F> {
    /// As it goes over the wire.
    fn compared(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T, F, V: Arg<T>> Compared<T, F> for V {
    fn compared(self) -> Value {
        self.into_value()
    }
}

/// A day stands for the moment at which it begins.
#[diagnostic::do_not_recommend]
impl<F> Compared<DateTimeText, F> for Date {
    fn compared(self) -> Value {
        Compared::<DateTimeText, F>::compared(&self)
    }
}

#[diagnostic::do_not_recommend]
impl<F> Compared<DateTimeText, F> for &Date {
    fn compared(self) -> Value {
        Value::from(self.dashed())
    }
}

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

// The compiler points at the operator, and not at all that stands before it, where that is a parameter of its own: `S`.
impl<F> Filter<F> {
    /// No condition yet.
    pub const fn new() -> Self {
        Self { conditions: Vec::new(), of: PhantomData }
    }

    /// Equal.
    #[must_use]
    pub fn eq<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::eq>,
    {
        self.and::<operator::eq>(field, value.compared())
    }

    /// Equal, or without a value.
    #[must_use]
    pub fn eq_or_null<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::eq_or_null>,
    {
        self.and::<operator::eq_or_null>(field, value.compared())
    }

    /// Not equal.
    #[must_use]
    pub fn ne<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::ne>,
    {
        self.and::<operator::ne>(field, value.compared())
    }

    /// Greater, or later.
    #[must_use]
    pub fn gt<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::gt>,
    {
        self.and::<operator::gt>(field, value.compared())
    }

    /// Greater or equal.
    #[must_use]
    pub fn ge<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::ge>,
    {
        self.and::<operator::ge>(field, value.compared())
    }

    /// Less, or earlier.
    #[must_use]
    pub fn lt<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::lt>,
    {
        self.and::<operator::lt>(field, value.compared())
    }

    /// Less or equal.
    #[must_use]
    pub fn le<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::le>,
    {
        self.and::<operator::le>(field, value.compared())
    }

    /// Has the text in it.
    #[must_use]
    pub fn contains<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::contains>,
    {
        self.and::<operator::contains>(field, value.compared())
    }

    /// Does not have the text in it.
    #[must_use]
    pub fn not_contains<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::not_contains>,
    {
        self.and::<operator::not_contains>(field, value.compared())
    }

    /// Is like the text, in which `%` stands for anything.
    #[must_use]
    pub fn like<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::like>,
    {
        self.and::<operator::like>(field, value.compared())
    }

    /// Is not like the text, in which `%` stands for anything.
    #[must_use]
    pub fn not_like<N: FieldOf<F>, S>(self, field: N, value: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::not_like>,
    {
        self.and::<operator::not_like>(field, value.compared())
    }

    /// One of the values.
    #[must_use]
    pub fn in_<N: FieldOf<F>, V: Compared<N::Holds, F>, S>(self, field: N, values: impl Several<V>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::in_>,
    {
        self.and::<operator::in_>(field, values.values().map(Compared::compared).collect())
    }

    /// None of the values.
    #[must_use]
    pub fn not_in<N: FieldOf<F>, V: Compared<N::Holds, F>, S>(self, field: N, values: impl Several<V>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::not_in>,
    {
        self.and::<operator::not_in>(field, values.values().map(Compared::compared).collect())
    }

    /// From the one to the other.
    #[must_use]
    pub fn between<N: FieldOf<F>, S>(
        self,
        field: N,
        from: impl Compared<N::Holds, F>,
        to: impl Compared<N::Holds, F>,
    ) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::between>,
    {
        self.and::<operator::between>(field, [from.compared(), to.compared()].into_iter().collect())
    }

    /// Before the one or behind the other.
    #[must_use]
    pub fn not_between<N: FieldOf<F>, S>(
        self,
        field: N,
        from: impl Compared<N::Holds, F>,
        to: impl Compared<N::Holds, F>,
    ) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::not_between>,
    {
        self.and::<operator::not_between>(field, [from.compared(), to.compared()].into_iter().collect())
    }

    /// Is found by the text, in which words may be joined by `&&` and `||`.
    #[must_use]
    pub fn search<N: FieldOf<F>, S>(self, field: N, text: impl Compared<N::Holds, F>) -> Self
    where
        F: Filtered<Operators = S>,
        S: FiltersBy<operator::search>,
    {
        self.and::<operator::search>(field, text.compared())
    }

    /// What no page lists, as it is written: operator and name in one text, `>=UF_CRM_1`.
    #[must_use]
    pub fn raw(mut self, condition: impl Into<String>, value: impl Compared<AnyValue, F>) -> Self {
        let mut operator: String = condition.into();
        let sign = operators::split(&operator).0.len();
        let field = Name::Own(operator.split_off(sign));
        self.conditions.push(Condition { operator: Name::Own(operator), field, value: value.compared() });
        self
    }

    fn and<O: Operator>(mut self, field: impl FieldOf<F>, value: Value) -> Self
    where
        F: Filtered,
    {
        let mut own = F::WRITTEN.split('\n').filter_map(|line| line.split_once('\t'));
        let own = own.find_map(|(name, written)| (name == O::NAME).then_some(written));
        let operator = Name::Listed(own.unwrap_or(O::USUAL));
        self.conditions.push(Condition { operator, field: field.field().into_inner(), value });
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
