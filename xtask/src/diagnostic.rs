//! What the compiler has to say: a stable code, a place, and one sentence that says what to do. The codes are those of all
//! stages: the reader of blocks, the lowering, and the commands.

use serde::{Deserialize, Serialize, Serializer};

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

macro_rules! groups {
    ($($name:ident = $title:literal;)+) => {
        /// Findings that one remedy mends, in the order of a report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Group { $(#[doc = concat!($title, ".")] $name,)+ }

        impl Group {
            /// Every group, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What stands above its findings.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }
        }
    };
}

groups! {
    Tables = "Tables that the renderer loses or cuts";
    Blocks = "Blocks that end in the wrong place";
    Names = "Names that differ between title, address and example";
    Examples = "Contradictions between table and example";
    Links = "Links and includes that lead nowhere";
    Rows = "Rows of tables that cannot be read for sure";
    Types = "Types that are missing or told in prose";
    Errors = "Errors without a code, a text or a status";
    Missing = "Facts that a page leaves out";
    Files = "Files that are no source of a page";
    Repository = "What is checked in, and no page of the documentation";
}

macro_rules! codes {
    ($($(#[doc = $meaning:literal])+ $name:ident = $id:literal, $severity:ident, $group:ident;)+) => {
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

            /// How much it weighs, where nothing else is said.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What it is reported with.
            pub fn group(self) -> Group {
                match self { $(Self::$name => Group::$group,)+ }
            }
        }
    };
}

impl Code {
    /// The code with this stable name.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }
}

/// As its stable name.
impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

codes! {
    // Reading blocks: what to do about it, `yfm::Problem` says.
    /// A table right behind a line of text is shown as text.
    TableInParagraph = "B0101", Warning, Tables;
    /// A table that nothing closes.
    TableNotClosed = "B0102", Warning, Tables;
    /// A row of a table that nothing closes.
    RowNotClosed = "B0103", Warning, Tables;
    /// A row of a table that nothing opens.
    RowNotOpened = "B0104", Warning, Tables;
    /// Text in a table, but in none of its rows.
    TextOutsideRow = "B0105", Warning, Tables;
    /// A pipe inside single backticks splits its cell.
    PipeInCode = "B0106", Warning, Tables;
    /// Three backticks in a table that nothing closes.
    CodeNotClosedInTable = "B0107", Warning, Tables;
    /// A code block that nothing closes.
    FenceNotClosed = "B0108", Warning, Blocks;
    /// A note, cut, list or condition that nothing closes.
    BlockNotClosed = "B0109", Warning, Blocks;
    /// The end of a block that nothing opens.
    StrayEnd = "B0110", Warning, Blocks;
    /// A directive that is not known.
    UnknownDirective = "B0111", Warning, Blocks;
    /// A condition that cannot be decided.
    UnknownCondition = "B0112", Warning, Blocks;
    /// Text in a list of tabs before the first tab.
    TextOutsideTab = "B0113", Warning, Blocks;
    /// Blocks that nest deeper than is followed.
    NestedTooDeep = "B0114", Warning, Blocks;

    // What a page is.
    /// The text is a rendered page saved as text; its tables are gone.
    RenderedPage = "B0201", Error, Files;
    /// A page that looks like a method's has no section that a method can be read from.
    NothingToCompile = "B0202", Error, Missing;
    /// An include file is missing.
    MissingInclude = "B0203", Error, Links;

    // Who and what a method is.
    /// The witnesses of a name disagree.
    NameDisagrees = "B0301", Warning, Names;
    /// The page gives no name.
    NoName = "B0302", Error, Names;
    /// The page gives no scope that is a code.
    NoScope = "B0303", Note, Missing;
    /// A scope is told in prose.
    ScopeInProse = "B0304", Note, Missing;
    /// The page does not say who may call.
    NoAccess = "B0305", Note, Missing;
    /// Authorization: the text and the errors disagree.
    AuthDisagrees = "B0306", Note, Examples;

    // Rows of tables.
    /// A row has no name.
    RowWithoutName = "B0401", Warning, Rows;
    /// A row has several names.
    SeveralNames = "B0402", Note, Rows;
    /// A name holds characters that no name has.
    OddName = "B0403", Warning, Rows;
    /// A row has no type.
    NoType = "B0404", Note, Types;
    /// A type is told in prose.
    TypeInProse = "B0405", Warning, Types;
    /// A name stands twice in one table.
    RepeatedName = "B0406", Warning, Rows;
    /// A row has fewer cells than its table.
    ShortRow = "B0407", Warning, Rows;
    /// A row groups others and is no parameter.
    GroupRow = "B0408", Note, Rows;
    /// A table without a header row.
    NoHeader = "B0409", Note, Rows;
    /// A table that belongs to no parameter, no returned field and no error.
    UnusedTable = "B0410", Note, Rows;
    /// A section of parameters that no parameter leads to.
    Orphan = "B0411", Warning, Links;
    /// A link leads to no heading of its page.
    DeadAnchor = "B0412", Note, Links;
    /// Sections that describe each other go deeper than is followed.
    TooDeep = "B0413", Warning, Rows;
    /// A table in a cell that lists no values.
    NestedTable = "B0414", Note, Rows;
    /// The page marks no parameter as required and does not say that none is.
    RequiredUnknown = "B0415", Note, Missing;
    /// What stands around a name is no mark that is known.
    UnknownMark = "B0416", Warning, Rows;
    /// A type misses one that is known by a letter.
    MisspeltType = "B0417", Warning, Types;

    // Examples and answers.
    /// An example is not valid JSON.
    BadExample = "B0501", Note, Examples;
    /// The table and the example give different shapes or types.
    ExampleDisagrees = "B0502", Warning, Examples;
    /// An example sends a parameter that the table does not have.
    UndocumentedKey = "B0503", Note, Examples;
    /// An example leaves out a required parameter.
    ExampleLacks = "B0504", Note, Examples;
    /// The page says nothing about its answer.
    NoResult = "B0505", Note, Missing;

    // Errors.
    /// A row of an error table gives neither a code nor a message.
    EmptyError = "B0601", Warning, Errors;
    /// A text stands in the place of a code.
    ErrorWithoutCode = "B0602", Note, Errors;
    /// A status that HTTP does not have.
    BadStatus = "B0603", Warning, Errors;

    // Events and widgets.
    /// An event's page gives no payload.
    NoPayload = "B0701", Warning, Missing;
    /// A widget's page gives no code.
    NoPlacement = "B0702", Warning, Missing;

    // The commands.
    /// Two pages document the same method, event or placement.
    DocumentedTwice = "B0901", Error, Names;
    /// A page of a specs folder is not of the normal form.
    NotNormal = "B0902", Error, Repository;
    /// A correction cannot be read, does not apply or is not needed.
    Correction = "B0903", Error, Repository;
    /// What is checked in is not what a build gives.
    OutOfDate = "B0904", Error, Repository;
    /// A file holds bytes that are not UTF-8.
    NotUtf8 = "B0905", Warning, Files;
    /// A page gives no longer what it gave.
    Unread = "B0906", Error, Repository;
    /// A dropped page has been kept for one minor release.
    Over = "B0907", Error, Repository;
    /// The README names a command that does not exist.
    Readme = "B0908", Error, Repository;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_unique_explained_and_in_order() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.id() < b.id()));
        assert!(Code::ALL.iter().all(|code| code.meaning().ends_with('.')));
        assert!(Group::ALL.iter().all(|group| Code::ALL.iter().any(|code| code.group() == *group)));
    }
}
