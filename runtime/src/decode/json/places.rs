//! Where the values of a text are. They are found in one pass, which checks on its way that the text is JSON.

/// Where a value is within what it stands in. A member's name is a value before its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) start: u32,
    pub(super) length: u32,
    /// It and all in it, whose places follow its own.
    pub(super) places: u32,
    /// It is a text with a backslash in it.
    pub(super) is_escaped: bool,
}

/// The places of all values, each before those in it; none where the text is not JSON, or longer than 4 GiB.
pub(super) fn of(text: &str) -> Option<Vec<Place>> {
    u32::try_from(text.len()).ok()?;
    let mut reader = Reader {
        length: text.len(),
        rest: text.as_bytes(),
        places: Vec::with_capacity(text.len() / 12),
        branch: Branch { start: 0, number: 0, closing: None },
        around: Vec::new(),
    };
    loop {
        let mut is_first = reader.value()?;
        // Behind a value ends what it is the last of.
        let closing = loop {
            let Some(closing) = reader.branch.closing else {
                return reader.peek().is_none().then_some(reader.places);
            };
            if reader.peek()? != closing {
                break closing;
            }
            reader.leave()?;
            is_first = false;
        };
        if !is_first {
            reader.pass(b',')?;
        }
        if closing == b'}' {
            reader.name()?;
        }
    }
}

/// What has been read of a text.
struct Reader<'t> {
    length: usize,
    rest: &'t [u8],
    places: Vec<Place>,
    /// What the next value stands in.
    branch: Branch,
    /// What that stands in, the inmost last.
    around: Vec<Branch>,
}

/// A map or a list; without a closing bracket it is the text itself.
struct Branch {
    start: usize,
    /// Of its place.
    number: usize,
    closing: Option<u8>,
}

impl Reader<'_> {
    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
        self.rest.first().copied()
    }

    /// Passes this byte.
    fn pass(&mut self, byte: u8) -> Option<()> {
        self.rest = self.rest.strip_prefix(&[byte])?;
        Some(())
    }

    /// Reads a value. Of a map or a list it reads the bracket, and goes into it.
    fn value(&mut self) -> Option<bool> {
        let byte = self.peek()?;
        let start = self.at();
        let mut is_escaped = false;
        self.rest = match byte {
            b'"' => {
                let behind;
                (behind, is_escaped) = text(self.rest)?;
                behind
            }
            b'{' | b'[' => self.rest.get(1..)?,
            b't' => self.rest.strip_prefix(b"true")?,
            b'f' => self.rest.strip_prefix(b"false")?,
            b'n' => self.rest.strip_prefix(b"null")?,
            _ => number(self.rest)?,
        };
        self.put(start, is_escaped);
        let closing = match byte {
            b'{' => b'}',
            b'[' => b']',
            _ => return Some(false),
        };
        let branch = Branch { start, number: self.places.len() - 1, closing: Some(closing) };
        self.around.push(std::mem::replace(&mut self.branch, branch));
        Some(true)
    }

    /// Reads a member's name and the colon behind it.
    fn name(&mut self) -> Option<()> {
        if self.peek()? != b'"' {
            return None;
        }
        self.value()?;
        self.peek()?;
        self.pass(b':')
    }

    /// Goes out of a map or a list by its closing bracket.
    fn leave(&mut self) -> Option<()> {
        self.rest = self.rest.get(1..)?;
        let Branch { start, number, .. } = std::mem::replace(&mut self.branch, self.around.pop()?);
        let (length, places) = (small(self.at() - start), small(self.places.len() - number));
        let place = self.places.get_mut(number)?;
        (place.length, place.places) = (length, places);
        Some(())
    }

    /// Has read what began there.
    fn put(&mut self, start: usize, is_escaped: bool) {
        let (length, start) = (small(self.at() - start), small(start - self.branch.start));
        self.places.push(Place { start, length, places: 1, is_escaped });
    }

    fn at(&self) -> usize {
        self.length - self.rest.len()
    }
}

/// Places are within the length of a text.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What is behind a text, and whether it has a backslash in it.
fn text(json: &[u8]) -> Option<(&[u8], bool)> {
    let mut rest = json.get(1..)?;
    let mut is_escaped = false;
    loop {
        let (end, behind) = rest.get(plain(rest)..)?.split_first()?;
        rest = match (end, behind) {
            (b'"', behind) => return Some((behind, is_escaped)),
            (b'\\', [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', behind @ ..]) => behind,
            (b'\\', [b'u', a, b, c, d, behind @ ..]) if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) => {
                behind
            }
            _ => return None,
        };
        is_escaped = true;
    }
}

/// How many bytes stand for themselves before the first that does not. Eight are looked at at once.
fn plain(json: &[u8]) -> usize {
    const ONE: u64 = u64::from_ne_bytes([1; 8]);
    let (words, last) = json.as_chunks();
    for (i, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // The highest bit of a byte is set where it is less than the other; above the first such, where it need not be.
        let less = |word: u64, than: u8| word.wrapping_sub(ONE * u64::from(than)) & !word;
        let is = |byte: u8| less(word ^ (ONE * u64::from(byte)), 1);
        let found = (less(word, b' ') | is(b'"') | is(b'\\')) & (ONE << 7);
        if found != 0 {
            return 8 * i + found.trailing_zeros() as usize / 8;
        }
    }
    8 * words.len() + last.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | ..b' ')).count()
}

/// What is behind a number.
fn number(json: &[u8]) -> Option<&[u8]> {
    let json = json.strip_prefix(b"-").unwrap_or(json);
    let json = json.strip_prefix(b"0").or_else(|| digits(json))?;
    let json = match json {
        [b'.', fraction @ ..] => digits(fraction)?,
        _ => json,
    };
    match json {
        [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] => digits(exponent),
        _ => Some(json),
    }
}

/// What is behind digits.
fn digits(json: &[u8]) -> Option<&[u8]> {
    let count = json.iter().take_while(|byte| byte.is_ascii_digit()).count();
    json.get(count..).filter(|_| count > 0)
}
