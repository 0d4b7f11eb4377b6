//! `1,200.5`, `1 200 000`, `12,34,567.89`, `1.111,11`: digits with their separators.

use rust_decimal::Decimal;

use super::{Form, Number, walk::Walk};
use crate::text::{Span, TokenKind};

/// The value of digits with inner commas and dots, which may group or mark decimals.
pub(super) fn value(text: &str) -> Option<Decimal> {
    let commas = text.bytes().filter(|byte| *byte == b',').count();
    let dots = text.bytes().filter(|byte| *byte == b'.').count();
    let (whole, decimals, separator) = match (commas, dots) {
        (0, 0) => (text, "", ','),
        (0, 1) => (text.split_once('.')?.0, text.split_once('.')?.1, ','),
        (0, _) => (text, "", '.'),
        // One comma before one or two last digits marks decimals, as on the continent.
        (1, 0) => match text.split_once(',')? {
            (whole, decimals @ (_ | _)) if decimals.len() < 3 => (whole, decimals, '.'),
            _ => (text, "", ','),
        },
        (_, 0) => (text, "", ','),
        (_, 1) if text.rfind('.') > text.rfind(',') => (text.rsplit_once('.')?.0, text.rsplit_once('.')?.1, ','),
        (1, _) if text.rfind(',') > text.rfind('.') => (text.split_once(',')?.0, text.split_once(',')?.1, '.'),
        _ => return None,
    };
    grouped(whole, separator).then(|| exact(whole, decimals)).flatten()
}

/// Whether `separator` groups `whole` by thousands, or as India does.
fn grouped(whole: &str, separator: char) -> bool {
    let mut groups = whole.split(separator).map(str::len);
    let first = groups.next().unwrap_or(0);
    let rest: Vec<usize> = groups.collect();
    let Some((last, middle)) = rest.split_last() else { return true };
    let western = (1..=3).contains(&first) && middle.iter().all(|length| *length == 3);
    let indian = (1..=2).contains(&first) && separator == ',' && middle.iter().all(|length| *length == 2);
    *last == 3 && (western || indian)
}

fn exact(whole: &str, decimals: &str) -> Option<Decimal> {
    let digits = whole.bytes().chain(decimals.bytes()).filter(u8::is_ascii_digit);
    let mut mantissa: i128 = 0;
    for digit in digits {
        mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
    }
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(decimals.len()).ok()?).ok()
}

/// The figure at token `at`, over groups set apart by blanks (`1 200 000`) or apostrophes; its value and end.
pub(super) fn group(walk: &Walk<'_, '_>, at: usize) -> Option<(Decimal, usize)> {
    if walk.text(at) == "." {
        // `.25`, but neither `x.25` nor the stop of a sentence.
        let digits = walk.touching(at + 1).filter(|next| walk.kind(*next) == Some(TokenKind::Number))?;
        let open =
            walk.touching_before(at).is_none_or(|before| matches!(walk.text(before), "(" | "$" | "£" | "€" | "-"));
        let text = walk.text(digits);
        return (open && !text.contains([',', '.'])).then(|| Some((exact("", text)?, digits + 1))).flatten();
    }
    if walk.kind(at)? != TokenKind::Number {
        return None;
    }
    let first = walk.text(at);
    if first.len() <= 3 && !first.starts_with('0') && first.bytes().all(|byte| byte.is_ascii_digit()) {
        let mut digits = first.to_owned();
        let mut end = at + 1;
        let mut decimals = "";
        while decimals.is_empty()
            && matches!(walk.text(end), " " | "\u{a0}" | "\u{2009}" | "\u{202f}" | "\u{2007}" | "'" | "’")
            && walk.kind(end + 1) == Some(TokenKind::Number)
        {
            let (whole, rest) = walk.text(end + 1).split_once('.').unwrap_or((walk.text(end + 1), ""));
            if whole.len() != 3 || !whole.bytes().chain(rest.bytes()).all(|byte| byte.is_ascii_digit()) {
                break;
            }
            digits.push_str(whole);
            decimals = rest;
            end += 2;
        }
        // The last group must end there: `423 000 0` is no figure, and letters make it a name.
        if end > at + 1 && !matches!(walk.kind(end), Some(TokenKind::Word)) {
            return Some((exact(&digits, decimals)?, end));
        }
    }
    Some((value(first)?, at + 1))
}

/// `22,24,26,31`: figures set apart by commas alone.
pub(super) fn list(walk: &Walk<'_, '_>, at: usize) -> Option<Vec<Number>> {
    let text = walk.text(at);
    if walk.kind(at)? != TokenKind::Number || text.contains('.') || !text.contains(',') || value(text).is_some() {
        return None;
    }
    let mut start = walk.doc.tokens[at].span.start;
    let mut numbers = Vec::new();
    for piece in text.split(',') {
        let mut number = Number::plain(walk, at..at + 1, exact(piece, "")?, Form::Figure);
        number.span = Span::new(start, start + piece.len());
        start += piece.len() + 1;
        numbers.push(number);
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::extract::number::tests::values;

    #[test]
    fn reads() {
        for (text, expected) in [
            ("1,200.5", vec!["1200.5"]),
            ("1 200 000", vec!["1200000"]),
            ("1\u{202f}234\u{202f}567.89", vec!["1234567.89"]),
            ("816 000", vec!["816000"]),
            ("12,34,567.89", vec!["1234567.89"]),
            ("1.111,11, 1,111.11", vec!["1111.11", "1111.11"]),
            ("1.000.000", vec!["1000000"]),
            ("1,3.", vec!["1.3"]),
            ("4.800", vec!["4.8"]),
            (".25", vec!["0.25"]),
            ("22,24,26,31.", vec!["22", "24", "26", "31"]),
            ("1, 234, 567", vec!["1", "234", "567"]),
            ("423 0000", vec!["423", "0"]),
            ("192.168.1.2", vec![]),
            ("1.0.7", vec![]),
            ("999999999999999999999999999999999999999", vec![]),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }

    fn with_commas(whole: u64) -> String {
        let digits = whole.to_string();
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }

    proptest! {
        #[test]
        fn reads_what_it_writes(whole in 0..1_000_000_000_000_u64, cents in 0..1000_u32) {
            let expected = Decimal::new(i64::try_from(whole).unwrap() * 1000 + i64::from(cents), 3);
            prop_assert_eq!(value(&expected.to_string()), Some(expected));
            let grouped = with_commas(whole);
            let decimals = format!("{grouped}.{cents:03}");
            prop_assert_eq!(value(&decimals), Some(expected));
            prop_assert_eq!(values(&grouped.replace(',', "\u{202f}")), [whole.to_string()]);
        }
    }
}
