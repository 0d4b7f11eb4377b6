//! `two weeks ago`, `a day later`, `three days after Christmas`, `in two months`, `a year earlier`: distances.

use super::super::calendar::Unit;
use super::super::expr::{Direction, Exactness, From, Origin, Said};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    ahead(reader, at).or_else(|| after_length(reader, at))
}

fn after_length(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (length, next) = reader.length(at)?;
    if matches!(length.parts.first()?.1, Unit::Half) {
        return None;
    }
    let whole = |direction, origin, end| {
        let (weekday, end) = weekday_after(reader, end);
        Some((Said::Shift { length: length.clone(), direction, origin, weekday }, end))
    };
    let anchored = |direction, from, end| whole(direction, Origin::Anchor(from), end);
    if let Some(end) = reader.any_phrase(next, &[&["ago"], &["back"]]) {
        // `ten years ago today`, `a year ago this week`
        if reader.is(next, &["ago"])
            && let Some((said @ (Said::Day(0, _) | Said::Unit(_, 0, _)), end)) = reader.time(end)
        {
            return whole(Direction::Back, Origin::At(Box::new(said)), end);
        }
        // `two weeks back home` is not a time.
        let is_back = reader.is(next, &["back"]) && !matches!(reader.lex(end), Lex::Mark('.' | ',') | Lex::Break);
        return if is_back { None } else { anchored(Direction::Back, From::Published, end) };
    }
    if let Some(end) = reader.any_phrase(next, &[&["from", "now"], &["from", "today"], &["hence"]]) {
        return anchored(Direction::Forward, From::Published, end);
    }
    if let Some(end) = reader.any_phrase(
        next,
        &[&["earlier", "than"], &["prior", "to"], &["before"], &["earlier"], &["previously"], &["prior"]],
    ) {
        if let Some((said, end)) = other(reader, end, reader.is(end - 1, &["before", "to", "than"])) {
            return whole(Direction::Back, Origin::At(Box::new(said)), end);
        }
        let bare = reader.is(end - 1, &["before"]) && !ends_clause(reader, end);
        return if bare || reader.is(end - 1, &["to", "than"]) {
            None
        } else {
            anchored(Direction::Back, From::Previous, end)
        };
    }
    if let Some(end) = reader
        .any_phrase(next, &[&["later", "than"], &["after"], &["from"], &["following"], &["later"], &["afterwards"]])
    {
        if let Some((said, end)) = other(reader, end, !reader.is(end - 1, &["later"])) {
            return whole(Direction::Forward, Origin::At(Box::new(said)), end);
        }
        // `26 days after that`
        let that = reader.is(end, &["that"]) && ends_clause(reader, end + 1);
        let end = if that { end + 1 } else { end };
        let bare = reader.is(end - 1, &["after"]) && !ends_clause(reader, end);
        let later = that || reader.is(end - 1, &["later", "after", "afterwards"]) && !bare;
        return if later { anchored(Direction::Forward, From::Previous, end) } else { None };
    }
    let starting = reader.word(next, &["starting", "beginning", "commencing", "from"])?;
    let (said, end) = reader.time(reader.skip(starting, &["on", "from"]))?;
    Some((Said::Starting(length, Box::new(said)), end))
}

/// The date that the distance is counted from.
fn other(reader: Reader<'_>, at: usize, expected: bool) -> Read<Said> {
    if !expected {
        return None;
    }
    let (said, end) = reader.time(at)?;
    // `two years before 2018` counts years, `a day after last year's attack` no date.
    (!matches!(said, Said::Shift { .. })).then_some((said, end))
}

/// `in two weeks`, `in a fortnight's time`, `within three days`: only where the clause looks forward.
fn ahead(reader: Reader<'_>, at: usize) -> Read<Said> {
    let next = reader.word(at, &["in"])?;
    let (length, end) = reader.length(next)?;
    let whole = matches!(length.exactness, Exactness::Exact | Exactness::About);
    let time = if reader.possessive(end - 1) { reader.word(end, &["time"]) } else { None };
    if !whole || matches!(length.parts.first()?.1, Unit::Half) || reader.is(end, &["ago", "of"]) {
        return None;
    }
    let forward = time.is_some() || looks_forward(reader, at);
    let (weekday, end) = weekday_after(reader, time.unwrap_or(end));
    let origin = Origin::Anchor(From::Published);
    forward.then_some((Said::Shift { length, direction: Direction::Forward, origin, weekday }, end))
}

/// `will`, `plans to`, `want`: words before, in the same clause, that look forward.
pub(crate) fn looks_forward(reader: Reader<'_>, at: usize) -> bool {
    const FORWARD: &[&str] = &[
        "will", "shall", "want", "wants", "plan", "plans", "planned", "planning", "expected", "expects", "expect",
        "scheduled", "schedule", "slated", "due", "going", "hopes", "hope", "set", "would", "upcoming", "intends",
        "aims", "pledged", "promised", "please", "ll", "let", "should", "must", "can", "could",
    ];
    let mut seen = 0;
    for step in 1..=24 {
        let Some(place) = at.checked_sub(step) else { break };
        match reader.lex(place) {
            Lex::Break | Lex::Mark('.' | ';' | ':') => break,
            Lex::Mark(_) => continue,
            _ => {}
        }
        seen += 1;
        let word = reader.words(place);
        if seen > 14 || is_past(word) {
            break;
        }
        let short = word.rsplit(['\'', '’']).next().unwrap_or(word);
        if FORWARD
            .iter()
            .any(|forward| forward.eq_ignore_ascii_case(word) || short.len() < word.len() && *forward == short)
        {
            return true;
        }
    }
    false
}

fn is_past(word: &str) -> bool {
    matches!(word, "was" | "were" | "had" | "did" | "began" | "stole" | "lost" | "fell" | "rose" | "became")
}

/// `… on Tuesday`: the first such day from there.
fn weekday_after(reader: Reader<'_>, end: usize) -> (Option<jiff::civil::Weekday>, usize) {
    let next = reader.skip(end, &["on"]);
    match reader.lex(next) {
        Lex::Weekday(weekday) if next > end && !matches!(reader.lex(next + 1), Lex::Month(_) | Lex::Number(..)) => {
            (Some(weekday), next + 1)
        }
        _ => (None, end),
    }
}

fn ends_clause(reader: Reader<'_>, at: usize) -> bool {
    matches!(reader.lex(at), Lex::Mark('.' | ',' | ';' | ')' | '?' | '!' | '"' | '”') | Lex::Break)
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_distances() {
        for (text, edtf) in [
            ("two days ago", "2019-03-09"),
            ("three weeks ago", "2019-02-18~"),
            ("about two months ago", "2019-01~"),
            ("two years ago", "2017~"),
            ("ten years ago today", "2009-03-11"),
            ("Five years ago this morning", "2014-03-11"),
            ("two years ago this month", "2017-03~"),
            ("3 days after January 12th", "2019-01-15"),
            ("2 weeks before May 13 1999", "1999-04-29"),
            ("it will open in two days", "2019-03-13"),
            ("3 days from today", "2019-03-14"),
            ("more than 2 weeks before today", "../2019-02-24"),
            ("2 weeks starting May 20th 2019", "2019-05-20/2019-06-02"),
            ("two months from today on Tuesday", "2019-05-14"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn counts_from_the_date_before() {
        for (text, edtf) in [
            ("It fell on 14 September 2018. Two days earlier it rose.", ["2018-09-14", "2018-09-12"]),
            ("It fell on 14 September 2018. A week later, it rose.", ["2018-09-14", "2018-09-21~"]),
            ("It opened on 16 October 2018. It was robbed 26 days after that.", ["2018-10-16", "2018-11-11"]),
        ] {
            assert_eq!(read(text, None), edtf, "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["stole $2bn in two years", "two days", "a week", "3 months old", "the first in three years"]);
    }
}
