//! `2018`, `the year 2018`, `CY18`, `in two thousand and twenty`: a year alone.

use super::super::calendar::Unit;
use super::super::expr::{Said, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};
use super::super::year_words::two_digit_year;

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    worded(reader, at).or_else(|| calendar_year(reader, at)).or_else(|| figure(reader, at))
}

/// `the calendar year 2018`, `cy 2018`, `cy18`
fn worded(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = reader.skip(at, &["the"]);
    if let Some(next) = reader.word(at, &["cy"]) {
        let next = reader.skip_mark(next, &['\'', '’']);
        return match reader.lex(next) {
            Lex::Number(value @ 1900..=2199, 4) => Some((whole(i16::try_from(value).ok()?), next + 1)),
            Lex::Number(value, 2) => Some((whole(two_digit_year(value)), next + 1)),
            _ => None,
        };
    }
    let next = reader.skip(at, &["calendar"]);
    if reader.lex(next) != Lex::Unit(Unit::Year) || !reader.words(next).eq_ignore_ascii_case("year") {
        return None;
    }
    let (year, end) = reader.year(next + 1)?;
    (year >= 1000 && reader.free_right(end)).then_some((whole(year), end))
}

/// `in two thousand and twenty`, `in nineteen eighty six`
fn calendar_year(reader: Reader<'_>, at: usize) -> Read<Said> {
    if !matches!(reader.lex(at), Lex::Cardinal(_)) || !introduces(reader, at) {
        return None;
    }
    let (year, end) = reader.year(at)?;
    (matches!(year, 1600..=2099) && !counts(reader, end)).then_some((whole(year), end))
}

fn figure(reader: Reader<'_>, at: usize) -> Read<Said> {
    let Lex::Number(value @ 1600..=2099, 4) = reader.lex(at) else { return None };
    let dashed = reader.glued(at)
        && reader.mark(at.wrapping_sub(1), &['-'])
        && reader.is(at.wrapping_sub(2), &["mid", "late", "early"]);
    if !(reader.free_left(at) || dashed) || !reader.free_right(at + 1) {
        return None;
    }
    let introduced = introduces(reader, at);
    if value < 1900 && !introduced || product(reader, at) || bracketed_part(reader, at) {
        return None;
    }
    // `2000 users`, `of 2018 bitcoins`; after `the`, `in` or `since` it is a year all the same.
    let inside = reader.is(at.wrapping_sub(1), &["of"])
        && (matches!(reader.lex(at.wrapping_sub(2)), Lex::Unit(_) | Lex::Month(_) | Lex::Season(_))
            || reader.is(at.wrapping_sub(2), &["end", "start", "beginning", "middle", "close"]));
    let certain = inside
        || introduced
            && !matches!(
                reader.before(at),
                Lex::Word("of" | "to" | "from" | "by" | "and" | "or" | "than" | "about" | "around")
            );
    if counts(reader, at + 1) && !(certain && value != 2000 && !unit_follows(reader, at + 1)) {
        return None;
    }
    Some((whole(i16::try_from(value).ok()?), at + 1))
}

fn whole(year: i16) -> Said {
    Said::calendar(Year::Given(year), None, None)
}

/// Whether the word before makes a number of four digits a year.
fn introduces(reader: Reader<'_>, at: usize) -> bool {
    matches!(
        reader.before(at),
        Lex::Word(
            "in" | "since"
                | "during"
                | "until"
                | "till"
                | "late"
                | "early"
                | "mid"
                | "through"
                | "throughout"
                | "from"
                | "of"
                | "to"
                | "by"
                | "before"
                | "after"
                | "and"
                | "or"
                | "between"
                | "circa"
                | "around"
                | "the"
                | "a"
                | "an"
                | "its"
                | "their"
                | "than"
                | "about"
                | "end"
                | "starting"
                | "previous"
                | "now"
        )
    ) || at > 0 && reader.possessive(at - 1)
}

/// Whether what follows is counted by the number: `people`, `million`, `bitcoins`.
fn counts(reader: Reader<'_>, end: usize) -> bool {
    unit_follows(reader, end) || {
        let word = reader.words(end);
        matches!(reader.lex(end), Lex::Other)
            && !reader.capital(end)
            && word.len() > 3
            && word.ends_with('s')
            && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
            && !matches!(word, "was" | "has" | "does" | "sees" | "shows" | "brings" | "marks" | "makes" | "begins")
    }
}

fn unit_follows(reader: Reader<'_>, end: usize) -> bool {
    const UNITS: &[&str] = &[
        "people", "million", "billion", "thousand", "percent", "per", "dollars", "euros", "pounds", "bitcoin", "btc",
        "eth", "ether", "usd", "eur", "gbp", "xem", "nem", "men", "women", "children", "staff", "users", "customers",
        "accounts", "records", "computers", "km", "miles", "meters", "metres", "kilometers", "feet", "hours",
        "minutes", "seconds", "times", "words", "patients", "servers", "devices", "victims", "websites", "sites",
        "points", "copies", "employees", "workers", "coins", "tokens", "machines", "other", "different", "more", "kb",
        "mb", "gb", "mhz", "ghz", "kg", "tons", "yen", "won", "rupees", "shares", "votes", "members", "students",
        "jobs", "gmt", "utc", "hrs", "bitcoins",
    ];
    let word = reader.words(end);
    matches!(reader.lex(end), Lex::Unit(_) if !reader.is(end.wrapping_sub(2), &["the"]))
        || UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
}

/// `Windows 2000`, `Office 2016`, `RFC 2018`, `port 2000`, `room 2018`, `ISO 2018`: a name, not a time.
fn product(reader: Reader<'_>, at: usize) -> bool {
    const NAMES: &[&str] = &[
        "windows", "office", "server", "exchange", "word", "excel", "outlook", "powerpoint", "sharepoint", "access",
        "project", "visio", "studio", "acrobat", "reader", "rfc", "iso", "port", "room", "page", "article", "section",
        "no", "number", "version", "build", "model", "sql", "norton", "dynamics", "symantec", "kb", "error", "code",
        "chapter", "line", "act", "flight", "suite", "box", "pin", "level", "ipads", "agenda", "resolution", "rule",
    ];
    let Some(before) = at.checked_sub(1) else { return false };
    let before = if reader.mark(before, &['.', '#']) { before.saturating_sub(1) } else { before };
    // `… to the server 2018 was` does not happen; `in Word. 2018 was` ends a sentence.
    if before + 2 == at && reader.mark(at - 1, &['.']) && !reader.is(before, &["no"]) {
        return false;
    }
    // `no 2018 plans` has no number.
    let is_word_no = reader.is(before, &["no"]) && !reader.mark(at - 1, &['.']);
    !is_word_no && NAMES.iter().any(|name| name.eq_ignore_ascii_case(reader.words(before)))
}

/// `(0123) 2018`: the second group of a telephone number.
fn bracketed_part(reader: Reader<'_>, at: usize) -> bool {
    at >= 2 && reader.mark(at - 1, &[')']) && matches!(reader.lex(at - 2), Lex::Number(..))
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_years() {
        for (text, edtf) in [
            ("in 2018", "2018"),
            ("the 2014 attack", "2014"),
            ("the calendar year 2008", "2008"),
            ("cy18", "2018"),
            ("in two thousand and twenty", "2020"),
            ("(2017)", "2017"),
            ("2018's worst hack", "2018"),
            ("In 2018 attacks rose.", "2018"),
        ] {
            assert_eq!(read(text, None), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&[
            "2000 users", "$2018", "2,018", "CVE-2018-1234", "Windows 2000", "Office 2016", "RFC 2018", "v2018",
            "2018.4", "2018%", "a sum of 1995 bitcoins", "lost 2010 BTC", "555-2018",
        ]);
    }
}
