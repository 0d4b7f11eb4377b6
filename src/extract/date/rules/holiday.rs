//! `Christmas 2017`, `last Easter`, `New Year's Eve`, `the weekend of Thanksgiving 2023`: named days.

use super::super::calendar::Unit;
use super::super::expr::{Said, Year};
use super::super::holiday::{Holiday, NAMES, weekend_of};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the"]);
    if let (Lex::Unit(Unit::Weekend), Lex::Word("of")) = (reader.lex(at), reader.lex(at + 1)) {
        let (said, end) = named(reader, reader.skip(at + 2, &["the"]))?;
        let Said::Holiday { holiday, year } = said else { return None };
        return Some((Said::Holiday { holiday: weekend_of(holiday)?, year }, end));
    }
    let (shifted, next) = match reader.lex(at) {
        Lex::Word("last" | "previous" | "past") => (Year::Latest, at + 1),
        Lex::Word("this") if reader.is(at + 1, &["past"]) => (Year::Latest, at + 2),
        Lex::Word("this") => (Year::Shifted(0), at + 1),
        Lex::Word("next" | "following" | "coming" | "upcoming") => (Year::Coming, at + 1),
        _ => (Year::Unsaid, at),
    };
    let (said, end) = named(reader, next)?;
    Some((said.with_year(shifted), end))
}

fn named(reader: Reader<'_>, at: usize) -> Read<Said> {
    if !reader.lexeme(at).is_some_and(|lexeme| lexeme.feast) {
        return None;
    }
    let mut best: Read<Holiday> = None;
    for (name, holiday) in NAMES {
        if let Some(end) = spells(reader, at, name)
            && best.is_none_or(|(_, longest)| end > longest)
        {
            best = Some((*holiday, end));
        }
    }
    let (holiday, end) = best?;
    let name_is_lower =
        !reader.capital(at) && !matches!(reader.words(at), "christmas" | "easter" | "halloween" | "thanksgiving");
    let second_is_lower = end > at + 1 && !reader.capital(end - 1);
    if name_is_lower && second_is_lower && reader.words(at).eq_ignore_ascii_case("may") {
        return None;
    }
    let (year, after) = match reader.year_of(end) {
        Some((year, after)) => (year, after),
        None => (Year::Unsaid, end),
    };
    if year != Year::Unsaid
        && reader.lex(after) == Lex::Unit(Unit::Weekend)
        && let Some(weekend) = weekend_of(holiday)
    {
        return Some((Said::Holiday { holiday: weekend, year }, after + 1));
    }
    Some((Said::Holiday { holiday, year }, after))
}

/// The place after the name, if it stands here; apostrophes, dots and dashes do not count.
fn spells(reader: Reader<'_>, at: usize, name: &str) -> Option<usize> {
    let mut place = at;
    for (step, word) in name.split(' ').enumerate() {
        if step > 0 {
            place = reader.skip_mark(place, &['-', '.']);
        }
        let text = reader.words(place);
        if !text
            .bytes()
            .filter(|byte| byte.is_ascii_alphabetic())
            .map(|byte| byte.to_ascii_lowercase())
            .eq(word.bytes())
        {
            return None;
        }
        place += 1;
        if reader.mark(place, &['\'', '’']) && reader.glued(place) && word.ends_with('s') {
            place += 1;
        }
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_named_days() {
        for (text, edtf) in [
            ("on Christmas Day 2017", "2017-12-25"),
            ("on New Year’s Eve", "2018-12-31"),
            ("last Easter", "2018-04-01"),
            ("Thanksgiving 2017", "2017-11-23"),
            ("over Labor Day weekend", "2018-09-01/2018-09-03"),
            ("labor day 2021 weekend", "2021-09-04/2021-09-06"),
            ("the weekend of Thanksgiving 2023", "2023-11-23/2023-11-26"),
            ("St. Patrick's Day", "2018-03-17"),
            ("eid al-fitr 2022", "2022-05-02"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["it may day after day", "eve of battle", "a good one", "new year"]);
    }
}
