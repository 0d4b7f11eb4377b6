//! Decimals as whole numbers of their last place.

use arrow_schema::DataType;
use rust_decimal::Decimal;

/// Digits of every decimal, and the places after its point.
const PRECISION: u8 = 38;
pub(super) const MONEY: i8 = 4;
pub(super) const QUANTITY: i8 = 8;

/// The type of a decimal with that many places.
pub(super) fn number(places: i8) -> DataType {
    DataType::Decimal128(PRECISION, places)
}

/// `1.5` with four places is 15,000.
pub(super) fn mantissa(value: Decimal, places: i8) -> Option<i128> {
    let places = u32::try_from(places).ok()?;
    let value = value.round_dp(places);
    value.mantissa().checked_mul(10i128.checked_pow(places.checked_sub(value.scale())?)?)
}

#[cfg(test)]
mod tests {
    use rust_decimal_macros::dec;

    use super::*;

    #[test]
    fn decimals_are_exact_up_to_their_places() {
        for (value, places, expected) in [
            (dec!(534000000.25), MONEY, Some(5_340_000_002_500)),
            (dec!(1), QUANTITY, Some(100_000_000)),
            (dec!(0.00001), MONEY, Some(0)),
            (dec!(-2.50), MONEY, Some(-25_000)),
            (dec!(523000000.123456789), QUANTITY, Some(52_300_000_012_345_679)),
            (Decimal::MAX, QUANTITY, Some(7_922_816_251_426_433_759_354_395_033_500_000_000)),
        ] {
            assert_eq!(mantissa(value, places), expected, "{value}");
        }
    }
}
