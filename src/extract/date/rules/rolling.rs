//! `the last three months`, `in the past year`, `the next 5 days`, `for almost four years now`: spans that touch the day of writing.

use super::super::calendar::Unit;
use super::super::expr::{Direction, Exactness, Length, Said};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    counted(reader, at).or_else(|| past_one(reader, at)).or_else(|| lasting(reader, at))
}

/// `the last three months`, `over the next 5 days`, `3 next weeks`
fn counted(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the", "these"]);
    if let Some((direction, next)) = direction(reader, at) {
        let (exactness, next) = reader.exactness(next);
        let (length, end) = reader.length(next)?;
        if matches!(reader.lex(next), Lex::Word("a" | "an" | "another"))
            && !reader.is(next + 1, &["few", "couple", "dozen"])
            || reader.is(end, &["of"])
        {
            return None;
        }
        let exactness = if exactness == Exactness::Exact { length.exactness } else { exactness };
        return Some((Said::Rolling(Length { exactness, ..length }, direction), end));
    }
    let (count, next) = reader.count(at)?;
    let (direction, next) = direction(reader, next)?;
    let (unit, end) = reader.unit(next)?;
    let plural = reader.words(end - 1).ends_with('s') && count > 1;
    plural.then(|| (Said::Rolling(Length { parts: vec![(count, unit)], exactness: Exactness::Exact }, direction), end))
}

fn direction(reader: Reader<'_>, at: usize) -> Read<Direction> {
    match reader.lex(at) {
        Lex::Word("last" | "past" | "previous" | "preceding") => Some((Direction::Back, at + 1)),
        Lex::Word("next" | "coming" | "following" | "upcoming") => Some((Direction::Forward, at + 1)),
        _ => None,
    }
}

/// `in the past year`, `over the last month`, `the past decade`
fn past_one(reader: Reader<'_>, at: usize) -> Read<Said> {
    let next = reader.word(at, &["the"])?;
    let next = reader.word(next, &["past", "last"])?;
    let (unit, end) = reader.unit(next)?;
    let told = reader.is(at.wrapping_sub(1), &["in", "over", "during", "within", "for", "throughout", "of"])
        || reader.is(next - 1, &["past"]);
    let plural = reader.plural(end - 1);
    if !told
        || plural
        || reader.is(end, &["of"])
        || matches!(unit, Unit::Half | Unit::Quarter | Unit::Weekend | Unit::Day | Unit::BusinessDay)
    {
        return None;
    }
    // `in the last decade` is the one before; unit.rs reads it.
    Some((Said::Rolling(Length { parts: vec![(1, unit)], exactness: Exactness::About }, Direction::Back), end))
}

/// `has for almost four years`, `for two years now`: it still lasts where the verb or `now` says so.
fn lasting(reader: Reader<'_>, at: usize) -> Read<Said> {
    let next = reader.word(at, &["for"])?;
    let (length, end) = reader.length(next)?;
    if length.parts.first()?.1 < Unit::Week {
        return None;
    }
    let now = reader.word(end, &["now", "already"]);
    if now.is_none() && !lasts(reader, at, end) {
        return None;
    }
    let exactness = if length.exactness == Exactness::Exact { Exactness::About } else { length.exactness };
    Some((Said::Rolling(Length { exactness, ..length }, Direction::Back), now.unwrap_or(end)))
}

/// `have been … for two years`, `For two years, the group has …`
fn lasts(reader: Reader<'_>, at: usize, end: usize) -> bool {
    let before = (1..=6)
        .map_while(|step| at.checked_sub(step))
        .take_while(|place| !matches!(reader.lex(*place), Lex::Break | Lex::Mark('.' | ';')))
        .any(|place| reader.is(place, &["has", "have"]));
    let after = reader.mark(end, &[','])
        && (end + 1..end + 8)
            .take_while(|place| !matches!(reader.lex(*place), Lex::Break | Lex::Mark('.' | ';')))
            .any(|place| reader.is(place, &["has", "have"]));
    before || after
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_spans_at_the_day_of_writing() {
        for (text, edtf) in [
            ("in the last three months", "2018-12-11/2019-03-10"),
            ("the next 5 days", "2019-03-12/2019-03-16"),
            ("the past two quarters", "2018-07/2018-12"),
            ("in the past year", "2018-03-11~/2019-03-11"),
            ("For almost 4 years now, it has", "2015-03-11~/2019-03-11"),
            ("has been at it for two years", "2017-03-11~/2019-03-11"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["it was down for two days", "jailed for four years", "the last of three", "next of kin"]);
    }
}
