//! One small page for every trap of the dialect.

use super::super::{Arena, Kind, parse};
use super::{codes, show};
use crate::source::Source;

/// Name, page, what is read, codes of the findings.
type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

fn check(cases: &[Case]) {
    for (name, page, expected, findings) in cases {
        let arena = Arena::new();
        let read = parse(page, &arena);
        assert_eq!(show(&read), *expected, "{name}");
        assert_eq!(codes(&read), *findings, "{name}");
    }
}

#[test]
fn tables() {
    check(&[
        (
            "plain",
            "#|\n|| **Name**\n`type` | About ||\n|| a | b ||\n|#\n",
            "[[(<b>Name</b> / `type`)|(About)][(a)|(b)]]",
            &[],
        ),
        ("spaces behind the signs", "#| \n|| a | b ||  \n|# \t\nx", "[[(a)|(b)]] (x)", &[]),
        ("a cell on several lines", "#|\n||\n\na\n\n|\n\nb\n\n||\n|#", "[[(a)|(b)]]", &[]),
        ("escaped pipe", "#|\n|| [`a` \\| `b`](x) | `c\\|d` ||\n|#", "[[(<a>`a` | `b`</a>(x))|(`c\\|d`)]]", &[]),
        ("pipe between three backticks", "#|\n|| ```a|b``` | c ||\n|#", "[[(`a|b`)|(c)]]", &[]),
        (
            "bars in a fence",
            "#|\n|| a |\n```js\nx || y\n``` ||\n|| b | c ||\n|#",
            "[[(a)|code:js\"x || y\"][(b)|(c)]]",
            &[],
        ),
        (
            "pipe in code, wider than the table",
            "#|\n|| a | b ||\n|| c | `0|1` ||\n|#",
            "[[(a)|(b)][(c)|(`0|1`)]]",
            &["B0106"],
        ),
        (
            "pipe in code, not wider",
            "#|\n|| a | b | c ||\n|| d `0|1` e ||\n|#",
            "[[(a)|(b)|(c)][(d `0)|(1` e)]]",
            &["B0106"],
        ),
        ("right behind text", "text\n#|\n|| a | b ||\n|#", "(text) [[(a)|(b)]]", &["B0101"]),
        ("text behind the opening", "#|s\n|| a ||\n|#", "[[(a)]]", &["B0105"]),
        ("text between rows", "#|\n|| a ||\n- || b ||\n|#", "[[(a)][(b)]]", &["B0105"]),
        ("row not closed", "#|\n|| a | b\n|| c | d ||\n|| e | f ||\n|#", "[[(a)|(b)][(c)|(d)][(e)|(f)]]", &["B0103"]),
        ("last row not closed", "#|\n|| a | b\n|#\nx", "[[(a)|(b)]] (x)", &["B0103"]),
        ("row not opened", "#|\n|| a | b ||\nc | d ||\n|| e | f ||\n|#", "[[(a)|(b)][(c)|(d)][(e)|(f)]]", &["B0104"]),
        ("row closed twice", "#|\n|| a | b || ||\n|| c | d ||\n|#", "[[(a)|(b)][(c)|(d)]]", &["B0104"]),
        ("two rows in a line", "#|\n|| a || || b ||\n|#", "[[(a)][(b)]]", &[]),
        ("empty row", "#|\n|| a ||\n|| ||\n|#", "[[(a)][]]", &[]),
        ("table not closed", "#|\n|| a ||\n\n## B\n\n#|\n|| c ||\n|#", "[[(a)]] h2#b(B) [[(c)]]", &["B0102"]),
        ("table not closed, text behind", "#|\n|| a ||\n\ntext", "[[(a)]] (text)", &["B0102"]),
        ("table and row not closed", "#|\n|| a | b\n\n## C", "[[(a)|(b)]] h2#c(C)", &["B0102", "B0103"]),
        ("table in a table that was not closed", "#|\n|| a ||\n#|\n|| b ||\n|#", "[[(a)]] [[(b)]]", &["B0102"]),
        (
            "code not closed",
            "#|\n|| a | ``` ||\n|| b | c ||\n|#\n\n## D",
            "[[(a)|code:\"\"][(b)|(c)]] h2#d(D)",
            &["B0107", "B0108"],
        ),
        ("nested", "#|\n|| a |\n\n#|\n|| b | c ||\n|#\n||\n|| d | e ||\n|#", "[[(a)|[[(b)|(c)]]][(d)|(e)]]", &[]),
        ("nested in one line", "#|\n|| a | #|\n|| b ||\n|# ||\n|#", "[[(a)|[[(b)]]]]", &[]),
        ("merged cells", "#|\n|| a | > ||\n|#", "[[(a)|>{}]]", &[]),
        ("a closing sign within a row", "#|\n|| a |#b ||\n|#", "[[(a)|(#b)]]", &[]),
        ("GitHub's tables", "| a | b |\n|---|---|\n| `c` | **d** |\n", "[[(a)|(b)][(`c`)|(<b>d</b>)]]", &[]),
        (
            "a list in an indented cell",
            "- x\n\n  #|\n  || a |\n  - b\n  - c ||\n  |#",
            "-{(x)} [[(a)|-{(b)}-{(c)}]]",
            &[],
        ),
    ]);
}

#[test]
fn containers() {
    check(&[
        ("note", "{% note info \"Title\" %}\n\na\n\n{% endnote %}\n", "info:Title{(a)}", &[]),
        ("note without empty lines", "{% note tip %}\na\n{% endnote %}\nb", "tip:{(a)} (b)", &[]),
        ("cut", "{% cut \"More\" %}\n\na\n\n{% endcut %}", "cut:More{(a)}", &[]),
        ("note in a cell", "#|\n|| a |\n{% note info %}\n\nb\n\n{% endnote %}\n||\n|#", "[[(a)|info:{(b)}]]", &[]),
        ("note not closed", "{% note info %}\n\na\n\n## B", "(a) h2#b(B)", &["B0109"]),
        ("two notes, one end", "{% note a %}\nx\n{% note b %}\ny\n{% endnote %}\nz", "(x) b:{(y)} (z)", &["B0109"]),
        ("stray end", "a\n\n{% endnote %}\n\nb", "(a) (b)", &["B0110"]),
        ("include", "{% include notitle [x](../_includes/a.md) %}", "include:../_includes/a.md", &[]),
        ("text behind a directive", "{% include [x](a.md) %} b", "include:a.md (b)", &[]),
        ("unknown directive", "{% video x %}", "({% video x %})", &["B0111"]),
        ("for those who write the pages", "{% if build == 'dev' %}\n\n## A\n\n{% endif %}\n\nb", "(b)", &[]),
        ("the other branch", "{% if build == 'dev' %}\na\n{% else %}\nb\n{% endif %}", "(b)", &[]),
        ("another condition", "{% if x %}\na\n{% endif %}", "(a)", &["B0112"]),
        ("definition of a term", "a\n\n[*key]: text `x`\n\nb", "(a) (b)", &[]),
        ("front matter", "---\ntitle: x\n---\n# A", "h1#a(A)", &[]),
        ("byte order mark", "\u{feff}# A", "h1#a(A)", &[]),
        (
            "line feeds of Windows",
            "#|\r\n|| a\r\n`t` | b ||\r\n|#\r\n\r\n```\r\nx\r\ny\r\n```\r\n",
            "[[(a / `t`)|(b)]] code:\"x\\ny\"",
            &[],
        ),
        (
            "a note in a list",
            "1. a\n\n   {% note info %}\n\n   b\n\n   {% endnote %}\n\n   c\n2. d",
            "-{(a)} info:{(b)} (c) -{(d)}",
            &[],
        ),
    ]);
}

#[test]
fn tabs() {
    check(&[
        (
            "indented by four",
            "{% list tabs %}\n\n- A\n\n    ```js\n    x\n      y\n    ```\n\n- B `c`\n\n    text\n\n    - d\n    - e\n\n{% endlist %}\n\nf",
            "tab:A{code:js\"x\\n  y\"}tab:B `c`{(text) -{(d)}-{(e)}} (f)",
            &[],
        ),
        (
            "a table with a row that stands out",
            "{% list tabs %}\n\n- A\n\n  #|\n  || a | b ||\n|| c\n`t` | d ||\n  |#\n\n- B\n\n  e\n{% endlist %}",
            "tab:A{[[(a)|(b)][(c / `t`)|(d)]]}tab:B{(e)}",
            &[],
        ),
        (
            "a fence that is not closed",
            "{% list tabs %}\n\n- A\n\n    ```js\n    a\n\n- B\n\n    ```js\n    b\n    ```\n\n{% endlist %}",
            "tab:A{code:js\"a\\n\"}tab:B{code:js\"b\"}",
            &["B0108"],
        ),
        (
            "code that stands out",
            "{% list tabs %}\n\n- A\n\n    ```php\n# a\n-b\n    ```\n\n- B\n\n    c\n\n{% endlist %}",
            "tab:A{code:php\"# a\\n-b\"}tab:B{(c)}",
            &[],
        ),
        ("not closed", "{% list tabs %}\n\n- A\n\n    a\n\n## B", "tab:A{(a) h2#b(B)}", &["B0109"]),
        ("text before the first", "{% list tabs %}\n\nx\n\n- A\n\n  a\n\n{% endlist %}", "(x) tab:A{(a)}", &["B0113"]),
        (
            "a note that is not closed in a tab",
            "{% list tabs %}\n- A\n\n  {% note info %}\n\n  a\n- B\n\n  b\n{% endlist %}",
            "tab:A{(a)}tab:B{(b)}",
            &["B0109"],
        ),
    ]);
}

#[test]
fn text() {
    check(&[
        (
            "required marks",
            "**a***\n\n**b**^*^\n\n**c^*^**",
            "(<b>a</b>*) (<b>b</b><sup>*</sup>) (<b>c<sup>*</sup></b>)",
            &[],
        ),
        ("a footnote", "**a****", "(<b>a</b>**)", &[]),
        ("attributes", "a {.c}\n\nb {#i}\n\n[c](d){target=_blank} e", "(a) (b) (<a>c</a>(d) e)", &[]),
        (
            "braces that are text",
            "get {id}\n\n{fields}\n\n{Parameter #0}\n\n{\"a\": 1}",
            "(get {id}) ({fields}) ({Parameter #0}) ({\"a\": 1})",
            &[],
        ),
        ("unknown tags", "**<selector>** and <id>", "(<b><selector></b> and <id>)", &[]),
        ("line breaks", "a<br>b<br/>c", "(a / b / c)", &[]),
        (
            "title of a page",
            "- [{#T}](./a.md)\n- [{#T}](./b.md)",
            "-{(<a>{#T}</a>(./a.md))}-{(<a>{#T}</a>(./b.md))}",
            &[],
        ),
        (
            "anchors",
            "## A b.c {#X}\n\n## Поле `x` щ\n\n## A\n\n## A",
            "h2#X(A b.c) h2#pole-x-sh(Поле `x` щ) h2#a(A) h2#a1(A)",
            &[],
        ),
        (
            "references, also in cells, defined at the end",
            "[`a`][1]\n\n#|\n|| [`b`][1] | [Two Words] ||\n|#\n\n[1]: ../x.md\n[two words]: y.md",
            "(<a>`a`</a>(../x.md)) [[(<a>`b`</a>(../x.md))|(<a>Two Words</a>(y.md))]]",
            &[],
        ),
        ("a fence in a list stays there", "1. a\n\n   ```\n   #|\n   ```\n2. b", "-{(a) code:\"#|\"}-{(b)}", &[]),
        ("a fence in the line of its item", "- ```js\n  #|\n  ```\n\nb", "-{code:js\"#|\"} (b)", &[]),
        ("a fence that is not closed", "a\n\n```js\nb\n", "(a) code:js\"b\"", &["B0108"]),
        ("a longer fence", "````md\n```\na\n```\n````", "code:md\"```\\na\\n```\"", &[]),
        ("tildes", "~~~\na\n~~~", "code:\"a\"", &[]),
        ("images", "a ![b](c){width=1}", "(a )", &[]),
        ("no final line feed", "a", "(a)", &[]),
        ("nothing", "", "", &[]),
    ]);
}

#[test]
fn positions() {
    let text = "# Ä\n\n{% list tabs %}\n\n- T\n\n    #|\n    || é | b\n    c ||\n    |#\n\n    d\n\n    e **f** `g`\n\n{% endlist %}\n";
    let arena = Arena::new();
    let page = parse(text, &arena);
    let source = Source::new("p.md", text.as_bytes().to_vec());
    let Kind::Tabs(tabs) = &page.blocks[1].kind else { panic!("tabs: {page:#?}") };
    let Kind::Table(table) = &tabs[0].body[0].kind else { panic!("table: {page:#?}") };
    let place = |at| source.line_col(at);
    assert_eq!(place(page.blocks[1].at), (3, 1));
    assert_eq!(place(tabs[0].at), (5, 1));
    assert_eq!(place(tabs[0].body[0].at), (7, 5));
    assert_eq!(place(table.rows[0].at), (8, 5));
    assert_eq!(place(table.rows[0].cells[0].at), (8, 8));
    assert_eq!(place(table.rows[0].cells[1].at), (8, 12));
    assert_eq!(table.rows[0].cells[1].raw, "b\n    c");
    assert_eq!(place(tabs[0].body[1].at), (12, 5));
    assert_eq!(place(tabs[0].body[2].at), (14, 5));
}

#[test]
fn any_bytes_are_a_page() {
    let source = Source::new("p.md", vec![b'a', 0xff, b'\n', b'b']);
    assert!(source.lossy());
    assert_eq!(source.text(), "a\u{fffd}\nb");
    assert_eq!(source.line_col(5), (2, 1));
    assert_eq!(source.line_col(u32::MAX), (2, 2));
    assert!(!Source::new("p.md", b"a".to_vec()).lossy());
}
