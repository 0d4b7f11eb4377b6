//! Dates: what is said (`DateExpr`) and what is meant (`Date`) are two types.

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::{Extractor, Mention, refine};

/// What a date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// All of it is in the text.
    Explicit,
    /// Resolved against the publication date.
    Published,
    /// A missing part was taken from another time in the article.
    Context,
    /// Only the words are known.
    Unresolved,
}

/// A time as meant: an interval of days with its EDTF form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// EDTF (ISO 8601-2); `None` where unresolved.
    pub edtf: Option<String>,
    /// First day.
    pub earliest: Option<civil::Date>,
    /// Last day, inclusive.
    pub latest: Option<civil::Date>,
    /// What it rests on.
    pub basis: Basis,
}

/// A time as said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateExpr {}

/// What a missing part of a date may be taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The publication date.
    pub published: Option<civil::Date>,
    /// The first and last day of the time window that the article is about, used where there is no publication date.
    pub window: Option<(civil::Date, civil::Date)>,
    /// The first and last day of the date that stands before this one in the text ("two days earlier").
    pub previous: Option<(civil::Date, civil::Date)>,
}

impl DateExpr {
    /// What is meant, given `anchor`.
    pub fn resolve(&self, _anchor: &Anchor) -> Date {
        Date { edtf: None, earliest: None, latest: None, basis: Basis::Unresolved }
    }
}

/// The extractor of dates.
pub fn extractor() -> Extractor<DateExpr> {
    Extractor { rules: vec![], refine: vec![refine::longest] }
}

/// Resolves the dates of one article in the order of the text, each against the publication date and those before it.
pub fn resolve(mentions: &[Mention<DateExpr>], published: Option<civil::Date>) -> Vec<Mention<Date>> {
    let anchor = Anchor { published, ..Anchor::default() };
    mentions
        .iter()
        .map(|mention| Mention { span: mention.span, value: mention.value.resolve(&anchor), rule: mention.rule })
        .collect()
}
