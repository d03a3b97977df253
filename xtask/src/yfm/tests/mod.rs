//! Tests of the reader: every trap of the dialect, and input that nobody would write.

mod hostile;
mod traps;

use std::fmt::Write as _;

use super::{Block, Heading, Inline, Kind, Link, Note, Page};

/// A page in a notation short enough to be compared by eye.
fn show(page: &Page<'_>) -> String {
    let mut out = String::new();
    blocks(page.blocks, &mut out);
    out
}

fn codes(page: &Page<'_>) -> Vec<&'static str> {
    page.findings.iter().map(|finding| finding.problem.code().id()).collect()
}

fn blocks(list: &[Block<'_>], out: &mut String) {
    for (index, block) in list.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        match &block.kind {
            Kind::Heading(Heading { level, text, anchor }) => {
                write!(out, "h{level}#{}(", anchor.unwrap_or("")).unwrap();
                inlines(text, out);
                out.push(')');
            }
            Kind::Paragraph(text) => {
                out.push('(');
                inlines(text, out);
                out.push(')');
            }
            Kind::List(items) => {
                for item in *items {
                    *out += "-{";
                    blocks(item, out);
                    out.push('}');
                }
            }
            Kind::Code(code) => write!(out, "code:{}{:?}", code.lang, code.text()).unwrap(),
            Kind::Quote(body) => {
                *out += ">{";
                blocks(body, out);
                out.push('}');
            }
            Kind::Note(Note { kind, title, body }) => {
                write!(out, "{kind}:{title}{{").unwrap();
                blocks(body, out);
                out.push('}');
            }
            Kind::Tabs(tabs) => {
                for tab in *tabs {
                    *out += "tab:";
                    inlines(tab.title, out);
                    out.push('{');
                    blocks(tab.body, out);
                    out.push('}');
                }
            }
            Kind::Table(table) => {
                out.push('[');
                for row in table.rows {
                    out.push('[');
                    for (index, cell) in row.cells.iter().enumerate() {
                        if index > 0 {
                            out.push('|');
                        }
                        blocks(cell.body, out);
                    }
                    out.push(']');
                }
                out.push(']');
            }
            Kind::Include { path } => write!(out, "include:{path}").unwrap(),
        }
    }
}

fn inlines(list: &[Inline<'_>], out: &mut String) {
    for inline in list {
        match inline {
            Inline::Text(text) => *out += text,
            Inline::Code(text) => write!(out, "`{text}`").unwrap(),
            Inline::Strong(text) => wrap("<b>", text, out),
            Inline::Emphasis(text) => wrap("<i>", text, out),
            Inline::Superscript(text) => wrap("<sup>", text, out),
            Inline::Link(Link { target, text }) => {
                wrap("<a>", text, out);
                write!(out, "({target})").unwrap();
            }
            Inline::Break => *out += " / ",
        }
    }
}

fn wrap(tag: &str, text: &[Inline<'_>], out: &mut String) {
    *out += tag;
    inlines(text, out);
    *out += &tag.replace('<', "</");
}
