//! `(`, `worth about`, `valued at`, `worth of`: the words that make two amounts one.

use std::ops::Range;

use crate::{extract::number::Walk, text::TokenKind};

/// Words that may stand between an asset and its worth; they prove nothing by themselves.
const FILLERS: &[&str] = &[
    "then",
    "now",
    "currently",
    "at",
    "the",
    "time",
    "of",
    "about",
    "which",
    "was",
    "were",
    "is",
    "are",
    "that",
    "be",
    "today",
    "to",
    "a",
    "total",
    "value",
    "estimated",
    "an",
    "this",
    "writing",
    "press",
    "theft",
    "hack",
    "rates",
    "rate",
    "current",
    "prices",
    "price",
    "exchange",
    "moment",
    "in",
    "early",
    "late",
    "initially",
    "then-",
    "as",
    "have",
    "been",
    "has",
    "on",
    "day",
    "more",
    "than",
    "nearly",
    "around",
    "over",
    "almost",
    "roughly",
    "approximately",
    "with",
    "collectively",
    "some",
    "it",
];
/// Words that say that the one is worth the other.
const TRIGGERS: &[&str] = &[
    "worth",
    "valued",
    "equivalent",
    "equal",
    "equals",
    "equalling",
    "equaling",
    "equating",
    "or",
    "i.e",
    "approx",
    "amounting",
    "value",
];
/// Words between a sum and the asset in which it was taken.
const MEDIUM: &[&str] = &[
    "worth",
    "of",
    "in",
    "the",
    "cryptocurrency",
    "crypto",
    "currency",
    "digital",
    "cryptocurrencies",
    "virtual",
    "stolen",
    "token",
    "initially",
    "then",
    "or",
    "about",
    "roughly",
    "approximately",
    "nearly",
    "around",
    "coins",
    "its",
    "their",
    "user",
    "users",
    "customers",
    "customer",
    "funds",
    "equivalent",
    "equal",
    "to",
    "payable",
    "a",
    "total",
    "as",
    "form",
    "ransom",
    "popular",
];

/// Whether the sum in `second` is the worth of what `first` names; one past the last token, a closing bracket included.
pub(super) fn worth(walk: &Walk<'_, '_>, first: &Range<usize>, second: &Range<usize>) -> Option<usize> {
    let mut trigger = false;
    let mut bracket = false;
    let mut dash = false;
    let mut words = 0;
    let mut at = walk.visible(first.end)?;
    while at < second.start {
        let word = walk.text(at);
        match word {
            "(" | "[" if !bracket => bracket = true,
            "," | "–" | "—" | "-" | "=" | "~" | "≈" => dash |= word != ",",
            "tokens" | "token" | "coins" | "coin" | "cryptocurrency" if words == 0 => {}
            _ if TRIGGERS.iter().any(|known| walk.is(at, known)) => trigger = true,
            _ if FILLERS.iter().any(|known| walk.is(at, known)) => {}
            _ => return None,
        }
        words += 1;
        at = walk.after(at)?;
        if words > 10 {
            return None;
        }
    }
    // A second amount behind `or` alone is another choice, as in `2 BTC or 3`, but two units were found here.
    let bounded = second.start < second.end && walk.kind(second.start) == Some(TokenKind::Word) && words > 0 && dash;
    (trigger || bracket || bounded).then(|| closed(walk, second.end, bracket))
}

/// Whether `second` is what the sum in `first` was paid or taken in; one past the last token.
pub(super) fn medium(walk: &Walk<'_, '_>, first: &Range<usize>, second: &Range<usize>) -> Option<usize> {
    let mut at = walk.visible(first.end)?;
    let mut words = 0;
    let mut bracket = false;
    let mut proof = false;
    while at < second.start {
        match walk.text(at) {
            "(" | "[" if !bracket => bracket = true,
            "," | "–" | "—" | "~" | "=" | "≈" => {}
            word @ ("in" | "of" | "worth" | "or" | "equivalent" | "equal") => proof |= !word.is_empty(),
            _ if MEDIUM.iter().any(|known| walk.is(at, known)) => {}
            _ => return None,
        }
        words += 1;
        at = walk.after(at)?;
        if words > 7 {
            return None;
        }
    }
    (proof || bracket).then(|| closed(walk, second.end, bracket))
}

/// Whether the sum in `second` is the sum in `first` in another currency; one past the last token.
pub(super) fn equal(walk: &Walk<'_, '_>, first: &Range<usize>, second: &Range<usize>) -> Option<usize> {
    let mut at = walk.visible(first.end)?;
    let mut bracket = false;
    let mut proof = false;
    let mut words = 0;
    while at < second.start {
        match walk.text(at) {
            "(" | "[" if !bracket => bracket = true,
            "," | ";" | "~" | "=" | "≈" | "/" => proof |= matches!(walk.text(at), "=" | "≈"),
            "or" | "equivalent" | "i.e" | "worth" => proof = true,
            _ if FILLERS.iter().any(|known| walk.is(at, known)) => {}
            _ => return None,
        }
        words += 1;
        at = walk.after(at)?;
        if words > 7 {
            return None;
        }
    }
    (proof || bracket).then(|| closed(walk, second.end, bracket))
}

fn closed(walk: &Walk<'_, '_>, end: usize, bracket: bool) -> usize {
    match walk.visible(end) {
        Some(next) if bracket && matches!(walk.text(next), ")" | "]") => next + 1,
        _ => end,
    }
}
