//! `more than 10 million users`, `143 million U.S. consumers`, `two dozen exchanges`: a number and what it counts.

use std::sync::Arc;

use super::{
    Amount,
    noun::{self, Units},
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
        phrases
            .into_iter()
            .filter_map(|phrase| {
                let head = noun::head(&walk, &self.units, &phrase)?;
                if refuse::counted(&walk, &phrase) {
                    return None;
                }
                let span = phrase.span.cover(walk.span(&(phrase.tokens.start..head.end)));
                Some((span, Amount::Count { quantity: phrase.quantity, unit: head.unit }))
            })
            .collect()
    }
}
