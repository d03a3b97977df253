//! One page on its way: what all of its parts share, and its parts that are not read line by line.

use super::anchor::Anchors;
use super::finding::{Finding, Problem};
use super::line::line_at;
use super::markdown::{self, Stretch};
use super::model::{Arena, Block, Cell, Page};
use super::scan::Region;
use super::simple::Prose;
use super::table::Cutter;
use super::text::{trim_end, trim_start};
use crate::source::offset;

/// Cells within cells that are followed.
const MAX_REGIONS: usize = 6;

/// Reads pages, one after the other: what is kept in an arena needs no other memory for each.
pub struct Reader<'a> {
    pub(super) page: &'a str,
    pub(super) arena: &'a Arena,
    pub(super) findings: Vec<Finding>,
    anchors: Anchors<'a>,
    prose: Prose<'a>,
    pub(super) cutter: Cutter,
    regions: usize,
}

impl<'a> Reader<'a> {
    /// A reader that puts the pieces of pages into the arena.
    pub fn new(arena: &'a Arena) -> Self {
        Self {
            page: "",
            arena,
            findings: Vec::new(),
            anchors: Anchors::new(),
            prose: Prose::new(arena),
            cutter: Cutter::new(),
            regions: 0,
        }
    }

    /// Reads a page.
    pub fn read(&mut self, page: &'a str) -> Page<'a> {
        self.page = page;
        self.anchors.clear();
        self.prose.turn_to(page);
        self.cutter.turn();
        let start = front_matter(page);
        let blocks = self.region(start, page.len(), 0);
        let mut findings = std::mem::take(&mut self.findings);
        findings.sort_by_key(|finding| finding.at);
        Page { blocks, findings }
    }

    /// Bytes looked at to cut tables.
    #[cfg(test)]
    pub(super) fn cut_work(&self) -> usize {
        self.cutter.work
    }

    /// Reads part of the page: all of it, or a cell. `indent` is that of all lines but the first.
    pub(super) fn region(&mut self, start: usize, end: usize, indent: usize) -> &'a [Block<'a>] {
        self.regions += 1;
        let blocks = Region::new(self, start, end, indent).read();
        self.regions -= 1;
        blocks
    }

    pub(super) fn cell(&mut self, start: usize, end: usize, indent: usize) -> Cell<'a> {
        let text = self.page.get(start..end).unwrap_or("");
        let raw = trim_start(text);
        let at = start + text.len() - raw.len();
        let raw = trim_end(raw);
        let body = if raw.is_empty() {
            &[]
        } else if self.regions >= MAX_REGIONS {
            self.find(at, Problem::NestedTooDeep);
            self.markdown(at, at + raw.len(), indent)
        } else if let Some(body) = self.prose.read(at..at + raw.len(), indent, &mut self.anchors) {
            body
        } else {
            self.region(at, at + raw.len(), indent)
        };
        Cell { at: offset(at), raw, body }
    }

    pub(super) fn markdown(&mut self, start: usize, end: usize, indent: usize) -> &'a [Block<'a>] {
        if let Some(blocks) = self.prose.read(start..end, indent, &mut self.anchors) {
            return blocks;
        }
        let stretch = Stretch { page: self.page, range: start..end, indent };
        let (blocks, too_deep) = markdown::read(&stretch, self.prose.definitions(), &mut self.anchors, self.arena);
        if too_deep {
            self.find(start, Problem::NestedTooDeep);
        }
        blocks
    }

    pub(super) fn find(&mut self, at: usize, problem: Problem) {
        self.findings.push(Finding { at: offset(at), problem });
    }
}

/// Where the page begins behind a byte order mark and YAML between two lines `---`.
fn front_matter(page: &str) -> usize {
    let start = if page.starts_with('\u{feff}') { 3 } else { 0 };
    let first = line_at(page, start, page.len());
    if first.text != "---" || first.indent > 0 {
        return start;
    }
    let mut at = first.next;
    while at < page.len() {
        let line = line_at(page, at, page.len());
        at = line.next;
        if line.text == "---" {
            return at;
        }
    }
    start
}
