//! What stands around a bare number: tokens, sentences, and the sums and counts told before it.

use rust_decimal::Decimal;
use rust_decimal_macros::dec;

use super::{Amount, Mention, Money, Reader};
use crate::extract::number::Walk;
use crate::text::{Document, Span};

impl<'r> Reader<'r> {
    pub(super) fn span(&self) -> Span {
        self.mentions[self.at].span
    }

    /// The first and one past the last token of a span.
    pub(super) fn tokens(&self, span: Span) -> (usize, usize) {
        tokens(self.walk, span)
    }

    pub(super) fn sentence(&self, at: usize) -> Option<usize> {
        self.walk.doc.sentence_at(at)
    }

    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.walk.is(at, word))
    }

    /// The visible tokens behind the number in its sentence, at most `reach`.
    pub(super) fn behind(&self, reach: usize) -> Vec<usize> {
        let (_, end) = self.tokens(self.span());
        self.in_sentence(self.walk.visible(end), |at| self.walk.after(at), reach)
    }

    /// The visible tokens before the number in its sentence, nearest first, at most `reach`.
    pub(super) fn before(&self, reach: usize) -> Vec<usize> {
        let (first, _) = self.tokens(self.span());
        self.in_sentence(self.walk.before(first), |at| self.walk.before(at), reach)
    }

    /// The tokens from `first` on, each the `next` of the one before, up to where the sentence ends.
    fn in_sentence(&self, first: Option<usize>, next: impl Fn(usize) -> Option<usize>, reach: usize) -> Vec<usize> {
        std::iter::successors(first, |at| next(*at)).take_while(|at| !self.is_end(*at)).take(reach).collect()
    }

    /// Whether a sentence or a clause that stands for one ends here.
    pub(super) fn is_end(&self, at: usize) -> bool {
        matches!(self.walk.text(at), "." | "!" | "?" | ";" | "*" | "**" | "|")
    }

    /// The unit of `whole`, if the number may be so much of it.
    pub(super) fn part_of(&self, whole: &Amount, same: bool) -> Option<Amount> {
        let value = self.quantity.value;
        let fits = |limit: Decimal| if same { is_within(value, limit, dec!(10)) } else { value < limit };
        let large = |least: Decimal| is_within(least, value, dec!(2000));
        match whole {
            Amount::Money { worth, .. } => (fits(worth.quantity.value) && large(worth.quantity.value)).then(|| {
                let worth = Money { quantity: self.quantity, currency: worth.currency };
                Amount::Money { worth, equivalents: vec![] }
            }),
            Amount::Crypto { asset, quantity, worth, .. } => {
                let coins = quantity.filter(|all| fits(all.value) && large(all.value));
                if coins.is_some() {
                    return Some(Amount::Crypto {
                        asset: asset.clone(),
                        quantity: Some(self.quantity),
                        worth: None,
                        equivalents: vec![],
                    });
                }
                let worth = worth.filter(|worth| fits(worth.quantity.value) && large(worth.quantity.value))?;
                let worth = Money { quantity: self.quantity, currency: worth.currency };
                Some(Amount::Money { worth, equivalents: vec![] })
            }
            // A part of those who were counted (`seven million of them British`) is no count of its own.
            Amount::Count { unit, .. } => {
                (same && value.is_integer()).then(|| Amount::Count { quantity: self.quantity, unit: unit.clone() })
            }
            Amount::Percent(_) | Amount::Number(_) => None,
        }
    }

    /// The sums and counts told before it, nearest first, no more than so many sentences away.
    pub(super) fn told(&self, sentences: usize) -> impl Iterator<Item = &'r Mention<Amount>> {
        let here = self.sentence(self.span().start);
        let near = move |start: usize, doc: &Document<'_>| {
            here.zip(doc.sentence_at(start)).is_some_and(|(here, there)| here.abs_diff(there) <= sentences)
        };
        let doc = self.walk.doc;
        self.mentions[..self.at].iter().rev().take_while(move |told| near(told.span.start, doc))
    }

    /// The sum told last of which it may be a part.
    pub(super) fn of_sum(&self, same: bool, sentences: usize) -> Option<Amount> {
        self.told(sentences)
            .filter(|told| matches!(told.value, Amount::Money { .. } | Amount::Crypto { .. }))
            .find_map(|told| self.part_of(&told.value, same))
    }
}

/// The first and one past the last token of a span.
pub(super) fn tokens(walk: &Walk<'_, '_>, span: Span) -> (usize, usize) {
    let tokens = &walk.doc.tokens;
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    (first, end)
}

/// Whether a value is at most so many times another.
pub(super) fn is_within(value: Decimal, other: Decimal, times: Decimal) -> bool {
    other.checked_mul(times).is_none_or(|limit| value <= limit)
}
