//! Methods, events and placements that the documentation no longer has. For one minor release their pages stay, as deprecated, in
//! `specs/dropped/0.4/`, where 0.4 is the release that they were last documented in: 0.5 still ships them, 0.6 does not.

use b24_specs::ir::Deprecated;

use crate::diff::Version;
use crate::document::Document;

const FOLDER: &str = "dropped/";

/// Where the page of a document goes that was last documented in this version.
pub(crate) fn file(document: &Document, version: Version) -> String {
    beside(&version.release(), document)
}

/// The same, for a release.
pub(crate) fn beside(release: &str, document: &Document) -> String {
    format!("{FOLDER}{release}/{}", document.file())
}

/// The release and the rest of the path, for the page of a dropped document.
pub(crate) fn split(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix(FOLDER)?.split_once('/')
}

/// The document as it stays: its page says only that it is deprecated, and the folder of the page the rest.
pub(crate) fn retire(document: &Document, successor: Option<&str>) -> Document {
    let mark = |known: Option<&Deprecated>| {
        let known = known.and_then(|known| known.successor.clone());
        Some(Deprecated { successor: successor.map(str::to_owned).or(known), dropped: true })
    };
    let mut document = document.clone();
    match &mut document {
        Document::Method(method) => method.deprecated = mark(method.deprecated.as_ref()),
        Document::Event(event) => event.deprecated = mark(event.deprecated.as_ref()),
        Document::Placement(placement) => placement.deprecated = mark(placement.deprecated.as_ref()),
        // What holds for all is never gone.
        Document::System(_) => {}
    }
    document
}

/// Whether what was last documented in `release` is no longer shipped by this version.
pub(crate) fn is_over(release: &str, version: Version) -> bool {
    let Ok(Version { major, minor, .. }) = format!("{release}.0").parse() else { return false };
    let same = version.major == major && version.minor <= minor + 1;
    let next = version.major == major + 1 && version.minor == 0;
    !(same || next || version.major < major)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_minor_release_more() {
        let over = |release, version: &str| is_over(release, version.parse().unwrap());
        assert!(!over("0.1", "0.1.7") && !over("0.1", "0.2.0") && !over("0.1", "0.2.9"));
        assert!(over("0.1", "0.3.0"));
        assert!(!over("0.9", "1.0.3") && over("0.9", "1.1.0"));
        assert!(!over("1.4", "1.5.0") && over("1.4", "1.6.0") && over("1.4", "2.1.0"));
        assert!(!over("nonsense", "1.0.0"));
    }
}
