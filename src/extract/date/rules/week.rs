//! `the week of April 10`, `week 31`, `week 31 of 2018`, `the week ending Friday`, `the weekend of March 3`.

use super::super::calendar::Unit;
use super::super::expr::{Said, Year, YearPart};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the"]);
    let unit = match reader.lex(at) {
        Lex::Unit(unit @ (Unit::Week | Unit::Weekend)) => unit,
        Lex::Word("w") if reader.glued(at + 1) && reader.capital(at) && !reader.glued(at) => Unit::Week,
        _ => return None,
    };
    if unit == Unit::Week
        && let Some(found) = numbered(reader, at)
    {
        return Some(found);
    }
    let next = reader
        .any_phrase(at + 1, &[&["of"], &["commencing"], &["beginning"], &["starting"], &["ending"], &["ended"]])?;
    let next = reader.skip(next, &["on"]);
    let (said, end) = reader.time(next)?;
    let is_day =
        matches!(said, Said::Calendar { day: Some(_), .. } | Said::Weekday(..) | Said::Holiday { .. } | Said::Day(..));
    is_day.then(|| (Said::Around(unit, Box::new(said)), end))
}

/// `week 31`, `week no. 31 of 2018`, `W31`
fn numbered(reader: Reader<'_>, at: usize) -> Read<Said> {
    let next = if reader.is(at + 1, &["no"]) { reader.skip_mark(at + 2, &['.']) } else { at + 1 };
    let Lex::Number(number @ 1..=53, 1..=2) = reader.lex(next) else { return None };
    if !reader.free_right(next + 1) {
        return None;
    }
    let (year, end) = reader.year_of(next + 1).unwrap_or((Year::Unsaid, next + 1));
    // `Week 1 of training`: without a year only ISO's two digits, or a `W`.
    if year == Year::Unsaid && (number < 10 || reader.is(end, &["of"])) {
        return None;
    }
    Some((Said::YearPart { part: YearPart::Week(i8::try_from(number).ok()?), year }, end))
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_weeks() {
        for (text, edtf) in [
            ("the week of April 10th", "2018-04-09/2018-04-15"),
            ("week 31 of 2018", "2018-07-30/2018-08-05"),
            ("the week commencing February 4", "2019-02-04/2019-02-10"),
            ("the weekend of March 3, 2018", "2018-03-03/2018-03-04"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["There is no week 00, nor W00", "a week of chaos", "W3C", "week after week", "Week 1 of training"]);
    }
}
