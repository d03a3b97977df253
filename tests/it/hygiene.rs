//! Generated code does not lean on names that the user's crate may have changed.
#![deny(missing_docs, unreachable_pub, clippy::all, clippy::pedantic, rustdoc::all)]

/// A module with a name of the standard library's.
mod std {
    b24::methods! {
        specs = "fixtures/methods.jsonl";
        /// With the user's docs and attributes.
        #[allow(unused)]
        pub(crate) mod core { "**"; }
    }
}

/// No prelude, and names that would shadow it.
#[no_implicit_prelude]
mod bare {
    #![allow(non_camel_case_types, dead_code)]

    pub(crate) struct String;
    pub(crate) struct Option;
    type i64 = u8;
    type bool = u8;

    ::b24::methods! {
        specs = "fixtures/methods.jsonl";
        pub(crate) mod api { "odd.*"; "event.bind"; "placement.bind"; }
    }

    #[derive(::b24::Api)]
    #[b24(specs = "fixtures/methods.jsonl", methods("odd.objects", "event.bind"))]
    pub(crate) struct Portal {
        pub(crate) client: ::b24::Client<::b24::App>,
    }
}

/// Under another name, the macros find the crate all the same.
mod other_name {
    renamed::methods! {
        pub(crate) mod api { "event.bind"; }
    }

    #[derive(renamed::Api)]
    #[b24(crate = ::renamed, methods("event.bind"))]
    pub(crate) struct Portal {
        pub(crate) client: renamed::Client<renamed::App>,
    }
}

#[test]
fn requests_are_made_everywhere() {
    use b24::{Client, Method, auth::Token};
    let url = renamed::handler!("https://app.example/");
    let client = Client::app(Token::new("https://portal.example/rest/", "token")).unwrap();
    assert_eq!(std::core::EventBind::new("ONX", &url).into_params().len(), 2);
    assert_eq!(Method::into_params(bare::api::OddNames::new("t")).len(), 1);
    assert_eq!(other_name::api::EventBind::new("ONX", &url).into_params().len(), 2);
    let other = other_name::Portal { client: client.clone() };
    let bare = bare::Portal { client };
    drop((other.event_bind("ONX", &url).send(), bare.event_bind("ONX", &url).send()));
}
