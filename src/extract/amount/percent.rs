//! `12.5 %`, `60 percent`, `5 to 10 per cent`

use rust_decimal::Decimal;

use super::{
    Amount,
    phrase::{self, Dressed},
};
use crate::{
    extract::{
        Rule,
        number::{self, Number, Walk},
    },
    text::{Document, Span},
};

/// Percentages.
pub(super) struct Percentages;

impl Rule<Amount> for Percentages {
    fn name(&self) -> &'static str {
        "percent"
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, Amount)> {
        let walk = Walk::new(doc);
        phrase::read(&walk, &number::find(doc), |number| dress(&walk, number))
            .into_iter()
            .filter(|phrase| phrase.unit.is_some())
            .map(|phrase| (phrase.span, Amount::Percent(phrase.quantity)))
            .collect()
    }
}

fn dress(walk: &Walk<'_, '_>, number: &Number) -> Option<Dressed<()>> {
    let mut next = walk.visible(number.tokens.end)?;
    if walk.text(next) == "-" && next == number.tokens.end {
        next = walk.touching(next + 1)?;
    }
    // `half a percent`
    if walk.is(next, "a") && number.quantity.value < Decimal::ONE {
        next = walk.after(next)?;
    }
    let end = match walk.text(next) {
        "%" | "％" | "pct" => next + 1,
        word if word.eq_ignore_ascii_case("percent") => next + 1,
        _ => walk.phrase(next, &["per", "cent"])?,
    };
    Some(Dressed { unit: (), quantity: number.quantity, scale: number.scale, tokens: number.tokens.start..end })
}
