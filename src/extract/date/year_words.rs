//! `2018`, `’18`, `nineteen eighty six`, `of last year`: the year behind a part of it.

use super::calendar::Unit;
use super::expr::Year;
use super::lexer::Lex;
use super::reader::{Read, Reader};

impl Reader<'_> {
    /// `2018`, `’18`, `two thousand and fifteen`, `nineteen eighty six`: a year that stands with a month.
    pub(super) fn year(self, at: usize) -> Read<i16> {
        match self.lex(at) {
            Lex::Number(value @ 1000..=2199, 4) => Some((i16::try_from(value).ok()?, at + 1)),
            Lex::Mark('\'' | '’' | '‘') if self.glued(at + 1) => match self.lex(at + 1) {
                Lex::Number(value, 2) => Some((two_digit_year(value), at + 2)),
                _ => None,
            },
            Lex::Cardinal(_) => self.year_in_words(at),
            _ => None,
        }
    }

    fn year_in_words(self, at: usize) -> Read<i16> {
        let (first, next) = self.small_cardinal(at)?;
        let rest = |at: usize| {
            self.small_cardinal(at).or(match self.lex(at) {
                Lex::Number(value, 1 | 2) => Some((value, at + 1)),
                _ => None,
            })
        };
        if first <= 2
            && let Some(next) = self.word(next, &["thousand"])
        {
            let after = self.skip(next, &["and"]);
            let (value, end) = rest(after).unwrap_or((0, next));
            return Some((i16::try_from(first * 1000 + value).ok()?, end));
        }
        let century = match self.lex(at) {
            Lex::Cardinal(value @ 16..=20) => value * 100,
            _ => return None,
        };
        if let Some(next) = self.word(at + 1, &["hundred"]) {
            let (value, end) = self.small_cardinal(self.skip(next, &["and"])).unwrap_or((0, next));
            return Some((i16::try_from(century + value).ok()?, end));
        }
        let second = self.skip_mark(at + 1, &['-']);
        let (value, end) = self.small_cardinal(second)?;
        (value >= 10).then_some((i16::try_from(century + value).ok()?, end))
    }

    /// The year of a named part of it: `2018`, `of 2018`, `in 2018`, `, 2018`, `of last year`, `this year`.
    pub(super) fn year_of(self, at: usize) -> Read<Year> {
        let comma = self.skip_mark(at, &[',']);
        let joined = self.skip(comma, &["of", "in"]);
        let joined_year = self.skip(joined, &["the", "calendar"]);
        let joined_year = if self.lex(joined_year) == Lex::Unit(Unit::Year) { joined_year + 1 } else { joined };
        if let Some((year, end)) = self.year(joined_year)
            && self.free_right(end)
            && (self.lex(joined_year) == Lex::Mark('\'') || year >= 1000)
            && !(joined == at && matches!(self.lex(at), Lex::Cardinal(value) if value < 16 && value > 2))
        {
            return Some((Year::Given(year), end));
        }
        // `April of 87`
        if self.is(joined.wrapping_sub(1), &["of"])
            && joined > at
            && let Lex::Number(value @ 50..=99, 2) = self.lex(joined)
            && self.free_right(joined + 1)
        {
            return Some((Year::Given(two_digit_year(value)), joined + 1));
        }
        self.shifted_year(joined)
    }

    /// `last year`, `this year`, `the same year`
    pub(super) fn shifted_year(self, at: usize) -> Read<Year> {
        let the = self.skip(at, &["the"]);
        let year = match self.lex(the) {
            Lex::Word("last" | "past") => Year::Shifted(-1),
            Lex::Word("this" | "current") => Year::Shifted(0),
            Lex::Word("next" | "coming") => Year::Shifted(1),
            Lex::Word("that" | "same") => Year::Same,
            // `of the year before`
            Lex::Unit(Unit::Year) if the > at && self.is(the + 1, &["before"]) => {
                return Some((Year::Shifted(-1), the + 2));
            }
            Lex::Unit(Unit::Year) if the > at && self.is(at.wrapping_sub(1), &["of"]) => {
                return Some((Year::Shifted(0), the + 1));
            }
            _ => return None,
        };
        let next = self.skip(the + 1, &["same", "calendar"]);
        (self.lex(next) == Lex::Unit(Unit::Year)).then_some((year, next + 1))
    }
}

/// Up to 39 is of this century.
pub(super) fn two_digit_year(value: u32) -> i16 {
    let value = i16::try_from(value).unwrap_or(0);
    if value < 40 { 2000 + value } else { 1900 + value }
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_the_year_of_a_month() {
        for (text, edtf) in [
            ("May 2018", "2018-05"),
            ("May, 2018", "2018-05"),
            ("May of 2018", "2018-05"),
            ("April ’14", "2014-04"),
            ("June nineteen eighty-six", "1986-06"),
            ("June of this year", "2019-06"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["two thousand users", "twenty eighteen-wheelers", "’18 users"]);
    }
}
