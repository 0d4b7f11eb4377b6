//! `In 2014 … in July`, `on 12 April 2018 … on 15 April`, `May. On the 9th`: what the dates beside one tell of a year or a month that
//! it does not say.

use jiff::civil;

use super::calendar::Unit;
use super::expr::{DateExpr, From, Said, Tense, Year};
use super::{Anchor, Basis, Date, FOUNDED};
use crate::extract::Mention;
use crate::text::Document;

/// How far behind a date of the same paragraph another may lean on its year, in bytes.
const NEAR: usize = 400;
/// How far the second of two dates may stand behind the first that leans on it, in bytes.
const NEXT: usize = 60;
/// A story goes on: by so many days the date may lie behind or before the one that it leans on.
const ONWARD: i32 = 230;
const BACKWARD: i32 = 31;
/// The same of a sentence that goes back: "noticed in December 2019 that … had gone on the night of July 20".
const BACKWARD_HAD: i32 = 230;

const WEEKDAYS: &[(&str, civil::Weekday)] = &[
    ("mon", civil::Weekday::Monday),
    ("tue", civil::Weekday::Tuesday),
    ("wed", civil::Weekday::Wednesday),
    ("thu", civil::Weekday::Thursday),
    ("fri", civil::Weekday::Friday),
    ("sat", civil::Weekday::Saturday),
    ("sun", civil::Weekday::Sunday),
];

/// How far before a date its verb may stand, in bytes.
const CLAUSES: usize = 240;

/// The dates of an article as far as they are resolved.
pub(super) struct Told<'a> {
    pub(super) doc: &'a Document<'a>,
    /// All dates as said.
    pub(super) said: &'a [Mention<DateExpr>],
    /// Those before as meant.
    pub(super) meant: &'a [Mention<Date>],
}

impl Told<'_> {
    /// The year of the next date, where it says a month without one.
    pub(super) fn year(&self, published: civil::Date) -> Option<(i16, Basis)> {
        let expr = &self.said[self.meant.len()].value;
        let (month, day) = expr.said.first_yearless().filter(|_| expr.tense == Tense::Past)?;
        let explicit = |year: i16| (year, Basis::Explicit);
        let (year, basis) = self
            .of_sentence()
            .or_else(|| self.of_next(month).map(explicit))
            .or_else(|| self.of_month(month).map(explicit))
            .or_else(|| self.of_weekday(published, month, day).map(explicit))
            .or_else(|| self.nearest(month, day).map(explicit))?;
        let basis = if basis == Basis::Explicit { Basis::Context } else { basis };
        (year <= published.year()).then_some((year, basis))
    }

    /// "In 2020, when it was locked out in October", "Last year, in the night of 17 September": a year of the same sentence, with no
    /// other date between.
    fn of_sentence(&self) -> Option<(i16, Basis)> {
        let last = self.meant.last()?;
        let here = self.doc.sentence_at(self.said[self.meant.len()].span.start);
        let alone = matches!(
            &self.said[self.meant.len() - 1].value.said,
            Said::Calendar { year: Year::Given(_), month: None, day: None, .. }
                | Said::Unit(Unit::Year, -1, From::Published)
        );
        let year = last.value.earliest?.year();
        let gap = self.doc.text.get(last.span.end..self.said[self.meant.len()].span.start)?;
        // "thrown away in 2009, when it bought a computer, and on 2 November the computer stopped"
        let clause = !gap.contains(", and ");
        let founding = self.is_of_founding(last.span.start);
        (alone && clause && !founding && self.doc.sentence_at(last.span.start) == here)
            .then_some((year, last.value.basis))
    }

    /// `founded by two bankers in 2019`: the year of a firm, and of nothing that befell it.
    fn is_of_founding(&self, year: usize) -> bool {
        const WORDS: usize = 8;
        let start = self.doc.sentence_at(year).map_or(year, |at| self.doc.sentences[at].span.start);
        let before = self.doc.text.get(start..year).unwrap_or("");
        before.split_whitespace().rev().take(WORDS).any(|word| FOUNDED.contains(&word.trim_start_matches('(')))
    }

    /// "On 19 February and 20 February 2013": the year that the next date says.
    fn of_next(&self, month: i8) -> Option<i16> {
        let at = self.meant.len();
        let next = self.said.get(at + 1)?;
        let date = explicit(&next.value)?;
        let near = next.span.start - self.said[at].span.end.min(next.span.start) <= NEXT
            && self.doc.sentence_at(next.span.start) == self.doc.sentence_at(self.said[at].span.start);
        (near && date.0.month() == month).then(|| date.0.year())
    }

    /// "in July 2022 … on 28 July": the year that was said with the same month last.
    fn of_month(&self, month: i8) -> Option<i16> {
        let days = |mention: &Mention<Date>| match (mention.value.earliest, mention.value.latest) {
            (Some(first), Some(last)) if mention.value.basis == Basis::Explicit => Some((first, last)),
            _ => None,
        };
        let whole = |(first, last): &(civil::Date, civil::Date)| {
            first.first_of_month() == last.first_of_month() && first.month() == month
        };
        self.meant.iter().rev().filter_map(days).find(whole).map(|(first, _)| first.year())
    }

    /// "In May 2016 … Friday, June 17", told in 2021: a year said before in which the day has that weekday, where the last such day
    /// has another.
    fn of_weekday(&self, published: civil::Date, month: i8, day: i8) -> Option<i16> {
        let words = self.doc.slice(self.said[self.meant.len()].span).to_ascii_lowercase();
        let named = WEEKDAYS.iter().find(|(name, _)| words.starts_with(name)).map(|(_, weekday)| *weekday)?;
        let has = |year: i16| civil::Date::new(year, month, day).ok().filter(|day| day.weekday() == named);
        let last = (published.year() - 1..=published.year())
            .rev()
            .filter_map(|year| civil::Date::new(year, month, day).ok())
            .find(|day| *day <= published)?;
        let years = self.meant.iter().rev().filter(|told| told.value.basis == Basis::Explicit);
        let mut years = years.filter_map(|told| told.value.earliest.map(civil::Date::year));
        if last.weekday() == named { None } else { years.find(|year| has(*year).is_some_and(|day| day <= published)) }
    }

    /// "on 12 April 2018 … on 15 April": the year in which the date follows the one before it in the paragraph.
    fn nearest(&self, month: i8, day: i8) -> Option<i16> {
        let before = self.meant.last()?;
        let (first, last) = before.value.earliest.zip(before.value.latest)?;
        let here = self.said[self.meant.len()].span.start;
        let near =
            here - before.span.end.min(here) <= NEAR && self.doc.block_at(before.span.start) == self.doc.block_at(here);
        let fine = first.until(last).is_ok_and(|span| span.get_days() < 200);
        if !(near && fine && matches!(before.value.basis, Basis::Explicit | Basis::Context)) {
            return None;
        }
        let back = if self.goes_back(here) { BACKWARD_HAD } else { BACKWARD };
        (first.year() - 1..=first.year() + 1).rev().find(|year| {
            let gap = civil::Date::new(*year, month, day).ok().and_then(|day| first.until(day).ok());
            gap.is_some_and(|gap| (-back..=ONWARD).contains(&gap.get_days()))
        })
    }

    /// Whether the words of a sentence before a place say what had happened.
    fn goes_back(&self, here: usize) -> bool {
        let start = self.doc.sentence_at(here).map_or(here, |at| self.doc.sentences[at].span.start);
        let near = self.doc.text.ceil_char_boundary(here.saturating_sub(CLAUSES));
        self.doc
            .text
            .get(start.max(near)..here)
            .is_some_and(|before| before.split_whitespace().any(|word| word == "had"))
    }

    /// "April. On the 17th": the month that a date before in the paragraph tells, where the next one says a day alone.
    pub(super) fn month(&self) -> Option<(civil::Date, Basis)> {
        let next = &self.said[self.meant.len()];
        let alone = |said: &Said| matches!(said, Said::Calendar { month: None, day: Some(_), weekday: None, .. });
        let is_day = match &next.value.said {
            Said::Bound(_, of) => alone(of),
            said => alone(said),
        };
        if !is_day || next.value.tense != Tense::Past {
            return None;
        }
        let block = self.doc.block_at(next.span.start);
        let beside = self.meant.iter().rev().take_while(|before| self.doc.block_at(before.span.start) == block);
        beside
            .filter_map(|before| Some((before.value.earliest?, before.value.latest?, before.value.basis)))
            .find(|(first, last, _)| first.first_of_month() == last.first_of_month())
            .map(|(first, _, basis)| (first.first_of_month(), basis))
    }
}

/// A date that says all of itself and is no open interval.
fn explicit(expr: &DateExpr) -> Option<(civil::Date, civil::Date)> {
    let date = expr.resolve(&Anchor::default());
    (date.basis == Basis::Explicit).then_some(date.earliest.zip(date.latest)).flatten()
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::read;

    #[test]
    fn takes_the_year_of_a_date_beside() {
        for (text, edtf) in [
            ("In 2020, when it was locked out in October, it paid.", vec!["2020", "2020-10"]),
            ("Last year, in the night of 17 September, it fell.", vec!["2021", "2021-09-17"]),
            ("It fell on 3 August 2012.\n\nOn 17 August, it stood.", vec!["2012-08-03", "2012-08-17"]),
            ("He left on 12 April 2018. On 15 April he was back.", vec!["2018-04-12", "2018-04-15"]),
            ("It was hit in November 2018. By 11 January it stood.", vec!["2018-11", "../2019-01-11"]),
            ("It began in February 2018 and lasted until 23 June.", vec!["2018-02", "../2018-06-23"]),
            ("It was opened in 2012, fined in June and robbed in July.", vec!["2012", "2012-06", "2012-07"]),
            ("It was founded in 2012, fined in June and robbed in July.", vec!["2012", "2021-06", "2021-07"]),
            ("It began in May 2016.\n\nFriday, June 17, it was robbed.", vec!["2016-05", "2016-06-17"]),
            ("It began in May 2016.\n\nThursday, June 17, it was robbed.", vec!["2016-05", "2021-06-17"]),
            // A year of another sentence, clause or story is none of its own.
            ("The cards were thrown away in 2009, and on 2 November it stopped.", vec!["2009", "2021-11-02"]),
            ("He bought it in 2013. On 29 October he lost it.", vec!["2013", "2021-10-29"]),
            ("It opened in May 2009. The robbers came in January.", vec!["2009-05", "2022-01"]),
        ] {
            assert_eq!(read(text, Some("2022-03-11")), edtf, "{text}");
        }
    }

    #[test]
    fn takes_the_month_of_a_date_beside() {
        for (text, edtf) in [
            ("Most went in April. On the 17th, it was drained.", vec!["2019-04", "2019-04-17"]),
            ("It boasted on 13 November and was robbed on the 14th.", vec!["2019-11-13", "2019-11-14"]),
            ("It fell in April.\n\nOn the 7th, it was drained.", vec!["2019-04", "2019-12-07"]),
            ("It fell in November. The auction closes on the 28th.", vec!["2019-11", "2019-11-28"]),
        ] {
            assert_eq!(read(text, Some("2019-12-20")), edtf, "{text}");
        }
    }
}
