//! `Q3 2018`, `the third quarter of 2018`, `2019 H2`, `last year's first quarter`, `1H18`: quarters and halves.

use super::super::calendar::Unit;
use super::super::expr::{Said, Year, YearPart};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};
use super::super::year_words::two_digit_year;

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    year_first(reader, at).or_else(|| {
        let (part, end) = part(reader, at)?;
        if let Some((year, end)) = year_after(reader, end) {
            return Some((Said::YearPart { part, year }, end));
        }
        (reader.free_right(end)).then_some((Said::YearPart { part, year: Year::Unsaid }, end))
    })
}

/// `2019 H2`, `2017-q1`, `2018's first quarter`, `next year's first quarter`
fn year_first(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (year, next) = match reader.lex(at) {
        Lex::Number(value @ 1900..=2099, 4) if reader.free_left(at) => {
            (Year::Given(i16::try_from(value).ok()?), at + 1)
        }
        _ => reader.shifted_year(at)?,
    };
    let next = if reader.mark(next, &['\'', '’']) && reader.is(next + 1, &["s"]) { next + 2 } else { next };
    let next = reader.skip_mark(next, &['-', ',', '/']);
    let (part, end) = part(reader, next)?;
    Some((Said::YearPart { part, year }, end))
}

fn year_after(reader: Reader<'_>, at: usize) -> Read<Year> {
    let glued = reader.skip_mark(at, &['-', '/']);
    if reader.glued(glued)
        && let Lex::Number(value, 2) = reader.lex(glued)
        && reader.free_right(glued + 1)
    {
        return Some((Year::Given(two_digit_year(value)), glued + 1));
    }
    let fiscal = reader.skip(at, &["of", "fiscal"]);
    let fiscal = reader.skip(fiscal, &["the"]);
    let fiscal = reader.skip(fiscal, &["fiscal"]);
    reader.year_of(if fiscal > at && matches!(reader.lex(fiscal), Lex::Number(..)) { fiscal } else { glued })
}

/// `Q3`, `3Q`, `H2`, `the third quarter`, `the final quarter`, `the second half`
fn part(reader: Reader<'_>, at: usize) -> Read<YearPart> {
    let at = reader.skip(at, &["the", "fiscal"]);
    match reader.lex(at) {
        Lex::Word("q") if reader.glued(at + 1) => match reader.lex(at + 1) {
            Lex::Number(value @ 1..=4, 1) if !reader.glued(at) || reader.mark(at.wrapping_sub(1), &['-', '(', '/']) => {
                Some((YearPart::Quarter(i8::try_from(value).ok()?), at + 2))
            }
            _ => None,
        },
        Lex::Word("h") if reader.glued(at + 1) => match reader.lex(at + 1) {
            Lex::Number(value @ 1..=2, 1) if !reader.glued(at) || reader.mark(at.wrapping_sub(1), &['-', '(', '/']) => {
                Some((YearPart::Half(i8::try_from(value).ok()?), at + 2))
            }
            _ => None,
        },
        Lex::Number(value @ 1..=4, 1) if reader.glued(at + 1) && reader.free_left(at) => match reader.lex(at + 1) {
            Lex::Word("q") if reader.capital(at + 1) => Some((YearPart::Quarter(i8::try_from(value).ok()?), at + 2)),
            Lex::Word("h") if reader.capital(at + 1) && value <= 2 => {
                Some((YearPart::Half(i8::try_from(value).ok()?), at + 2))
            }
            _ => None,
        },
        _ => named(reader, at),
    }
}

fn named(reader: Reader<'_>, at: usize) -> Read<YearPart> {
    let (ordinal, next) = match reader.lex(at) {
        Lex::Word("last" | "final")
            if reader.is(reader.skip(at + 2, &["of"]), &["the"]) || reader.year_of(at + 2).is_some() =>
        {
            (None, at + 1)
        }
        _ => reader.ordinal(at).map(|(value, next)| (Some(value), next))?,
    };
    let next = reader.skip_mark(next, &['-']);
    match (reader.lex(next), ordinal) {
        (Lex::Unit(Unit::Quarter), Some(value @ 1..=4)) => {
            Some((YearPart::Quarter(i8::try_from(value).ok()?), next + 1))
        }
        (Lex::Unit(Unit::Quarter), None) => Some((YearPart::Quarter(4), next + 1)),
        // A half alone may be of a match: it needs its year.
        (Lex::Unit(Unit::Half), _)
            if year_after(reader, next + 1).is_some() || reader.is(at.wrapping_sub(2), &["in"]) =>
        {
            let value = ordinal.unwrap_or(2);
            (1..=2).contains(&value).then_some((YearPart::Half(i8::try_from(value).ok()?), next + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_quarters_and_halves() {
        for (text, edtf) in [
            ("Q3 2018", "2018-07/2018-09"),
            ("2017-q1", "2017-01/2017-03"),
            ("in the third quarter of 2018", "2018-07/2018-09"),
            ("2019 H2", "2019-07/2019-12"),
            ("1H18", "2018-01/2018-06"),
            ("the first half of 2018", "2018-01/2018-06"),
            ("last year's first quarter", "2018-01/2018-03"),
            ("in the fourth quarter", "2018-10/2018-12"),
            ("the first quarter of the year", "2019-01/2019-03"),
            ("the last quarter of 2017", "2017-10/2017-12"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&[
            "a quarter of users", "H1N1", "the second half was better", "Q5 2018x", "half of them",
            "three quarters of users",
        ]);
    }
}
