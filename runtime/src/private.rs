//! What generated code touches, and nothing else. Macro and runtime come from one release and move in lockstep.

/// The first form of generated code.
pub mod v1 {
    pub use serde;
    pub use serde::de::{Deserializer, MapAccess};
    pub use serde_json::{Value, json};

    pub use crate::arg::{Any, Arg, Double, HandlerArg, Integer, List, OneZero, Text, TrueFalse, YesNo};
    pub use crate::auth::{AnyAuth, ApplicationOnly, Satisfies};
    pub use crate::client::Client;
    pub use crate::decode::{Decode, Extra, Record, read};
    pub use crate::error::Error;
    pub use crate::method::{Invalid, Kind, Method, MethodError, Refusal, Version};
    pub use crate::params::Params;
    pub use crate::sending::Sending;
    pub use crate::system::SystemError;
    pub use crate::types::{Decimal, HandlerUrl};

    /// Sends a request of a derived client.
    pub fn send<M: Method, A>(client: &Client<A>, request: M) -> Sending<'_, M>
    where
        A: Satisfies<M::Auth, M>,
    {
        client.call(request)
    }

    /// The address in a literal that `handler!` has checked.
    pub const fn checked_handler(url: &'static str) -> HandlerUrl {
        HandlerUrl::checked(url)
    }
}
