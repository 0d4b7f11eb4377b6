//! Numbers as text writes them: figures (`1,200.5`), words (`forty-two`), fractions (`two thirds`), vague ones (`dozens`).
//!
//! A number knows nothing of currencies or of what it counts; the rules of [`super::amount`] dress it.

mod cardinal;
mod figure;
mod fraction;
mod lexicon;
mod power;
mod ratio;
mod scale;
mod vague;
mod walk;

use std::ops::Range;

use rust_decimal::Decimal;

use super::amount::Quantity;
use crate::text::{Document, Span, TokenKind};

pub(super) use lexicon::lowered;
pub(super) use scale::{suffix as scale_suffix, ten_to};
pub(super) use walk::Walk;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Digits alone: `2018`, `1,200`.
    Figure,
    /// Digits with a magnitude, a power or a fraction: `5k`, `3 hundred`, `2 1/4`.
    Scaled,
    /// Words: `forty-two`.
    Words,
    /// `dozens`, `several million`
    Vague,
}

/// A number in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes; a part of one token in a list such as `22,24,26`.
    pub span: Span,
    /// What it says; only vague numbers have a bound of their own.
    pub quantity: Quantity,
    /// The magnitude that a neighbour in a range may share: `million` in `10 to 15 million`.
    pub scale: Option<Decimal>,
    /// How it is written.
    pub form: Form,
}

impl Number {
    /// A number without a magnitude to share.
    fn plain(walk: &Walk<'_, '_>, tokens: Range<usize>, value: Decimal, form: Form) -> Self {
        let span = walk.span(&tokens);
        Self { tokens, span, quantity: Quantity::exact(value), scale: None, form }
    }
}

/// Every number of `doc`, left to right; none overlap.
pub fn find(doc: &Document<'_>) -> Vec<Number> {
    let walk = Walk::new(doc);
    let mut numbers = Vec::new();
    for sentence in &doc.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let token = doc.tokens[at];
            let candidate = match token.kind {
                TokenKind::Number => true,
                TokenKind::Word => word_begins(&walk, at),
                TokenKind::Punctuation => lexicon::begins_sign(&doc.text[token.span]),
                TokenKind::Space | TokenKind::Break => false,
            };
            at = if candidate { read(&walk, at, &mut numbers) } else { at + 1 };
        }
    }
    numbers
}

/// Whether a number may begin with the word at token `at`: a number word, or an article before one.
fn word_begins(walk: &Walk<'_, '_>, at: usize) -> bool {
    let span = walk.doc.tokens[at].span;
    let bytes = &walk.doc.text.as_bytes()[span.start..span.end];
    match bytes {
        [b'a' | b'A'] | [b'a' | b'A', b'n' | b'N'] => {
            walk.after(at).is_some_and(|next| lexicon::may_begin(walk.text(next).as_bytes()))
        }
        _ => lexicon::may_begin(bytes) && lexicon::begins_number(walk.text(at)),
    }
}

/// Reads the number (or the list of numbers) at token `at`; returns the token to go on from.
fn read(walk: &Walk<'_, '_>, at: usize, numbers: &mut Vec<Number>) -> usize {
    if let Some(list) = figure::list(walk, at) {
        numbers.extend(list);
        return at + 1;
    }
    match one(walk, at) {
        Some(number) => {
            let end = number.tokens.end;
            numbers.push(number);
            end
        }
        None => at + 1,
    }
}

/// The number that begins at token `at`.
pub(super) fn at(walk: &Walk<'_, '_>, at: usize) -> Option<Number> {
    one(walk, at)
}

/// The longest number that begins at token `at`.
fn one(walk: &Walk<'_, '_>, at: usize) -> Option<Number> {
    if let Some(number) = alone(walk, at) {
        return Some(number);
    }
    let (negative, body) = sign(walk, at);
    let mut number = vague::read(walk, body)
        .or_else(|| ratio::read(walk, body))
        .or_else(|| power::read(walk, body))
        .or_else(|| fraction::read(walk, body))
        .or_else(|| cardinal::read(walk, body).map(|found| found.number(walk, body)))?;
    if negative {
        number.quantity.value = -number.quantity.value;
        number.tokens.start = at;
        number.span = walk.span(&number.tokens);
    }
    Some(number)
}

/// A figure with nothing behind it that could belong to it: most numbers of a text.
fn alone(walk: &Walk<'_, '_>, at: usize) -> Option<Number> {
    if walk.kind(at)? != TokenKind::Number {
        return None;
    }
    let closed = match walk.visible(at + 1) {
        None => true,
        Some(next) => match walk.kind(next)? {
            TokenKind::Word => {
                let word = walk.text(next).as_bytes();
                next > at + 1
                    && word.len() > 4
                    && !lexicon::may_begin(word)
                    && !word.eq_ignore_ascii_case(b"figure")
                    && !word.eq_ignore_ascii_case(b"figures")
            }
            TokenKind::Punctuation => next == at + 1 && matches!(walk.text(next), "," | "." | ";" | ":" | ")" | "%"),
            TokenKind::Number | TokenKind::Space | TokenKind::Break => false,
        },
    };
    let value = closed.then(|| figure::value(walk.text(at)))??;
    Some(Number::plain(walk, at..at + 1, value, Form::Figure))
}

/// Whether a sign stands at `at`, and where the number itself begins.
fn sign(walk: &Walk<'_, '_>, at: usize) -> (bool, usize) {
    let word = walk.text(at);
    let spelled = word.eq_ignore_ascii_case("minus") || word.eq_ignore_ascii_case("negative");
    let written = matches!(word, "-" | "−")
        && walk.doc.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number || walk.text(at + 1) == ".")
        && at.checked_sub(1).is_none_or(|before| !walk.doc.tokens[before].is_visible() || walk.text(before) == "(");
    match walk.after(at) {
        Some(next) if spelled || written => (true, next),
        _ => (false, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values that `text` holds, as plain decimals.
    pub(super) fn values(text: &str) -> Vec<String> {
        find(&Document::new(text)).iter().map(|number| number.quantity.value.normalize().to_string()).collect()
    }

    #[test]
    fn signs() {
        for (text, expected) in [
            ("-9.2321312", vec!["-9.2321312"]),
            ("minus one", vec!["-1"]),
            ("negative ninety - five hundred fifths", vec!["-1900"]),
            ("10 -5", vec!["10", "-5"]),
            ("a minus sign", vec![]),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }
}
