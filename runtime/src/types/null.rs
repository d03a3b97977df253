//! Taking away what a field has.

use serde_json::Value;

use crate::arg::Arg;

/// `null`, as the value of any parameter. What a portal makes of it is told by the page of the method, if at all: some
/// fields are cleared by it, and some by [`Clear`].
///
/// ```
/// b24::methods! { mod api { "crm.item.update"; } }
/// use b24::types::Null;
///
/// let fields = api::CrmItemUpdateFieldsDeal::new().title("Lamps").begindate(Null);
/// let request = api::CrmItemUpdate::deal(7, fields);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null;

/// An empty text, as the value of any parameter, which clears most fields. Lists are cleared by an empty one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clear;

#[diagnostic::do_not_recommend]
impl<T, P, M> Arg<T, P, M> for Null {
    fn into_value(self) -> Value {
        Value::Null
    }
}

#[diagnostic::do_not_recommend]
impl<T, P, M> Arg<T, P, M> for Clear {
    fn into_value(self) -> Value {
        Value::String(String::new())
    }
}
