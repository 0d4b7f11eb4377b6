//! `May 16`, `2018`, `10:30`, `5 p.m.`: dates, years and clock times.

use super::{is_any, words::MONTHS};
use crate::{
    extract::{
        amount::phrase::Phrase,
        number::{Form, Walk},
    },
    text::TokenKind,
};

pub(super) fn is_month(walk: &Walk<'_, '_>, at: usize) -> bool {
    let text = walk.text(at);
    // `may 5` is a verb.
    text.starts_with(|c: char| c.is_uppercase()) && is_any(walk, at, MONTHS)
}

/// `2018`
pub(super) fn year(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    if phrase.form != Form::Figure {
        return false;
    }
    let text = walk.text(phrase.numbers.start);
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn date(walk: &Walk<'_, '_>, first: usize, end: usize) -> bool {
    let day = walk.kind(first) == Some(TokenKind::Number) && walk.text(first).len() <= 2 || walk.text(first).len() == 4;
    if !day || walk.text(first).contains([',', '.']) {
        return false;
    }
    let mut before = walk.before(first);
    if before.is_some_and(|before| walk.text(before) == ".") {
        before = before.and_then(|before| walk.before(before));
    }
    if before.is_some_and(|before| is_month(walk, before)) {
        return true;
    }
    // `16 and 17 May`, `14–15 September`, `May 16 and 17`
    let after = walk.visible(end).map(|next| if walk.is(next, "of") { walk.after(next).unwrap_or(next) } else { next });
    if after.is_some_and(|after| is_month(walk, after)) && walk.text(first).len() <= 2 {
        return true;
    }
    let joint = |at: usize| {
        matches!(walk.text(at), "-" | "–" | "/" | ",") || walk.is(at, "and") || walk.is(at, "to") || walk.is(at, "or")
    };
    let left = walk.before(first).filter(|mark| joint(*mark)).and_then(|mark| walk.before(mark));
    let in_days = left.is_some_and(|left| {
        walk.kind(left) == Some(TokenKind::Number)
            && walk.text(left).len() <= 2
            && walk.before(left).is_some_and(|month| is_month(walk, month))
    });
    let right = after.filter(|mark| joint(*mark)).and_then(|mark| walk.after(mark));
    in_days
        || right.is_some_and(|right| {
            walk.kind(right) == Some(TokenKind::Number)
                && walk.text(right).len() <= 2
                && walk.after(right).is_some_and(|month| is_month(walk, month))
        })
}

/// `10:30`, `3 a.m.`, `5pm`, `8 o'clock`
pub(super) fn clock(walk: &Walk<'_, '_>, first: usize, end: usize) -> bool {
    let colon = |mark: usize, digit: usize| walk.text(mark) == ":" && walk.kind(digit) == Some(TokenKind::Number);
    if colon(end, end + 1) || first >= 2 && colon(first - 1, first - 2) {
        return true;
    }
    walk.visible(end).is_some_and(|next| {
        is_any(walk, next, "am pm o'clock o’clock gmt utc est edt pst pdt cet bst et hrs")
            || (walk.is(next, "a") || walk.is(next, "p")) && walk.text(next + 1) == "." && walk.is(next + 2, "m")
    })
}
