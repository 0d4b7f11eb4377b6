//! `since 2016`, `before 2010`, `until Friday`, `by the end of March`, `starting January 7`, `from 2016 on`: one end open.

use super::super::expr::{From, Part, Said, Side};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    from_on(reader, at).or_else(|| to_date(reader, at)).or_else(|| plain(reader, at))
}

fn plain(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (side, next) = side(reader, at)?;
    // `the mail that came through on Monday`
    if reader.is(at, &["through"]) && reader.is(next, &["on"]) {
        return None;
    }
    let next = reader.skip(next, &["on", "from"]);
    let (said, end) = reader.time(next)?;
    if matches!(said, Said::Range(..) | Said::Bound(..) | Said::Weekend) || adjective(reader, side, next, end) {
        return None;
    }
    // `since two weeks ago`, `before two days ago`: the distance has said it.
    let said = match (side, said) {
        (Side::Before | Side::Until, Said::Part(Part::End, of)) => return Some((Said::Bound(Side::Until, of), end)),
        (_, said) => said,
    };
    Some((Said::Bound(side, Box::new(said)), end))
}

fn side(reader: Reader<'_>, at: usize) -> Read<Side> {
    const SINCE: &[&[&str]] = &[
        &["ever", "since"],
        &["since"],
        &["starting"],
        &["beginning"],
        &["as", "of"],
        &["as", "early", "as"],
        &["no", "earlier", "than"],
        &["effective"],
        &["commencing"],
        &["on", "or", "after"],
    ];
    const BEFORE: &[&[&str]] = &[&["before"], &["prior", "to"], &["earlier", "than"]];
    const UNTIL: &[&[&str]] = &[
        &["until"],
        &["till"],
        &["til"],
        &["up", "to"],
        &["up", "until"],
        &["by"],
        &["no", "later", "than"],
        &["as", "late", "as"],
        &["through"],
        &["on", "or", "before"],
    ];
    const AFTER: &[&[&str]] = &[&["after"], &["later", "than"]];
    [(SINCE, Side::Since), (BEFORE, Side::Before), (UNTIL, Side::Until), (AFTER, Side::After)]
        .into_iter()
        .find_map(|(phrases, side)| reader.any_phrase(at, phrases).map(|end| (side, end)))
}

/// `after the 2014 attack`, `before Friday's vote`, `after last week's leak`: the date tells which attack, not when.
fn adjective(reader: Reader<'_>, side: Side, start: usize, end: usize) -> bool {
    if !matches!(side, Side::After | Side::Before | Side::Until) {
        return false;
    }
    let possessive = end > 0 && reader.possessive(end - 1) || reader.mark(end, &['\'', '’']) && reader.glued(end);
    let noun = matches!(reader.lex(end), Lex::Other)
        && !reader.capital(end)
        && reader.is(start, &["the", "a", "an"])
        && end == start + 2;
    possessive || noun
}

/// `from 2016 on`, `from March onwards`
fn from_on(reader: Reader<'_>, at: usize) -> Read<Said> {
    let next = reader.word(at, &["from"])?;
    let (said, end) = reader.time(next)?;
    let end = reader.any_phrase(end, &[&["onwards"], &["onward"], &["on"]])?;
    (!reader.is(end - 1, &["on"]) || !matches!(reader.lex(end), Lex::Weekday(_) | Lex::Word("the") | Lex::Month(_)))
        .then(|| (Said::Bound(Side::Since, Box::new(said)), end))
}

/// `to date`, `until now`
fn to_date(reader: Reader<'_>, at: usize) -> Read<Said> {
    let end = reader.any_phrase(
        at,
        &[&["till", "date"], &["till", "now"], &["until", "now"], &["up", "to", "now"], &["up", "until", "now"]],
    )?;
    Some((Said::Bound(Side::Until, Box::new(Said::Day(0, From::Published))), end))
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_open_ends() {
        for (text, edtf) in [
            ("since 2016", "2016/.."),
            ("before 2010", "../2009"),
            ("after Feb 2018", "2018-03/.."),
            ("until Friday", "../2019-03-08"),
            ("before the end of December", "../2018-12"),
            ("starting January 7th", "2019-01-07/.."),
            ("since this August", "2019-08/.."),
            ("from 2016 onwards", "2016/.."),
            ("since late July", "2018-07-16~/.."),
            ("till date", "../2019-03-11"),
            ("before the year 2019", "../2018"),
            ("it came through on Friday", "2019-03-08"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
    }

    #[test]
    fn keeps_the_date_of_a_noun() {
        assert_eq!(read("after the 2014 attack", None), ["2014"]);
        assert_eq!(read("before Friday's vote", Some("2019-03-11")), ["2019-03-08"]);
    }

    #[test]
    fn refuses() {
        refuse(&["since then", "before the attack", "by hackers", "up to 5 users", "after all"]);
    }
}
