//! A page as it lies on the disk: its path, its text, and its lines.

use std::sync::OnceLock;

use crate::yfm::Offset;

/// Bytes whose line feeds and characters are counted beforehand, no more than a byte can count; a place is counted from the
/// last such border on.
const STRIDE: usize = 128;

/// A page's path and text.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    lossy: bool,
    /// The line feeds before each stride.
    feeds: OnceLock<Vec<u32>>,
    /// The characters before each stride: a line may be as long as the page, and have thousands of findings.
    characters: OnceLock<Vec<u32>>,
}

impl Source {
    /// Takes any bytes: what is not UTF-8 becomes U+FFFD, and [`Source::lossy`] says so.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (text, lossy) = match String::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
        };
        Self { path: path.into(), text, lossy, feeds: OnceLock::new(), characters: OnceLock::new() }
    }

    /// The path, as it was given.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether some bytes of the file were not UTF-8.
    pub fn lossy(&self) -> bool {
        self.lossy
    }

    /// Line and column of an offset, both from 1; the column counts characters. An offset behind the end means the end.
    ///
    /// ```
    /// let page = xtask::source::Source::new("page.md", "a\nполе".as_bytes().to_vec());
    /// assert_eq!(page.line_col(4), (2, 2));
    /// ```
    pub fn line_col(&self, at: Offset) -> (u32, u32) {
        let end = floor(&self.text, at as usize);
        let column = self.characters_before(end) - self.characters_before(self.line_start(end));
        (self.line(at), column.saturating_add(1))
    }

    /// The line of an offset, from 1.
    pub fn line(&self, at: Offset) -> u32 {
        self.feeds_before(at as usize) + 1
    }

    /// Where the line of an offset begins.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        let (at, feeds) = (at.min(self.text.len()), self.feeds_before(at));
        // The stride in which the last line feed before the place is.
        let stride = self.feeds().partition_point(|&before| before < feeds).saturating_sub(1);
        let from = stride * STRIDE;
        let before = self.text.as_bytes().get(from..at.min(from + STRIDE)).unwrap_or_default();
        memchr::memrchr(b'\n', before).map_or(0, |feed| from + feed + 1)
    }

    fn feeds_before(&self, at: usize) -> u32 {
        before(self.text.as_bytes(), at, self.feeds(), is_feed)
    }

    fn characters_before(&self, at: usize) -> u32 {
        let bytes = self.text.as_bytes();
        before(bytes, at, self.characters.get_or_init(|| tally(bytes, begins_character)), begins_character)
    }

    fn feeds(&self) -> &[u32] {
        self.feeds.get_or_init(|| tally(self.text.as_bytes(), is_feed))
    }
}

fn is_feed(byte: u8) -> bool {
    byte == b'\n'
}

fn begins_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// How many bytes of a kind are before each stride.
fn tally(bytes: &[u8], is_kind: impl Fn(u8) -> bool) -> Vec<u32> {
    let strides = bytes.chunks(STRIDE);
    let mut before = Vec::with_capacity(strides.len() + 1);
    let mut all = 0;
    before.push(all);
    before.extend(strides.map(|stride| {
        all += count(stride, &is_kind);
        all
    }));
    before
}

/// How many bytes of a kind are before a place, from those before each stride.
fn before(bytes: &[u8], at: usize, strides: &[u32], is_kind: impl Fn(u8) -> bool) -> u32 {
    let end = bytes.len().min(at);
    let border = end - end % STRIDE;
    let behind = bytes.get(border..end).unwrap_or_default();
    strides.get(border / STRIDE).copied().unwrap_or(0) + count(behind, &is_kind)
}

/// The bytes of a kind in a stride: counted in bytes, of which a processor adds many at once.
fn count(stride: &[u8], is_kind: &impl Fn(u8) -> bool) -> u32 {
    stride.iter().map(|&byte| u8::from(is_kind(byte))).fold(0, u8::wrapping_add).into()
}

/// The last boundary of a character at or before `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// An index into a text as an [`Offset`]; beyond 4 GB it stays at the last one.
pub(crate) fn offset(at: usize) -> Offset {
    Offset::try_from(at).unwrap_or(Offset::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_are_those_that_one_counts(text in "([a-yж🙂]|\n|z{90}){0,40}", at in 0..2_000_usize) {
            let source = Source::new("page.md", text.clone().into_bytes());
            let before = &text[..floor(&text, at)];
            let start = before.rfind('\n').map_or(0, |feed| feed + 1);
            prop_assert_eq!(source.line_start(at), start);
            let counted = (before.matches('\n').count() + 1, before[start..].chars().count() + 1);
            let (line, column) = source.line_col(offset(at));
            prop_assert_eq!((line as usize, column as usize), counted);
        }
    }
}
