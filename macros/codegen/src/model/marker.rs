//! Markers of the runtime's: what says which values a parameter takes.

/// An enum of markers that go by the names of its variants, and what is behind each.
macro_rules! markers {
    ($(#[$doc:meta])* $markers:ident $suffix:literal { $($name:ident)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $markers {
            $($name),+
        }

        impl $markers {
            /// The type.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$name => concat!(stringify!($name), $suffix)),+ }
            }

            /// The trait that an argument has to have, with the message of the compiler: of runtime/src/arg/kinds.rs.
            pub(crate) fn argument(self) -> &'static str {
                match self { $(Self::$name => concat!(stringify!($name), $suffix, "Arg")),+ }
            }
        }
    };
}

markers! {
    /// For what needs no generated type. The last two have no trait: they are of fields that are compared.
    Marker "" {
        PlainText WholeNumber DecimalNumber BoolYesNo BoolOneZero BoolTrueFalse DateText DottedDate DateTimeText UnixSeconds
        FileContent FileData FilePair Base64Content AnyObject ListOrMap AnyValue AnyYesNo AnyOneZero
    }
}

markers! {
    /// For what names fields of a generated type.
    NamingMarker "Of" { Filter Conditions Order Select }
}
