//! `(`, `worth about`, `valued at`, `worth of`: the words that make two amounts one.

use std::ops::Range;

use crate::{extract::number::Walk, text::TokenKind};

/// Words that may stand between an asset and its worth; they prove nothing by themselves.
const FILLERS: &[&str] = &[
    "comes", "came", "amounts", "amounted", "from", "there", "total", "then", "now", "currently", "at", "the", "time",
    "of", "about", "which", "was", "were", "is", "are", "that", "be", "today", "to", "a", "total", "value",
    "estimated", "an", "this", "writing", "press", "theft", "hack", "rates", "rate", "current", "prices", "price",
    "exchange", "moment", "in", "early", "late", "initially", "then-", "as", "have", "been", "has", "on", "day",
    "more", "than", "nearly", "around", "over", "almost", "roughly", "approximately", "with", "collectively", "some",
    "it",
];
/// Words that say that the one is worth the other.
const TRIGGERS: &[&str] = &[
    "which", "what", "worth", "valued", "equivalent", "equal", "equals", "equalling", "equaling", "equating", "or",
    "i.e", "approx", "amounting", "value",
];
/// Words between a sum and the asset in which it was taken.
const MEDIUM: &[&str] = &[
    "worth", "of", "in", "the", "cryptocurrency", "crypto", "currency", "digital", "cryptocurrencies", "virtual",
    "stolen", "token", "initially", "then", "or", "about", "roughly", "approximately", "nearly", "around", "coins",
    "its", "their", "user", "users", "customers", "customer", "funds", "equivalent", "equal", "to", "payable", "a",
    "total", "as", "form", "ransom", "popular",
];

/// Whether the sum in `second` is the worth of what `first` names; one past the last token, a closing bracket included.
pub(super) fn worth(walk: &Walk<'_, '_>, first: &Range<usize>, second: &Range<usize>) -> Option<usize> {
    let mut trigger = false;
    let mut bracket = false;
    let mut words = 0;
    let mut at = walk.visible(first.end)?;
    while at < second.start {
        match walk.text(at) {
            "(" | "[" if !bracket => bracket = true,
            "," | "–" | "—" | "-" | "=" | "~" | "≈" => {}
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
    // `204 ETH, about $520,000,`: set apart by commas, with words that make it a rough worth.
    let apart = words == 1
        && walk.kind(second.start) == Some(TokenKind::Word)
        && walk.visible(second.end).is_none_or(|next| matches!(walk.text(next), "," | "." | ";" | "–" | "—" | ")"));
    (trigger || bracket || apart).then(|| closed(walk, second.end, bracket))
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

/// Whether an amount ended inside a bracket that is still open: `($52 million; €48 million)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Open,
    Closed,
}

/// Whether the sum in `second` is the sum in `first` in another currency; one past the last token, and the bracket there.
pub(super) fn equal(
    walk: &Walk<'_, '_>,
    first: &Range<usize>,
    second: &Range<usize>,
    before: Bracket,
) -> Option<(usize, Bracket)> {
    let mut at = walk.visible(first.end)?;
    let mut bracket = before == Bracket::Open;
    let mut opened = false;
    let mut proof = false;
    let mut words = 0;
    while at < second.start {
        match walk.text(at) {
            "(" | "[" if !bracket => {
                bracket = true;
                opened = true;
            }
            "," | ";" => proof |= bracket && !opened,
            "=" | "≈" | "or" | "equivalent" | "i.e" | "worth" => proof = true,
            "~" | "/" => {}
            _ if FILLERS.iter().any(|known| walk.is(at, known)) => {}
            _ => return None,
        }
        words += 1;
        at = walk.after(at)?;
        if words > 7 {
            return None;
        }
    }
    if !proof && !opened {
        return None;
    }
    let end = closed(walk, second.end, bracket);
    Some((end, if bracket && end == second.end { Bracket::Open } else { Bracket::Closed }))
}

fn closed(walk: &Walk<'_, '_>, end: usize, bracket: bool) -> usize {
    match walk.visible(end) {
        Some(next) if bracket && matches!(walk.text(next), ")" | "]") => next + 1,
        _ => end,
    }
}
