//! Numbers of an incident: amounts, counts of those affected, the attacks of a series.

use rust_decimal::Decimal;

use super::gold::{GoldAffected, GoldCount, GoldSum};
use super::slot::{Finding, Found, Slot, list, scalar};
use crate::record::{Affected, Bound, Count, Sum};

/// A number with its bound; what gold leaves out is not compared.
struct Told {
    value: Decimal,
    bound: Option<Bound>,
    upper: Option<Decimal>,
}

impl Told {
    fn is(&self, value: Decimal, bound: Bound, upper: Option<Decimal>) -> bool {
        self.value == value
            && self.bound.is_none_or(|expected| expected == bound)
            && (self.upper.is_none() || self.upper == upper)
    }
}

fn shown(value: Decimal, bound: Option<Bound>, upper: Option<Decimal>) -> String {
    let value = value.normalize();
    match bound.unwrap_or_default() {
        Bound::Exact => value.to_string(),
        Bound::About => format!("about {value}"),
        Bound::AtLeast => format!("at least {value}"),
        Bound::AtMost => format!("at most {value}"),
        Bound::Range => format!("{value} to {}", upper.map_or("?".to_owned(), |upper| upper.normalize().to_string())),
    }
}

/// How many attacks a series has.
pub(super) fn attacks(gold: Option<&GoldCount>, found: Option<&Count>) -> Option<Finding> {
    let same = matches!((gold, found), (Some(gold), Some(found)) if
        Told { value: gold.value, bound: gold.bound, upper: gold.upper }.is(found.value, found.bound, found.upper));
    let words = found.map(|found| Found::new(shown(found.value, Some(found.bound), found.upper), &found.span));
    scalar(Slot::Attacks, gold.map(|gold| shown(gold.value, gold.bound, gold.upper)), words, same)
}

/// Users, records, devices; the unit's last word decides.
pub(super) fn affected(gold: &[GoldAffected], found: &[Affected]) -> Vec<Finding> {
    let words: Vec<_> = found
        .iter()
        .map(|found| {
            Found::new(format!("{} {}", shown(found.value, Some(found.bound), found.upper), found.unit), &found.span)
        })
        .collect();
    let golds = gold.iter().map(gold_count);
    let right = |at: usize, other: usize| {
        let (gold, found): (&GoldAffected, &Affected) = (&gold[at], &found[other]);
        Told { value: gold.value, bound: gold.bound, upper: gold.upper }.is(found.value, found.bound, found.upper)
            && gold.unit.as_deref().is_none_or(|unit| last_word(unit) == last_word(&found.unit))
    };
    let near = |at: usize, other: usize| gold[at].value == found[other].value;
    list(Slot::Affected, golds.collect(), &words, right, near).0
}

/// As misses show it.
pub(super) fn gold_count(gold: &GoldAffected) -> String {
    format!("{} {}", shown(gold.value, gold.bound, gold.upper), gold.unit.as_deref().unwrap_or("of any unit"))
}

fn last_word(unit: &str) -> String {
    unit.split_whitespace().next_back().unwrap_or_default().to_lowercase()
}

/// Sums of money and of crypto assets.
pub(super) fn amounts(gold: &[GoldSum], found: &[Sum]) -> Vec<Finding> {
    let words: Vec<_> = found.iter().map(|found| Found::new(sum(found), &found.span)).collect();
    let golds = gold.iter().map(gold_sum).collect();
    let right = |at: usize, other: usize| same_sum(&gold[at], &found[other]);
    let near = |at: usize, other: usize| same_value(&gold[at], &found[other]);
    let (mut out, pairs) = list(Slot::Amounts, golds, &words, right, near);
    for (gold, found) in pairs.into_iter().map(|(at, other)| (&gold[at], &found[other])) {
        if let Some(asset) = &gold.asset {
            let told = |symbol: &str, quantity: Option<Decimal>| match quantity {
                Some(quantity) => format!("{} {symbol}", quantity.normalize()),
                None => symbol.to_owned(),
            };
            let right = matches!((asset, &found.asset), (Some(gold), Some(found)) if
                gold.symbol == found.symbol && gold.quantity.is_none_or(|quantity| quantity == found.quantity));
            let shown = asset.as_ref().map(|asset| told(&asset.symbol, asset.quantity.flatten()));
            let words = found.asset.as_ref().map(|asset| Found::new(told(&asset.symbol, asset.quantity), &found.span));
            out.extend(scalar(Slot::Asset, shown, words, right));
        }
        if let Some(equivalents) = &gold.equivalents {
            let told = |value: Decimal, currency: &str| format!("{} {currency}", value.normalize());
            let found_equivalents = &found.equivalents;
            let words: Vec<_> =
                found_equivalents.iter().map(|one| Found::new(told(one.value, &one.currency), &found.span)).collect();
            let golds = equivalents.iter().map(|one| told(one.value, &one.currency)).collect();
            let same = |at: usize, other: usize| equivalents[at] == found_equivalents[other];
            out.extend(list(Slot::Equivalents, golds, &words, same, |_, _| false).0);
        }
    }
    out
}

/// Role, value, bound, upper end and currency are one; where gold tells no value, its asset and quantity stand for it.
fn same_sum(gold: &GoldSum, found: &Sum) -> bool {
    if gold.role != found.role {
        return false;
    }
    match gold.value {
        Some(value) => {
            let told = Told { value, bound: gold.bound, upper: gold.upper };
            found.value.is_some_and(|value| told.is(value, found.bound, found.upper))
                && gold.currency.as_ref().is_none_or(|currency| found.currency.as_ref() == Some(currency))
        }
        None => match (gold.asset.as_ref().and_then(Option::as_ref), &found.asset) {
            (Some(gold_asset), Some(asset)) => {
                gold_asset.symbol == asset.symbol
                    && gold_asset.quantity.is_none_or(|quantity| quantity == asset.quantity)
                    && gold.bound.is_none_or(|bound| bound == found.bound)
            }
            _ => false,
        },
    }
}

/// The number and what it counts are one, whatever the role and the bound.
fn same_value(gold: &GoldSum, found: &Sum) -> bool {
    let asset = gold.asset.as_ref().and_then(Option::as_ref).zip(found.asset.as_ref());
    let quantity = asset.is_some_and(|(gold, found)| {
        gold.symbol == found.symbol && gold.quantity.flatten().is_some() && gold.quantity.flatten() == found.quantity
    });
    let currency = gold.currency.is_none() || gold.currency == found.currency;
    quantity || gold.value.is_some() && gold.value == found.value && currency
}

/// As misses show it.
pub(super) fn gold_sum(gold: &GoldSum) -> String {
    let asset = gold.asset.as_ref().and_then(Option::as_ref).map(|asset| (&asset.symbol, asset.quantity.flatten()));
    let number = gold.value.map(|value| shown(value, gold.bound, gold.upper));
    phrase(gold.role.as_str(), number, gold.currency.as_deref(), asset)
}

fn sum(found: &Sum) -> String {
    let asset = found.asset.as_ref().map(|asset| (&asset.symbol, asset.quantity));
    let number = found.value.map(|value| shown(value, Some(found.bound), found.upper));
    phrase(found.role.as_str(), number, found.currency.as_deref(), asset)
}

fn phrase(
    role: &str,
    number: Option<String>,
    currency: Option<&str>,
    asset: Option<(&String, Option<Decimal>)>,
) -> String {
    let money = number.map(|number| format!(" {number} {}", currency.unwrap_or("in any currency"))).unwrap_or_default();
    let asset = asset.map(|(symbol, quantity)| match quantity {
        Some(quantity) => format!(" ({} {symbol})", quantity.normalize()),
        None => format!(" ({symbol})"),
    });
    format!("{role}{money}{}", asset.unwrap_or_default())
}
