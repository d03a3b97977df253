//! A page as it lies on the disk: its path, its text, and where its lines begin.

use std::sync::OnceLock;

use crate::yfm::Offset;

/// A page's path and text.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    lossy: bool,
    lines: OnceLock<Vec<Offset>>,
}

impl Source {
    /// Takes any bytes: what is not UTF-8 becomes U+FFFD, and [`Source::lossy`] says so.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (text, lossy) = match String::from_utf8(bytes) {
            Ok(text) => (text, false),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
        };
        Self { path: path.into(), text, lossy, lines: OnceLock::new() }
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
        let start = self.lines().get(line as usize - 1).copied().unwrap_or(0) as usize;
        let mut end = self.text.len().min(at as usize);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.text.get(start..end).map_or(0, |text| text.chars().count());
        (line, u32::try_from(column).unwrap_or(u32::MAX - 1) + 1)
    }

    /// The line of an offset, from 1.
    pub fn line(&self, at: Offset) -> u32 {
        u32::try_from(self.lines().partition_point(|&start| start <= at)).unwrap_or(u32::MAX)
    }

    fn lines(&self) -> &[Offset] {
        self.lines.get_or_init(|| {
            let behind = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| offset(at + 1));
            std::iter::once(0).chain(behind).collect()
        })
    }
}

/// An index into a text as an [`Offset`]; beyond 4 GB it stays at the last one.
pub(crate) fn offset(at: usize) -> Offset {
    Offset::try_from(at).unwrap_or(Offset::MAX)
}
