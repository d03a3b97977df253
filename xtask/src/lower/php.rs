//! A payload that an old page gives as PHP: `array('FIELDS' => array('ID' => $id))`.

use b24_specs::ir::Field;

use super::row::is_name;

/// How deep arrays are followed.
const DEPTH: usize = 8;

/// The fields of an array by names, where the text is one and nothing else; `line` is where it stands. A variable tells no type.
pub(super) fn fields(text: &str, line: u32) -> Option<Vec<Field>> {
    let mut reader = Reader { rest: text, line };
    let fields = reader.array(DEPTH)?;
    let rest = reader.rest.trim();
    (rest.is_empty() || rest == ";").then_some(fields)
}

struct Reader<'t> {
    rest: &'t str,
    line: u32,
}

impl<'t> Reader<'t> {
    /// `array(…)` or `[…]`
    fn array(&mut self, depth: usize) -> Option<Vec<Field>> {
        let depth = depth.checked_sub(1)?;
        let end = if self.take("[") {
            "]"
        } else if self.take("array") && self.take("(") {
            ")"
        } else {
            return None;
        };
        let mut fields = Vec::new();
        while !self.take(end) {
            let name = self.quoted()?;
            if !is_name(name) || !self.take("=>") {
                return None;
            }
            fields.push(self.value(name, depth)?);
            if !self.take(",") {
                return self.take(end).then_some(fields);
            }
        }
        Some(fields)
    }

    fn value(&mut self, name: &str, depth: usize) -> Option<Field> {
        let field = Field { name: name.to_owned(), line: self.line, ..Field::default() };
        if self.take("$") {
            self.word();
            return Some(field);
        }
        if self.quoted().is_some() {
            return Some(Field { ty: "string".to_owned(), ..field });
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return self.word().parse::<i64>().ok().map(|_| Field { ty: "integer".to_owned(), ..field });
        }
        Some(Field { ty: "object".to_owned(), fields: self.array(depth)?, ..field })
    }

    fn quoted(&mut self) -> Option<&'t str> {
        let quote = self.rest.trim_start().chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let (text, rest) = self.rest.trim_start().get(1..)?.split_once(quote)?;
        self.rest = rest;
        Some(text)
    }

    fn word(&mut self) -> &'t str {
        let end = self.rest.find(|c| !super::text::is_word(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// Goes behind a sign, and the white space before what follows it.
    fn take(&mut self, sign: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(sign);
        self.rest = rest.map_or(self.rest, str::trim_start);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(fields: &[Field]) -> String {
        let one = |f: &Field| match f.fields.as_slice() {
            [] => format!("{}:{}", f.name, f.ty),
            inner => format!("{}:{}({})", f.name, f.ty, shape(inner)),
        };
        fields.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn arrays_by_names_are_objects() {
        let of = |text: &str| fields(text, 7).map(|fields| shape(&fields));
        assert_eq!(of("array('FIELDS' => array('ID' => $id))").as_deref(), Some("FIELDS:object(ID:)"));
        assert_eq!(of("[\n  \"A\" => 12,\n  'B' => 'x',\n];\n").as_deref(), Some("A:integer B:string"));
        assert_eq!(of("array()").as_deref(), Some(""));
        for text in
            ["array($id)", "array('a b' => 1)", "f(array('ID' => 1))", "array('ID' => $id", "array('ID' => f())"]
        {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!(of(&"['a' => ".repeat(100_000)), None);
    }
}
