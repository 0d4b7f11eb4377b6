//! Dates: what is said (`DateExpr`) and what is meant (`Date`) are two types.

mod begin;
mod byline;
mod calendar;
mod edtf;
mod expr;
mod holiday;
mod lexer;
mod lexicon;
mod meaning;
mod order;
mod reader;
mod relative;
mod rules;
mod tense;
#[cfg(test)]
mod testing;
mod time;
mod told;
mod year_words;

use jiff::civil;
use serde::{Deserialize, Serialize};

pub use byline::byline;
pub use expr::{
    DateExpr, Direction, Exactness, From, Holiday, Length, Origin, Part, Said, Side, Tense, Time, Unit, Week, Year,
    YearPart,
};

use super::{Extractor, Mention, Rule, refine};
use crate::text::{Document, Span};
use lexicon::Lexicon;
use reader::{Memory, Reader};

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
    /// First day; `None` where unresolved or open.
    pub earliest: Option<civil::Date>,
    /// Last day, inclusive; `None` where unresolved or open.
    pub latest: Option<civil::Date>,
    /// What it rests on.
    pub basis: Basis,
}

/// What a missing part of a date may be taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The publication date.
    pub published: Option<civil::Date>,
    /// The first and last day of the time window that the article is about: where a year is neither said nor pointed
    /// at, it is taken from here before the publication date is asked.
    pub window: Option<(civil::Date, civil::Date)>,
    /// The first and last day of the date that stands before this one in the text ("two days earlier").
    pub previous: Option<(civil::Date, civil::Date)>,
    /// The year that dates beside this one tell ("in 2014 … in July").
    pub year: Option<(i16, Basis)>,
    /// The first day of the month that a date before this one tells ("April. On the 17th").
    pub month: Option<(civil::Date, Basis)>,
}

impl Date {
    /// The month of `day`, as far as one can tell from when something was reported.
    pub fn about_month(day: civil::Date, basis: Basis) -> Self {
        let (first, last) = (day.first_of_month(), day.last_of_month());
        let edge = |day| Some(edtf::Edge::new(day, edtf::Grain::Month));
        let edtf = Some(edtf::format(edge(first), edge(last), true));
        Self { edtf, earliest: Some(first), latest: Some(last), basis }
    }
}

impl DateExpr {
    /// What is meant, given `anchor`.
    pub fn resolve(&self, anchor: &Anchor) -> Date {
        meaning::resolve(self, anchor)
    }
}

/// All ways of writing a date, over one pass of the text.
struct Dates {
    lexicon: Lexicon,
}

impl Rule<DateExpr> for Dates {
    fn name(&self) -> &'static str {
        "date"
    }

    fn names(&self) -> Vec<&'static str> {
        rules::TIMES.iter().chain(rules::WHOLE).map(|(name, _)| *name).collect()
    }

    fn find(&self, doc: &Document<'_>) -> Vec<(Span, DateExpr)> {
        let lexemes = lexer::read(doc, &self.lexicon);
        let memory = Memory::new();
        let reader = Reader::new(doc.text, &lexemes, &memory);
        let mut found = Vec::new();
        for at in (0..lexemes.len()).filter(|at| begin::may(reader, *at)) {
            let whole =
                rules::WHOLE.iter().filter_map(|(name, read)| read(reader, at).map(|(said, end)| (*name, said, end)));
            for (rule, said, end) in whole.chain(reader.found(at)) {
                let tense = tense::of(reader, at);
                let (time, end) = time::after(reader, &said, end);
                let span = lexemes[at].span.cover(lexemes[end - 1].span);
                found.push((span, DateExpr { said, tense, time, rule }));
            }
        }
        found
    }
}

/// Gives every mention the name of the rule that read its words.
fn by_rule(_: &Document<'_>, mentions: Vec<Mention<DateExpr>>) -> Vec<Mention<DateExpr>> {
    mentions.into_iter().map(|mention| Mention { rule: mention.value.rule, ..mention }).collect()
}

/// The extractor of dates.
pub fn extractor() -> Extractor<DateExpr> {
    Extractor::new(vec![Box::new(Dates { lexicon: Lexicon::new() })], vec![by_rule, refine::longest, order::agreed])
}

/// What is said of the year in which a firm came to be.
const FOUNDED: &[&str] = &["founded", "established", "incorporated"];

/// `Tidewell, founded in 2019`: whether a year says since when something is there; in an undated article nothing else is told from it.
fn is_of_beginnings(doc: &Document<'_>, mention: &Mention<DateExpr>) -> bool {
    if !doc.slice(mention.span).bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    const BEGUN: &[&str] = &["launched", "born", "started", "built", "opened"];
    let before = doc.text[..mention.span.start].rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    before.take(3).any(|word| FOUNDED.contains(&word) || BEGUN.contains(&word))
}

/// Resolves the dates of one article in the order of the text, each against the publication date and those beside it.
///
/// Without a publication date, a date without year takes it from the nearest date before it that has one, or, failing
/// that, from the first one after it.
pub fn resolve(
    doc: &Document<'_>,
    mentions: &[Mention<DateExpr>],
    published: Option<civil::Date>,
) -> Vec<Mention<Date>> {
    let explicit = |mention: &Mention<DateExpr>| {
        let date = mention.value.resolve(&Anchor::default());
        (date.basis == Basis::Explicit).then_some(date.earliest.zip(date.latest)).flatten()
    };
    let mut previous = None;
    let mut resolved = Vec::with_capacity(mentions.len());
    for (at, mention) in mentions.iter().enumerate() {
        let mut anchor = Anchor { published, previous, ..Anchor::default() };
        if previous.is_none() && published.is_none() && mention.value.said.lacks_year() {
            anchor.previous =
                mentions[at..].iter().filter(|mention| !is_of_beginnings(doc, mention)).find_map(explicit);
        }
        let told = told::Told { doc, said: mentions, meant: &resolved };
        anchor.year = published.and_then(|published| told.year(published));
        anchor.month = told.month();
        let date = mention.value.resolve(&anchor);
        // A decade or an open end is no date that the next one could be told from.
        if let (Some(first), Some(last)) = (date.earliest, date.latest)
            && last.year() - first.year() < 5
            && (published.is_some() || !is_of_beginnings(doc, mention))
        {
            previous = Some((first, last));
        }
        resolved.push(Mention { span: mention.span, value: date, rule: mention.rule });
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::testing::read;

    #[test]
    fn the_year_of_a_founding_is_no_year_of_the_news() {
        assert_eq!(read("It was robbed in February. The firm was founded in 2019.", None), ["-", "2019"]);
        assert_eq!(read("It was robbed in February. Another had been robbed in 2019.", None), ["2019-02", "2019"]);
    }
}
