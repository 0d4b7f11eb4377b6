//! Sums as losses, in the words that the STIX incident extension and MISP's `monetary-impact` object share.

use rust_decimal::Decimal;

use crate::record::{AmountRole, Bound, Sum};

/// The kind of loss; `None` for money that came back, which is no loss.
pub(in crate::output) fn variety(role: AmountRole) -> Option<&'static str> {
    match role {
        AmountRole::Stolen => Some("asset-and-fraud"),
        AmountRole::RansomDemanded => Some("ransom-demand"),
        AmountRole::RansomPaid => Some("ransom-payment"),
        AmountRole::Damage => Some("uncategorized"),
        AmountRole::Fine => Some("legal-and-regulatory"),
        AmountRole::Reward => Some("response-and-recovery"),
        AmountRole::Recovered => None,
    }
}

/// The least and the most that a sum says, in money or else in units of its asset. "At least" has no other end, so that
/// both are the same.
pub(in crate::output) fn ends(sum: &Sum) -> Option<(Decimal, Decimal)> {
    let quantity = sum.asset.as_ref().and_then(|asset| asset.quantity);
    Some(ends_of(sum.value.or(quantity)?, sum.bound, sum.upper))
}

fn ends_of(value: Decimal, bound: Bound, upper: Option<Decimal>) -> (Decimal, Decimal) {
    let value = value.normalize();
    match (bound, upper) {
        (Bound::AtMost, _) => (Decimal::ZERO, value),
        (Bound::Range, Some(upper)) => (value.min(upper), value.max(upper).normalize()),
        (Bound::Exact | Bound::About | Bound::AtLeast | Bound::Range, _) => (value, value),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal_macros::dec;

    use super::*;

    #[test]
    fn bounds_are_ends() {
        for (bound, upper, expected) in [
            (Bound::Exact, None, (dec!(5), dec!(5))),
            (Bound::About, None, (dec!(5), dec!(5))),
            (Bound::AtLeast, None, (dec!(5), dec!(5))),
            (Bound::AtMost, None, (dec!(0), dec!(5))),
            (Bound::Range, Some(dec!(7.50)), (dec!(5), dec!(7.5))),
            (Bound::Range, Some(dec!(3)), (dec!(3), dec!(5))),
            (Bound::Range, None, (dec!(5), dec!(5))),
        ] {
            assert_eq!(ends_of(dec!(5.0), bound, upper), expected, "{bound:?} {upper:?}");
        }
    }
}
