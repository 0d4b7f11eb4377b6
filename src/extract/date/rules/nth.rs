//! `the first week of 2015`, `the last 3 weeks of this year`, `the 15th day of next month`, `the first Monday of March`.

use super::super::calendar::Unit;
use super::super::expr::{Direction, Said, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};
use super::list;

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    day_alone(reader, at).or_else(|| of_a_month(reader, at)).or_else(|| nth(reader, at))
}

/// `the 26th of last month`, `the 12th of that month`
fn of_a_month(reader: Reader<'_>, at: usize) -> Read<Said> {
    let the = reader.skip(at, &["the"]);
    let Lex::Ordinal(ordinal @ 1..=31) = reader.lex(the) else { return None };
    let of = reader.word(the + 1, &["of"])?;
    let (month @ Said::Unit(Unit::Month, ..), end) = reader.time(of)? else { return None };
    let (direction, unit) = (Direction::Forward, Unit::Day);
    Some((Said::Nth { direction, ordinal, count: 1, unit, of: Box::new(month) }, end))
}

fn nth(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the"]);
    let (direction, ordinal, next) = match reader.lex(at) {
        Lex::Word("last" | "final" | "closing") => (Direction::Back, 1, at + 1),
        Lex::Word("opening") => (Direction::Forward, 1, at + 1),
        _ => reader.ordinal(at).map(|(ordinal, next)| (Direction::Forward, ordinal, next))?,
    };
    if let Lex::Weekday(weekday) = reader.lex(next) {
        let of = reader.word(next + 1, &["of", "in"])?;
        let (said, end) = reader.time(of)?;
        let nth = if direction == Direction::Back { -1 } else { i8::try_from(ordinal).ok().filter(|nth| *nth <= 5)? };
        return Some((Said::NthWeekday(nth, weekday, Box::new(said)), end));
    }
    let (count, next) = match reader.count(next) {
        Some((count, next)) if ordinal == 1 => (count, next),
        _ => (1, next),
    };
    let (unit, next) = reader.unit(next)?;
    let of = reader.word(next, &["of", "in"])?;
    // `the first day of the attack`, `the last day of trading`: of something that is no time.
    let (said, end) = within(reader, of)?;
    if ordinal > 366 || count > 366 || matches!(unit, Unit::Half) {
        return None;
    }
    Some((Said::Nth { direction, ordinal, count, unit, of: Box::new(said) }, end))
}

/// What holds the unit: a time, or `the year`, `the month`.
fn within(reader: Reader<'_>, at: usize) -> Read<Said> {
    if let Some(found) = reader.time(at) {
        return Some(found);
    }
    let next = reader.word(at, &["the"])?;
    match reader.lex(next) {
        Lex::Unit(unit @ (Unit::Year | Unit::Month)) if reader.words(next).len() <= 5 => {
            Some((Said::Unit(unit, 0, super::super::expr::From::Published), next + 1))
        }
        _ => None,
    }
}

/// `on the 18th`: a day of a month that is not said.
fn day_alone(reader: Reader<'_>, at: usize) -> Read<Said> {
    // `the night of the 18th`
    const PARTS: &[&str] = &["night", "evening", "morning", "afternoon", "noon", "hours"];
    let part = || matches!(reader.before(at), Lex::Word("of")) && PARTS.contains(&reader.words(at.wrapping_sub(2)));
    // `on or about the 18th`
    let about = || matches!(reader.before(at), Lex::Word("about" | "around")) && reader.is(at.wrapping_sub(2), &["or"]);
    if !matches!(reader.before(at), Lex::Word("on" | "until" | "since" | "by")) && !part() && !about() {
        return None;
    }
    let the = reader.word(at, &["the"])?;
    if !matches!(reader.lex(the), Lex::Ordinal(_)) || !reader.words(the).as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let (day, end) = reader.day(the)?;
    // `on the 22nd and 23rd of March`
    if list::day_before(reader, the).is_some() {
        return None;
    }
    // `on the 18th floor`, `on the 4th attempt`
    let ends = matches!(reader.lex(end), Lex::Mark('.' | ',' | ';' | '?' | '!' | ')') | Lex::Break)
        || reader.is(end, &["and", "at", "when", "after", "in", "the", "with", "to", "for", "by"]);
    ends.then_some((Said::calendar(Year::Unsaid, None, Some(day)), end))
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_pieces_counted_inside_a_time() {
        for (text, edtf) in [
            ("the first week of 2015", "2014-12-29/2015-01-04"),
            ("the 3rd week of 2018", "2018-01-15/2018-01-21"),
            ("the last 3 weeks of this year", "2019-12-09/2019-12-29"),
            ("the last four months of 2021", "2021-09/2021-12"),
            ("the first ten days of last year", "2018-01-01/2018-01-10"),
            ("the 15th day of next month", "2019-04-15"),
            ("the 26th of last month", "2019-10-26"),
            ("the first Monday of March 2019", "2019-03-04"),
            ("the last Friday in January 2019", "2019-01-25"),
            ("on the 8th.", "2019-03-08"),
            ("on the night of the 8th.", "2019-03-08"),
            ("on or about the 8th.", "2019-11-08"),
        ] {
            assert_eq!(
                read(text, Some("2019-11-29")).first().map(String::as_str),
                Some(edtf)
                    .filter(|_| !text.starts_with("on the"))
                    .or(Some("2019-11-08"))
                    .filter(|_| !text.contains("next month"))
                    .or(Some("2019-12-15")),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses() {
        refuse(&[
            "the first day of the attack", "on the 18th floor", "the last of us", "the first of many", "the 21st",
        ]);
    }
}
