//! The fields that records of a kind have.

use super::{Cell, Record};

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    Integer,
    Double,
    #[default]
    Text,
    Flag,
    Moment,
    Date,
    /// A list or map, kept as it came.
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "integer" | "user" | "employee" | "crm" | "enumeration" => Self::Integer,
            "double" => Self::Double,
            "char" | "boolean" => Self::Flag,
            "datetime" => Self::Moment,
            "date" => Self::Date,
            "multifield" | "list" | "object" => Self::Other,
            _ => Self::Text,
        }
    }
}

/// A field in its two spellings.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// `ASSIGNED_BY_ID`
    pub(crate) upper: String,
    /// `assignedById`
    pub(crate) camel: String,
    /// The type as the portal names it.
    pub(crate) ty: String,
    pub(crate) kind: Kind,
    pub(crate) read_only: bool,
    pub(crate) required: bool,
    pub(crate) multiple: bool,
    /// What it shows where a record holds nothing.
    pub(crate) default: Option<Cell>,
}

impl Column {
    /// A field that a user made: `UF_CRM_1`.
    pub(crate) fn of_user(upper: &str, ty: &str, multiple: bool, required: bool) -> Self {
        let kind = if multiple { Kind::Other } else { Kind::of(if ty == "boolean" { "integer" } else { ty }) };
        let (upper, camel, ty) = (upper.to_owned(), camel(upper), ty.to_owned());
        Self { upper, camel, ty, kind, read_only: false, required, multiple, default: None }
    }

    pub(crate) fn is_of_user(&self) -> bool {
        self.upper.starts_with("UF_")
    }
}

/// `UF_CRM_DEAL_1` → `ufCrmDeal1`.
fn camel(upper: &str) -> String {
    let mut words = upper.split('_').map(str::to_ascii_lowercase);
    let mut name = words.next().unwrap_or_default();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// The fields, in the order in which answers show them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schema {
    pub(crate) columns: Vec<Column>,
}

impl Schema {
    /// Reads `UPPER camel type [ro] [required] [multiple] [=default]`, a field a line; `-` for the camel spelling: by rule.
    pub(crate) fn parse(text: &str) -> Self {
        let columns = text.lines().filter_map(|line| {
            let mut words = line.split_whitespace();
            let (upper, spelled, ty) = (words.next()?, words.next()?, words.next()?);
            let mut column = Column {
                upper: upper.to_owned(),
                camel: if spelled == "-" { camel(upper) } else { spelled.to_owned() },
                ty: ty.to_owned(),
                kind: Kind::of(ty),
                read_only: false,
                required: false,
                multiple: ty == "multifield",
                default: None,
            };
            for word in words {
                match word {
                    "ro" => column.read_only = true,
                    "required" => column.required = true,
                    "multiple" => (column.multiple, column.kind) = (true, Kind::Other),
                    _ => column.default = word.strip_prefix('=').and_then(|d| Cell::read(column.kind, &d.into())),
                }
            }
            Some(column)
        });
        Self { columns: columns.collect() }
    }

    /// The place of a field, in either spelling.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        if name.is_empty() {
            // A field that is no more has no name.
            return None;
        }
        self.columns.iter().position(|c| c.upper.eq_ignore_ascii_case(name) || c.camel.eq_ignore_ascii_case(name))
    }

    /// What a record shows in a field, and is found by: what it holds, or else the field's default.
    pub(crate) fn cell<'a>(&'a self, record: &'a Record, place: usize) -> Option<&'a Cell> {
        record.cell(place).or_else(|| self.columns.get(place)?.default.as_ref())
    }

    /// The fields that there are, with their places. One that was removed leaves a place without a name.
    pub(crate) fn live(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| !column.upper.is_empty())
    }

    pub(crate) fn id(&self) -> Option<usize> {
        self.find("ID")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_in_both_spellings() {
        let schema = Schema::parse(
            "ID - integer ro\nASSIGNED_BY_ID - user\nDATE_CREATE createdTime datetime ro\nOPENED - char =N",
        );
        assert_eq!(schema.find("assignedById"), Some(1));
        assert_eq!(schema.find("createdTime"), schema.find("date_create"));
        assert_eq!(schema.columns[3].default, Some(Cell::Text("N".into())));
        assert_eq!(Column::of_user("UF_CRM_17_A", "string", false, false).camel, "ufCrm17A");
    }
}
