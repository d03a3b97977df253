//! Values that any parameter takes: what takes away, and what is sent as it is.

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

/// A value that is sent as it is, as the value of any parameter: the way out where a page is wrong, or leaves something out.
///
/// ```
/// b24::methods! { mod api { "crm.lead.add"; } }
/// use b24::types::Raw;
///
/// # #[allow(deprecated)] {
/// // The page lists two media.
/// let fields = api::CrmLeadAddFields::new().title("Lamps").utm_medium(Raw("email".into()));
/// let request = api::CrmLeadAdd::new().fields(fields);
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Raw(pub Value);

#[diagnostic::do_not_recommend]
impl<T, P, M> Arg<T, P, M> for Raw {
    fn into_value(self) -> Value {
        self.0
    }
}

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
