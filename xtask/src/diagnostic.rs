//! What the compiler has to say about a page: a stable code, a place, and one sentence that says what to do.

use serde::{Deserialize, Serialize};

use crate::yfm::Offset;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The page gives nothing, or gives something wrong.
    Error,
    /// A fact is lost or doubtful.
    Warning,
    /// The page is odd; the fact is safe.
    Note,
}

/// One finding about a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where it begins, in bytes.
    pub at: Offset,
    /// Where it ends, where that is known.
    pub end: Option<Offset>,
    /// What kind of finding it is.
    pub code: Code,
    /// One sentence that says what to do.
    pub message: String,
}

impl Diagnostic {
    /// How much it weighs; a code always weighs the same.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $name:ident = $id:literal, $severity:ident;)+) => {
        /// The kinds of finding. Numbers are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $meaning])+ $name,)+ }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable name, `B0201`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// What it means, in one line.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($meaning),+).trim_ascii(),)+ }
            }

            /// How much it weighs.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// The text is a rendered page saved as text; its tables are gone.
    RenderedPage = "B0201", Error;
    /// A page that looks like a method's has no section that a method can be read from.
    NothingToCompile = "B0202", Error;
    /// An include file is missing.
    MissingInclude = "B0203", Error;
    /// The witnesses of a name disagree.
    NameDisagrees = "B0301", Warning;
    /// The page gives no name.
    NoName = "B0302", Error;
    /// The page gives no scope that is a code.
    NoScope = "B0303", Note;
    /// A scope is told in prose.
    ScopeInProse = "B0304", Note;
    /// The page does not say who may call.
    NoAccess = "B0305", Note;
    /// Authorization: the text and the errors disagree.
    AuthDisagrees = "B0306", Note;
    /// A row has no name.
    RowWithoutName = "B0401", Warning;
    /// A row has several names.
    SeveralNames = "B0402", Note;
    /// A name holds characters that no name has.
    OddName = "B0403", Warning;
    /// A row has no type.
    NoType = "B0404", Note;
    /// A type is told in prose.
    TypeInProse = "B0405", Warning;
    /// A name stands twice in one table.
    RepeatedName = "B0406", Warning;
    /// A row has fewer cells than its table.
    ShortRow = "B0407", Warning;
    /// A row groups others and is no parameter.
    GroupRow = "B0408", Note;
    /// A table without a header row.
    NoHeader = "B0409", Note;
    /// A table that belongs to no parameter, no returned field and no error.
    UnusedTable = "B0410", Note;
    /// A section of parameters that no parameter leads to.
    Orphan = "B0411", Warning;
    /// A link leads to no heading of its page.
    DeadAnchor = "B0412", Note;
    /// Sections that describe each other go deeper than is followed.
    TooDeep = "B0413", Warning;
    /// A table in a cell that lists no values.
    NestedTable = "B0414", Note;
    /// The page marks no parameter as required and does not say that none is.
    RequiredUnknown = "B0415", Note;
    /// An example is not valid JSON.
    BadExample = "B0501", Note;
    /// The table and the example give different shapes or types.
    ExampleDisagrees = "B0502", Warning;
    /// An example sends a parameter that the table does not have.
    UndocumentedKey = "B0503", Note;
    /// An example leaves out a required parameter.
    ExampleLacks = "B0504", Note;
    /// The page says nothing about its answer.
    NoResult = "B0505", Note;
    /// A row of an error table gives neither a code nor a message.
    EmptyError = "B0601", Warning;
    /// A text stands in the place of a code.
    ErrorWithoutCode = "B0602", Note;
    /// A status that HTTP does not have.
    BadStatus = "B0603", Warning;
    /// An event's page gives no payload.
    NoPayload = "B0701", Warning;
    /// A widget's page gives no code.
    NoPlacement = "B0702", Warning;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_unique_and_explained() {
        let mut ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.meaning().ends_with('.')));
    }
}
