//! `between January 2017 and September 2018`, `from March to May 2017`, `Sept. 14–15`, `2012–13`, `Monday to Friday`.
//!
//! Both ends are inclusive. What one end does not say it takes from the other.

use super::super::expr::{From, Said, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let open = Open::at(reader, at);
    let start = open.as_ref().map_or(at, |(_, next)| *next);
    let open = open.map(|(open, _)| open);
    years(reader, start, open.as_ref())
        .or_else(|| days(reader, start, open.as_ref()))
        .or_else(|| dates(reader, start, open.as_ref()))
}

/// The word that announces a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    From,
    Between,
}

impl Open {
    fn at(reader: Reader<'_>, at: usize) -> Read<Self> {
        match reader.lex(at) {
            Lex::Word("from") => Some((Self::From, at + 1)),
            Lex::Word("between") => Some((Self::Between, at + 1)),
            _ => None,
        }
    }
}

/// The place after the words between the two ends.
fn joint(reader: Reader<'_>, at: usize, open: Option<&Open>) -> Option<usize> {
    let at = reader.skip_mark(at, &[',']);
    match reader.lex(at) {
        Lex::Word("to" | "through" | "thru" | "till" | "til" | "until") => {
            let next = at + 1;
            Some(if reader.is(at, &["up"]) { reader.skip(next, &["to"]) } else { next })
        }
        Lex::Word("up") => reader.word(at + 1, &["to", "until"]),
        Lex::Word("and") if open == Some(&Open::Between) => Some(at + 1),
        Lex::Mark('-' | '–' | '—' | '~' | '−') => Some(at + 1),
        _ => None,
    }
}

/// `2014-2018`, `2017-18`, `from 2014 to 2018`
fn years(reader: Reader<'_>, at: usize, open: Option<&Open>) -> Read<Said> {
    let Lex::Number(first @ 1000..=2199, 4) = reader.lex(at) else { return None };
    if !reader.free_left(at) || open.is_none() && matches!(reader.before(at), Lex::Mark('$' | '€' | '£')) {
        return None;
    }
    let dashed = reader.mark(at + 1, &['-', '–', '—', '~', '−', '/']);
    let next = if reader.mark(at + 1, &['/']) { at + 2 } else { joint(reader, at + 1, open)? };
    let second = match reader.lex(next) {
        Lex::Number(second, 4) if !reader.mark(at + 1, &['/']) => second,
        // `2012-13`; `2012-09` is a month.
        Lex::Number(short, 2) if dashed && reader.glued(at + 1) && reader.glued(next) => {
            let second = first / 100 * 100 + short;
            (short > 12 || reader.mark(at + 1, &['–', '/']) && short == first % 100 + 1).then_some(second)?
        }
        _ => return None,
    };
    if second <= first || second > 2199 || !reader.free_right(next + 1) || first < 1600 {
        return None;
    }
    // `CVE-2014-2018`, `from 1900 to 2000 users`
    let counted = matches!(reader.lex(next + 1), Lex::Other)
        && reader.words(next + 1).ends_with('s')
        && !reader.capital(next + 1)
        && open.is_none();
    let year = |value: u32| Some(Box::new(Said::calendar(Year::Given(i16::try_from(value).ok()?), None, None)));
    (!counted).then_some((Said::Range(year(first)?, year(second)?), next + 1))
}

/// `Sept. 14–15, 2018`, `14-15 September`, `ninth till seventeenth of April`
fn days(reader: Reader<'_>, at: usize, open: Option<&Open>) -> Read<Said> {
    if let Lex::Month(month) = reader.lex(at) {
        let next = reader.skip_mark(at + 1, &['.']);
        let (first, after) = reader.day(reader.skip(next, &["the"]))?;
        let second_at = reader.skip(joint(reader, after, open)?, &["the"]);
        let (second, end) = reader.day(second_at)?;
        if second <= first || !reader.free_right(end) || matches!(reader.lex(end), Lex::Month(_) | Lex::Mark('/')) {
            return None;
        }
        let (year, end) = reader.year_of(end).unwrap_or((Year::Unsaid, end));
        return Some((pair(year, month, first, second), end));
    }
    let at = reader.skip(at, &["the"]);
    if !reader.free_left(at) {
        return None;
    }
    let (first, after) = reader.day(at)?;
    let second_at = reader.skip(joint(reader, after, open)?, &["the"]);
    let (second, after) = reader.day(second_at)?;
    let month_at = reader.skip(after, &["of"]);
    let Lex::Month(month) = reader.lex(month_at) else { return None };
    if second <= first || !reader.capital(month_at) && matches!(month, 3 | 5) && month_at == after {
        return None;
    }
    let end = month_at + 1;
    let dotted = reader.skip_mark(end, &['.']);
    let (year, end) = reader.year_of(dotted).unwrap_or((Year::Unsaid, end));
    Some((pair(year, month, first, second), end))
}

fn pair(year: Year, month: i8, first: i8, second: i8) -> Said {
    let day = |day| Box::new(Said::calendar(year, Some(month), Some(day)));
    Said::Range(day(first), day(second))
}

/// Any two times.
fn dates(reader: Reader<'_>, at: usize, open: Option<&Open>) -> Read<Said> {
    let (first, after) = end_of_range(reader, at)?;
    let next = joint(reader, after, open)?;
    let (second, end) = end_of_range(reader, next)?;
    if !pairs(&first, &second) {
        return None;
    }
    // A dash with blanks around it may part two clauses.
    let dashed = reader.mark(next - 1, &['-', '–', '—']);
    if dashed && reader.glued(next) != reader.glued(next - 1) && open.is_none() {
        return None;
    }
    let (first, second) = share(first, second);
    Some((Said::Range(Box::new(first), Box::new(second)), end))
}

fn end_of_range(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the"]);
    if reader.is(at, &["now", "present", "date"]) {
        return Some((Said::Day(0, From::Published), at + 1));
    }
    // A month that stands alone is sure here: `from May to July`.
    if let Lex::Month(month) = reader.lex(at)
        && reader.capital(at)
        && reader.shifted_year(at + 1).is_none()
        && !matches!(
            reader.lex(at + 1),
            Lex::Number(..) | Lex::Ordinal(_) | Lex::Mark('.' | ',') | Lex::Word("of" | "in" | "the")
        )
    {
        return Some((Said::calendar(Year::Unsaid, Some(month), None), at + 1));
    }
    let (said, end) = reader.time(at)?;
    (!matches!(said, Said::Range(..) | Said::Bound(..))).then_some((said, end))
}

/// `May to March`: two times of comparable kinds; `2014 to Monday` is none.
fn pairs(first: &Said, second: &Said) -> bool {
    let is_year = |said: &Said| matches!(said, Said::Calendar { month: None, day: None, .. });
    let is_weekday = |said: &Said| matches!(said, Said::Weekday(..));
    let unlike = is_year(first) && is_weekday(second)
        || is_weekday(first) && is_year(second)
        || matches!((first, second), (Said::Day(..), Said::Calendar { month: None, .. }));
    !unlike
}

/// A year that only one end says holds for both, as far as the order allows.
fn share(first: Said, second: Said) -> (Said, Said) {
    let order = |first: &Said, second: &Said| first.month_and_day() <= second.month_and_day();
    match (first.given_year(), second.given_year()) {
        (None, Some(year)) if first.lacks_year() => {
            let year = if order(&first, &second) { year } else { year - 1 };
            (first.with_year(Year::Given(year)), second)
        }
        (Some(year), None) if second.lacks_year() => {
            let year = if order(&first, &second) { year } else { year + 1 };
            (first, second.with_year(Year::Given(year)))
        }
        _ => {
            let shifted = match &second {
                Said::Calendar { year: shifted @ (Year::Shifted(_) | Year::Same), .. } => Some(*shifted),
                _ => None,
            };
            match shifted {
                Some(shifted) if first.lacks_year() && order(&first, &second) => (first.with_year(shifted), second),
                _ => (first, second),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_ranges() {
        for (text, edtf) in [
            ("between January 2017 and September 2018", "2017-01/2018-09"),
            ("from March to May 2017", "2017-03/2017-05"),
            ("Nov-Feb 2017", "2016-11/2017-02"),
            ("Sept. 14–15, 2018", "2018-09-14/2018-09-15"),
            ("14-15 September 2018", "2018-09-14/2018-09-15"),
            ("2012–13", "2012/2013"),
            ("from 2014 to 2018", "2014/2018"),
            ("in 2014 through May 2018", "2014/2018-05"),
            ("10/1-11/2/2017", "2017-10-01/2017-11-02"),
            ("02-02-2020 - 03-03-2020", "2020-02-02/2020-03-03"),
            ("between Aug 2018 and now", "2018-08/2019-03-11"),
            ("from May to September", "2018-05/2018-09"),
            ("between February and May last year", "2018-02/2018-05"),
            ("from Monday to Friday", "2019-03-11/2019-03-15"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&[
            "between 5 and 10 users", "10-15 million", "from 1 to 5", "between the 21st and 23rd", "CVE-2014-2018",
        ]);
    }
}
