//! `late 2017`, `mid-March`, `the end of last year`, `earlier this year`, `the beginning of the 1990s`: pieces of a time.

use super::super::calendar::Unit;
use super::super::expr::{From, Part, Said};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (part, next) = part(reader, at)?;
    let (said, end) = inside(reader, next)?;
    // Days have no early and late here: `early on Sunday` is Sunday.
    let is_day =
        matches!(said, Said::Weekday(..) | Said::Day(..)) || matches!(said, Said::Calendar { day: Some(_), .. });
    let is_relative = matches!(said, Said::Unit(_, 0, _));
    let said = match part {
        _ if is_day => said,
        Part::Earlier | Part::Later if !is_relative => {
            let part = if part == Part::Earlier { Part::Early } else { Part::Late };
            Said::Part(part, Box::new(said))
        }
        _ => Said::Part(part, Box::new(said)),
    };
    Some((said, end))
}

fn part(reader: Reader<'_>, at: usize) -> Read<Part> {
    let at = reader.skip(at, &["the"]);
    let of = |next: usize, part: Part| reader.word(next, &["of"]).map(|end| (part, end));
    match reader.lex(at) {
        Lex::Word("early") => Some((Part::Early, dashed(reader, at + 1))),
        Lex::Word("late") => Some((Part::Late, dashed(reader, at + 1))),
        Lex::Word("mid") => Some((Part::Mid, dashed(reader, at + 1))),
        Lex::Word("earlier") => Some((Part::Earlier, reader.skip(at + 1, &["in"]))),
        Lex::Word("later") => Some((Part::Later, reader.skip(at + 1, &["in"]))),
        Lex::Word("beginning" | "start" | "onset" | "dawn") => of(at + 1, Part::Early),
        Lex::Word("middle") => of(at + 1, Part::Mid),
        Lex::Word("end" | "close") => of(at + 1, Part::End),
        _ => None,
    }
}

fn dashed(reader: Reader<'_>, at: usize) -> usize {
    let at = reader.skip_mark(at, &['-', '–']);
    reader.skip(reader.skip(at, &["in", "on"]), &["the"])
}

fn inside(reader: Reader<'_>, at: usize) -> Read<Said> {
    if let Some((said, end)) = reader.time(at) {
        return (!matches!(said, Said::Part(..) | Said::Shift { .. } | Said::Weekend)).then_some((said, end));
    }
    // `the end of the year`
    let next = reader.word(at, &["the"]).or(Some(at).filter(|at| reader.is(at.wrapping_sub(1), &["the"])))?;
    match reader.lex(next) {
        Lex::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week | Unit::Quarter | Unit::Decade))
            if !reader.plural(next) =>
        {
            Some((Said::Unit(unit, 0, From::Published), next + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_pieces() {
        for (text, edtf) in [
            ("late 2017", "2017-09~/2017-12~"),
            ("mid-2017", "2017-05~/2017-08~"),
            ("the beginning of 2000", "2000-01~/2000-04~"),
            ("early March", "2019-03-01~/2019-03-15~"),
            ("late July 2018", "2018-07-16~/2018-07-31~"),
            ("mid May 2018", "2018-05-10~/2018-05-20~"),
            ("earlier this year", "2019-01-01/2019-03-10"),
            ("later this year", "2019-03-12/2019-12-31"),
            ("the end of last year", "2018-09~/2018-12~"),
            ("in the early 2000s", "2000~/2003~"),
            ("early last week", "2019-03-04~/2019-03-06~"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["the end of the line", "early access", "a late fee", "sooner or later", "end of the day"]);
    }
}
