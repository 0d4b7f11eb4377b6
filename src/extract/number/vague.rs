//! `dozens`, `hundreds of thousands`, `several million`, `a couple of`, `a seven-figure sum`, `multi-million`.
//!
//! | words | value |
//! |---|---|
//! | `dozens`, `hundreds`, `thousands`, … | at least two of them |
//! | `tens of thousands`, `hundreds of millions` | at least two tens, hundreds of them |
//! | `several`, `a few` with a magnitude | at least three of them |
//! | `a couple of` | about two |
//! | `seven-figure` | from the smallest to the largest number of so many digits |
//! | `multi-million` | at least two of them |

use rust_decimal::Decimal;

use super::{
    Form, Number, cardinal,
    lexicon::{Atom, atom},
    scale,
    walk::Walk,
};
use crate::{
    extract::amount::{Bound, Quantity},
    text::TokenKind,
};

pub(super) fn read(walk: &Walk<'_, '_>, at: usize) -> Option<Number> {
    let (quantity, end) =
        figures(walk, at).or_else(|| plural(walk, at)).or_else(|| few(walk, at)).or_else(|| multi(walk, at))?;
    let mut number = Number::plain(walk, at..end, quantity.value, Form::Vague);
    number.quantity = quantity;
    Some(number)
}

fn with(value: Decimal, bound: Bound) -> Quantity {
    Quantity { value, bound, upper: None }
}

/// The factor that a magnitude word names.
fn factor(word: &str) -> Option<(Decimal, bool)> {
    let (atom, plural) = atom(word)?;
    let value = match atom {
        Atom::Hundred => Decimal::ONE_HUNDRED,
        Atom::Scale(power) => scale::ten_to(power)?,
        Atom::Dozen => Decimal::from(12),
        Atom::Unit(_) | Atom::Teen(_) | Atom::Tens(_) => return None,
    };
    Some((value, plural))
}

/// `dozens`, `tens of thousands`
fn plural(walk: &Walk<'_, '_>, at: usize) -> Option<(Quantity, usize)> {
    let tens = walk.is(at, "tens");
    let first = if tens { Decimal::TEN } else { factor(walk.text(at)).filter(|(_, plural)| *plural)?.0 };
    let mut value = first.checked_mul(Decimal::TWO)?;
    let mut end = at + 1;
    let inner = walk.visible(end).filter(|next| walk.is(*next, "of")).and_then(|of| walk.after(of));
    match inner.and_then(|inner| Some((inner, factor(walk.text(inner)).filter(|(_, plural)| *plural)?.0))) {
        Some((inner, factor)) => {
            value = value.checked_mul(factor)?;
            end = inner + 1;
        }
        None if tens => return None,
        None => {}
    }
    Some((with(value, Bound::AtLeast), end))
}

/// `several million`, `a few hundred`, `a couple of dozen`
fn few(walk: &Walk<'_, '_>, at: usize) -> Option<(Quantity, usize)> {
    let article = walk.is(at, "a");
    let word = if article { walk.after(at)? } else { at };
    let couple = walk.is(word, "couple");
    if !(couple && article || walk.is(word, "several") || walk.is(word, "few")) {
        return None;
    }
    let mut next = walk.after(word)?;
    let of = couple && walk.is(next, "of");
    if of {
        next = walk.after(next)?;
    }
    let (count, bound) = if couple { (Decimal::TWO, Bound::About) } else { (Decimal::from(3), Bound::AtLeast) };
    match factor(walk.text(next)).filter(|(_, plural)| !plural) {
        Some((mut value, _)) => {
            let mut end = next + 1;
            // `several hundred thousand`
            if let Some(second) = walk.visible(end)
                && let Some((more, false)) = factor(walk.text(second))
            {
                value = value.checked_mul(more)?;
                end = second + 1;
            }
            Some((with(count.checked_mul(value)?, bound), end))
        }
        None if of => Some((with(count, bound), walk.before(next)? + 1)),
        None => None,
    }
}

/// `seven-figure`, `a 6-figure sum`
fn figures(walk: &Walk<'_, '_>, at: usize) -> Option<(Quantity, usize)> {
    let counts = matches!(atom(walk.text(at)), Some((Atom::Unit(_) | Atom::Teen(_), false)));
    if !counts && walk.kind(at) != Some(TokenKind::Number) {
        return None;
    }
    let mut next = walk.after(at)?;
    if walk.text(next) == "-" {
        next = walk.after(next)?;
    }
    if !walk.is(next, "figure") && !walk.is(next, "figures") {
        return None;
    }
    let digits: u32 = cardinal::read(walk, at)?.value().try_into().ok().filter(|digits| (2..=15).contains(digits))?;
    let value = scale::ten_to(digits - 1)?;
    let upper = scale::ten_to(digits)?.checked_sub(Decimal::ONE)?;
    Some((Quantity { value, bound: Bound::Range, upper: Some(upper) }, next + 1))
}

/// `multi-million`, `multimillion`
fn multi(walk: &Walk<'_, '_>, at: usize) -> Option<(Quantity, usize)> {
    let word = walk.text(at);
    if !word.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("multi")) {
        return None;
    }
    let (magnitude, end) = match &word[5..] {
        "" => {
            let part = walk.after(walk.touching(at + 1).filter(|hyphen| walk.text(*hyphen) == "-")?)?;
            (walk.text(part), part + 1)
        }
        rest => (rest, at + 1),
    };
    let (value, _) = factor(magnitude).filter(|(_, plural)| !plural)?;
    Some((with(value.checked_mul(Decimal::TWO)?, Bound::AtLeast), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extract::number::find, text::Document};

    #[test]
    fn reads() {
        for (text, bound, value) in [
            ("dozens of exchanges", Bound::AtLeast, 24),
            ("hundreds of thousands of users", Bound::AtLeast, 200_000),
            ("tens of millions", Bound::AtLeast, 20_000_000),
            ("several million", Bound::AtLeast, 3_000_000),
            ("several hundred thousand", Bound::AtLeast, 300_000),
            ("a few hundred", Bound::AtLeast, 300),
            ("a couple of exchanges", Bound::About, 2),
            ("a couple dozen", Bound::About, 24),
            ("a seven-figure sum", Bound::Range, 1_000_000),
            ("multi-million", Bound::AtLeast, 2_000_000),
        ] {
            let numbers = find(&Document::new(text));
            assert_eq!(numbers.len(), 1, "{text}");
            assert_eq!((numbers[0].quantity.bound, numbers[0].quantity.value), (bound, value.into()), "{text}");
        }
    }

    #[test]
    fn refuses() {
        for text in ["several users", "few people", "the couple", "multiple", "a couple", "tens"] {
            assert!(find(&Document::new(text)).is_empty(), "{text}");
        }
    }
}
