//! Magnitudes behind figures: `1.2m`, `$1.8 bln`, `728 mil`, `5k`, `3 tn`, `16,189-crore`.

use rust_decimal::Decimal;

use super::walk::Walk;
use crate::text::TokenKind;

/// Ten to the power of `exponent`, up to what a decimal holds.
pub(in crate::extract) fn ten_to(exponent: u32) -> Option<Decimal> {
    (exponent <= 28).then(|| Decimal::from_i128_with_scale(10_i128.pow(exponent), 0))
}

/// The power of ten that the abbreviation at token `at` stands for; `tight` where it touches the figure.
pub(in crate::extract) fn suffix(walk: &Walk<'_, '_>, at: usize, tight: bool) -> Option<u32> {
    // `5k8` is no magnitude.
    if walk.kind(at)? != TokenKind::Word || walk.kind(at + 1) == Some(TokenKind::Number) {
        return None;
    }
    Some(match walk.text(at) {
        "k" | "K" if tight => 3,
        "m" | "M" | "MM" | "mm" if tight => 6,
        "b" | "B" if tight => 9,
        // `5G` is a network.
        "G" if tight && at.checked_sub(1).is_some_and(|figure| walk.text(figure).len() > 1) => 9,
        "t" | "T" if tight => 12,
        "MM" | "mn" | "mln" | "mil" | "Mn" | "Mln" | "mio" | "Mio" => 6,
        "bn" | "bln" | "Bn" | "BN" | "Bln" | "bil" | "mrd" => 9,
        "tn" | "trn" | "tln" | "Tn" | "TN" => 12,
        "cr" | "Cr" => 7,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::number::tests::values;

    #[test]
    fn reads() {
        for (text, expected) in [
            ("1.2m", "1200000"),
            ("1.8 bln", "1800000000"),
            ("728 mil", "728000000"),
            ("5k", "5000"),
            ("3 tn", "3000000000000"),
            ("16,189-crore", "161890000000"),
            ("1MM", "1000000"),
            ("143million", "143000000"),
            ("2 lakh crore", "2000000000000"),
        ] {
            assert_eq!(values(text), [expected], "{text}");
        }
    }
}
