//! The one table of the kinds of change: what each does to a crate that uses the bindings and takes the next version.

use serde::Serialize;

/// What a change does to a user of the bindings. The worst comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Nothing: rustdoc reads otherwise.
    DocumentationOnly,
    /// There is more to use; what was written before means the same.
    Additive,
    /// What was written before compiles, and can fail or mean something else when it runs.
    BreaksAtRunTime,
    /// Something that was written before no longer compiles.
    BreaksTheBuild,
}

impl Class {
    /// All, the worst first.
    pub const WORST_FIRST: [Self; 4] =
        [Self::BreaksTheBuild, Self::BreaksAtRunTime, Self::Additive, Self::DocumentationOnly];

    /// As a person calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::BreaksTheBuild => "Breaks the build",
            Self::BreaksAtRunTime => "Breaks at run time",
            Self::Additive => "Additive",
            Self::DocumentationOnly => "Documentation only",
        }
    }

    /// As the JSON and the HTML page call it.
    pub fn id(self) -> &'static str {
        match self {
            Self::BreaksTheBuild => "breaks-the-build",
            Self::BreaksAtRunTime => "breaks-at-run-time",
            Self::Additive => "additive",
            Self::DocumentationOnly => "documentation-only",
        }
    }
}

/// How what was there before a change and what is there now are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// One in the place of the other; a lone one with its side.
    Sides,
    /// The title tells that something came, so that it goes without saying which side a lone one is of.
    Came,
    /// They are lists, of which a part changed.
    Parts,
}

macro_rules! kinds {
    ($($name:ident = $id:literal, $class:ident, $title:literal, $why:literal $(, $values:ident)?;)+) => {
        /// The kinds of change. Numbers are never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = concat!($title, ": ", $why, ".")] $name,)+ }

        impl Kind {
            /// Every kind, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable name of the rule, `D201`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// What it does to a user.
            pub fn class(self) -> Class {
                match self { $(Self::$name => Class::$class,)+ }
            }

            /// What happened, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }

            /// Why it is of this class.
            pub fn why(self) -> &'static str {
                match self { $(Self::$name => $why,)+ }
            }

            /// How what was and what is there are told.
            pub(super) fn values(self) -> Values {
                // What its row ends with, where it says so.
                match self { $(Self::$name => [$(Values::$values,)? Values::Sides][0],)+ }
            }
        }
    };
}

kinds! {
    // The whole of a method, an event or a placement.
    Added = "D101", Additive, "new", "nothing that was written before names it", Came;
    Removed = "D102", BreaksTheBuild, "removed", "its type and its client method are no longer generated";
    Renamed = "D103", BreaksTheBuild, "renamed", "its type and its client method have another name";
    Unread = "D104", BreaksTheBuild, "no longer readable", "its page is still there, but the compiler finds it on it no more";
    Deprecated = "D105", Additive, "deprecated", "the compiler warns, and the code compiles as before", Came;
    DeprecatedNoMore = "D106", DocumentationOnly, "no longer deprecated", "the compiler's warning goes";
    Successor = "D107", DocumentationOnly, "another successor", "the compiler's warning names another method";
    PageMoved = "D108", DocumentationOnly, "page moved", "the link in rustdoc follows";
    Retitled = "D109", DocumentationOnly, "another title", "rustdoc shows it";
    ScopeWidened = "D110", Additive, "more scopes allow it", "a token that was enough is still enough", Parts;
    ScopeNarrowed = "D111", BreaksTheBuild, "other scopes needed", "a client that declares its scopes no longer has it, and a token that was enough may be refused", Parts;
    AccessWidened = "D112", Additive, "more users may call it", "who could call it still can";
    AccessNarrowed = "D113", BreaksAtRunTime, "fewer users may call it", "the portal refuses some users that could call it";
    AuthWidened = "D114", Additive, "webhooks may call it", "an application still can";
    AuthNarrowed = "D115", BreaksTheBuild, "only applications may call it", "a webhook's client no longer has it";
    BecameWrite = "D116", BreaksAtRunTime, "changes something", "a call that failed is no longer repeated by itself";
    BecameRead = "D117", Additive, "only reads", "a call that failed may be repeated by itself";
    BecameList = "D118", Additive, "is followed page by page", "its first page is still the answer to a call", Came;
    ListNoMore = "D119", BreaksTheBuild, "no longer followed page by page", "`list` of the client no longer takes it";
    Positional = "D120", BreaksAtRunTime, "order of parameters", "the server now reads parameters by place, or no longer does";
    BatchRefused = "D121", BreaksTheBuild, "refused in a batch", "a batch no longer takes it";
    BatchAllowed = "D122", Additive, "allowed in a batch", "nothing that was written before does so";
    Paging = "D123", BreaksAtRunTime, "another paging", "going through the list needs the new facts";
    PageSize = "D124", DocumentationOnly, "another page size", "going through the list works with any";
    ListNameAdded = "D125", Additive, "takes another name", "filters, orders and selections of before are as valid", Came;
    ListNameRemoved = "D126", BreaksTheBuild, "no longer takes a name", "its constant is no longer generated";
    UserModeGained = "D127", Additive, "takes a user", "binding without one works as before";
    UserModeLost = "D128", BreaksAtRunTime, "no longer takes a user", "binding with one is refused";
    SingleGained = "D129", BreaksAtRunTime, "takes one handler only", "binding a second one is refused";
    SingleLost = "D130", Additive, "takes several handlers", "binding one works as before";
    FormAdded = "D131", Additive, "another way to call it", "the other ways are as they were", Came;
    FormsBegun = "D132", BreaksTheBuild, "is called in forms", "some parameters belong to one form only from now on", Came;
    FormRemoved = "D133", BreaksTheBuild, "a way to call it is gone", "its constructor is no longer generated";
    FormChanged = "D134", BreaksTheBuild, "a way to call it changed", "its constructor takes other parameters";
    ReachableGained = "D135", BreaksTheBuild, "takes only an address that the portal can reach", "a text is no longer enough", Came;
    ReachableLost = "D136", Additive, "takes any text", "an address of a handler is one";
    ReadOtherwise = "D137", DocumentationOnly, "told as a list or as a plain reading", "a call that failed may be repeated either way";

    // Parameters, to any depth.
    ParamAdded = "D201", Additive, "new optional parameter", "it may be left out", Came;
    RequiredParamAdded = "D202", BreaksTheBuild, "new required parameter", "the constructor takes one argument more", Came;
    ParamRemoved = "D203", BreaksTheBuild, "parameter removed", "its setter or argument is no longer generated";
    ParamRenamed = "D204", BreaksTheBuild, "parameter renamed", "its setter has another name";
    RequiredParamRenamed = "D205", Additive, "required parameter renamed", "it is given by its place, and is sent under the new name";
    ParamRespelled = "D206", Additive, "parameter spelled otherwise", "its Rust name is the same, and it is sent as the page now spells it";
    ParamRetyped = "D207", BreaksTheBuild, "parameter of another type", "it takes other Rust types";
    ParamWidened = "D208", Additive, "parameter takes more types", "what it took it still takes";
    ParamReread = "D209", BreaksAtRunTime, "parameter read otherwise", "it takes the same Rust types, and the server reads them as something else";
    TypeSpelled = "D210", DocumentationOnly, "type spelled otherwise", "it means the same on the wire";
    NewlyRequired = "D211", BreaksTheBuild, "newly required", "the constructor takes it, and its setter goes";
    NewlyOptional = "D212", BreaksTheBuild, "newly optional", "the constructor no longer takes it: it has a setter now";
    RequiredDoubtful = "D213", DocumentationOnly, "required mark of another certainty", "it has a setter before and after";
    ValueAdded = "D214", Additive, "another value allowed", "the enum of the values is not exhaustive", Came;
    ValueRemoved = "D215", BreaksTheBuild, "value no longer allowed", "its variant is no longer generated";
    ValuesRelisted = "D216", DocumentationOnly, "other values listed", "the parameter has no enum of its values", Parts;
    DefaultChanged = "D217", BreaksAtRunTime, "another default", "a call that leaves it out does something else";
    DefaultTold = "D218", DocumentationOnly, "default told or no longer told", "the server's own is not known to have changed";
    LimitTightened = "D219", BreaksAtRunTime, "tighter limit", "a value that was taken may be refused";
    LimitLoosened = "D220", Additive, "looser limit", "a value that was taken still is";
    NullAllowed = "D221", Additive, "takes null", "nothing that was written before gives it", Came;
    NullRefused = "D222", BreaksAtRunTime, "no longer takes null", "clearing it is refused";
    BooleanWritten = "D223", Additive, "boolean written otherwise", "it takes a `bool`, and sends what the page now says";
    FormatChanged = "D224", BreaksAtRunTime, "another format", "a text of the old format may be refused";
    OperatorAdded = "D225", Additive, "another operator", "filters of before are as valid", Came;
    OperatorRemoved = "D226", BreaksTheBuild, "operator gone", "the filter no longer has its function";
    VariantAdded = "D227", Additive, "another alternative", "the others are as they were", Came;
    VariantRemoved = "D228", BreaksTheBuild, "alternative gone", "its type is no longer generated";
    VariantValue = "D229", Additive, "alternative chosen by another value", "its constructor is the same, and sends what the page now says";
    OpenGained = "D230", Additive, "takes names of the portal's own", "`uf` is new beside the other setters", Came;
    OpenLost = "D231", BreaksTheBuild, "takes listed names only", "`uf` is no longer generated";
    Reordered = "D232", BreaksAtRunTime, "required parameters change places", "a call whose arguments have one type compiles and sends them wrongly";
    VariantChosen = "D233", BreaksTheBuild, "alternative chosen otherwise", "it has another constructor, or none of its own";

    // Results and what events and widgets send, to any depth.
    ResultAdded = "D301", Additive, "new field", "the type of the answer is not exhaustive", Came;
    ResultRemoved = "D302", BreaksTheBuild, "field removed", "it is no longer generated";
    ResultRenamed = "D303", BreaksTheBuild, "field renamed", "it is generated under the new name";
    ResultRespelled = "D304", Additive, "field spelled otherwise", "its Rust name is the same, and it is read as the page now spells it";
    ResultRetyped = "D305", BreaksTheBuild, "field of another type", "it is read as another Rust type";
    ResultReread = "D306", BreaksAtRunTime, "field means something else", "its Rust type is the same, and what is in it is not";
    ResultTypeSpelled = "D307", DocumentationOnly, "type of a field spelled otherwise", "it means the same on the wire";
    ResultDetail = "D308", DocumentationOnly, "field described otherwise", "every field may be absent anyway, and takes what is sent";

    // Errors.
    ErrorAdded = "D401", Additive, "new error", "the enum of the errors is not exhaustive", Came;
    ErrorRemoved = "D402", BreaksTheBuild, "error removed", "its variant is no longer generated";
    ErrorRenamed = "D403", BreaksTheBuild, "error under another name", "its variant has another name";
    ErrorReworded = "D404", DocumentationOnly, "error says something else", "its variant is the same, and is found by the code";
    ErrorStatus = "D405", DocumentationOnly, "error of another status", "the error keeps the status that the server sends";
    ErrorReread = "D406", BreaksAtRunTime, "error that only its text tells says something else", "its variant is the same, and is given for the text that the page now has";

    // What holds for all.
    EntityChanged = "D501", DocumentationOnly, "named type told otherwise", "each parameter and field of this type is told by itself";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_unique_and_says_why() {
        let mut ids: Vec<_> = Kind::ALL.iter().map(|kind| kind.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Kind::ALL.len());
        assert!(Kind::ALL.iter().all(|kind| !kind.title().is_empty() && !kind.why().ends_with('.')));
    }
}
