//! What of a server's text stays as it is: pages show texts with an example in the place of what the server fills in.

/// Names that stand for any, sorted. Those with a blank, and letters, are no names of the API.
const STAND_INS: &[&str] = &["document name", "error text", "field_n", "field_name", "invalid_value"];
/// Letters that stand for a number or an identifier.
const LETTERS: &[&str] = &["N", "X", "i", "j", "k", "n", "x"];
/// Bytes that an example of several words has at most.
const PHRASE: usize = 80;
const QUOTES: &[char] = &['`', '\'', '"', '‘', '’', '“', '”', '„', '«', '»'];
const ENDS: &[char] = &['.', '!', ' '];

/// A text as the page words it.
#[derive(Default)]
pub(super) struct Wording {
    /// As the runtime compares it: in one line, without quotes and its end, and with `{..}` around an example.
    pub(super) pattern: String,
    /// Without the examples: what the text tells.
    pub(super) told: String,
}

impl Wording {
    pub(super) fn of(message: &str) -> Self {
        let mut wording = Self::default();
        // `Y, N` are values.
        let letters = !message.contains('Y') && message.contains(' ');
        let mut before = "";
        let mut rest = message;
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                break;
            }
            let several = phrase(rest).unwrap_or_default();
            let end = rest[several..].find(char::is_whitespace).map_or(rest.len(), |at| several + at);
            let (word, behind) = rest.split_at(end);
            match example(word, before, letters) {
                Some((start, end)) => wording.put(&word[..start], Some(&word[start..end]), &word[end..]),
                None => wording.put(word, None, ""),
            }
            (before, rest) = (core(word).0, behind);
        }
        wording.pattern.truncate(wording.pattern.trim_end_matches(ENDS).len());
        wording
    }

    /// A word with an example in it, or none.
    fn put(&mut self, before: &str, example: Option<&str>, behind: &str) {
        for text in [&mut self.pattern, &mut self.told] {
            if !text.is_empty() {
                text.push(' ');
            }
        }
        self.told.extend([before, behind]);
        let bare = |text: &mut String, piece: &str| {
            text.extend(piece.chars().filter(|c| !QUOTES.contains(c)));
        };
        bare(&mut self.pattern, before);
        if let Some(example) = example {
            self.pattern.push('{');
            self.pattern.extend(example.chars().filter(|c| !QUOTES.contains(c) && !matches!(c, '{' | '}')));
            self.pattern.push('}');
        }
        bare(&mut self.pattern, behind);
    }
}

/// Where an example of several words ends that the text begins with: one in quotes, or `[, Name]` with a value left out.
fn phrase(text: &str) -> Option<usize> {
    if text.starts_with("[,") {
        return text.bytes().take(PHRASE).position(|b| b == b']').map(|at| at + 1);
    }
    let inner = text.strip_prefix(QUOTES)?.trim_start_matches('#');
    let words = STAND_INS.iter().find_map(|words| inner.strip_prefix(words))?;
    words.starts_with(QUOTES).then(|| text.len() - words.trim_start_matches(QUOTES).len())
}

/// Where the example is in a word; `before` is the word before it.
fn example(word: &str, before: &str, letters: bool) -> Option<(usize, usize)> {
    if word.starts_with("[,") || word.starts_with("[]") {
        return word.find(']').map(|end| (1, end));
    }
    let (core, start) = core(word);
    let whole = Some((start, start + core.len()));
    let quoted = word[..start].ends_with(QUOTES);
    match core.as_bytes() {
        [] | [b'{', ..] => None,
        [b'0'..=b'9', ..] => whole.filter(|_| core.bytes().all(|b| b.is_ascii_digit() || b == b'.')),
        // `UF_` begins a name that a portal gave to a field of its own.
        [b'#'] | [b'*', b'*', ..] | [b'U', b'F', b'_', _, ..] => whole,
        [b'#', b'A'..=b'Z' | b'a'..=b'z', ..] if quoted => whole,
        [_] => whole.filter(|_| letters && !quoted && LETTERS.contains(&core)),
        _ if core.contains("[i]") || core.contains("[j]") => whole,
        _ if quoted && (STAND_INS.binary_search(&core).is_ok() || core.eq_ignore_ascii_case(before)) => whole,
        // `XML_ID='XML_ID'`
        _ => {
            let (name, value) = core.split_once('=')?;
            let value = value.trim_start_matches(QUOTES);
            (name == value).then(|| (start + core.len() - value.len(), start + core.len()))
        }
    }
}

/// A word without the signs around it, and where it starts.
fn core(word: &str) -> (&str, usize) {
    let around = |c: char| QUOTES.contains(&c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '(' | ')');
    let behind = word.trim_start_matches(around);
    (behind.trim_end_matches(around), word.len() - behind.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(message: &str) -> String {
        Wording::of(message).pattern
    }

    #[test]
    fn stand_ins_are_sorted() {
        assert!(STAND_INS.is_sorted());
    }

    #[test]
    fn examples_are_gaps() {
        for (message, expected) in [
            ("The Requisite with ID '357' is not found.", "The Requisite with ID {357} is not found"),
            ("Record with ID = 2 not found", "Record with ID = {2} not found"),
            ("The entity with ID 'id' is not found", "The entity with ID {id} is not found"),
            ("Field UF_CRM_V1 for object CRM_REQUISITE exists", "Field {UF_CRM_V1} for object CRM_REQUISITE exists"),
            ("Max length is N characters.", "Max length is {N} characters"),
            ("Has reached the maximum (max: N)", "Has reached the maximum (max: {N})"),
            ("Section at index i has type data[i].type. It", "Section at index {i} has type {data[i].type}. It"),
            ("Element at index # has no name", "Element at index {#} has no name"),
            ("Field *** exists", "Field {***} exists"),
            ("Item with XML_ID='XML_ID' exists", "Item with XML_ID={XML_ID} exists"),
            (
                "Value [] for field [ENTITY_ID] in item [, Item name]",
                "Value [{}] for field [ENTITY_ID] in item [{, Item name}]",
            ),
            ("Cannot delete \"document name\": no", "Cannot delete {document name}: no"),
            ("Cannot delete “#document name”: “error text”", "Cannot delete {#document name}: {error text}"),
            ("field 'field_n' is not allowed", "field {field_n} is not allowed"),
        ] {
            assert_eq!(pattern(message), expected);
        }
    }

    #[test]
    fn names_and_values_stay() {
        for message in [
            "Argument ENTITY is null or empty",
            "Values are Y, N",
            "Allowed are A-Z, 0-9, and _",
            "Field {FIELD} of {TYPE}",
            "TASKS_ERROR_EXCEPTION_#256; Param #0 (taskId)",
            "CALL_START_DATE should be in the ISO-8601 format",
            "move, spam, or action=move",
            "X",
            "",
        ] {
            assert_eq!(pattern(message), message);
        }
        assert_eq!(pattern("Don't \"name\"\n the  `id`!"), "Dont name the id");
    }

    #[test]
    fn examples_tell_nothing() {
        assert_eq!(Wording::of("The ID '357' of {FIELD}.").told, "The ID '' of {FIELD}.");
    }

    #[test]
    fn any_text_has_a_wording() {
        for text in
            ["[,", "[]", "[", "'#", "=", "'='", "{", "}", "'document name", "“", "[, é", "#é", "é='é'", "*", "1é"]
        {
            Wording::of(text);
            Wording::of(&format!("a {text} {text}"));
        }
    }
}
