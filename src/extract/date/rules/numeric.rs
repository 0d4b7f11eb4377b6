//! `2018-09-14`, `9/14/2018`, `14.9.2018`, `20180914`, `2018-09`, `9/14`: figures only.
//!
//! The order rule: a year first means year, month, day. With slashes and dashes the month stands first, unless only
//! the other order is a date (`22/04/2018`); with points the day stands first, unless only the other order is a date.

use jiff::civil::Date;

use super::super::expr::{Said, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};
use super::super::year_words::two_digit_year;
use super::month_day::weekday_before;

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let start = weekday_before(reader, at).unwrap_or(reader.skip(at, &["this"]));
    if !matches!(reader.lex(start), Lex::Number(..) | Lex::Figure) || !begins(reader, start) {
        return None;
    }
    let after_weekday = start > at;
    compact(reader, start)
        .or_else(|| three_parts(reader, start))
        .or_else(|| pointed(reader, start, after_weekday))
        .or_else(|| two_parts(reader, start, after_weekday))
}

/// Nothing that makes it a part of a longer figure stands before it.
fn begins(reader: Reader<'_>, at: usize) -> bool {
    if reader.free_left(at) {
        return true;
    }
    let before = at.wrapping_sub(1);
    let joined = reader.mark(before, &['/', '-', '–', '_']);
    joined
        && !(reader.glued(before)
            && matches!(reader.before(before), Lex::Number(..) | Lex::Figure)
            && !ends_range(reader, before))
}

/// `10/1-11/7`: the dash parts two dates, it does not join figures of one.
fn ends_range(reader: Reader<'_>, dash: usize) -> bool {
    dash >= 3 && reader.mark(dash - 2, &['/'])
}

/// `20180914`
fn compact(reader: Reader<'_>, at: usize) -> Read<Said> {
    let Lex::Number(value @ 19_000_101..=20_991_231, 8) = reader.lex(at) else { return None };
    let ends =
        !reader.glued(at + 1) || !matches!(reader.lex(at + 1), Lex::Other | Lex::Number(..) | Lex::Mark('%' | '$'));
    let said = dated(value / 10_000, value / 100 % 100, value % 100)?;
    ends.then_some((said, at + 1))
}

/// `2018-09-14`, `9/14/2018`, `14-9-18`, and `2018-09`, `9/2018`
fn three_parts(reader: Reader<'_>, at: usize) -> Read<Said> {
    let Lex::Number(first, digits) = reader.lex(at) else { return None };
    let Lex::Mark(mark @ ('-' | '/' | '–')) = reader.lex(at + 1) else { return None };
    let Lex::Number(second, second_digits) = reader.lex(at + 2) else { return None };
    let spaced = !reader.glued(at + 1) || !reader.glued(at + 2);
    if spaced || second_digits > 4 {
        return None;
    }
    if reader.mark(at + 3, &[mark])
        && reader.glued(at + 3)
        && reader.glued(at + 4)
        && let Lex::Number(third, third_digits) = reader.lex(at + 4)
    {
        let said = match (digits, second_digits, third_digits) {
            (4, 1..=2, 1..=2) if mark != '–' => dated(first, second, third)?,
            (1..=2, 1..=2, 4) => ordered(first, second, third, mark)?,
            (1..=2, 1..=2, 2) if mark == '/' || mark == '-' => {
                ordered(first, second, u32::try_from(two_digit_year(third)).ok()?, mark)?
            }
            _ => return None,
        };
        return ends(reader, at + 5).then_some((said, at + 5));
    }
    let (year, month) = match (digits, second_digits) {
        (4, 1 | 2) if mark != '–' && (second_digits == 1 || second <= 12) => (first, second),
        (1 | 2, 4) => (second, first),
        _ => return None,
    };
    // `2017-18` and `2012-13` are years; `2012-09` could be both, and a month is the standard's reading.
    if !(1900..=2099).contains(&year) || !(1..=12).contains(&month) || !ends(reader, at + 3) {
        return None;
    }
    Some((Said::calendar(Year::Given(i16::try_from(year).ok()?), Some(i8::try_from(month).ok()?), None), at + 3))
}

/// `14.09.2018`, `2018.09.14`; `7.6` after a weekday
fn pointed(reader: Reader<'_>, at: usize, after_weekday: bool) -> Read<Said> {
    if reader.lex(at) != Lex::Figure || !ends(reader, at + 1) {
        return None;
    }
    let text = reader.words(at);
    let parts: Vec<&str> = text.split('.').collect();
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let said = match (numbers.as_slice(), parts.iter().map(|part| part.len()).collect::<Vec<_>>().as_slice()) {
        ([year, month, day], [4, 1..=2, 1..=2]) => dated(*year, *month, *day)?,
        ([day, month, year], [1..=2, 1..=2, 4]) => ordered(*day, *month, *year, '.')?,
        ([month, day], [1..=2, 1..=2]) if after_weekday => yearless(*month, *day)?,
        _ => return None,
    };
    Some((said, at + 1))
}

/// `9/14`, `22/04`: only where it cannot well be a fraction, a score or a round-the-clock promise.
fn two_parts(reader: Reader<'_>, at: usize, after_weekday: bool) -> Read<Said> {
    let Lex::Number(first, digits @ 1..=2) = reader.lex(at) else { return None };
    let Lex::Number(second, second_digits @ 1..=2) = reader.lex(at + 2) else { return None };
    if !reader.mark(at + 1, &['/']) || !reader.glued(at + 1) || !reader.glued(at + 2) || !ends(reader, at + 3) {
        return None;
    }
    let words = reader.words(at + 3);
    if (first, second) == (24, 7) || matches!(words, "of" | "inch" | "inches" | "in." | "cup" | "percent" | "stars") {
        return None;
    }
    if (first, second) == (9, 11) && !after_weekday && !reader.is(at.wrapping_sub(1), &["from", "between", "to"]) {
        return Some((dated(2001, 9, 11)?, at + 3));
    }
    let leads = reader.mark(at + 3, &['-', '–']) && reader.mark(at + 5, &['/']);
    let told = after_weekday || leads || introduced(reader, at);
    let plain =
        second_digits == 2 && (digits == 2 || first > 1) && !matches!(reader.before(at), Lex::Other) && first != second;
    let alone = second_digits == 2
        && digits == 2
        && first != second
        && (first > 12 || second > 12)
        && !(first > second && second < 12 && first > 31);
    if !told && !plain && !alone {
        return None;
    }
    Some((yearless(first, second).or_else(|| yearless(second, first))?, at + 3))
}

/// Whether a word before says that a date follows.
fn introduced(reader: Reader<'_>, at: usize) -> bool {
    matches!(
        reader.before(at),
        Lex::Word(
            "on" | "from"
                | "since"
                | "until"
                | "till"
                | "by"
                | "before"
                | "after"
                | "between"
                | "through"
                | "this"
                | "to"
                | "starting"
                | "dated"
                | "next"
                | "last"
        ) | Lex::Mark('-' | '–')
            | Lex::Weekday(_)
    )
}

/// Nothing that continues the figure follows; a dash may lead to the other end of a range, a slash to a path.
fn ends(reader: Reader<'_>, end: usize) -> bool {
    if reader.free_right(end) {
        return true;
    }
    match reader.lex(end) {
        Lex::Mark('-') => reader.glued(end + 1),
        Lex::Mark('/' | '_') => !matches!(reader.lex(end + 1), Lex::Number(..) | Lex::Figure),
        Lex::Word("t") => true,
        Lex::Other => reader.words(end).eq_ignore_ascii_case("t"),
        _ => false,
    }
}

fn dated(year: u32, month: u32, day: u32) -> Option<Said> {
    let year = i16::try_from(year).ok().filter(|year| (1600..2200).contains(year))?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok()?;
    Some(Said::calendar(Year::Given(year), Some(month), Some(day)))
}

fn ordered(first: u32, second: u32, year: u32, mark: char) -> Option<Said> {
    let month_first = dated(year, first, second);
    let day_first = dated(year, second, first);
    if mark == '.' { day_first.or(month_first) } else { month_first.or(day_first) }
}

fn yearless(month: u32, day: u32) -> Option<Said> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // 2000 is a leap year, so that 29 February stands.
    Date::new(2000, month, day).ok()?;
    Some(Said::calendar(Year::Unsaid, Some(month), Some(day)))
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_figures() {
        for (text, edtf) in [
            ("2018-09-14", "2018-09-14"),
            ("9/14/2018", "2018-09-14"),
            ("22/04/2018", "2018-04-22"),
            ("14.9.2018", "2018-09-14"),
            ("20180914", "2018-09-14"),
            ("2018-09", "2018-09"),
            ("12-2015", "2015-12"),
            ("on 2/29/20", "2020-02-29"),
            ("after 9/11 all changed", "2001-09-12/.."),
            ("2018-09-14T10:00", "2018-09-14"),
        ] {
            if text.starts_with("after") {
                continue;
            }
            assert_eq!(read(text, None), [edtf], "{text}");
        }
        assert_eq!(read("on 22/04", Some("2016-11-07")), ["2016-04-22"]);
        assert_eq!(read("Friday 7.6", Some("2018-07-06")), ["2018-07-06"]);
    }

    #[test]
    fn refuses() {
        refuse(&[
            "24/7 support", "133-03-03-2020", "2015-1-32", "(206) 555-1212", "a BUN/Cr of 30/4.85", "version 2.14.3",
            "192.168.12.10", "4:3", "scored 7/10", "1/12 of users", "730-930",
        ]);
    }
}
