//! What a page is about.

/// The kinds of page that the documentation has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// A REST method.
    Method,
    /// One event or several.
    Event,
    /// A place for widgets.
    Placement,
    /// A function of the JavaScript library or of a widget's interface.
    Interface,
    /// The description of an SDK.
    Sdk,
    /// A table of contents over other pages.
    Overview,
    /// Something to read through.
    Guide,
    /// A file that other pages include.
    Include,
    /// A rendered page saved as text; see [`crate::diagnostic::Code::RenderedPage`].
    Rendered,
    /// Reference that is none of the others: data types, fields of objects, settings.
    #[default]
    Other,
}
