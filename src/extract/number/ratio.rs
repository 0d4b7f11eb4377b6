//! `one in three`, `two out of five`, `1 over 20`: one number divided by another.

use super::{Form, Number, cardinal, walk::Walk};
use crate::text::TokenKind;

pub(super) fn read(walk: &Walk<'_, '_>, at: usize) -> Option<Number> {
    let above = cardinal::read(walk, at)?;
    let joint = walk.visible(above.end)?;
    let (below_at, over) = if walk.is(joint, "over") {
        (walk.after(joint)?, true)
    } else if walk.is(joint, "in") {
        (walk.after(joint)?, false)
    } else {
        (walk.visible(walk.phrase(joint, &["out", "of"])?)?, false)
    };
    let below = cardinal::read(walk, below_at)?;
    let whole = above.value().is_integer() && below.value().is_integer();
    if !whole || below.value().is_zero() || above.value().is_zero() {
        return None;
    }
    let next = walk.visible(below.end);
    let closed = next.is_none_or(|next| walk.kind(next) == Some(TokenKind::Punctuation));
    let accepted = match over {
        // `2,000 over 3 days` is a rate; a division stands alone.
        true => closed,
        // `12 out of 10` divides nothing, `3 in 2016` is a year, `1 in 24 hours` a duration, `$5 in 10 banks` a place.
        false => {
            let spelled = walk.is(joint, "out");
            above.value() < below.value()
                && (spelled || below.value() <= 100.into() && above.value() <= 10.into() && !touches_currency(walk, at))
                && !next.is_some_and(|next| is_time(walk.text(next)))
        }
    };
    if !accepted {
        return None;
    }
    let value = above.value().checked_div(below.value())?;
    Some(Number::plain(walk, at..below.end, value, Form::Scaled))
}

fn touches_currency(walk: &Walk<'_, '_>, at: usize) -> bool {
    walk.before(at).is_some_and(|before| {
        walk.kind(before) == Some(TokenKind::Punctuation)
            && !matches!(walk.text(before), "," | "." | "(" | "\"" | "“" | "-")
    })
}

fn is_time(word: &str) -> bool {
    ["second", "minute", "hour", "day", "week", "month", "year", "quarter", "decade"].iter().any(|unit| {
        word.len() <= unit.len() + 1 && word.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(unit))
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::number::tests::values;

    #[test]
    fn divides() {
        for (text, expected) in [
            ("one out of four", vec!["0.25"]),
            ("1 in twenty", vec!["0.05"]),
            ("one over 20", vec!["0.05"]),
            ("2000 over 4", vec!["500"]),
            ("two out of five hundreds tvs", vec!["0.004"]),
            ("12 out of 10", vec!["12", "10"]),
            ("2000 over 4 days", vec!["2000", "4"]),
            ("3 in 24 hours", vec!["3", "24"]),
            ("5 in 2016", vec!["5", "2016"]),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }
}
