//! What the reader had to recover from.

use super::model::Offset;
use crate::diagnostic::Code;

/// A place where the page is not what its author meant, or cannot be told to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub at: Offset,
    /// What.
    pub problem: Problem,
}

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident = $message:literal;)*) => {
        /// The kinds of [`Finding`], each with the [`Code`] of its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Problem { $($(#[$doc])* $name,)* }

        impl Problem {
            /// What it is called outside.
            pub fn code(self) -> Code {
                match self { $(Self::$name => Code::$name,)* }
            }

            /// One sentence that says what to do.
            pub fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }
    };
}

problems! {
    /// `#|` right behind a line of text: the reference shows text here.
    TableInParagraph = "put an empty line before `#|`: right behind a line of text it is no table";
    /// No `|#` for a `#|`.
    TableNotClosed = "close this table with a line `|#`";
    /// A row ends without its `||`.
    RowNotClosed = "end this row with `||`: it runs into the next one";
    /// A row begins without its `||`.
    RowNotOpened = "begin this row with `||`";
    /// Text in a table, but in none of its rows.
    TextOutsideRow = "move this text into a row: between the rows of a table it is not shown";
    /// A pipe inside single backticks splits the cell.
    PipeInCode = "write this pipe as `\\|`: single backticks do not keep it from ending the cell";
    /// Three backticks that nothing closes, inside a table.
    CodeNotClosedInTable = "close the three backticks in this table: they hide the rest of it";
    /// A fence that nothing closes.
    FenceNotClosed = "close this code block with a line of backticks";
    /// A note, cut, list or condition that nothing closes.
    BlockNotClosed = "close this block with its `{% end… %}`";
    /// An end without a beginning.
    StrayEnd = "remove this `{% end… %}`, or add the block that it ends";
    /// `{% … %}` that is not known.
    UnknownDirective = "this directive is not known and was read as text";
    /// A condition other than `build == 'dev'`.
    UnknownCondition = "this condition cannot be decided here: all its branches were read";
    /// Text in a list of tabs before the first tab.
    TextOutsideTab = "move this text into a tab, or before `{% list tabs %}`";
    /// Nested deeper than the reader follows.
    NestedTooDeep = "nest less deeply: from here on the nesting was flattened";
}
