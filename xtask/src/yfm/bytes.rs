//! Sets of bytes that texts are scanned for.

/// A set of bytes.
pub(super) struct Set([bool; 256]);

impl Set {
    pub(super) const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut index = 0;
        while index < bytes.len() {
            set[bytes[index] as usize] = true;
            index += 1;
        }
        Self(set)
    }

    /// With the control characters of ASCII.
    pub(super) const fn and_controls(mut self) -> Self {
        let mut byte = 0;
        while byte < b' ' as usize {
            self.0[byte] = true;
            byte += 1;
        }
        self
    }

    /// All other bytes.
    pub(super) const fn others(mut self) -> Self {
        let mut byte = 0;
        while byte < self.0.len() {
            self.0[byte] = !self.0[byte];
            byte += 1;
        }
        self
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// How many bytes stand before the first one of the set. For short texts: a search that prepares nothing.
    pub(super) fn distance(&self, bytes: &[u8]) -> usize {
        let mut distance = 0;
        // Eight at a time: a loop that is unrolled.
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            if let Some(at) = eight.iter().position(|&byte| self.has(byte)) {
                return distance + at;
            }
            distance += eight.len();
        }
        distance + rest.iter().position(|&byte| self.has(byte)).unwrap_or(rest.len())
    }
}
