//! The intermediate representation: one object a line, sorted by name, the same bytes for the same facts.

mod field;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use field::{Boolean, Evidence, Field, Required, Variant};

/// Version of the form below. A reader refuses a line of another version instead of misreading it.
pub const VERSION: u32 = 1;

/// A REST method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Method {
    /// The name as it is called, `event.bind`.
    pub method: String,
    /// Which of the two interfaces it belongs to.
    pub api: Api,
    /// Present where a method carries out several commands and each has a page, and so a line, of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<Command>,
    /// Path of the page in the documentation tree.
    pub page: String,
    /// The page's title, without the name.
    pub title: String,
    /// What the page says about it, where the IR was imported with its prose: text with code in backticks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Permissions, any of which the caller's token must hold: `["crm"]`.
    pub scopes: Vec<String>,
    /// What kind of authorization it accepts.
    pub auth: Auth,
    /// Which users may call it.
    pub access: Access,
    /// What it does to the portal.
    pub kind: Kind,
    /// Present where the documentation advises against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated>,
    /// The server reads the parameters by position: keep the documented order and send nothing else.
    #[serde(default, skip_serializing_if = "is_false")]
    pub positional: bool,
    /// May not stand in a `batch`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub no_batch: bool,
    /// How its result is paged, for a method that returns a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<List>,
    /// Parameters in the documented order.
    pub params: Vec<Field>,
    /// The `result` of the answer.
    pub result: Field,
    /// The errors of this method's own table; see [`System`] for those that every method has.
    pub errors: Vec<ErrorCase>,
    /// Relations between parameters: ways to call that the page tells apart, and what `corrections/` adds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// How many examples the page has.
    pub examples: Examples,
    /// [`VERSION`] of this line.
    pub ir: u32,
}

/// One of the commands of a method, such as `placement.call` with `CallCardSetMute`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// The parameter that chooses it.
    pub param: String,
    /// What is given there.
    pub value: String,
}

/// Which interface a method belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Api {
    /// Called under `/rest/`.
    #[default]
    V2,
    /// Called under `/rest/api/`.
    V3,
}

/// What kind of authorization a method accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Auth {
    /// A webhook or an application's token.
    #[default]
    Any,
    /// An application's token only.
    Application,
}

/// Which users may call a method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Every user.
    #[default]
    Any,
    /// Administrators of the portal.
    Administrator,
    /// Users with some right that the page tells in prose.
    Restricted,
}

/// What a method does to the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Reads; may be repeated.
    Read,
    /// Reads page by page; may be repeated.
    List,
    /// Changes something; must not be repeated blindly.
    #[default]
    Write,
}

/// The documentation advises against the method, or no longer has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deprecated {
    /// The method to call instead, where the page names one.
    pub successor: Option<String>,
    /// The documentation no longer has it: it is kept for one minor release.
    #[serde(default, skip_serializing_if = "is_false")]
    pub dropped: bool,
}

/// An error that a method can return. Keyed by code and message together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ErrorCase {
    /// HTTP status, where the page gives one.
    pub status: Option<u16>,
    /// The code; empty where the server sends none.
    pub code: String,
    /// The server's text, with `{..}` where it puts a value of its own.
    pub message: Option<String>,
    /// For REST 3.0's validation errors: the field at fault; with `, ` between, where it may be each of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Line of the fact in `specs/`, from 1; 0 where it has none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
}

/// How a list method pages, filters and orders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// Where the items are in the answer: `""` for `result` itself, `"items"` for `result.items`.
    pub items: String,
    /// How to go on: `start` (an offset), `page`, `cursor`, or `none`.
    pub paging: String,
    /// Items a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_size: Option<u32>,
    /// The identifier as a filter, an order and the answer spell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ListId>,
    /// Names that a filter takes, where the page lists them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<String>,
    /// Operators that may stand before such a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operators: Vec<String>,
    /// Names that can be ordered by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
    /// Names that can be selected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub select: Vec<String>,
}

/// One identifier in its three spellings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListId {
    /// In a filter, behind its operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// As a key of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// In an item of the answer.
    pub answer: String,
}

/// A relation between parameters that the page tells only in prose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A way to call the method, with parameters of its own. A method with forms is called in exactly one of them.
    Form(Form),
    /// A parameter whose text is an address that the portal must be able to reach.
    ReachableUrl {
        /// Path of the parameter: `handler`, `OPTIONS.errorHandlerUrl`.
        param: String,
    },
}

/// One way to call a method.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// Its name; the one named `default` is the plain constructor.
    pub name: String,
    /// Parameters that it fixes: `{"event_type": "offline"}`.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub sets: serde_json::Map<String, Value>,
    /// Paths of parameters that must be given, beside those required by the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// Paths of parameters that the page marks as required, and this form may leave out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<String>,
    /// Paths of parameters that it does not take, required or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbids: Vec<String>,
    /// Paths of parameters that only the forms that list them take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
}

/// How many examples a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examples {
    /// Requests with a body that can be read.
    pub requests: u32,
    /// Answers that can be read.
    pub responses: u32,
}

/// An event that the portal sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The code as it is bound, in upper case.
    pub event: String,
    /// Path of the page in the documentation tree.
    pub page: String,
    /// The page's title, without the code.
    pub title: String,
    /// Permissions, any of which the application must hold.
    pub scopes: Vec<String>,
    /// Who may subscribe.
    pub access: Access,
    /// Present where the documentation advises against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated>,
    /// What the handler receives: `event`, `data`, `ts`, `auth`.
    pub params: Vec<Field>,
    /// How many examples of the payload the page has.
    pub examples: Examples,
    /// [`VERSION`] of this line.
    pub ir: u32,
}

/// A place in the portal's pages where an application shows a widget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The code as it is bound; `XXX` stands for a number of the portal's own.
    pub placement: String,
    /// Path of the page in the documentation tree.
    pub page: String,
    /// The page's title, without the code.
    pub title: String,
    /// Permissions, any of which the application must hold.
    pub scopes: Vec<String>,
    /// Present where the documentation advises against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Deprecated>,
    /// What the handler receives, with the keys of `PLACEMENT_OPTIONS` inside.
    pub params: Vec<Field>,
    /// What `OPTIONS` of `placement.bind` takes here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Field>,
    /// `USER_ID` may be given when binding.
    #[serde(default, skip_serializing_if = "is_false")]
    pub user_mode: bool,
    /// An application binds one handler at most.
    #[serde(default, skip_serializing_if = "is_false")]
    pub single: bool,
    /// How many examples of the payload the page has.
    pub examples: Examples,
    /// [`VERSION`] of this line.
    pub ir: u32,
}

/// What holds for every method: `ir/system.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct System {
    /// [`VERSION`] of this file.
    pub ir: u32,
    /// The errors that every method can return.
    pub errors: Vec<ErrorCase>,
    /// Named entities and the wire type of their values: `{"crm_status": "string"}`.
    pub types: std::collections::BTreeMap<String, String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}
