//! `18 and 19 June 2018`, `June 18, 19 and 20`, `January and March 2018`: what several dates share is said once.

use super::super::expr::{Said, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

/// Words that no number counts: a sentence begins behind the list.
const SUBJECTS: &[&str] = &[
    "it", "he", "she", "they", "we", "a", "an", "his", "her", "its", "their", "our", "someone", "somebody", "unknown",
];

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    day_before(reader, at)
        .or_else(|| day_after(reader, at))
        .or_else(|| first_day(reader, at))
        .or_else(|| month_before(reader, at))
}

/// `June 18` in `June 18 and 19, 2018`
fn first_day(reader: Reader<'_>, at: usize) -> Read<Said> {
    let Lex::Month(month) = reader.lex(at) else { return None };
    let (day, end) = reader.day_in_figures(reader.skip_mark(at + 1, &['.']))?;
    let mut place = end;
    for _ in 0..6 {
        place = joiner(reader, place)?;
        (_, place) = reader.day_in_figures(place)?;
        if let Some((year @ Year::Given(_), _)) = reader.year_of(place) {
            return Some((Said::calendar(year, Some(month), Some(day)), end));
        }
    }
    None
}

/// `18` in `18 and 19 June`, `sixth` in `the sixth and seventh of June`
pub(super) fn day_before(reader: Reader<'_>, at: usize) -> Read<Said> {
    if !reader.free_left(at) {
        return None;
    }
    let (day, end) = listed_day(reader, at)?;
    let mut place = end;
    for _ in 0..6 {
        place = joiner(reader, place)?;
        let (_, next) = listed_day(reader, reader.skip(place, &["the"]))?;
        place = next;
        let of = reader.skip(place, &["of"]);
        if let Lex::Month(month) = reader.lex(of) {
            let sure = reader.capital(of) || !matches!(month, 3 | 5);
            let (year, _) = reader.year_of(of + 1).unwrap_or((Year::Unsaid, of + 1));
            return sure.then_some((Said::calendar(year, Some(month), Some(day)), end));
        }
    }
    None
}

/// `18`, `18th`, `eighteenth`: no `eighteen`, which counts.
fn listed_day(reader: Reader<'_>, at: usize) -> Read<i8> {
    reader.day_in_figures(at).or_else(|| reader.day(at).filter(|_| matches!(reader.lex(at), Lex::Ordinal(_))))
}

/// `19` in `June 18 and 19, 2018`
fn day_after(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (day, end) = reader.day_in_figures(at)?;
    let counts = || {
        let noun =
            matches!(reader.lex(end), Lex::Month(_) | Lex::Unit(_) | Lex::Other | Lex::Cardinal(_) | Lex::Number(..));
        noun && !SUBJECTS.contains(&reader.words(end))
    };
    if !reader.free_right(end) || counts() {
        return None;
    }
    let mut place = at;
    for _ in 0..6 {
        // Back over the joiner to the day before it.
        let joined =
            (1..=2).find_map(|step| place.checked_sub(step).filter(|start| joiner(reader, *start) == Some(place)))?;
        let before = joined.checked_sub(1)?;
        let (earlier, _) = reader.day_in_figures(before)?;
        let month_at = before.checked_sub(1)?;
        let month_at = if reader.mark(month_at, &['.']) { month_at.checked_sub(1)? } else { month_at };
        if let Lex::Month(month) = reader.lex(month_at) {
            let (year, end) = reader.year_of(end).unwrap_or_else(|| (year_ahead(reader, end), end));
            return (day > earlier).then_some((Said::calendar(year, Some(month), Some(day)), end));
        }
        place = before;
    }
    None
}

/// The year at the end of a list of days.
fn year_ahead(reader: Reader<'_>, end: usize) -> Year {
    let next = joiner(reader, end).and_then(|next| reader.day_in_figures(next));
    match next.and_then(|(_, end)| reader.year_of(end)) {
        Some((year, _)) => year,
        None => Year::Unsaid,
    }
}

/// `January` in `January and March 2018`
fn month_before(reader: Reader<'_>, at: usize) -> Read<Said> {
    let Lex::Month(month) = reader.lex(at) else { return None };
    if !reader.capital(at) {
        return None;
    }
    let mut place = reader.skip_mark(at + 1, &['.']);
    let end = at + 1;
    for _ in 0..6 {
        place = joiner(reader, place)?;
        let Lex::Month(_) = reader.lex(place) else { return None };
        place = reader.skip_mark(place + 1, &['.']);
        if let Some((year @ Year::Given(_), _)) = reader.year_of(place) {
            return Some((Said::calendar(year, Some(month), None), end));
        }
    }
    None
}

fn joiner(reader: Reader<'_>, at: usize) -> Option<usize> {
    let comma = reader.skip_mark(at, &[',']);
    let next = reader.skip(comma, &["and", "or"]);
    (next > at).then_some(next)
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn shares_what_is_said_once() {
        for (text, edtf) in [
            ("18 and 19 June 2018", vec!["2018-06-18", "2018-06-19"]),
            ("June 18 and 19, 2018", vec!["2018-06-18", "2018-06-19"]),
            ("in January and March 2018", vec!["2018-01", "2018-03"]),
            ("on the sixth and seventh of June 2018", vec!["2018-06-06", "2018-06-07"]),
            ("on the 22nd and 23rd of March 2018", vec!["2018-03-22", "2018-03-23"]),
            ("On February 19 and 20 it went on", vec!["2018-02-19", "2018-02-20"]),
            ("On 4 and 5 July two transfers left", vec!["2017-07-04", "2017-07-05"]),
        ] {
            assert_eq!(read(text, Some("2018-06-20")), edtf, "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["5 and 6 users", "10, 12 and 14", "3 and 4"]);
    }
}
