//! `42`: a number that counts nothing that the text names, and is no date, version, port or address.

use super::{
    Amount,
    phrase::{self, Phrase},
    refuse,
};
use crate::{
    extract::{
        Rule,
        number::{self, Walk},
    },
    text::{Document, Span},
};

/// Bare numbers.
pub(super) struct Numbers;

impl Rule<Amount> for Numbers {
    fn name(&self) -> &'static str {
        "number"
    }

    fn names(&self) -> Vec<&'static str> {
        vec![self.name(), super::understood::RULE]
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Amount)> {
        let walk = Walk::new(doc);
        let phrases: Vec<Phrase<()>> = phrase::read(&walk, &number::find(doc), |_| None);
        phrases
            .into_iter()
            .filter(|phrase| !refuse::bare(&walk, phrase))
            .map(|phrase| (phrase.span, Amount::Number(phrase.quantity)))
            .collect()
    }
}
