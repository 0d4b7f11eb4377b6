//! From bytes, which the program uses, to Unicode code points, which the output counts.

use super::Span;

/// Bytes between two checkpoints of the index.
const STRIDE: usize = 256;

/// Turns byte offsets of one text into code-point offsets.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points that begin before byte `i * STRIDE`.
    checkpoints: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    /// Indexes `text`; linear in its length.
    pub fn new(text: &'a str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            checkpoints.push(seen);
            seen += chunk.iter().filter(|byte| begins_character(**byte)).count();
        }
        checkpoints.push(seen);
        Self { text, checkpoints }
    }

    /// The code points before byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        let slot = offset / STRIDE;
        let rest = &self.text.as_bytes()[slot * STRIDE..offset];
        self.checkpoints[slot] + rest.iter().filter(|byte| begins_character(**byte)).count()
    }

    /// Start and end of `span` in code points.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_characters() {
        let text = "á€😀x".repeat(200);
        let index = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(byte), count, "byte {byte}");
        }
        assert_eq!(index.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
