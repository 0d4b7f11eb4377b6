//! `September 14, 2018`, `14 Sept. 2018`, `the 14th of September`, `Friday, Sept. 14`, `2018-Sep-14`: month and day.

use super::super::expr::{Said, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};
use super::super::year_words::two_digit_year;

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let start = weekday_before(reader, at).unwrap_or(at);
    let (said, end) =
        month_first(reader, start).or_else(|| day_first(reader, start)).or_else(|| year_first(reader, start))?;
    let end = weekday_after(reader, end).unwrap_or(end);
    Some((said, end))
}

/// `Friday, `, `this Friday (`: the weekday says nothing that the day does not.
pub(super) fn weekday_before(reader: Reader<'_>, at: usize) -> Option<usize> {
    let at = reader.skip(at, &["this", "last", "next"]);
    let Lex::Weekday(_) = reader.lex(at) else { return None };
    let next = reader.skip_mark(at + 1, &['.']);
    let next = reader.skip(next, &["morning", "afternoon", "evening", "night"]);
    let next = reader.skip_mark(next, &[',', '-', '(', '–']);
    Some(reader.skip(next, &["the", "on"]))
}

/// `… (Friday)`, `…)` closing a bracket that opened after the weekday.
fn weekday_after(reader: Reader<'_>, end: usize) -> Option<usize> {
    if reader.mark(end, &['(']) && matches!(reader.lex(end + 1), Lex::Weekday(_)) && reader.mark(end + 2, &[')']) {
        return Some(end + 3);
    }
    None
}

/// `September 14, 2018`, `Sept. 14`, `June the 28th`, `Nov/2`, `September-2020-23`
fn month_first(reader: Reader<'_>, at: usize) -> Read<Said> {
    let Lex::Month(month) = reader.lex(at) else { return None };
    if reader.possessive(at)
        || (reader.glued(at) && matches!(reader.before(at), Lex::Number(..) | Lex::Mark('/' | '@' | '.')))
    {
        return None;
    }
    let joined = reader.skip_mark(at + 1, &['.', '-', '/', ',']);
    if let Lex::Number(year @ 1900..=2099, 4) = reader.lex(joined)
        && reader.mark(joined + 1, &['-', '/'])
        && let Some((day, end)) = reader.day_in_figures(joined + 2)
        && reader.free_right(end)
    {
        return Some((Said::calendar(Year::Given(i16::try_from(year).ok()?), Some(month), Some(day)), end));
    }
    if reader.mark(at + 1, &[',']) {
        return None;
    }
    let the = reader.skip(joined, &["the"]);
    // A number that counts (`March 5 people`) is rarer than a day; lower case `march 5` and `may 5` are days too.
    let (day, end) = reader.day(the)?;
    if !reader.free_right(end) && !reader.mark(end, &['/', '-']) || counts(reader, end) {
        return None;
    }
    // `may one`, `may first`: a verb.
    if month == 5 && !reader.capital(at) && !matches!(reader.lex(the), Lex::Number(..) | Lex::Ordinal(_)) {
        return None;
    }
    // `on 5 July two transfers left`: the day stands before the month.
    let dated = matches!(reader.before(at), Lex::Number(_, 1 | 2) | Lex::Ordinal(_));
    if dated && matches!(reader.lex(the), Lex::Cardinal(_)) {
        return None;
    }
    // `on 23 Jan. First alert`: a word that opens the next sentence.
    let spelled = matches!(reader.lex(the), Lex::Ordinal(_)) && reader.capital(the);
    if spelled && reader.mark(at + 1, &['.']) {
        return None;
    }
    // `August two thousand and fifteen` is a month of a year.
    if matches!(reader.lex(the), Lex::Cardinal(_)) && reader.year(the).is_some_and(|(_, further)| further > end) {
        return None;
    }
    // `June 18` may be `June 2018` only where the apostrophe says so.
    if reader.mark(end, &['-', '/'])
        && let Some((year, after)) = reader.year(end + 1)
        && year > 1000
        && reader.free_right(after)
    {
        return Some((Said::calendar(Year::Given(year), Some(month), Some(day)), after));
    }
    Some(with_year(reader, month, day, end))
}

/// `14 Sept. 2018`, `the 14th of September`, `05-Aug-2016`, `23-2020-September`
fn day_first(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the"]);
    if !reader.free_left(at) && !reader.mark(at.wrapping_sub(1), &['-', '–', '/', '(']) {
        return None;
    }
    let (day, next) = reader.day(at)?;
    if matches!(reader.before(at), Lex::Mark('$' | '€' | '£' | '¥')) {
        return None;
    }
    if reader.mark(next, &['-', '/'])
        && let Lex::Number(year @ 1900..=2099, 4) = reader.lex(next + 1)
        && reader.mark(next + 2, &['-', '/'])
        && let Lex::Month(month) = reader.lex(next + 3)
    {
        return Some((Said::calendar(Year::Given(i16::try_from(year).ok()?), Some(month), Some(day)), next + 4));
    }
    let next = match reader.lex(next) {
        Lex::Unit(_) if reader.words(next).eq_ignore_ascii_case("day") && reader.is(next + 1, &["of"]) => next + 1,
        _ => next,
    };
    let joined = reader.skip_mark(next, &['-', '/', '.', ',']);
    let joined = reader.skip(joined, &["of"]);
    let Lex::Month(month) = reader.lex(joined) else { return None };
    // `two may`, `the second may`: a verb.
    if !reader.capital(joined) && matches!(month, 3 | 5) && !reader.is(joined.wrapping_sub(1), &["of"]) {
        reader.year(joined + 1)?;
    }
    if reader.possessive(joined) && matches!(month, 5) {
        return None;
    }
    let abbreviated = reader.mark(joined + 1, &['.']) && (reader.words(joined).len() <= 4);
    let end = joined + 1;
    let after = if abbreviated { joined + 2 } else { end };
    if reader.mark(after, &['-', '/'])
        && let Some((year, end)) = reader.year(after + 1).or(match reader.lex(after + 1) {
            Lex::Number(value, 2) => Some((two_digit_year(value), after + 2)),
            _ => None,
        })
    {
        return Some((Said::calendar(Year::Given(year), Some(month), Some(day)), end));
    }
    let (said, with_year) = with_year(reader, month, day, after);
    Some((said, if with_year == after { end } else { with_year }))
}

/// `2018-Sep-14`, `2018 September 14`, `2020/23/Sep`
fn year_first(reader: Reader<'_>, at: usize) -> Read<Said> {
    let Lex::Number(year @ 1900..=2099, 4) = reader.lex(at) else { return None };
    if !reader.free_left(at) {
        return None;
    }
    let year = Year::Given(i16::try_from(year).ok()?);
    let joined = reader.skip_mark(at + 1, &['-', '/', '.', ',']);
    if let Lex::Month(month) = reader.lex(joined) {
        let next = reader.skip_mark(joined + 1, &['-', '/', '.']);
        let (day, end) = reader.day_in_figures(next)?;
        return reader.free_right(end).then_some((Said::calendar(year, Some(month), Some(day)), end));
    }
    if joined == at + 1 {
        return None;
    }
    let (day, next) = reader.day_in_figures(joined)?;
    if !reader.mark(next, &['-', '/']) {
        return None;
    }
    let Lex::Month(month) = reader.lex(next + 1) else { return None };
    Some((Said::calendar(year, Some(month), Some(day)), next + 2))
}

fn with_year(reader: Reader<'_>, month: i8, day: i8, end: usize) -> (Said, usize) {
    let (year, end) = match reader.year_of(end) {
        // `on March 5, 2018 people …` is rare; `March 5, 19 people` has no four digits.
        Some((year, after)) => (year, after),
        None => (Year::Unsaid, end),
    };
    (Said::calendar(year, Some(month), Some(day)), end)
}

/// Whether the number before `end` counts things or is part of a sum: `March 5 percent`, `May 10 million`.
fn counts(reader: Reader<'_>, end: usize) -> bool {
    matches!(reader.words(end), "million" | "billion" | "thousand" | "percent" | "per" | "%" | "bn" | "m")
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_month_and_day() {
        for (text, edtf) in [
            ("on September 14, 2018, hackers", "2018-09-14"),
            ("on Sept. 14 2018", "2018-09-14"),
            ("14 September 2018", "2018-09-14"),
            ("the 14th of September 2018", "2018-09-14"),
            ("Friday, Sept. 14, 2018", "2018-09-14"),
            ("05-Aug-2016", "2016-08-05"),
            ("2020/23/Sep", "2020-09-23"),
            ("September-2020-23", "2020-09-23"),
            ("4th of july of 1995", "1995-07-04"),
            ("january first two thousand and thirty two", "2032-01-01"),
            ("26 june in 2019", "2019-06-26"),
            ("March 14,2018", "2018-03-14"),
        ] {
            assert_eq!(read(text, None), [edtf], "{text}");
        }
    }

    #[test]
    fn takes_the_year_from_the_publication_date() {
        for (text, edtf) in [
            ("on March 5 it fell", "2019-03-05"),
            ("on Dec. 27 it fell", "2018-12-27"),
            ("it will open on Dec. 27", "2019-12-27"),
            ("on May 5 of last year", "2018-05-05"),
            ("twenty third day of September", "2018-09-23"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["two may fall", "the second may follow", "may one ask", "133-03-03-2020", "March 2% lower"]);
    }
}
