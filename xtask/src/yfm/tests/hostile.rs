//! Input that nobody would write: no panic, offsets within the page, work in proportion to its size.

use super::super::anchor::Anchors;
use super::super::markdown::{self, Stretch};
use super::super::model::{Arena, Block, Kind, Note};
use super::super::reader::Reader;
use super::super::simple::Prose;
use super::super::{Page, parse};

/// Pages that hold every construct of the dialect.
const SAMPLES: &[&str] = &[
    "---\ntitle: x\n---\n# Add a.b\n\n> Scope: [`a`](b.md)\n>\n> Who: any\n\n{% note warning \"W\" %}\n\nUse `c`.\n\n{% endnote %}\n",
    "#|\n|| **Name**\n`type` | About ||\n|| **id***\n[`integer`][1] | One \\| two `a|b`:\n- `x` — y\n- `z` — **w**^*^ {.c}\n||\n|| a |\n#|\n|| b ||\n|#\n||\n|#\n\n[1]: ../t.md\n",
    "{% list tabs %}\n\n- A (b)\n\n    ```js\n    f(a || b);\n    ```\n\n- B\n\n    #|\n    || c | {id} ||\n    |#\n\n{% endlist %}\n",
    "1. a\n\n   ```\n   b\n   ```\n2. c\n   - d\n   - e\n\n| f | g |\n|---|---|\n| h | i |\n\n## Ж {#z}\n\n{% include [j](k.md) %}\n",
    "**a** b*c*d __e__ f_g_h `i``j` [k](l \"m\") ![n](o) <p> &amp; \\* ~~q~~ ^r^ {#s}\n\n***\n\n**x***y\n**z**** `` ` ``\n- [ ] t\n* u\n+ v\n====\n",
    "- a `b`:\n  - c\n     - d\n\n  - e\n- f\n  1. g\n  2. h\n\n* i [j.*](k) l\n1. m\n\n   - n\n\no:\n1. p\n\n[q]: r\n[1]: s\n\n[t][1] [u][Q]\n",
];

/// Pieces that a mutation puts in.
const PIECES: &[&str] = &[
    "#|",
    "|#",
    "||",
    "|",
    "\\",
    "`",
    "```",
    "\n",
    "\r\n",
    " ",
    "    ",
    "\t",
    "*",
    "**",
    "***",
    "_",
    "^",
    "~",
    "[",
    "](",
    ")",
    "]:",
    "{%",
    "%}",
    "{% note a %}",
    "{% endnote %}",
    "{% list tabs %}",
    "{% endlist %}",
    "{% if x %}",
    "{#",
    "}",
    "<",
    ">",
    "&",
    "!",
    "- ",
    "1. ",
    "# ",
    "ж",
    "\u{a0}",
    "\u{feff}",
    "\0",
    "x",
    "5",
    "---",
];

/// Lines of which lists, paragraphs and definitions are made, each the beginning of one.
const LINES: &[&str] = &[
    "",
    "- a",
    "- **b** c",
    "* d",
    "* e",
    "1. f",
    "2. g",
    "h",
    "# i",
    "> j",
    ">",
    "[1]: k",
    "[1]: l",
    "[m.*][1]",
    "[*n*](o)",
    "p* ",
    "\"q\"",
    "-  r",
    "[s](t)",
    "    u",
    "\t- v",
];

/// Signs of running text, most of which mean something to each other.
const SIGNS: &[&str] = &[
    "a",
    "ж",
    " ",
    "*",
    "**",
    "***",
    "`",
    "`b`",
    "[",
    "]",
    "](c)",
    "][1]",
    "[e](f)",
    "**g**",
    "\\",
    "^",
    "_",
    "!",
    "(",
    ")",
    ".",
    ": ",
    "\n",
    "\u{a0}",
    "^*^",
    "a_",
    "[`a\\|b`](c)",
];

/// A small generator of numbers, always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }

    fn place(&mut self, text: &str) -> usize {
        let mut at = self.roll(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Lines, each indented by some columns.
    fn lines(&mut self) -> String {
        (0..=self.roll(7)).map(|_| " ".repeat(self.roll(7)) + LINES[self.roll(LINES.len())] + "\n").collect()
    }

    /// Running text.
    fn text(&mut self) -> String {
        (0..=self.roll(12)).map(|_| SIGNS[self.roll(SIGNS.len())]).collect::<String>() + "\n[1]: h\n"
    }

    /// A sample with some of it cut out, doubled or mixed with something else.
    fn page(&mut self) -> String {
        let mut text = SAMPLES[self.roll(SAMPLES.len())].to_owned();
        for _ in 0..=self.roll(8) {
            let (a, b) = (self.place(&text), self.place(&text));
            let (from, to) = (a.min(b), a.max(b));
            match self.roll(4) {
                0 => {
                    let length = self.place(&text[from..to]);
                    text.replace_range(from..from + length, "");
                }
                1 => text.insert_str(to, &text.clone()[from..to]),
                _ => text.insert_str(from, PIECES[self.roll(PIECES.len())]),
            }
            while !text.is_char_boundary(text.len().min(4_000)) {
                text.pop();
            }
            text.truncate(4_000);
        }
        text
    }
}

fn check_offsets(blocks: &[Block<'_>], text: &str) {
    for block in blocks {
        assert!(text.is_char_boundary(block.at as usize), "{} in {text:?}", block.at);
        match &block.kind {
            Kind::List(items) => items.iter().for_each(|item| check_offsets(item, text)),
            Kind::Quote(body) | Kind::Note(Note { body, .. }) => check_offsets(body, text),
            Kind::Tabs(tabs) => tabs.iter().for_each(|tab| check_offsets(tab.body, text)),
            Kind::Table(table) => {
                for row in table.rows {
                    assert!(text.is_char_boundary(row.at as usize));
                    for cell in row.cells {
                        assert!(text[cell.at as usize..].starts_with(cell.raw), "{cell:?} in {text:?}");
                        check_offsets(cell.body, text);
                    }
                }
            }
            _ => {}
        }
    }
}

fn check<'a>(text: &'a str, arena: &'a Arena) -> Page<'a> {
    let page = parse(text, arena);
    check_offsets(page.blocks, text);
    assert!(page.findings.iter().all(|finding| text.is_char_boundary(finding.at as usize)));
    assert!(page.findings.is_sorted_by_key(|finding| finding.at));
    page
}

#[test]
fn mutated_pages() {
    let mut dice = Dice(1);
    for _ in 0..6_000 {
        check(&dice.page(), &Arena::new());
    }
}

/// The short cut for prose reads what the Markdown parser reads.
#[test]
fn prose_is_markdown() {
    let mut dice = Dice(2);
    let mut taken = 0;
    for _ in 0..60_000 {
        let text = match dice.roll(3) {
            0 => dice.page(),
            1 => dice.lines(),
            _ => dice.text(),
        };
        let start = dice.place(&text);
        let end = start + dice.place(&text[start..]);
        let indent = 2 * dice.roll(2);
        let arena = Arena::new();
        let mut prose = Prose::new(&arena);
        prose.turn_to(&text);
        let Some(quick) = prose.read(start..end, indent, &mut Anchors::new()) else { continue };
        taken += 1;
        let stretch = Stretch { page: &text, range: start..end, indent };
        let (full, _) = markdown::read(&stretch, prose.definitions(), &mut Anchors::new(), &arena);
        assert!(
            quick.iter().map(|block| block.kind).eq(full.iter().map(|block| block.kind)),
            "{:?} indent {indent}",
            &text[start..end]
        );
    }
    assert!(taken > 1_000, "{taken}");
}

#[test]
fn endless_repetition() {
    let tables = "#|\n|| a | b ||\n|#\n".repeat(2_000);
    assert_eq!(check(&tables, &Arena::new()).blocks.len(), 2_000);
    for piece in PIECES.iter().chain(SAMPLES).chain(&[
        "#|\n",
        "|| ",
        "#|\n|| ",
        "> ",
        "- a\n  ",
        "{% note a %}\n",
        "```js\n",
        "[a](",
        "`a|",
    ]) {
        check(&piece.repeat(20_000 / piece.len()), &Arena::new());
    }
    let nested: Vec<_> = (0..500).map(|depth| "  ".repeat(depth) + "- a").collect();
    check(&nested.join("\n"), &Arena::new());
}

/// Tables without an end must not be searched for it again and again.
#[test]
fn work_grows_with_size_only() {
    let work = |text: &str| {
        let arena = Arena::new();
        let mut reader = Reader::new(&arena);
        reader.read(text);
        reader.cut_work()
    };
    for piece in
        ["#|\n", "#|\n|| ", "#|\n|| a\n# b\n", "#|\n```\n# b\n", "#|\n|| #|\n|| `a|b` ```\n", "#|\n|| a ||\n|#\n"]
    {
        let (small, large) = (piece.repeat(1_000), piece.repeat(10_000));
        let (little, much) = (work(&small), work(&large));
        assert!(little <= 24 * small.len(), "{piece:?}: {little} of {}", small.len());
        assert!(much <= 24 * large.len(), "{piece:?}: {much} of {}", large.len());
    }
}
