//! `Windows 10`, `version 2`, `Unit 42`: figures that are parts of names.

use super::{
    is_any,
    words::{FUNCTION, LABELS, PRODUCTS},
};
use crate::{
    extract::{
        amount::phrase::Phrase,
        number::{Form, Walk},
    },
    text::TokenKind,
};

/// `version 2`, `port 445`, `Windows 10`, `Unit 42`; with a noun behind it only a product's name refuses.
pub(super) fn named(walk: &Walk<'_, '_>, first: usize, phrase: &Phrase<()>, noun: bool) -> bool {
    if phrase.bounded || phrase.form == Form::Vague {
        return false;
    }
    let Some(mut before) = walk.before(first) else { return false };
    if walk.text(before) == "."
        && walk
            .touching_before(before)
            .is_some_and(|label| is_any(walk, label, "no nos v ver sec ch art p pp fig ext vol"))
    {
        return is_any(walk, before - 1, LABELS) || walk.text(before - 1).len() <= 4;
    }
    // `versions 9, 10 and 11`, `ports 139 and 445`
    for _ in 0..4 {
        let joint = matches!(walk.text(before), "," | "/")
            || walk.is(before, "and")
            || walk.is(before, "or")
            || walk.is(before, "to");
        let Some(number) = walk.before(before).filter(|number| joint && walk.kind(*number) == Some(TokenKind::Number))
        else {
            break;
        };
        let Some(label) = walk.before(number) else { break };
        before = label;
    }
    if walk.is(before, "of") || walk.is(before, "is") {
        let Some(label) = walk.before(before) else { return false };
        return is_any(walk, label, "score rating severity cvss version");
    }
    if walk.kind(before) != Some(TokenKind::Word) {
        return false;
    }
    let word = walk.text(before);
    if is_any(walk, before, LABELS) && !(noun && phrase.form == Form::Words) {
        return !noun || !is_any(walk, before, "number top no update level code line act");
    }
    let capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
    if capital && is_any(walk, before, PRODUCTS) {
        return true;
    }
    let opens = walk
        .doc
        .sentence_at(walk.doc.tokens[before].span.start)
        .is_some_and(|sentence| walk.doc.sentences[sentence].tokens.start == before);
    let short = phrase.form == Form::Figure && walk.text(first).len() <= 4 && !walk.text(first).contains(',');
    let acronym = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    !noun && capital && (!opens || acronym) && short && !is_any(walk, before, FUNCTION)
}

/// `Super Hub 3.0 users`: nobody counts in decimals.
pub(super) fn version(walk: &Walk<'_, '_>, phrase: &Phrase<()>) -> bool {
    let name = walk.before(phrase.numbers.start).filter(|_| !phrase.bounded && phrase.form == Form::Figure);
    name.is_some_and(|name| {
        walk.text(phrase.numbers.start).contains('.')
            && phrase.quantity.value < rust_decimal::Decimal::ONE_HUNDRED
            && walk.text(name).starts_with(|c: char| c.is_uppercase())
            && !is_any(walk, name, FUNCTION)
    })
}
