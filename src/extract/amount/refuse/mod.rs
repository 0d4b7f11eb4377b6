//! Numbers that are no amounts: dates, years, clock times, versions, ports, phone numbers, scores, sections, list marks.

mod chain;
mod name;
mod time;
mod words;

use super::{Bound, currency::is_code, phrase::Phrase};
use crate::{
    extract::number::{Form, Walk, lowered},
    text::TokenKind,
};
use chain::chained;
use name::{named, version};
use time::{clock, date, is_month, year};
use words::BEFORE_YEAR;

/// Whether a number without a noun is no amount.
pub(super) fn bare(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let first = phrase.numbers.start;
    let dashed = phrase.quantity.bound == Bound::Range
        && phrase.form == Form::Figure
        && !phrase.bounded
        && (phrase.numbers.clone()).any(|at| matches!(walk.text(at), "-" | "–" | "—"));
    dashed
        || year(walk, phrase)
        || named(walk, first, phrase, false)
        || list_mark(walk, phrase)
        || pronoun(walk, phrase)
        || anywhere(walk, phrase)
}

/// Whether a number with a noun is no amount: `Windows 10 users`, `the 2018 attacks`.
pub(super) fn counted(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let year = year(walk, phrase)
        && !phrase.bounded
        && walk
            .before(phrase.tokens.start)
            .is_none_or(|before| is_any(walk, before, BEFORE_YEAR) || is_month(walk, before));
    year || zero_day(walk, phrase)
        || version(walk, phrase)
        || named(walk, phrase.numbers.start, phrase, true)
        || anywhere(walk, phrase)
}

/// Whether token `at` is one of `words`, ASCII case aside.
fn is_any(walk: &Walk<'_, '_>, at: usize, words: &str) -> bool {
    let mut buffer = [0; 16];
    lowered(walk.text(at), &mut buffer).is_some_and(|lower| words.split_ascii_whitespace().any(|word| word == lower))
}

/// What no noun redeems: dates, clock times, chains, compounds.
fn anywhere(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let (first, end) = (phrase.numbers.start, phrase.numbers.end);
    let priced = walk.before(first).is_some_and(|before| {
        let word = walk.text(before);
        // `SEK 171 million pertains to one client`
        matches!(word, "$" | "€" | "£" | "¥" | "₹" | "₩" | "₿") || is_code(word)
    });
    priced || date(walk, first, end) || clock(walk, first, end) || chained(walk, first, end)
}

/// `4) The offer`, `the branch (2)`
fn list_mark(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let (first, end) = (phrase.numbers.start, phrase.numbers.end);
    phrase.form == Form::Figure
        && walk.text(first).len() <= 2
        && end == first + 1
        && matches!(walk.text(end), ")" | "]")
}

/// `zero days` are flaws.
fn zero_day(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let team = walk.before(phrase.numbers.start).is_some_and(|before| walk.is(before, "project"));
    walk.is(phrase.numbers.start, "zero") && team
        || walk.is(phrase.numbers.start, "zero")
            && walk.visible(phrase.numbers.end).is_some_and(|next| walk.is(next, "day") || walk.is(next, "days"))
}

/// `one` and `zero` where they are no numbers: `no one`, `one of them`, `zero-day`.
fn pronoun(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let lone = phrase.numbers.len() == 1;
    if zero_day(walk, phrase) {
        return true;
    }
    if !lone || !walk.is(phrase.numbers.start, "one") {
        return false;
    }
    let word_behind = walk.visible(phrase.numbers.end).is_some_and(|next| walk.kind(next) == Some(TokenKind::Word));
    let number_words = "minus negative is was than least only just to about";
    let word_before = walk
        .before(phrase.numbers.start)
        .is_some_and(|before| walk.kind(before) == Some(TokenKind::Word) && !is_any(walk, before, number_words));
    word_behind || word_before
}
