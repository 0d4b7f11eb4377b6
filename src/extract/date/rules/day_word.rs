//! `today`, `yesterday morning`, `the day before yesterday`, `last night`, `now`: days named from the day of writing.

use super::super::begin::hours;
use super::super::calendar::Unit;
use super::super::expr::{From, Said};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    if let Some(end) = day_phrase(reader, at, &["before"], "yesterday") {
        return Some((Said::Day(-2, From::Published), end));
    }
    if let Some(end) = day_phrase(reader, at, &["after"], "tomorrow") {
        return Some((Said::Day(2, From::Published), end));
    }
    if let Some(found) = hours_ago(reader, at) {
        return Some(found);
    }
    let (days, end) = match reader.lex(at) {
        Lex::Word("today") => (0, at + 1),
        Lex::Word("tonight") => (0, at + 1),
        Lex::Word("yesterday") => (-1, at + 1),
        Lex::Word("tomorrow") => (1, at + 1),
        Lex::Word("last") if reader.is(at + 1, &["night", "evening"]) => (-1, at + 2),
        Lex::Word("this") if reader.is(at + 1, &["morning", "afternoon", "evening"]) => (0, at + 2),
        _ => return None,
    };
    // `today's technology`, `the world today`: of our time, not of this day.
    if reader.is(at, &["today"]) && loose(reader, at) {
        return None;
    }
    let end = reader.skip(end, &["morning", "afternoon", "evening", "night"]);
    Some((Said::Day(days, From::Published), end))
}

/// `40 minutes ago`, `an hour ago`, `36 hours ago`: as many whole days back as there are.
fn hours_ago(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (count, next) = reader.count(at)?;
    let days = i8::try_from(count * hours(reader.words(next))? / 24).ok()?;
    reader.is(next + 1, &["ago"]).then_some((Said::Day(-days, From::Published), next + 2))
}

/// `the day before yesterday`
fn day_phrase(reader: Reader<'_>, at: usize, side: &[&str], word: &str) -> Option<usize> {
    let at = reader.skip(at, &["the"]);
    (reader.lex(at) == Lex::Unit(Unit::Day) && reader.is(at + 1, side) && reader.is(at + 2, &[word])).then_some(at + 3)
}

fn loose(reader: Reader<'_>, at: usize) -> bool {
    // The newspaper.
    let before = reader.words(at.wrapping_sub(1));
    before == "USA"
        || matches!(before, "Russia" | "India" | "Psychology" | "World") && reader.capital(at)
        || reader.possessive(at)
            && matches!(reader.words(at + 1), "world" | "society" | "technology" | "internet" | "economy" | "age")
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_day_words() {
        for (text, edtf) in [
            ("said today", "2019-03-11"),
            ("yesterday evening", "2019-03-10"),
            ("the day before yesterday", "2019-03-09"),
            ("the day after tomorrow", "2019-03-13"),
            ("last night", "2019-03-10"),
            ("this morning", "2019-03-11"),
            ("yesterday's attack", "2019-03-10"),
            ("about 40 minutes ago", "2019-03-11"),
            ("three hours ago", "2019-03-11"),
            ("48 hours ago", "2019-03-09"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
        assert_eq!(read("said today", None), ["-"]);
    }

    #[test]
    fn refuses() {
        refuse(&["USA Today reported", "in today's world", "up-to-date", "now"]);
    }
}
