//! A page as it lies on the disk: its path, its text, and its lines.

use std::sync::OnceLock;

use crate::yfm::Offset;

/// Bytes whose line feeds are counted beforehand, no more than a byte can count; a place is counted from the last such
/// border on.
const STRIDE: usize = 128;

/// A page's path and text.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    lossy: bool,
    /// The line feeds before each stride.
    feeds: OnceLock<Vec<u32>>,
}

impl Source {
    /// Takes any bytes: what is not UTF-8 becomes U+FFFD, and [`Source::lossy`] says so.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (text, lossy) = match String::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
        };
        Self { path: path.into(), text, lossy, feeds: OnceLock::new() }
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
        let line = self.line(at);
        let mut end = self.text.len().min(at as usize);
        let before = self.text.as_bytes().get(..end).unwrap_or_default();
        let start = memchr::memrchr(b'\n', before).map_or(0, |feed| feed + 1);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.text.get(start..end).map_or(0, |text| text.chars().count());
        (line, u32::try_from(column).unwrap_or(u32::MAX - 1) + 1)
    }

    /// The line of an offset, from 1.
    pub fn line(&self, at: Offset) -> u32 {
        let end = self.text.len().min(at as usize);
        let border = end - end % STRIDE;
        let behind = self.text.as_bytes().get(border..end).unwrap_or_default();
        self.feeds().get(border / STRIDE).copied().unwrap_or(0) + feeds(behind) + 1
    }

    fn feeds(&self) -> &[u32] {
        self.feeds.get_or_init(|| {
            let strides = self.text.as_bytes().chunks(STRIDE);
            let mut before = Vec::with_capacity(strides.len() + 1);
            let mut all = 0;
            before.push(all);
            before.extend(strides.map(|stride| {
                all += feeds(stride);
                all
            }));
            before
        })
    }
}

/// The line feeds of a stride: in bytes, of which a processor adds many at once.
fn feeds(stride: &[u8]) -> u32 {
    stride.iter().map(|&byte| u8::from(byte == b'\n')).fold(0, u8::wrapping_add).into()
}

/// An index into a text as an [`Offset`]; beyond 4 GB it stays at the last one.
pub(crate) fn offset(at: usize) -> Offset {
    Offset::try_from(at).unwrap_or(Offset::MAX)
}
