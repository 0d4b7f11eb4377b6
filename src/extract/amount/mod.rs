//! Money, crypto assets, counts, percentages: how much, of what, and how exactly it is said.

mod asset;
mod bound;
mod count;
mod crypto;
mod currency;
mod home;
mod link;
mod money;
mod noun;
mod percent;
mod phrase;
mod plain;
mod refuse;
mod rooted;
#[cfg(test)]
mod tests;
mod understood;

use std::sync::{Arc, LazyLock};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub(crate) use understood::RULE as UNDERSTOOD;

use super::{Extractor, Mention, refine};
use crate::text::{Document, Span};

/// How a number is meant.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// `$571 million`
    #[default]
    Exact,
    /// `about $571 million`
    About,
    /// `more than 10 million`
    AtLeast,
    /// `up to 10 million`
    AtMost,
    /// `between 10 and 15 million`: the other end is `upper`.
    Range,
}

/// A number with its bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number, or the lower end of a range.
    pub value: Decimal,
    /// How it is meant.
    pub bound: Bound,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
}

impl Quantity {
    /// Just this number.
    pub fn exact(value: Decimal) -> Self {
        Self { value, bound: Bound::Exact, upper: None }
    }
}

/// A sum in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// In whole units of the currency (dollars, not cents).
    pub quantity: Quantity,
    /// ISO 4217.
    pub currency: iso_currency::Currency,
}

/// A crypto asset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asset {
    /// The usual ticker: `BTC`.
    pub symbol: String,
    /// `Bitcoin`
    pub name: String,
}

/// One amount as the text says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// `58 billion yen ($532.6 million)`: the first sum, then what it equals.
    Money {
        /// The sum that stands first.
        worth: Money,
        /// The same sum in other currencies.
        equivalents: Vec<Money>,
    },
    /// `58 million NEM tokens worth $534 million`, in whichever order.
    Crypto {
        /// What was counted.
        asset: Asset,
        /// How many, if told.
        quantity: Option<Quantity>,
        /// Their worth, if told.
        worth: Option<Money>,
        /// The same worth in other currencies.
        equivalents: Vec<Money>,
    },
    /// `more than 10 million users`
    Count {
        /// How many.
        quantity: Quantity,
        /// Of what: the plural head noun in lower case.
        unit: String,
    },
    /// `12.5 %`
    Percent(Quantity),
    /// A number that counts nothing that the text names.
    Number(Quantity),
}

/// `2,900 ether and smaller sums`: where the words that a number seems to count begin with an asset, the asset is what it counts,
/// unless cyber news counts what is named last (`40 bitcoin wallets`).
fn sums_first(doc: &Document<'_>, mentions: Vec<Mention<Amount>>) -> Vec<Mention<Amount>> {
    static UNITS: LazyLock<noun::Units> = LazyLock::new(noun::Units::new);
    let sums: Vec<Span> = mentions
        .iter()
        .filter(|mention| matches!(mention.value, Amount::Crypto { quantity: Some(_), .. }))
        .map(|mention| mention.span)
        .collect();
    let hides = |mention: &Mention<Amount>| {
        let Amount::Count { unit, .. } = &mention.value else { return false };
        sums.iter().any(|sum| {
            let hidden = sum.start == mention.span.start && sum.end < mention.span.end;
            let rest = || doc.text[sum.end..mention.span.end].trim_start();
            hidden && (rest().starts_with("and ") || !UNITS.knows(unit))
        })
    };
    mentions.into_iter().filter(|mention| !hides(mention)).collect()
}

/// The extractor of amounts.
///
/// ```
/// use news_incidents::{extract::amount::{self, Amount}, text::Document};
///
/// let found = amount::extractor().extract(&Document::new("Hackers stole 58 million NEM tokens worth about $534m."));
/// let Amount::Crypto { asset, quantity: Some(quantity), worth: Some(worth), .. } = &found[0].value else { panic!() };
/// assert_eq!(asset.symbol, "XEM");
/// assert_eq!(quantity.value, 58_000_000.into());
/// assert_eq!((worth.quantity.value, worth.currency.code()), (534_000_000.into(), "USD"));
/// assert_eq!(worth.quantity.bound, amount::Bound::About);
/// ```
pub fn extractor() -> Extractor<Amount> {
    let currencies = Arc::new(currency::Currencies::new());
    let sums = || money::Sums { currencies: Arc::clone(&currencies) };
    Extractor::new(
        vec![
            Box::new(crypto::Holdings { assets: Arc::new(asset::Assets::new()), sums: sums() }),
            Box::new(sums()),
            Box::new(percent::Percentages),
            Box::new(count::Counts { units: Arc::new(noun::Units::new()) }),
            Box::new(plain::Numbers),
        ],
        vec![sums_first, refine::longest, understood::understood],
    )
}
