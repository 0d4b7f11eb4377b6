//! From one visible token to the next, over blanks and line ends but not over a blank line.

use std::ops::Range;

use crate::text::{Document, Span, Token, TokenKind};

/// A reader's eye on a document's tokens.
#[derive(Clone, Copy)]
pub(crate) struct Walk<'d, 'a> {
    /// What is read.
    pub doc: &'d Document<'a>,
}

impl<'d, 'a> Walk<'d, 'a> {
    pub(in crate::extract) fn new(doc: &'d Document<'a>) -> Self {
        Self { doc }
    }

    /// The text of token `at`; empty past the end.
    pub(in crate::extract) fn text(&self, at: usize) -> &'a str {
        self.doc.tokens.get(at).map_or("", |token| &self.doc.text[token.span])
    }

    /// The bytes of `tokens`, which are not empty.
    pub(in crate::extract) fn span(&self, tokens: &Range<usize>) -> Span {
        self.doc.tokens[tokens.start].span.cover(self.doc.tokens[tokens.end - 1].span)
    }

    pub(in crate::extract) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.doc.tokens.get(at).map(|token| token.kind)
    }

    pub(in crate::extract) fn is(&self, at: usize, word: &str) -> bool {
        self.text(at).eq_ignore_ascii_case(word)
    }

    /// The visible token after token `at`.
    pub(in crate::extract) fn after(&self, at: usize) -> Option<usize> {
        self.visible(at + 1)
    }

    /// The visible token at or after token `at`.
    pub(in crate::extract) fn visible(&self, at: usize) -> Option<usize> {
        let next = at + usize::from(self.blank(at)?);
        (next < self.doc.tokens.len()).then_some(next)
    }

    /// The visible token before token `at`.
    pub(in crate::extract) fn before(&self, at: usize) -> Option<usize> {
        let previous = at.checked_sub(1)?;
        if self.blank(previous)? { previous.checked_sub(1) } else { Some(previous) }
    }

    /// Whether token `at` is a blank that may be stepped over; `None` at the end of a paragraph or of the text.
    fn blank(&self, at: usize) -> Option<bool> {
        let token: Token = *self.doc.tokens.get(at)?;
        match token.kind {
            TokenKind::Space => Some(true),
            TokenKind::Break => {
                (self.doc.text[token.span].bytes().filter(|byte| *byte == b'\n').count() < 2).then_some(true)
            }
            TokenKind::Word | TokenKind::Number | TokenKind::Punctuation => Some(false),
        }
    }

    /// The token that touches token `at` on the left.
    pub(in crate::extract) fn touching_before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| self.doc.tokens[*before].is_visible())
    }

    /// The token `at` itself where it is visible: what touches the tokens that end before it.
    pub(in crate::extract) fn touching(&self, at: usize) -> Option<usize> {
        self.doc.tokens.get(at).is_some_and(|token| token.is_visible()).then_some(at)
    }

    /// The token after the words `phrase`, which stand from token `at` on, ASCII case aside.
    pub(in crate::extract) fn phrase(&self, at: usize, phrase: &[&str]) -> Option<usize> {
        let mut next = at;
        for (index, word) in phrase.iter().enumerate() {
            if index > 0 {
                next = self.visible(next)?;
            }
            if !self.is(next, word) {
                return None;
            }
            next += 1;
        }
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps() {
        let doc = Document::new("half a\nmillion\n\nusers");
        let walk = Walk::new(&doc);
        assert_eq!(walk.after(0).map(|at| walk.text(at)), Some("a"));
        assert_eq!(walk.phrase(0, &["Half", "a", "million"]), Some(5));
        assert_eq!(walk.after(4), None, "a blank line");
        assert_eq!(walk.before(6), None);
        assert_eq!(walk.before(2), Some(0));
    }
}
