//! Reads a page of `specs/`: what `render` writes, and nothing else.

use b24_specs::ir::{self, ErrorCase, Event, Field, Form, List, Method, Placement, Rule, System};

use super::cell::{Cell, Problem, Token, problem};
use super::fact::{Content, Fact, read_list, read_table};
use super::field::{ERROR, FIELD, FORM, TYPE, VARIANT};
use super::meta::{EVENT, LIST, METHOD, Meta, PLACEMENT};
use super::path::{Target, follow};
use crate::document::Document;
use crate::source::Source;
use crate::yfm::{Block, Heading, Kind, Offset, Page};

/// Reads a page.
///
/// # Errors
/// The first thing in it that is not of the normal form.
pub fn read(source: &Source, page: &Page<'_>) -> Result<Document, Problem> {
    let reader = Reader { source };
    let mut sections = sections(page.blocks)?;
    if sections.is_empty() {
        return Err(problem(0, "the page is empty: write `# Method`, `# Event`, `# Placement` or `# System`"));
    }
    let (head, rest) = (sections.remove(0), sections);
    let (word, name) = head.name()?;
    match (word, name) {
        ("Method", Some(name)) => reader.method(&head, name, &rest).map(Document::Method),
        ("Event", Some(name)) => reader.event(&head, name, &rest).map(Document::Event),
        ("Placement", Some(name)) => reader.placement(&head, name, &rest).map(Document::Placement),
        ("System", None) => reader.system(&head, &rest).map(Document::System),
        _ => Err(problem(
            head.heading.at,
            "write `# Method`, `# Event` or `# Placement` and the name in backquotes, or `# System`",
        )),
    }
}

/// A heading and what stands below it, up to the next heading.
struct Section<'p, 'a> {
    level: u8,
    heading: Cell<'a>,
    blocks: &'p [Block<'a>],
}

fn sections<'p, 'a>(blocks: &'p [Block<'a>]) -> Result<Vec<Section<'p, 'a>>, Problem> {
    let mut sections = Vec::new();
    let mut rest = blocks;
    while let Some((first, behind)) = rest.split_first() {
        let Kind::Heading(Heading { level, text, .. }) = &first.kind else {
            return Err(problem(first.at, "a page begins with a heading: drop what stands before it"));
        };
        let end = behind.iter().position(|b| matches!(b.kind, Kind::Heading(_))).unwrap_or(behind.len());
        let (blocks, next) = behind.split_at(end);
        sections.push(Section { level: *level, heading: Cell::of(first.at, text)?, blocks });
        rest = next;
    }
    Ok(sections)
}

impl<'p, 'a> Section<'p, 'a> {
    /// The heading's word, and the name behind it.
    fn name(&self) -> Result<(&str, Option<String>), Problem> {
        match self.heading.tokens.as_slice() {
            [Token::Words(word)] => Ok((word.trim(), None)),
            [Token::Words(word), code @ Token::Code(_)] => {
                let name = Cell { at: self.heading.at, tokens: vec![code.clone()] }.text()?;
                Ok((word.trim(), Some(name)))
            }
            _ => Err(problem(self.heading.at, "write a word, and behind it at most one name in backquotes")),
        }
    }

    fn content(&self) -> Result<Content<'p, 'a>, Problem> {
        Content::of(self.blocks)
    }

    /// A section that is a list of facts.
    fn list<T>(&self, facts: &[Fact<T>], item: &mut T) -> Result<(), Problem> {
        let content = self.content()?;
        if let Some((at, _)) = content.table {
            return Err(problem(at, "no table belongs here: drop it"));
        }
        content.list.map_or(Ok(()), |(at, list)| read_list(list, at, facts, item))
    }

    fn unknown(&self, known: &str) -> Problem {
        problem(self.heading.at, format!("no such section belongs here: write {known}"))
    }
}

/// The sections of the second level, each with those of the third below it.
fn chapters<'s, 'p, 'a>(
    sections: &'s [Section<'p, 'a>],
) -> Result<Vec<(&'s Section<'p, 'a>, &'s [Section<'p, 'a>])>, Problem> {
    let mut chapters = Vec::new();
    let mut rest = sections;
    while let Some((first, behind)) = rest.split_first() {
        if first.level != 2 {
            return Err(problem(first.heading.at, "a heading of the second level has to stand above: `## …`"));
        }
        let end = behind.iter().position(|section| section.level != 3).unwrap_or(behind.len());
        let (inner, next) = behind.split_at(end);
        chapters.push((first, inner));
        rest = next;
    }
    Ok(chapters)
}

struct Reader<'s> {
    source: &'s Source,
}

impl Reader<'_> {
    fn method(&self, head: &Section<'_, '_>, name: String, rest: &[Section<'_, '_>]) -> Result<Method, Problem> {
        let mut meta = Meta::default();
        head.list(METHOD, &mut meta)?;
        let mut method = meta.method(name);
        let mut result = None;
        for (chapter, inner) in chapters(rest)? {
            match chapter.name()? {
                ("Parameters", None) if method.params.is_empty() => {
                    method.params = self.fields("Parameter", chapter, inner)?;
                }
                ("Result", None) if result.is_none() => {
                    let mut roots = self.fields("Result", chapter, inner)?;
                    if roots.len() != 1 {
                        return Err(problem(chapter.heading.at, "the table of the result has one row: the result"));
                    }
                    result = roots.pop();
                }
                ("List", None) if method.list.is_none() => {
                    let mut list = List::default();
                    chapter.list(LIST, &mut list)?;
                    method.list = Some(list);
                    no_more(inner)?;
                }
                ("Errors", None) if method.errors.is_empty() => {
                    method.errors = self.errors(chapter)?;
                    no_more(inner)?;
                }
                ("Rules", None) if method.rules.is_empty() => method.rules = rules(chapter, inner)?,
                _ => {
                    let known = "`## Parameters`, `## Result`, `## List`, `## Errors` or `## Rules`, each once";
                    return Err(chapter.unknown(known));
                }
            }
        }
        let missing = || problem(head.heading.at, "the section `## Result` is missing: say what the method returns");
        method.result = result.ok_or_else(missing)?;
        Ok(method)
    }

    fn event(&self, head: &Section<'_, '_>, name: String, rest: &[Section<'_, '_>]) -> Result<Event, Problem> {
        let mut meta = Meta::default();
        head.list(EVENT, &mut meta)?;
        let mut event = meta.event(name);
        for (chapter, inner) in chapters(rest)? {
            match chapter.name()? {
                ("Parameters", None) if event.params.is_empty() => {
                    event.params = self.fields("Parameter", chapter, inner)?;
                }
                _ => return Err(chapter.unknown("`## Parameters`, once")),
            }
        }
        Ok(event)
    }

    fn placement(&self, head: &Section<'_, '_>, name: String, rest: &[Section<'_, '_>]) -> Result<Placement, Problem> {
        let mut meta = Meta::default();
        head.list(PLACEMENT, &mut meta)?;
        let mut placement = meta.placement(name);
        for (chapter, inner) in chapters(rest)? {
            match chapter.name()? {
                ("Parameters", None) if placement.params.is_empty() => {
                    placement.params = self.fields("Parameter", chapter, inner)?;
                }
                ("Options", None) if placement.options.is_empty() => {
                    placement.options = self.fields("Option", chapter, inner)?;
                }
                _ => return Err(chapter.unknown("`## Parameters` or `## Options`, each once")),
            }
        }
        Ok(placement)
    }

    fn system(&self, head: &Section<'_, '_>, rest: &[Section<'_, '_>]) -> Result<System, Problem> {
        head.list::<()>(&[], &mut ())?;
        let mut system = System { ir: ir::VERSION, ..System::default() };
        for (chapter, inner) in chapters(rest)? {
            match chapter.name()? {
                ("Errors", None) if system.errors.is_empty() => system.errors = self.errors(chapter)?,
                ("Types", None) if system.types.is_empty() => {
                    let types: Vec<(String, String)> = table(chapter, TYPE, |_, _| {})?;
                    system.types = types.into_iter().collect();
                }
                _ => return Err(chapter.unknown("`## Errors` or `## Types`, each once")),
            }
            no_more(inner)?;
        }
        Ok(system)
    }

    fn errors(&self, chapter: &Section<'_, '_>) -> Result<Vec<ErrorCase>, Problem> {
        table(chapter, ERROR, |error, at| error.line = self.line(at))
    }

    /// The fields of a chapter's table, with those that its inner sections add.
    fn fields(&self, what: &str, chapter: &Section<'_, '_>, inner: &[Section<'_, '_>]) -> Result<Vec<Field>, Problem> {
        let mut roots = self.field_table(chapter)?;
        for section in inner {
            match follow(what, &section.heading, &mut roots)? {
                Target::Fields(fields) if fields.is_empty() => *fields = self.field_table(section)?,
                Target::Fields(_) => {
                    return Err(problem(section.heading.at, "this field has its section already: keep one"));
                }
                Target::Variant(variant) => {
                    let content = section.content()?;
                    if let Some((at, list)) = content.list {
                        read_list(list, at, VARIANT, variant)?;
                    }
                    if let Some((at, rows)) = content.table {
                        variant.fields = read_table(rows, at, FIELD, |field, at| field.line = self.line(at))?;
                    }
                }
            }
        }
        Ok(roots)
    }

    fn field_table(&self, section: &Section<'_, '_>) -> Result<Vec<Field>, Problem> {
        table(section, FIELD, |field, at| field.line = self.line(at))
    }

    fn line(&self, at: Offset) -> u32 {
        self.source.line_col(at).0
    }
}

/// A section that is one table with at least one row.
fn table<T: Default>(
    section: &Section<'_, '_>,
    facts: &[Fact<T>],
    line: impl FnMut(&mut T, Offset),
) -> Result<Vec<T>, Problem> {
    let missing = || problem(section.heading.at, "a table has to stand below this heading");
    match section.content()? {
        Content { list: None, table: Some((at, rows)) } => {
            let rows = read_table(rows, at, facts, line)?;
            if rows.is_empty() { Err(missing()) } else { Ok(rows) }
        }
        _ => Err(missing()),
    }
}

fn rules(chapter: &Section<'_, '_>, inner: &[Section<'_, '_>]) -> Result<Vec<Rule>, Problem> {
    chapter.list::<()>(&[], &mut ())?;
    inner
        .iter()
        .map(|section| match section.name()? {
            ("Form", Some(name)) => {
                let mut form = Form { name, ..Form::default() };
                section.list(FORM, &mut form)?;
                Ok(Rule::Form(form))
            }
            ("Reachable", Some(param)) => {
                section.list::<()>(&[], &mut ())?;
                Ok(Rule::ReachableUrl { param })
            }
            _ => Err(section.unknown("`### Form` or `### Reachable` and the name in backquotes")),
        })
        .collect()
}

fn no_more(inner: &[Section<'_, '_>]) -> Result<(), Problem> {
    match inner.first() {
        Some(section) => Err(problem(section.heading.at, "no section belongs below this one: drop it")),
        None => Ok(()),
    }
}
