//! `two thirds`, `3/4`, `2 1/4`, `¾`, `half a million`, `two and a half million`, `a quarter of a billion`.

use rust_decimal::Decimal;

use super::{
    Form, Number, cardinal, figure,
    lexicon::{Atom, atom, denominator, vulgar},
    scale,
    walk::Walk,
};
use crate::text::TokenKind;

pub(super) fn read(walk: &Walk<'_, '_>, at: usize) -> Option<Number> {
    let part = slashed(walk, at).or_else(|| simple(walk, at));
    let (mut value, mut end) = match part {
        Some((value, end)) => (value, end),
        None => mixed(walk, at)?,
    };
    let mut scale = None;
    if let Some((factor, after)) = magnitude(walk, end) {
        value = value.checked_mul(factor)?;
        scale = Some(factor);
        end = after;
    }
    let mut number = Number::plain(walk, at..end, value, Form::Scaled);
    if walk.kind(at) == Some(TokenKind::Word) {
        number.form = Form::Words;
    }
    number.scale = scale;
    Some(number)
}

/// `million` or `of a million` behind a fraction.
fn magnitude(walk: &Walk<'_, '_>, end: usize) -> Option<(Decimal, usize)> {
    let mut next = walk.visible(end)?;
    if walk.text(next) == "-" {
        next = walk.after(next)?;
    }
    if walk.is(next, "of") {
        next = walk.after(next)?;
        if !walk.is(next, "a") && !walk.is(next, "an") {
            return None;
        }
    }
    if walk.is(next, "a") || walk.is(next, "an") {
        next = walk.after(next)?;
    }
    let factor = match atom(walk.text(next)) {
        Some((Atom::Hundred, false)) => Decimal::ONE_HUNDRED,
        Some((Atom::Scale(power), false)) => scale::ten_to(power)?,
        Some((Atom::Dozen, false)) => Decimal::from(12),
        Some(_) => return None,
        None => scale::ten_to(scale::suffix(walk, next, next == end)?)?,
    };
    Some((factor, next + 1))
}

/// `3/4`, `2 1/4`
fn slashed(walk: &Walk<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    if walk.kind(at)? != TokenKind::Number {
        return None;
    }
    if let Some(found) = slash(walk, at) {
        return Some(found);
    }
    let next = walk.after(at).filter(|next| *next > at + 1)?;
    let (part, end) = slash(walk, next)?;
    let whole: u32 = walk.text(at).parse().ok()?;
    Some((Decimal::from(whole).checked_add(part)?, end))
}

fn slash(walk: &Walk<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    let spaced = usize::from(walk.text(at + 1) == " " && walk.text(at + 2) == "/" && walk.text(at + 3) == " ");
    let mark = at + 1 + spaced;
    let below = mark + 1 + spaced;
    if walk.text(mark) != "/" || walk.kind(below)? != TokenKind::Number {
        return None;
    }
    // Neither a path nor a date: `10/11/2018`, `/1/2`.
    let outside = [at.checked_sub(1).map_or("", |before| walk.text(before)), walk.text(below + 1)];
    if outside.iter().any(|mark| matches!(*mark, "/" | "-" | "_" | ":"))
        || walk.kind(below + 1) == Some(TokenKind::Word)
    {
        return None;
    }
    let numerator: u32 = walk.text(at).parse().ok()?;
    let denominator: u32 = walk.text(below).parse().ok()?;
    if numerator >= denominator || numerator == 0 || denominator > 1000 {
        return None;
    }
    Some((Decimal::from(numerator).checked_div(Decimal::from(denominator))?, below + 1))
}

/// `half`, `a third`, `three fifths`, `¾`
fn simple(walk: &Walk<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    if let Some((numerator, denominator)) = vulgar(walk.text(at)) {
        return Some((Decimal::from(numerator).checked_div(Decimal::from(denominator))?, at + 1));
    }
    if walk.is(at, "half") {
        return half(walk, at).map(|end| (Decimal::new(5, 1), end));
    }
    if walk.is(at, "quarter") {
        // By itself a quarter is a time; `quarter million` is not.
        return magnitude(walk, at + 1).map(|_| (Decimal::new(25, 2), at + 1));
    }
    let article = walk.is(at, "a") || walk.is(at, "an");
    let (numerator, end) = match article {
        true => (Decimal::ONE, at + 1),
        false => {
            let found = cardinal::read(walk, at)?;
            if let Some((value, end)) = over_ordinal(walk, &found) {
                return Some((value, end));
            }
            (found.value(), found.end)
        }
    };
    if article && walk.is(walk.visible(end)?, "half") {
        return half(walk, walk.visible(end)?).map(|end| (Decimal::new(5, 1), end));
    }
    let (below, end, _) = ordinal(walk, end, numerator == Decimal::ONE)?;
    Some((numerator.checked_div(below)?, end))
}

/// Whether the `half` at token `at` is a number, and not the first half of a year or half-hearted; one past it.
fn half(walk: &Walk<'_, '_>, at: usize) -> Option<usize> {
    let mut before = walk.before(at).map_or("", |before| walk.text(before));
    if before.eq_ignore_ascii_case("a") {
        before = walk.before(at).and_then(|article| walk.before(article)).map_or("", |word| walk.text(word));
    }
    let of_a_period = [
        "first", "second", "latter", "other", "last", "better", "next", "this", "that", "past", "and", "early", "later",
    ];
    if of_a_period.iter().any(|word| before.eq_ignore_ascii_case(word)) || before == "-" {
        return None;
    }
    if walk.text(at + 1) == "-" && magnitude(walk, at + 1).is_none() {
        return None;
    }
    Some(at + 1)
}

/// `one hundred thirty fifths`, `two hundred and fifty-four hundredths`: where the numerator ends.
fn over_ordinal(walk: &Walk<'_, '_>, found: &cardinal::Cardinal) -> Option<(Decimal, usize)> {
    let (below, end, plural) = ordinal(walk, found.end, found.value() == Decimal::ONE)?;
    if let Some((whole, part)) = found.split_at_and().filter(|_| plural) {
        return Some((whole.checked_add(part.checked_div(below)?)?, end));
    }
    if let Some((numerator, tens)) = found.tens()
        && !numerator.is_zero()
        && below < Decimal::TEN
    {
        return Some((numerator.checked_div(Decimal::from(tens).checked_add(below)?)?, end));
    }
    Some((found.value().checked_div(below)?, end))
}

/// The denominator behind a numerator that ends before token `end`: `fifths`, `twenty-firsts`, `one hundred and fifth`.
fn ordinal(walk: &Walk<'_, '_>, end: usize, single: bool) -> Option<(Decimal, usize, bool)> {
    let mut next = walk.visible(end)?;
    if walk.text(next) == "-" {
        next = walk.after(next)?;
    }
    let mut below = Decimal::ZERO;
    if denominator(walk.text(next)).is_none() {
        let whole = cardinal::read(walk, next)?;
        below = whole.value();
        next = walk.visible(whole.end)?;
        if walk.text(next) == "-" || walk.is(next, "and") {
            next = walk.after(next)?;
        }
    }
    let (part, plural) = denominator(walk.text(next))?;
    let half = walk.text(next).to_ascii_lowercase().starts_with("hal");
    let whole = below.is_zero();
    // `one second` is a time, `one first` is nothing, `a third party` is a party.
    if whole && (part == 1 || part == 2 && !half) || !single && !plural || single && plural {
        return None;
    }
    if !plural && (walk.text(next + 1) == "-" || followed_by_noun(walk, next)) {
        return None;
    }
    Some((below.checked_add(Decimal::from(part))?, next + 1, plural))
}

/// Whether a word follows that makes `a third` an ordinal: `a third breach`.
fn followed_by_noun(walk: &Walk<'_, '_>, at: usize) -> bool {
    const OPEN: &[&str] = &[
        "of", "more", "less", "in", "and", "or", "to", "were", "was", "are", "is", "have", "had", "said", "say",
        "from", "as", "million", "billion", "trillion", "were", "by", "since", "on", "at", "while", "the", "but",
        "fewer", "higher", "lower",
    ];
    walk.after(at)
        .is_some_and(|next| walk.kind(next) == Some(TokenKind::Word) && !OPEN.iter().any(|word| walk.is(next, word)))
}

/// `two and a half`, `six million and two thirds`, `2½`
fn mixed(walk: &Walk<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    let found = cardinal::read(walk, at).or_else(|| {
        let (value, end) = figure::group(walk, at)?;
        (value.is_zero() && end == at).then(|| cardinal::read(walk, at)).flatten()
    })?;
    let next = walk.visible(found.end)?;
    if vulgar(walk.text(next)).is_some() && found.last_scale().is_none() {
        let (part, end) = simple(walk, next)?;
        return Some((found.value().checked_add(part)?, end));
    }
    if !walk.is(next, "and") {
        return None;
    }
    let part_at = walk.after(next)?;
    let (part, end) = if walk.phrase(part_at, &["a", "half"]).is_some() {
        (Decimal::new(5, 1), walk.phrase(part_at, &["a", "half"])?)
    } else {
        simple(walk, part_at).or_else(|| slashed(walk, part_at)).filter(|(part, _)| *part < Decimal::ONE)?
    };
    let part = part.checked_mul(found.last_scale().unwrap_or(Decimal::ONE))?;
    // `one billion and three quarters million`: the part has a magnitude of its own.
    if let (Some(whole), Some((factor, after))) = (found.last_scale(), magnitude(walk, end)) {
        return Some((found.value().checked_add(part.checked_div(whole)?.checked_mul(factor)?)?, after));
    }
    Some((found.value().checked_add(part)?, end))
}

#[cfg(test)]
mod tests {
    use crate::extract::number::tests::values;

    #[test]
    fn reads() {
        for (text, expected) in [
            ("3/4", "0.75"),
            ("2  1/4", "2.25"),
            ("a half", "0.5"),
            ("half a million", "500000"),
            ("half million", "500000"),
            ("half a dozen", "6"),
            ("a quarter of a billion", "250000000"),
            ("three quarters of a million", "750000"),
            ("two and a half million", "2500000"),
            ("one and a half", "1.5"),
            ("a million and a half", "1500000"),
            ("twenty-three fifths", "4.6"),
            ("three and a fifth", "3.2"),
            ("one twenty-fifth", "0.04"),
            ("one hundred and thirty and two fifths", "130.4"),
            ("two hundred and fifty-four hundredths", "200.54"),
            ("one billion and three quarters million", "1000750000"),
            ("five billion and three quarters", "5750000000"),
            ("forty two and a third", "42.333333333333333333333333333"),
            ("2½", "2.5"),
            ("1½ million", "1500000"),
            ("⅙", "0.1666666666666666666666666667"),
            ("two-thirds of users", "0.6666666666666666666666666667"),
            ("a third of users", "0.3333333333333333333333333333"),
            ("a trillionth", "0.000000000001"),
        ] {
            assert_eq!(values(text), [expected], "{text}");
        }
    }

    #[test]
    fn refuses() {
        for text in [
            "a third party", "the first half of 2018x", "half-hearted", "a second", "a third-party",
            "a year and a half",
        ] {
            assert!(values(text).iter().all(|value| value == "2018"), "{text}");
        }
    }
}
