//! Widgets: what a portal sends when a user opens one, and placing them.
//!
//! ```no_run
//! use b24::placement::Opened;
//! use b24::{App, Client};
//!
//! b24::placements! {
//!     pub enum AppWidget {
//!         "CRM_DEAL_DETAIL_TAB";
//!         "TASK_VIEW_TAB";
//!     }
//! }
//!
//! /// `installed` calls the portal in the name of whoever installed the application there.
//! async fn show(query: &str, body: &[u8], installed: &Client<App>) -> Result<String, Box<dyn std::error::Error>> {
//!     let widget = Opened::<AppWidget>::read(query, body)?.verify(installed).await?;
//!     let user = widget.client().call_raw("profile", b24::Value::Null).await?.result;
//!     Ok(match &widget.placement {
//!         AppWidget::CrmDealDetailTab(tab) => format!("{} looks at deal {:?}", user["NAME"], tab.id),
//!         other => format!("{other:?}"),
//!     })
//! }
//! ```
//!
//! # What can be believed
//!
//! The POST that opens a widget comes from the user's browser, and nothing in it is signed: anybody can send one, with any
//! content. What it proves itself by is the access token in it. [`Opened::verify`] therefore calls the portal that installed
//! the application, at the address known from there (never at the one in the POST), with that token, and believes it
//! where the portal says that the token belongs to this very application. Then it is certain that a user of that portal
//! sent it. *Which* object the user has opened is still his own word: read it in his name ([`Widget::client`]), so that the
//! portal decides what he may see.
//!
//! The same POST may come again, as when the user reloads the page; it is believed for as long as the portal knows its token,
//! which is an hour. Some pages send `APPLICATION_TOKEN`, too. It has gone through a browser, so it proves nothing.

mod bind;
mod opened;
mod verify;

use std::fmt;

use serde_json::Value;

use crate::decode::without_secrets;
use crate::events::Malformed;
use crate::message::Messages;

pub use bind::{BindWidgets, Bound};
pub use opened::{Opened, Widget};
pub use verify::Rejected;

/// An enum that [`placements!`](crate::placements) has made.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of placements",
    note = "write `b24::placements! {{ pub enum AppWidget {{ \"CRM_DEAL_DETAIL_TAB\"; }} }}`"
)]
pub trait Placements: Messages<Unknown = Unknown> {}

#[diagnostic::do_not_recommend]
impl<E: Messages<Unknown = Unknown>> Placements for E {}

/// What was opened elsewhere than in the placements that the enum lists, or with options that do not fit their page.
///
/// Prints without secrets.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Unknown {
    /// The placement's code, as the portal sent it. An application's own page has `DEFAULT`, or none.
    pub code: String,
    /// Its `PLACEMENT_OPTIONS`.
    pub options: Value,
    /// For a placement that the enum lists: what does not fit.
    pub misfit: Option<Malformed>,
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unknown")
            .field("code", &self.code)
            .field("options", &without_secrets(&self.options))
            .field("misfit", &self.misfit)
            .finish()
    }
}

/// What reads the options of that code, and what stands where the documented code has `XXX` or `<CODE>`.
fn known<'k, 'c, R>(all: &'k [(&'static str, R)], code: &'c str) -> (Option<&'k (&'static str, R)>, Option<&'c str>) {
    if let Some(known) = all.iter().find(|(documented, _)| *documented == code) {
        return (Some(known), None);
    }
    // Of two families that fit, the one that says more.
    let fitting = all.iter().filter_map(|known| Some((known, instance(known.0, code)?)));
    match fitting.min_by_key(|(_, instance)| instance.len()) {
        Some((known, instance)) => (Some(known), Some(instance)),
        None => (None, None),
    }
}

/// What stands in `code` where `documented` has a placeholder.
fn instance<'c>(documented: &str, code: &'c str) -> Option<&'c str> {
    let (head, tail) = documented.split_once("XXX").or_else(|| documented.split_once("<CODE>"))?;
    code.strip_prefix(head)?.strip_suffix(tail).filter(|instance| !instance.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_of_a_family_is_found_by_its_code() {
        assert_eq!(instance("CRM_DYNAMIC_XXX_DETAIL_TAB", "CRM_DYNAMIC_183_DETAIL_TAB"), Some("183"));
        assert_eq!(instance("CRM_DYNAMIC_XXX_DETAIL_TAB", "CRM_DYNAMIC__DETAIL_TAB"), None);
        assert_eq!(instance("CRM_DYNAMIC_XXX_DETAIL_TAB", "CRM_DYNAMIC_DETAIL_TAB"), None);
        assert_eq!(instance("LANDING_BLOCK_<CODE>", "LANDING_BLOCK_43.4.cover"), Some("43.4.cover"));
        assert_eq!(instance("TASK_VIEW_TAB", "TASK_VIEW_TAB"), None);
    }

    #[test]
    fn of_two_families_that_fit_it_is_the_one_that_says_more() {
        let all = [("CRM_XXX_MENU", 0), ("CRM_DYNAMIC_XXX_MENU", 1), ("CRM_DYNAMIC_7_MENU", 2)];
        let found = |code| {
            let (known, instance) = known(&all, code);
            (known.map(|(_, number)| *number), instance)
        };
        assert_eq!(found("CRM_DYNAMIC_31_MENU"), (Some(1), Some("31")));
        assert_eq!(found("CRM_DEAL_MENU"), (Some(0), Some("DEAL")));
        assert_eq!(found("CRM_DYNAMIC_7_MENU"), (Some(2), None));
        assert_eq!(found("TASK_MENU"), (None, None));
    }
}
