//! `1e10`, `1.1^23`, `2.5^-1`: exponents.

use rust_decimal::Decimal;

use super::{Form, Number, figure, scale, walk::Walk};
use crate::text::TokenKind;

pub(super) fn read(walk: &Walk<'_, '_>, at: usize) -> Option<Number> {
    if walk.kind(at)? != TokenKind::Number {
        return None;
    }
    let mark = walk.touching(at + 1)?;
    let scientific = matches!(walk.text(mark), "e" | "E");
    if !scientific && walk.text(mark) != "^" {
        return None;
    }
    let base = figure::value(walk.text(at))?;
    let sign = walk.touching(mark + 1)?;
    let (negative, digits) = match walk.text(sign) {
        "-" => (true, walk.touching(sign + 1)?),
        "+" => (false, walk.touching(sign + 1)?),
        _ => (false, sign),
    };
    let text = walk.text(digits);
    let open = walk.kind(digits)? == TokenKind::Number && walk.kind(digits + 1) != Some(TokenKind::Word);
    let exponent: u32 = text.parse().ok().filter(|exponent| open && *exponent <= 99)?;
    let power = if scientific { scale::ten_to(exponent)? } else { power(base, exponent)? };
    let value = match (scientific, negative) {
        (true, false) => base.checked_mul(power)?,
        (true, true) => base.checked_div(power)?,
        (false, false) => power,
        (false, true) => Decimal::ONE.checked_div(power)?,
    };
    Some(Number::plain(walk, at..digits + 1, value, Form::Scaled))
}

fn power(base: Decimal, exponent: u32) -> Option<Decimal> {
    (0..exponent).try_fold(Decimal::ONE, |product, _| product.checked_mul(base))
}

#[cfg(test)]
mod tests {
    use crate::extract::number::tests::values;

    #[test]
    fn reads() {
        for (text, expected) in [
            ("1e10", "10000000000"),
            ("-12e-1", "-1.2"),
            ("-127.32e13", "-1273200000000000"),
            ("2^10", "1024"),
            ("2.5^-1", "0.4"),
            ("-2500^-1", "-0.0004"),
        ] {
            assert_eq!(values(text), [expected], "{text}");
        }
        assert!(values("1e99").iter().all(|value| value.len() < 3));
    }
}
