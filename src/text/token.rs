//! Tokens tile the text: every byte belongs to exactly one.

use super::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters with their marks and inner apostrophes: `Coincheck`, `O’Neil`.
    Word,
    /// Digits with inner separators: `1,200.5`, `2018`.
    Number,
    /// One character that is none of the others.
    Punctuation,
    /// Blanks without a line end, zero-width ones too.
    Space,
    /// Blanks with at least one line end.
    Break,
}

/// A piece of text of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token {
    /// Whether it is neither blank nor a line end.
    pub fn is_visible(self) -> bool {
        !matches!(self.kind, TokenKind::Space | TokenKind::Break)
    }
}

/// Cuts `text` into tokens that tile it; linear in its length.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 3);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let (kind, length) = read(&text[at..], first);
        tokens.push(Token { span: Span::new(at, at + length), kind });
        at += length;
    }
    tokens
}

/// Kind and length in bytes of the token that `rest` begins with.
fn read(rest: &str, first: char) -> (TokenKind, usize) {
    if is_blank(first) {
        let length = rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
        let kind = if rest[..length].contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            TokenKind::Break
        } else {
            TokenKind::Space
        };
        return (kind, length);
    }
    if first.is_alphabetic() {
        return (TokenKind::Word, run(rest, is_word_part, &['\'', '’']));
    }
    if first.is_ascii_digit() {
        return (TokenKind::Number, run(rest, |c| c.is_ascii_digit(), &[',', '.']));
    }
    (TokenKind::Punctuation, first.len_utf8())
}

/// Length of the leading run of characters that `part` accepts, with single `joiners` between two of them.
fn run(rest: &str, part: impl Fn(char) -> bool, joiners: &[char]) -> usize {
    let mut characters = rest.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let joins = joiners.contains(&c) && characters.peek().is_some_and(|(_, next)| part(*next));
        if !part(c) && !joins {
            return at;
        }
    }
    rest.len()
}

fn is_word_part(c: char) -> bool {
    c.is_alphabetic() || is_mark(c) || c == '\u{ad}'
}

/// Combining marks, so that a decomposed letter stays in its word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{200c}' | '\u{200d}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{180e}') || (c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str) -> Vec<&str> {
        tokenize(text).iter().filter(|token| token.is_visible()).map(|token| &text[token.span]).collect()
    }

    #[test]
    fn cuts() {
        for (text, expected) in [
            ("Zaif lost $60.5 million.", vec!["Zaif", "lost", "$", "60.5", "million", "."]),
            ("It’s O'Neil's 1,200 BTC", vec!["It’s", "O'Neil's", "1,200", "BTC"]),
            ("U.S. e-mail 2018, 2019.", vec!["U", ".", "S", ".", "e", "-", "mail", "2018", ",", "2019", "."]),
            ("a\u{200b}b\u{a0}c", vec!["a", "b", "c"]),
            ("cafe\u{301} 5k", vec!["cafe\u{301}", "5", "k"]),
            ("", vec![]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tile(text in "\\PC{0,80}|[a-z0-9 .,\\n\\r\u{feff}’]{0,80}") {
            let mut at = 0;
            for token in tokenize(&text) {
                prop_assert_eq!(token.span.start, at);
                prop_assert!(!token.span.is_empty() && text.is_char_boundary(token.span.end));
                at = token.span.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
