//! Money, crypto assets, counts, percentages: how much, of what, and how exactly it is said.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Extractor, refine};

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

/// The extractor of amounts.
pub fn extractor() -> Extractor<Amount> {
    Extractor { rules: vec![], refine: vec![refine::longest] }
}
