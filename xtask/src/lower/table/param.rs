//! A parameter as its row tells it.

use std::borrow::Cow;

use b24_specs::ir::Field;
use b24_specs::pattern::is_open;

use crate::lexicon;
use crate::lower::names::bare;
use crate::lower::text::{blocks, fold, is_word};
use crate::lower::values;
use crate::lower::values::typed::{may_be_default, typed};
use crate::yfm::{self, Block, Cell, Offset};

/// A parameter as its row tells it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Param<'a> {
    /// As the row writes it, brackets included.
    pub(crate) name: Cow<'a, str>,
    pub(crate) at: Offset,
    /// The row has a mark.
    pub(crate) required: bool,
    /// The type is words.
    pub(super) prose_type: bool,
    /// Its type, normalised.
    pub(crate) ty: Cow<'a, str>,
    /// The type takes `null`.
    pub(super) nullable: bool,
    /// What the cells behind its name and type tell, as a field without either. Most tell nothing.
    pub(crate) told: Option<Box<Field>>,
    /// The first cell, for the links in it.
    pub(crate) head: &'a [Block<'a>],
    /// The cell of its type, where it is not the first.
    pub(crate) kind: &'a [Block<'a>],
    /// All cells.
    pub(super) cells: &'a [Cell<'a>],
    /// The cell that says something about it.
    pub(super) description: Option<&'a Cell<'a>>,
    /// The cell of its default.
    pub(super) default: Option<&'a Cell<'a>>,
}

/// How requests write what answers have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    AsRead,
    /// A list of objects by their identifiers.
    ByIdentifier,
    Never,
}

impl<'a> Param<'a> {
    /// What is said about it.
    pub(crate) fn description(&self) -> &'a [Block<'a>] {
        self.description.map_or(&[], |cell| cell.body)
    }

    /// The same, as it is written.
    pub(crate) fn says(&self) -> &'a str {
        self.description.map_or("", |cell| cell.raw)
    }

    /// Its name on the wire.
    pub(crate) fn wire(&self) -> &str {
        bare(&self.name)
    }

    /// All that the row says, but whether the parameter is required.
    pub(crate) fn field(&self) -> Field {
        // Filled where it lies: it is large.
        let mut field = self.told.as_deref().cloned().unwrap_or_default();
        field.name = String::from(self.wire());
        field.ty = String::from(self.ty.as_ref());
        field.nullable |= self.nullable;
        field.open |= is_open(&field.name);
        field
    }

    /// How requests write it. That it is only read a cell may say in a sentence, or be a column that does.
    pub(crate) fn written(&self) -> Written {
        let sentences = |cell: &'a Cell<'a>| cell.raw.split(['.', '\n']).map(yfm::trim);
        if self.cells.iter().skip(1).flat_map(sentences).any(|sentence| lexicon::READ_ONLY.spells(sentence)) {
            return Written::Never;
        }
        let is_list = self.ty.starts_with("array");
        match (is_list || self.ty == "object") && lexicon::SELECTED.within(&fold(self.says())) {
            true if is_list => Written::ByIdentifier,
            true => Written::Never,
            false => Written::AsRead,
        }
    }

    /// Does the row tell what holds without the parameter, when alone it is needed, or stand for names that it cannot list?
    pub(crate) fn may_be_left_out(&self) -> bool {
        let may_be_omitted = || {
            // What a list says is said of what it lists, and what stands behind a name of what it names.
            let says = fold(self.says().split("\n-").next().unwrap_or_default());
            let Some((at, end)) = lexicon::OMITTED.find(&says) else { return false };
            let (before, behind) = (says.get(..at).unwrap_or_default(), says.get(end..).unwrap_or_default());
            let sentence = [before.rsplit(['.', '\n']).next(), behind.split('.').next()];
            let fails = || sentence.into_iter().flatten().any(|part| lexicon::FAILS.within(part));
            let named = before.trim_end().ends_with('`') || before.trim_end().ends_with("**");
            !named && lexicon::LETTER_CASE.begins(behind.trim_start()).is_none() && !fails()
        };
        let is_optional = |sentence: &str| {
            let sentence = sentence.trim_start();
            lexicon::REQUIRED_IF.opens(sentence)
                || (lexicon::OPTIONAL.opens(sentence) || lexicon::DEFAULT.opens(sentence))
                    && !lexicon::FAILS.within(&fold(sentence))
        };
        self.told.as_ref().is_some_and(|told| told.default.is_some())
            || is_open(self.wire())
            || self.says().split(['.', '\n']).any(is_optional)
            || may_be_omitted()
            || self.is_one_of_two()
    }

    /// Does the row say that this one or another is given: "either `A` or `B`"?
    fn is_one_of_two(&self) -> bool {
        let folded = fold(self.says());
        let Some((_, at)) = lexicon::EITHER_NAME.find(&folded).filter(|_| folded.len() == self.says().len()) else {
            return false;
        };
        let behind = self.says().get(at..).and_then(|rest| rest.split(['.', '\n', ')']).next()).unwrap_or_default();
        let mut words =
            behind.split([' ', ',']).map(|word| word.trim_matches(['`', '*'])).filter(|word| !word.is_empty());
        let (one, or, other) = (words.next(), words.next(), words.next());
        let joined = or.is_some_and(|word| lexicon::JOINS.is(word)) && words.next().is_none();
        joined && [one, other].contains(&Some(self.wire()))
    }

    /// Reads the cells behind its name and type; `is_beside` knows the names of the table.
    pub(super) fn describe(&mut self, is_beside: &dyn Fn(&str) -> bool) {
        if let Some(cell) = self.description {
            if is_list(self.wire(), &self.ty, cell.raw) {
                self.ty.to_mut().push_str("[]");
            }
            self.told = values::describe(self.wire(), &self.ty, cell.body, cell.raw, is_beside);
        }
        if let Some(cell) = self.default {
            let text = blocks(cell.body, "");
            let text = values::unquoted(text.trim());
            if !lexicon::EMPTY.spells(text) && !text.contains(' ') && may_be_default(text, &self.ty) {
                let default = Some(typed(text, &self.ty)).filter(|value| !value.is_null());
                self.told.get_or_insert_default().default = default;
            }
        }
    }
}

/// Is it called identifiers, and told as a list of what its type is one of? A text may list them, too.
fn is_list(name: &str, ty: &str, told: &str) -> bool {
    let many = ["_IDS", "Ids"].iter().any(|end| name.ends_with(end));
    let one = !matches!(ty, "" | "any" | "object" | "array" | "string" | "text" | "char") && ty.chars().all(is_word);
    many && one && lexicon::LIST_OF.opens(told.trim_start())
}
