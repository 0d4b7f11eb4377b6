//! `more than 10 million users`, `143 million U.S. consumers`, `two dozen exchanges`: a number and what it counts.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    Amount,
    noun::{self, Units},
    phrase::{self, Phrase},
    refuse,
};
use crate::{
    extract::{
        Rule,
        number::{self, Form, Walk},
    },
    text::{Document, Span, TokenKind},
};

/// Counts with their unit.
pub(super) struct Counts {
    pub(super) units: Arc<Units>,
}

impl Rule<Amount> for Counts {
    fn name(&self) -> &'static str {
        "count"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Amount)> {
        let walk = Walk::new(doc);
        let phrases: Vec<Phrase<()>> = phrase::read(&walk, &number::find(doc), |_| None);
        let mut found = Vec::new();
        // What was counted last by a noun that the table knows.
        let mut last: Option<String> = None;
        for phrase in phrases {
            let (unit, end) = match noun::head(&walk, &self.units, &phrase) {
                Some(head) => (head.unit, head.end),
                None => match self.understood(&walk, &phrase, last.as_deref()) {
                    Some((unit, end)) => (unit, end),
                    None => continue,
                },
            };
            if refuse::counted(&walk, &phrase) {
                continue;
            }
            if self.units.knows(&unit) {
                last = Some(unit.clone());
            }
            let span = phrase.span.cover(walk.span(&(phrase.tokens.start..end)));
            found.push((span, Amount::Count { quantity: phrase.quantity, unit }));
        }
        found
    }
}

impl Counts {
    /// What a number counts that no noun follows, and one past its last token: `the number of patients is 4,120`,
    /// `raised the figure to 5,600`.
    fn understood(&self, walk: &Walk<'_, '_>, phrase: &Phrase<()>, last: Option<&str>) -> Option<(String, usize)> {
        let value = phrase.quantity.value;
        let year = phrase.numbers.len() == 1 && walk.text(phrase.numbers.start).len() == 4;
        if year || phrase.form == Form::Vague || value < Decimal::TEN || !value.is_integer() {
            return None;
        }
        let end = phrase.tokens.end;
        let next = walk.visible(end);
        let closed = walk.kind(end) == Some(TokenKind::Break)
            || next.is_none_or(|next| matches!(walk.text(next), "," | "." | ";" | ")" | ":"));
        if !closed {
            return None;
        }
        let start = phrase.tokens.start;
        if let Some(unit) = self.number_of(walk, start).or_else(|| self.labelled(walk, start)) {
            return Some((unit, end));
        }
        last.filter(|_| is_figure(walk, phrase.tokens.start)).map(|unit| (unit.to_owned(), end))
    }

    /// The first noun of a label that ends before token `at`: `Accounts used without permission: 1,083`.
    fn labelled(&self, walk: &Walk<'_, '_>, at: usize) -> Option<String> {
        let colon = walk.before(at).filter(|colon| walk.text(*colon) == ":")?;
        let line = (colon.saturating_sub(24)..colon).rev().take_while(|before| {
            walk.kind(*before) != Some(TokenKind::Break)
                && !matches!(walk.text(*before), "." | ";" | ":" | "!" | "?" | "|")
        });
        line.filter_map(|word| self.units.known(walk.text(word))).last()
    }

    /// The noun behind `the number of` or `how many` in the words before token `at`.
    fn number_of(&self, walk: &Walk<'_, '_>, at: usize) -> Option<String> {
        let mut before = at;
        for _ in 0..12 {
            before = walk.before(before)?;
            if matches!(walk.text(before), "." | ";" | "!" | "?") || walk.kind(before) == Some(TokenKind::Number) {
                return None;
            }
            let noun = walk.phrase(before, &["number", "of"]).or_else(|| walk.phrase(before, &["how", "many"]));
            if let Some(noun) = noun.and_then(|noun| walk.visible(noun)) {
                return self.units.known(walk.text(noun)).filter(|_| noun < at);
            }
        }
        None
    }
}

/// Whether the words before token `at` speak of a figure told before: `raised the figure to`, `corrected this to`.
fn is_figure(walk: &Walk<'_, '_>, at: usize) -> bool {
    const LINKS: &[&str] = &["to", "is", "was", "at", "now", "as", "'s", "becomes"];
    const FIGURES: &[&str] =
        &["figure", "number", "count", "total", "tally", "toll", "corrected", "revised", "risen", "rose", "number's"];
    let Some(link) = walk.before(at).filter(|link| LINKS.iter().any(|word| walk.is(*link, word))) else { return false };
    let mut before = link;
    for _ in 0..4 {
        let Some(word) = walk.before(before) else { return false };
        if FIGURES.iter().any(|known| walk.is(word, known)) {
            return true;
        }
        if walk.kind(word) != Some(TokenKind::Word) {
            return false;
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::extract::amount::{self, Amount};
    use crate::text::Document;

    #[test]
    fn understands_what_a_bare_number_counts() {
        for (text, expected) in [
            ("It gave the number of patients concerned as 8,412.", vec!["8412 patients"]),
            (
                "It wrote to 5,900 members. On Monday it raised the figure to 8,416.",
                vec!["5900 members", "8416 members"],
            ),
            ("- Accounts used without permission: 1,083\n- Sum: 46 euros", vec!["1083 accounts"]),
            ("It lost data of 9,400 guests, 1,115 of them from Wales.", vec!["9400 guests"]),
            ("It wrote to 5,900 members. It opened in 1,932.", vec!["5900 members"]),
        ] {
            let found = amount::extractor().extract(&Document::new(text));
            let counts: Vec<String> = found
                .iter()
                .filter_map(|mention| match &mention.value {
                    Amount::Count { quantity, unit } => Some(format!("{} {unit}", quantity.value)),
                    _ => None,
                })
                .collect();
            assert_eq!(counts, expected, "{text}");
        }
    }
}
