//! What generated code touches, and nothing else. Macro and runtime come from one release and move in lockstep.

/// The first form of generated code.
pub mod v1 {
    pub use serde_json::{Value, json};

    // Generated code stands in modules that may have no prelude, or names of their own.
    pub use core::primitive::{bool, i64, str, usize};
    pub use std::collections::BTreeMap;
    pub use std::error::Error as StdError;
    pub use std::fmt::{self, Debug, Display, Formatter};
    pub use std::future::{Future, IntoFuture};
    pub use std::marker::PhantomData;
    pub use std::option::Option::{self, None, Some};
    pub use std::result::Result::{self, Err, Ok};
    pub use std::{
        clone::Clone,
        cmp::Eq,
        cmp::PartialEq,
        convert::Into,
        default::Default,
        marker::{Copy, Send},
    };
    pub use std::{string::String, vec::Vec};

    /// No parameters yet: a constant costs the compiler less than a call.
    pub const NO_PARAMS: Params = Params::new();
    /// Nothing beside the fields.
    pub const NO_EXTRA: Extra = Extra::NONE;

    /// What generated code names so often that a path is dear, and traits whose methods it calls.
    pub mod prelude {
        pub use std::option::Option::None;

        pub use crate::decode::Filled as _;
        pub use std::convert::From as _;
        pub use std::iter::FromIterator as _;
    }

    pub use b24_macros::{event, events, handler, methods, placements};

    pub use crate::__serde as serde;
    pub use crate::arg::{
        AnyObject, AnyObjectArg, AnyOneZero, AnyValue, AnyValueArg, AnyYesNo, Arg, Base64Content, Base64ContentArg,
        BoolOneZero, BoolOneZeroArg, BoolTrueFalse, BoolTrueFalseArg, BoolYesNo, BoolYesNoArg, Choice, ChoiceArg,
        ConditionsOfArg, DateText, DateTextArg, DateTimeText, DateTimeTextArg, DecimalNumber, DecimalNumberArg,
        DottedDate, DottedDateArg, FileContent, FileContentArg, FileData, FileDataArg, FilePair, FilePairArg,
        FilterOfArg, HandlerArg, ListOf, ListOfArg, ListOfObjectsArg, ListOrMap, ListOrMapArg, MapOf, MapOfArg,
        MapOfObjectsArg, ObjectOf, ObjectOfArg, ObjectsOf, ObjectsOfArg, OrderOfArg, PlainText, PlainTextArg,
        SelectOfArg, UnchosenArg, UnixSeconds, UnixSecondsArg, WholeNumber, WholeNumberArg, same_choice, show_choice,
    };
    pub use crate::auth::{AnyAuth, ApplicationOnly, Calls};
    pub use crate::classify::{Kinds, OwnError, PlainError, find, show_kind};
    pub use crate::client::Client;
    pub use crate::decode::{AnyField, Decode, Extra, Fields, Json, Misfit, Source};
    pub use crate::decode::{copy, look, same, show, show_as};
    pub use crate::error::Error;
    pub use crate::forms::{Form, Settles, Takes, check_forms};
    pub use crate::list::{Cursor, Id, Identify, List, Listed, Pages, Paging};
    pub use crate::message::{Known, Messages, payload};
    pub use crate::method::{Invalid, Method, Refusal};
    pub use crate::nature::{Alone, Lists, Reads, V2, V3, Writes};
    pub use crate::params::Params;
    pub use crate::sending::Sending;
    pub use crate::types::{
        ConditionsOf, FieldName, Filter, FilterOf, Filtered, OperatorSet, OrderOf, SelectOf, operator,
    };
    pub use crate::types::{Date, DateTime, Decimal, HandlerUrl, Null};
    #[cfg(feature = "serde")]
    pub use {
        crate::decode::{read, write},
        serde_core::{Deserialize, Deserializer, Serialize, Serializer},
    };

    /// What belongs to events alone.
    pub mod events {
        pub use crate::events::Unknown;
    }

    /// What belongs to placements alone.
    pub mod placement {
        pub use crate::placement::Unknown;
    }

    /// Sends a request of a derived client, whose function has asked for what the method needs.
    pub fn send<M: Method, A>(client: &Client<A>, request: M) -> Sending<'_, M> {
        client.send(request)
    }

    /// The list that a request of a derived client asks for.
    pub fn list<M: Listed, A>(client: &Client<A>, request: M) -> List<'_, M> {
        List::new(client.transport(), request)
    }

    /// The address in a literal that `handler!` has checked.
    pub const fn checked_handler(url: &'static str) -> HandlerUrl {
        HandlerUrl::checked(url)
    }
}
