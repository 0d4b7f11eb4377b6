//! `more than`, `about`, `up to`, `at least`, `or more`, `100+`: how a number is meant.

use super::Bound;
use crate::extract::number::{Walk, lowered};

/// Words before a number, the last one first, and the bound that they give.
const BEFORE: &[(&[&str], Bound)] = &[
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["some"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["roughly"], Bound::About),
    (&["approximately"], Bound::About),
    (&["approx"], Bound::About),
    (&[".", "approx"], Bound::About),
    (&["circa"], Bound::About),
    (&["approximated"], Bound::About),
    (&["to", "close"], Bound::About),
    (&["of", "neighborhood", "the", "in"], Bound::About),
    (&["of", "neighbourhood", "the", "in"], Bound::About),
    (&["of", "region", "the", "in"], Bound::About),
    (&["of", "average", "an"], Bound::About),
    (&["estimated", "an"], Bound::About),
    (&["estimated"], Bound::About),
    (&["~"], Bound::About),
    (&["≈"], Bound::About),
    (&["than", "more"], Bound::AtLeast),
    (&["than", "greater"], Bound::AtLeast),
    (&["than", "higher"], Bound::AtLeast),
    (&["than", "larger"], Bound::AtLeast),
    (&["over"], Bound::AtLeast),
    (&["above"], Bound::AtLeast),
    (&["exceeding"], Bound::AtLeast),
    (&["exceeds"], Bound::AtLeast),
    (&["exceeded"], Bound::AtLeast),
    (&["of", "excess", "in"], Bound::AtLeast),
    (&["of", "upwards"], Bound::AtLeast),
    (&["of", "upward"], Bound::AtLeast),
    (&["of", "north"], Bound::AtLeast),
    (&["least", "at"], Bound::AtLeast),
    (&["than", "less", "no"], Bound::AtLeast),
    (&["than", "less", "not"], Bound::AtLeast),
    (&["than", "fewer", "no"], Bound::AtLeast),
    (&["than", "fewer", "not"], Bound::AtLeast),
    (&["of", "minimum", "a"], Bound::AtLeast),
    (&["minimum"], Bound::AtLeast),
    (&["little", "as"], Bound::AtLeast),
    (&["as", "little", "as"], Bound::AtLeast),
    (&["as", "few", "as"], Bound::AtLeast),
    (&[">"], Bound::AtLeast),
    (&["≥"], Bound::AtLeast),
    (&["to", "up"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["as", "high", "as"], Bound::AtMost),
    (&["than", "less"], Bound::AtMost),
    (&["than", "fewer"], Bound::AtMost),
    (&["than", "lower"], Bound::AtMost),
    (&["under"], Bound::AtMost),
    (&["below"], Bound::AtMost),
    (&["than", "more", "no"], Bound::AtMost),
    (&["than", "more", "not"], Bound::AtMost),
    (&["most", "at"], Bound::AtMost),
    (&["of", "maximum", "a"], Bound::AtMost),
    (&["maximum"], Bound::AtMost),
    (&["<"], Bound::AtMost),
    (&["≤"], Bound::AtMost),
];

/// Words before those that change nothing: `well over`, `just under`.
const SHADES: &[&str] =
    &["well", "just", "slightly", "far", "significantly", "substantially", "only", "at", "anywhere"];

/// The bound that the words before token `at` give, and the first of them.
pub(super) fn before(walk: &Walk<'_, '_>, at: usize) -> Option<(Bound, usize)> {
    let mut found: Option<(Bound, usize)> = None;
    let mut start = at;
    // `up to about $5 million`: the outer words decide, unless they only repeat that it is about.
    while let Some((bound, first)) = once(walk, start) {
        found = match found {
            Some((inner, _)) if bound == Bound::About => Some((inner, first)),
            _ => Some((bound, first)),
        };
        start = first;
    }
    let (bound, first) = found?;
    let shade = walk.before(first).filter(|word| SHADES.iter().any(|shade| walk.is(*word, shade)));
    Some((bound, shade.unwrap_or(first)))
}

fn once(walk: &Walk<'_, '_>, at: usize) -> Option<(Bound, usize)> {
    let last = walk.before(at)?;
    let mut buffer = [0; 16];
    let word = match walk.text(last) {
        mark @ ("≈" | "≥" | "≤") => mark,
        word => lowered(word, &mut buffer)?,
    };
    BEFORE
        .iter()
        .filter(|(words, _)| words[0] == word)
        .filter_map(|(words, bound)| Some((words.len(), *bound, backwards(walk, last, words)?)))
        .max_by_key(|(length, _, _)| *length)
        .filter(|(_, _, first)| !belongs_to_verb(walk, *first))
        .map(|(_, bound, first)| (bound, first))
}

/// `handed over 9.7 million`, `added up to £3 million`: the words belong to the verb before them.
fn belongs_to_verb(walk: &Walk<'_, '_>, first: usize) -> bool {
    let verbs: &[&str] = match walk.text(first) {
        "over" => &[
            "handed", "hand", "hands", "handing", "turned", "turn", "turning", "took", "take", "signed", "sign",
            "forked", "paid", "gave", "give", "giving", "made",
        ],
        "up" => &["added", "add", "adds", "adding", "summed", "sum", "led"],
        _ => return false,
    };
    walk.before(first).is_some_and(|verb| verbs.iter().any(|known| walk.is(verb, known)))
}

/// The first of `words`, which stand from token `last` backwards.
fn backwards(walk: &Walk<'_, '_>, last: usize, words: &[&str]) -> Option<usize> {
    let mut at = last;
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            at = walk.before(at)?;
        }
        if walk.text(at) != *word && !walk.is(at, word) {
            return None;
        }
    }
    Some(at)
}

/// The bound that the words from token `end` on give, and where they end.
pub(super) fn after(walk: &Walk<'_, '_>, end: usize) -> Option<(Bound, usize)> {
    if walk.text(end) == "+" && walk.touching(end + 1).is_none_or(|next| walk.kind(next) != walk.kind(end - 1)) {
        return Some((Bound::AtLeast, end + 1));
    }
    if walk.text(end) == "-" && walk.is(end + 1, "plus") {
        return Some((Bound::AtLeast, end + 2));
    }
    let next = walk.visible(end)?;
    for (words, bound) in [
        (["or", "more"], Bound::AtLeast),
        (["or", "higher"], Bound::AtLeast),
        (["or", "greater"], Bound::AtLeast),
        (["and", "up"], Bound::AtLeast),
        (["or", "so"], Bound::About),
        (["or", "thereabouts"], Bound::About),
        (["or", "less"], Bound::AtMost),
        (["or", "fewer"], Bound::AtMost),
        (["or", "under"], Bound::AtMost),
    ] {
        if let Some(end) = walk.phrase(next, &words) {
            return Some((bound, end));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[test]
    fn reads_both_sides() {
        for (text, expected) in [
            ("no less than 5", Some(Bound::AtLeast)),
            ("no more than 5", Some(Bound::AtMost)),
            ("less than 5", Some(Bound::AtMost)),
            ("up to about 5", Some(Bound::AtMost)),
            ("As many as 5", Some(Bound::AtMost)),
            ("an estimated 5", Some(Bound::About)),
            ("~5", Some(Bound::About)),
            ("all of 5", None),
            ("close 5", None),
        ] {
            let doc = Document::new(text);
            let found = before(&Walk::new(&doc), doc.tokens.len() - 1).map(|(bound, _)| bound);
            assert_eq!(found, expected, "{text}");
        }
        for (text, expected) in [("5+", Some(Bound::AtLeast)), ("5 or so", Some(Bound::About)), ("5 or six", None)] {
            let doc = Document::new(text);
            assert_eq!(after(&Walk::new(&doc), 1).map(|(bound, _)| bound), expected, "{text}");
        }
    }
}
