//! `fiscal 2018`, `fiscal year 2018`, `FY18`: years whose first month the words do not tell.

use super::super::calendar::Unit;
use super::super::expr::{Said, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};
use super::super::year_words::two_digit_year;

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (shifted, start) = match reader.lex(at) {
        Lex::Word("last" | "previous") => (Some(-1), at + 1),
        Lex::Word("this" | "current") => (Some(0), at + 1),
        Lex::Word("next") => (Some(1), at + 1),
        _ => (None, reader.skip(at, &["the"])),
    };
    let next = reader.word(start, &["fiscal", "fy"])?;
    let is_short = reader.is(start, &["fy"]);
    let after_year = if reader.lex(next) == Lex::Unit(Unit::Year) { next + 1 } else { next };
    if let Some(shift) = shifted {
        return (after_year > next || is_short).then_some((Said::Fiscal(Year::Shifted(shift)), after_year));
    }
    let figure = reader.skip_mark(after_year, &['\'', '’']);
    match reader.lex(figure) {
        Lex::Number(value @ 1950..=2099, 4)
            if reader.free_right(figure + 1) || reader.mark(figure + 1, &['-', '/']) =>
        {
            // `FY2018-19`, `fiscal 2018/19`
            let end = match reader.lex(figure + 2) {
                Lex::Number(next_year, 2)
                    if reader.mark(figure + 1, &['-', '/', '–']) && next_year == (value + 1) % 100 =>
                {
                    figure + 3
                }
                _ => figure + 1,
            };
            Some((Said::Fiscal(Year::Given(i16::try_from(value).ok()?)), end))
        }
        Lex::Number(value, 2) if is_short && reader.free_right(figure + 1) => {
            Some((Said::Fiscal(Year::Given(two_digit_year(value))), figure + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_fiscal_years() {
        for (text, edtf) in [
            ("in fiscal 2018", "2018~"),
            ("the fiscal year 2018", "2018~"),
            ("FY18", "2018~"),
            ("last fiscal year", "2018~"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["fiscal policy", "FY", "fiscal year results"]);
    }
}
