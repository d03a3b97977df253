//! What stands over the tables of errors: the code of a table of REST 3.0, and statuses.

use super::is_code;
use crate::lexicon;
use crate::lower::outline::{Outline, Role};
use crate::lower::table::Shape;
use crate::lower::text::{blocks, fold, marked};
use crate::yfm::{Block, Kind, Table};

/// The paragraphs over a table that are about it alone.
#[derive(Debug, Default)]
pub(super) struct Lead {
    pub(super) code: Option<String>,
    statuses: Vec<u16>,
}

impl Lead {
    /// The status, where one is told.
    pub(super) fn status(&self) -> Option<u16> {
        if let [status] = self.statuses.as_slice() { Some(*status) } else { None }
    }
}

/// What the sections of errors say over their tables.
#[derive(Debug, Default)]
pub(super) struct Leads<'a> {
    tables: Vec<(&'a Table<'a>, Lead)>,
    /// Statuses that are about no table in particular.
    others: Vec<u16>,
}

impl<'a> Leads<'a> {
    /// Reads the sections of errors.
    pub(super) fn of(outline: &Outline<'a>) -> Self {
        let mut this = Self::default();
        for (_, section) in outline.of(Role::Errors) {
            let mut lead = Lead::default();
            for piece in &section.pieces {
                this.block(piece.block, &mut lead);
            }
            this.others.append(&mut lead.statuses);
        }
        this
    }

    /// What stands over a table.
    pub(super) fn over(&self, table: &Table<'_>) -> Option<&Lead> {
        self.tables.iter().find(|(known, _)| std::ptr::eq(*known, table)).map(|(_, lead)| lead)
    }

    /// The status that the sections give once for all.
    pub(super) fn of_all(&self) -> Option<u16> {
        let mut found = self.others.clone();
        found.dedup();
        if let [status] = found.as_slice() { Some(*status) } else { None }
    }

    fn block(&mut self, block: &'a Block<'a>, lead: &mut Lead) {
        match &block.kind {
            Kind::Table(table) if lead.code.is_some() && Shape::of(table).is_field_errors() => {
                self.tables.push((table, std::mem::take(lead)));
            }
            Kind::Paragraph(text) => {
                let text = marked(text);
                let (code, statuses) = (error_code(&text), statuses(&text));
                // A status is about the code that stands before it or behind it, else about all.
                if code.is_some() == lead.code.is_some() {
                    self.others.append(&mut lead.statuses);
                }
                lead.code = code.or(lead.code.take());
                lead.statuses.extend(statuses);
            }
            kind => {
                self.others.append(&mut lead.statuses);
                lead.code = None;
                if let Kind::Quote(body) = kind {
                    self.others.extend(statuses(&blocks(body, "`")));
                }
            }
        }
    }
}

/// "Error Code: `BITRIX_REST_V3_…`"
pub(super) fn error_code(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().filter(|line| !is_status(&fold(line))).collect();
    let text = lines.join("\n");
    lexicon::ERROR_CODE.find(&fold(&text))?;
    let code = text.split('`').nth(1).or_else(|| text.rsplit_once(':').map(|(_, code)| code))?.trim();
    is_code(code).then(|| code.to_owned())
}

/// "HTTP status: **400**, **403**"
fn statuses(text: &str) -> Vec<u16> {
    let folded = fold(text);
    let words =
        folded.lines().filter(|line| is_status(line)).flat_map(|line| line.split(|c: char| !c.is_alphanumeric()));
    words.filter_map(|word| word.parse().ok()).filter(|status| (200..600).contains(status)).collect()
}

fn is_status(line: &str) -> bool {
    lexicon::HTTP.begins(line.trim_start()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_codes_stand_before_their_table() {
        assert_eq!(error_code("Error Code: `BITRIX_X`").as_deref(), Some("BITRIX_X"));
        assert_eq!(error_code("Код ошибки: `BITRIX_X`").as_deref(), Some("BITRIX_X"));
        assert_eq!(error_code("Nothing here"), None);
        assert_eq!((error_code("HTTP-код: 400"), statuses("HTTP-код: 400")), (None, vec![400]));
    }
}
