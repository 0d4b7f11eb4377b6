//! `the 1990s`, `the '90s`, `the nineties`, `the 21st century`: decades and centuries.

use super::super::calendar::Unit;
use super::super::expr::Said;
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the"]);
    century(reader, at).or_else(|| decade(reader, at))
}

fn decade(reader: Reader<'_>, at: usize) -> Read<Said> {
    let quoted = reader.skip_mark(at, &['\'', '’', '‘']);
    let Lex::Decade(value) = reader.lex(quoted) else { return None };
    let first = match value {
        1000.. => i16::try_from(value).ok()?,
        // `aged in his 30s`, `in their twenties`: only the later decades of the last century go without an apostrophe.
        50..=90 if quoted > at || reader.is(at.wrapping_sub(1), &["the", "early", "late", "mid"]) => {
            1900 + i16::try_from(value).ok()?
        }
        10..=40 if quoted > at && quoted == at + 1 && reader.is(at.wrapping_sub(1), &["the"]) => {
            i16::try_from(value).ok()? + if value < 30 { 2000 } else { 1900 }
        }
        _ => return None,
    };
    Some((Said::Years(first, first.checked_add(9)?), quoted + 1))
}

fn century(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (ordinal, next) = reader.ordinal(at)?;
    let next = reader.skip_mark(next, &['-']);
    if reader.lex(next) != Lex::Unit(Unit::Century) || !(1..=30).contains(&ordinal) {
        return None;
    }
    let first = i16::try_from((ordinal - 1) * 100).ok()?;
    Some((Said::Years(first, first + 99), next + 1))
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_decades_and_centuries() {
        for (text, edtf) in [
            ("in the 1990s", "199X"),
            ("in the '90s", "199X"),
            ("in the nineties", "199X"),
            ("the 21st century", "20XX"),
            ("It happens in 15th  century", "14XX"),
        ] {
            assert_eq!(read(text, None), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["a man in his 30s", "in their twenties", "for 90s", "in the 90th minute"]);
    }
}
