//! `last week`, `this year`, `the following month`, `the same day`, `over the weekend`: units of the calendar.

use super::super::calendar::Unit;
use super::super::expr::{From, Said};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    weekend(reader, at)
        .or_else(|| shifted(reader, at))
        .or_else(|| same_side(reader, at))
        .or_else(|| to_date(reader, at))
}

fn weekend(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the"]);
    let whole = reader.lex(at) == Lex::Unit(Unit::Weekend) && reader.words(at).eq_ignore_ascii_case("weekend");
    whole.then_some((Said::Weekend, at + 1))
}

fn shifted(reader: Reader<'_>, at: usize) -> Read<Said> {
    let the = reader.skip(at, &["the"]);
    let (shift, from) = match reader.lex(the) {
        Lex::Word("last" | "past") => (-1, From::Published),
        Lex::Word("previous" | "preceding" | "prior") => (-1, if the > at { From::Previous } else { From::Published }),
        Lex::Word("this" | "current") => (0, From::Published),
        Lex::Word("next") => (1, From::Published),
        Lex::Word("coming" | "upcoming") => (1, From::Published),
        Lex::Word("following" | "subsequent" | "ensuing") => (1, From::Previous),
        Lex::Word("same") => (0, From::Previous),
        Lex::Word("that") if the == at => (0, From::Previous),
        _ => return None,
    };
    let next = reader.skip(the + 1, &["same", "calendar", "entire", "whole"]);
    let (unit, end) = reader.unit(next)?;
    let is_plural = reader.plural(end - 1);
    let word = reader.lex(the);
    let refused = match (word, unit) {
        // `the last day`, `the past day`: not yesterday. `this day` is rarely today.
        (Lex::Word("last" | "past" | "this" | "current" | "coming" | "upcoming"), Unit::Day) => true,
        (_, Unit::Half | Unit::BusinessDay | Unit::Century) => {
            !matches!(word, Lex::Word("this" | "last")) || unit == Unit::Half
        }
        // `the past year` is rolling; its rule reads it. `in the last week of` too.
        (Lex::Word("past"), _) => the > at,
        (Lex::Word("last"), _) if the > at => reader.is(end, &["of"]) || unit != Unit::Decade,
        _ => false,
    };
    if refused || is_plural || reader.is(end, &["of"]) && matches!(word, Lex::Word("last")) && the > at {
        return None;
    }
    // `the next day` is told from the day before in the text.
    let from = if unit == Unit::Day
        || the > at
            && matches!(word, Lex::Word("next"))
            && unit != Unit::Decade
            && unit != Unit::Quarter
            && unit != Unit::Year
    {
        From::Previous
    } else {
        from
    };
    Some((Said::Unit(unit, shift, from), end))
}

/// `the day before`, `the week after`, `the day prior`
fn same_side(reader: Reader<'_>, at: usize) -> Read<Said> {
    let the = reader.word(at, &["the"])?;
    let (unit, next) = reader.unit(the)?;
    let shift = match reader.lex(next) {
        Lex::Word("before" | "prior") => -1,
        Lex::Word("after") => 1,
        _ => return None,
    };
    let ends = matches!(reader.lex(next + 1), Lex::Mark('.' | ',' | ';' | ')' | '?' | '!') | Lex::Break);
    (ends && !matches!(unit, Unit::Half | Unit::Century)).then_some((Said::Unit(unit, shift, From::Previous), next + 1))
}

/// `year to date`, `YTD`
fn to_date(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (unit, end) = match reader.lex(at) {
        Lex::Word("ytd") => (Unit::Year, at + 1),
        Lex::Word("mtd") => (Unit::Month, at + 1),
        Lex::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week | Unit::Quarter)) => {
            let next = reader.skip_mark(at + 1, &['-']);
            let next = reader.word(next, &["to"])?;
            let next = reader.skip_mark(next, &['-']);
            (unit, reader.word(next, &["date"])?)
        }
        _ => return None,
    };
    let start = Said::Unit(unit, 0, From::Published);
    Some((Said::Range(Box::new(start), Box::new(Said::Day(0, From::Published))), end))
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_units_of_the_calendar() {
        for (text, edtf) in [
            ("last week", "2019-03-04/2019-03-10"),
            ("this year", "2019"),
            ("next month", "2019-04"),
            ("last year", "2018"),
            ("over the weekend", "2019-03-09/2019-03-10"),
            ("next quarter", "2019-04/2019-06"),
            ("the next decade", "202X"),
            ("year to date", "2019-01-01/2019-03-11"),
            ("the day before.", "2019-03-10"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn counts_from_the_date_before() {
        for (text, edtf) in [
            ("On 14 September 2018 it fell. The next day it rose.", ["2018-09-14", "2018-09-15"]),
            ("On 14 September 2018 it fell. The following month it rose.", ["2018-09-14", "2018-10"]),
            ("On 14 September 2018 it fell. It rose the same day.", ["2018-09-14", "2018-09-14"]),
            ("In September 2018 it fell. It rose later that year.", ["2018-09", "2018-10-01/2018-12-31"]),
        ] {
            assert_eq!(read(text, None), edtf, "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["Have a great month.", "Nice day.", "the last day", "every week", "weekends", "a year"]);
    }
}
