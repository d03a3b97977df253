//! A page by its lines, before it is parsed: its headings, and the names that the rows of its tables begin with. Most pages
//! that rows lead to are about something else, and of the others only a part is wanted.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;

use super::described::Wanted;
use crate::lower::outline::{self, Role};
use crate::lower::text::fold;

/// A page, told apart at its headings.
#[derive(Debug)]
pub(super) struct Sketch {
    parts: Vec<Part>,
    /// The names in all tables.
    names: Vec<Spelling>,
    /// The parts by their anchors and titles.
    called: HashMap<Spelling, Vec<usize>>,
}

/// A heading, and what stands below it up to the next one. What stands before the first heading has none.
#[derive(Debug)]
struct Part {
    start: usize,
    /// Behind the line of the heading.
    body: usize,
    end: usize,
    role: Role,
    names: Range<usize>,
}

/// A half of a page about a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// What it takes.
    Request,
    /// What it answers.
    Answer,
}

impl Half {
    /// Is what stands in a section of that role part of it?
    fn takes(self, role: Role) -> bool {
        match role {
            Role::Request => self == Self::Request,
            Role::Response => self == Self::Answer,
            Role::Errors | Role::Examples => false,
            Role::Preamble | Role::Receives | Role::Embedded | Role::Other => true,
        }
    }
}

/// A name, however it is written: `responsibleId` is `RESPONSIBLE\_ID`, too. Only letters and digits of ASCII count.
type Spelling = u64;

/// What a name without such letters is.
const EMPTY: Spelling = 0xcbf2_9ce4_8422_2325;

fn spelling(name: impl IntoIterator<Item = u8>) -> Spelling {
    // FNV-1a: names are short.
    name.into_iter()
        .filter(u8::is_ascii_alphanumeric)
        .fold(EMPTY, |hash, byte| (hash ^ Spelling::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}

/// The names that the fields of a table must have some of, sorted, and whether a portal may have given each: no table lists
/// `ufCrm5`, `parentId128`.
pub(crate) struct Names(Vec<(Spelling, bool)>);

impl Names {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let of_portal = |name: &str| {
            let mut letters = name.bytes().filter(u8::is_ascii_alphanumeric);
            let two = [letters.next(), letters.next()].map(|byte| byte.map(|byte| byte.to_ascii_lowercase()));
            two == [Some(b'u'), Some(b'f')] || name.bytes().any(|byte| byte.is_ascii_digit())
        };
        let mut names: Vec<_> = names.map(|name| (spelling(name.bytes()), of_portal(name))).collect();
        names.sort_unstable();
        Self(names)
    }

    /// Are two of the names among these, as fewer prove nothing, and as many as not?
    fn are_told<'t>(&self, told: impl Iterator<Item = &'t Spelling>) -> bool {
        let mut missing = vec![true; self.0.len()];
        for name in told {
            let first = self.0.partition_point(|(known, _)| known < name);
            let same = self.0.iter().zip(&mut missing).skip(first);
            // Those of one spelling are met together: once is enough.
            let unmet = same.take_while(|((known, _), missing)| known == name && **missing);
            unmet.for_each(|(_, missing)| *missing = false);
        }
        let there = missing.iter().filter(|missing| !**missing).count();
        let missing = self.0.iter().zip(&missing).filter(|((_, of_portal), missing)| **missing && !of_portal).count();
        there >= 2 && there >= missing
    }
}

impl Sketch {
    pub(super) fn of(text: &str) -> Self {
        let mut this = Self { parts: Vec::new(), names: Vec::new(), called: HashMap::default() };
        this.parts.push(Part { start: 0, body: 0, end: text.len(), role: Role::Preamble, names: 0..0 });
        let mut scan = Scan::default();
        let mut headings = Headings::default();
        let mut start = 0;
        while start < text.len() {
            start += scan.skipped(text.get(start..).unwrap_or_default().as_bytes());
            let rest = text.get(start..).unwrap_or_default();
            let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(text.len(), |feed| start + feed + 1);
            let line = text.get(start..end).unwrap_or_default();
            match scan.line(line.as_bytes()) {
                Line::Heading(level) => {
                    let heading = Heading::read(line);
                    if let Some(role) = headings.role(level, heading.title) {
                        this.begin(&heading, start..end, role, text.len());
                    }
                }
                Line::Table { begins } => names(line.as_bytes(), begins, &mut this.names),
                Line::Other => {}
            }
            start = end;
        }
        if let Some(last) = this.parts.last_mut() {
            last.names.end = this.names.len();
        }
        this
    }

    fn begin(&mut self, heading: &Heading<'_>, line: Range<usize>, role: Role, end: usize) {
        let (names, index) = (self.names.len(), self.parts.len());
        if let Some(last) = self.parts.last_mut() {
            last.end = line.start;
            last.names.end = names;
        }
        let called =
            [Some(heading.title), heading.anchor].map(|name| name.map_or(EMPTY, |name| spelling(name.bytes())));
        for (i, name) in called.into_iter().enumerate().filter(|(_, name)| *name != EMPTY) {
            if i == 0 || name != called[0] {
                self.called.entry(name).or_default().push(index);
            }
        }
        self.parts.push(Part { start: line.start, body: line.end, end, role, names: names..names });
    }

    /// The half of the page that tables are wanted of, where they may have fields of these names.
    pub(super) fn half(&self, wanted: Wanted<'_>, names: Option<&Names>) -> Option<Half> {
        let called = self.called.get(&spelling(wanted.anchor.unwrap_or(wanted.ty).bytes()));
        let called = || called.into_iter().flatten().filter_map(|&part| self.parts.get(part));
        // An anchor leads to its section alone, and so does a type where the section tells it.
        let alone =
            called().next().is_some() && (wanted.anchor.is_some() || called().any(|part| !part.names.is_empty()));
        let asked = if wanted.param.is_some() { Half::Request } else { Half::Answer };
        let half = match called().next().filter(|_| alone).map(|part| part.role) {
            Some(Role::Request) => Half::Request,
            Some(Role::Response) => Half::Answer,
            _ => asked,
        };
        let told = |names: &Names| {
            let spelled = |part: &Part| self.names.get(part.names.clone()).unwrap_or_default();
            let taken = self.parts.iter().filter(|part| half.takes(part.role));
            if alone { names.are_told(called().flat_map(spelled)) } else { names.are_told(taken.flat_map(spelled)) }
        };
        names.is_none_or(told).then(|| if self.is_of_method() { half } else { Half::Answer })
    }

    /// Is the page about a method, whose halves differ?
    fn is_of_method(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.role, Role::Request | Role::Response))
    }

    /// Does it tell what a method answers?
    pub(super) fn answers(&self) -> bool {
        self.parts.iter().any(|part| part.role == Role::Response && !part.names.is_empty())
    }

    /// A half of the page: all headings, and what stands below those that belong to it.
    pub(super) fn text<'t>(&self, text: &'t str, half: Half) -> Cow<'t, str> {
        if self.parts.iter().all(|part| half.takes(part.role)) {
            return Cow::Borrowed(text);
        }
        let end = |part: &Part| if half.takes(part.role) { part.end } else { part.body };
        self.parts.iter().filter_map(|part| text.get(part.start..end(part))).collect::<String>().into()
    }
}

/// What a heading is called.
struct Heading<'t> {
    title: &'t str,
    anchor: Option<&'t str>,
}

impl<'t> Heading<'t> {
    fn read(line: &'t str) -> Self {
        let text = line.trim().trim_start_matches('#').trim();
        match text.strip_suffix('}').and_then(|text| text.rsplit_once("{#")) {
            Some((title, anchor)) => Self { title: title.trim_end(), anchor: Some(anchor) },
            None => Self { title: text, anchor: None },
        }
    }
}

/// The roles of the headings that the next one may stand below, as the outline of the parsed page tells them.
#[derive(Default)]
struct Headings {
    /// The last heading of each level.
    above: [Option<Role>; 7],
    last: Option<(u8, Role)>,
    titled: bool,
}

impl Headings {
    /// The role of the next one; none where it begins no section.
    fn role(&mut self, level: u8, title: &str) -> Option<Role> {
        let own = outline::role(&fold(title.trim_end_matches([':', '.', ' '])));
        let is_title = level == 1 && !std::mem::replace(&mut self.titled, true);
        if level == 1 && (is_title || own.is_none()) {
            return None;
        }
        let level = level.max(2);
        let (above, below) = self.above.split_at_mut(usize::from(level).min(6));
        let above = above.iter().rev().flatten().next().copied().unwrap_or(Role::Other);
        let role = outline::below(above, self.last.unwrap_or((0, Role::Other)), level, own);
        below.fill(None);
        if let Some(this) = below.first_mut() {
            *this = Some(role);
        }
        self.last = Some((level, role));
        Some(role)
    }
}

/// What a line is.
enum Line {
    Heading(u8),
    /// A line of a table, at whose beginning a row may begin.
    Table {
        begins: bool,
    },
    Other,
}

/// What the next line stands in.
#[derive(Default)]
struct Scan {
    /// The sign of a fence, and how many of them close it.
    fence: Option<(u8, usize)>,
    tables: usize,
    /// Notes and tabs.
    containers: usize,
    /// The last line ends where a row begins.
    row: bool,
}

impl Scan {
    /// The bytes up to the next line that may end a fence.
    fn skipped(&self, text: &[u8]) -> usize {
        let Some((mark, _)) = self.fence else { return 0 };
        let before = memchr::memchr(mark, text).and_then(|at| text.get(..at)).unwrap_or(text);
        memchr::memrchr(b'\n', before).map_or(0, |feed| feed + 1)
    }

    fn line(&mut self, line: &[u8]) -> Line {
        let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let text = line.get(indent..).unwrap_or_default();
        let Some(&first) = text.first() else { return Line::Other };
        let run = || text.iter().take_while(|byte| **byte == first).count();
        if let Some((mark, length)) = self.fence {
            if first == mark && run() >= length && text.trim_ascii_end().len() == run() {
                self.fence = None;
            }
            return Line::Other;
        }
        match first {
            b'`' | b'~' if run() >= 3 && !(first == b'`' && text.iter().skip(run()).any(|byte| *byte == b'`')) => {
                self.fence = Some((first, run()));
                return Line::Other;
            }
            b'#' if text.starts_with(b"#|") => self.tables += 1,
            b'|' if text.starts_with(b"|#") => self.tables = self.tables.saturating_sub(1),
            b'#' if self.tables == 0 && self.containers == 0 && indent < 4 => {
                let is_heading = matches!(text.get(run()), None | Some(b' ' | b'\t' | b'\n' | b'\r'));
                return match u8::try_from(run()) {
                    Ok(level @ 1..=6) if is_heading => Line::Heading(level),
                    _ => Line::Other,
                };
            }
            b'{' if text.starts_with(b"{%") => self.directive(text),
            _ => {}
        }
        if self.tables == 0 && memchr::memchr(b'|', text).is_none() {
            return Line::Other;
        }
        let begins = std::mem::replace(&mut self.row, text.trim_ascii_end().ends_with(b"||")) || first == b'|';
        Line::Table { begins }
    }

    fn directive(&mut self, text: &[u8]) {
        let name = text.iter().position(u8::is_ascii_lowercase).and_then(|at| text.get(at..)).unwrap_or_default();
        if [&b"list "[..], b"note ", b"cut "].iter().any(|open| name.starts_with(open)) {
            self.containers += 1;
        } else if [&b"endlist"[..], b"endnote", b"endcut"].iter().any(|end| name.starts_with(end)) {
            self.containers = self.containers.saturating_sub(1);
        }
    }
}

/// The words where a table has names: in bold, and at the beginning of a row.
fn names(line: &[u8], begins: bool, found: &mut Vec<Spelling>) {
    let mut push = |text: &[u8]| {
        let text = text.iter().copied().skip_while(|&byte| !is_of_name(byte) && !matches!(byte, b'*' | b'|'));
        let name = spelling(text.take_while(|&byte| is_of_name(byte)));
        if name != EMPTY {
            found.push(name);
        }
    };
    if begins {
        push(line.trim_ascii_start().strip_prefix(b"|").unwrap_or(line));
    }
    for sign in memchr::memchr2_iter(b'*', b'|', line) {
        if line.get(sign) == line.get(sign + 1) {
            push(line.get(sign + 2..).unwrap_or_default());
        }
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'\\') || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Do It x.y.do\n\n## Method Parameters\n\n#|\n|| **Name** | d ||\n|| **OWNER\\_ID** | o ||\n||\n**at** | w ||\n|#\n\n\
        ### Lamp {#lamp}\n\n#|\n|| **height** | h\n\n# no heading ||\n|| **width** | w ||\n|#\n\n\
        ## Code Examples\n\n```bash\n## no heading\n|| **code** | c ||\n```\n\n\
        ## Response Handling\n\n| **id** | i |\n|---|---|\n| volts | v |\n\n## x_plug\n\n#|\n|| **socketId** | s ||\n|| **wall** | w ||\n|#\n";

    fn half(names: &[&str], anchor: Option<&str>, ty: &str, param: Option<&str>) -> Option<Half> {
        Sketch::of(PAGE).half(Wanted { anchor, ty, param }, Some(&Names::new(names.iter().copied())))
    }

    #[test]
    fn names_are_looked_for_where_they_are_wanted() {
        let (request, answer) = (Some(Half::Request), Some(Half::Answer));
        assert_eq!(half(&["ownerId", "at", "ufCrm5"], None, "object", Some("fields")), request);
        assert_eq!(half(&["ID", "VOLTS"], None, "object", None), answer);
        assert_eq!(half(&["ownerId", "at"], None, "object", None), None, "no answer has them");
        assert_eq!(half(&["code", "c"], None, "object", None), None, "code is no table");
        assert_eq!(half(&["id"], None, "object", None), None, "one proves nothing");
        assert_eq!(half(&["id", "volts", "a", "b", "c"], None, "object", None), None, "most are others");
        // An anchor leads to a section, whatever the row is about, and so does the name of a type.
        assert_eq!(half(&["height", "width"], Some("lamp"), "object", None), request);
        assert_eq!(half(&["id", "volts"], Some("lamp"), "object", None), None);
        assert_eq!(half(&["SOCKET_ID", "WALL"], None, "x_plug", None), answer);
        assert_eq!(half(&["id", "volts"], None, "x_plug", None), None);
    }

    #[test]
    fn a_half_has_all_headings() {
        let sketch = Sketch::of(PAGE);
        let headings = |text: &str| text.lines().filter(|line| line.starts_with("##")).count();
        let (request, answer) = (sketch.text(PAGE, Half::Request), sketch.text(PAGE, Half::Answer));
        assert!(request.contains("height") && !request.contains("volts") && !request.contains("```"));
        assert!(!answer.contains("height") && answer.contains("volts") && answer.contains("socketId"));
        assert_eq!([headings(&request), headings(&answer)], [5, 5]);
        assert!(sketch.answers());
    }
}
