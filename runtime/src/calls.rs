//! The methods that the runtime itself calls, as a user's would be.

b24_macros::methods! {
    [crate]
    #[allow(unreachable_pub, missing_docs, reason = "generated")]
    pub(crate) mod api {
        "event.bind";
        "event.get";
        "event.unbind";
        "event.offline.clear";
        "event.offline.error";
        "event.offline.get";
    }
}

pub(crate) use api::*;
