//! `on Friday`, `last Monday`, `Monday of last week`, `next week Wednesday`, `Tue 13th`: days of the week.

use jiff::civil::Weekday;

use super::super::calendar::Unit;
use super::super::expr::{From, Said, Week, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    week_first(reader, at).or_else(|| weekday_first(reader, at))
}

/// `next week Wednesday`, `previous week - Monday`, `last week on Friday`
fn week_first(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (weeks, next) = week(reader, at)?;
    let next = reader.skip_mark(next, &['-', ',', '–', '\'']);
    let next = reader.skip(next, &["on"]);
    let Lex::Weekday(weekday) = reader.lex(next) else { return None };
    Some((Said::Weekday(weekday, weeks), next + 1))
}

fn weekday_first(reader: Reader<'_>, at: usize) -> Read<Said> {
    let at = match reader.word(at, &["early", "late", "later", "earlier"]) {
        Some(next) => reader.skip(next, &["on"]),
        None => at,
    };
    let (which, at) = which(reader, at);
    let Lex::Weekday(weekday) = reader.lex(at) else { return None };
    let text = reader.words(at);
    let stopped = reader.mark(at + 1, &['.']) && text.len() <= 5 && !text.to_ascii_lowercase().ends_with("day");
    let end = if stopped && !reader.capital(at + 2) && reader.lex(at + 2) != Lex::Break { at + 2 } else { at + 1 };
    if which == Week::Nearest {
        if let Some((day, after)) = day_of_month(reader, end) {
            return Some((dated(weekday, day), after));
        }
        if !names_a_day(reader, at, stopped) || is_some_day(reader, at, end) {
            return None;
        }
    }
    let end = reader.skip(end, &["morning", "afternoon", "evening", "night"]);
    // `Friday last week`, `Monday of this week`
    if which == Week::Nearest
        && let Some((weeks, after)) = week(reader, reader.skip(reader.skip_mark(end, &[',']), &["of"]))
    {
        return Some((Said::Weekday(weekday, weeks), after));
    }
    Some((Said::Weekday(weekday, which), end))
}

fn dated(weekday: Weekday, day: i8) -> Said {
    Said::Calendar { year: Year::Unsaid, month: None, day: Some(day), weekday: Some(weekday) }
}

/// `a Saturday last November`, `one Tuesday in March`: the time behind the weekday says more than it does.
fn is_some_day(reader: Reader<'_>, at: usize, end: usize) -> bool {
    let words = [reader.words(at.wrapping_sub(1)), reader.words(at.wrapping_sub(2))];
    let part = matches!(words[0], "early" | "late");
    let any = matches!(words[usize::from(part)].to_ascii_lowercase().as_str(), "a" | "one");
    let next = reader.skip(end, &["morning", "afternoon", "evening", "night"]);
    any && reader.is(next, &["last", "in", "at", "this"]) && reader.time(reader.skip(next, &["in", "at"])).is_some()
}

/// `13th`, `the thirty first`, `21`: a day of the month behind the weekday.
fn day_of_month(reader: Reader<'_>, at: usize) -> Read<i8> {
    let at = reader.skip_mark(at, &[',']);
    let the = reader.skip(at, &["the"]);
    let (day, end) = reader.day(the)?;
    let is_ordinal = matches!(reader.lex(end - 1), Lex::Ordinal(_));
    let plain = the == at
        && matches!(reader.lex(the), Lex::Number(..))
        && matches!(reader.lex(end), Lex::Mark('!' | '.' | ',' | '?') | Lex::Break);
    ((is_ordinal || plain) && reader.free_right(end) && !matches!(reader.lex(end), Lex::Unit(_) | Lex::Month(_)))
        .then_some((day, end))
}

/// `last`, `this past`, `the following`
fn which(reader: Reader<'_>, at: usize) -> (Week, usize) {
    if let Some(end) = reader.any_phrase(at, &[&["this", "past"], &["this", "last"]]) {
        return (Week::Past, end);
    }
    if let Some(end) = reader.any_phrase(at, &[&["this", "coming"]]) {
        return (Week::After, end);
    }
    let which = match reader.lex(at) {
        Lex::Word("last" | "previous") => Week::Shifted(-1, From::Published),
        Lex::Word("past") => Week::Past,
        Lex::Word("this" | "current") => Week::Shifted(0, From::Published),
        Lex::Word("next") => Week::Shifted(1, From::Published),
        Lex::Word("following") => Week::Shifted(1, From::Previous),
        Lex::Word("coming" | "upcoming") => Week::After,
        Lex::Word("same" | "that") => Week::Nearest,
        _ => return (Week::Nearest, at),
    };
    if matches!(reader.lex(at + 1), Lex::Weekday(_)) { (which, at + 1) } else { (Week::Nearest, at) }
}

/// `last week`, `this week`, `the following week`
fn week(reader: Reader<'_>, at: usize) -> Read<Week> {
    let at = reader.skip(at, &["the"]);
    let week = match reader.lex(at) {
        Lex::Word("last" | "previous" | "past") => Week::Shifted(-1, From::Published),
        Lex::Word("this" | "current") => Week::Shifted(0, From::Published),
        Lex::Word("next" | "coming") => Week::Shifted(1, From::Published),
        Lex::Word("following") => Week::Shifted(1, From::Previous),
        _ => return None,
    };
    (reader.lex(at + 1) == Lex::Unit(Unit::Week) && reader.words(at + 1).len() == 4).then_some((week, at + 2))
}

/// `Sun` and `Sat` are other things too; `The Sun` is a newspaper.
fn names_a_day(reader: Reader<'_>, at: usize, stopped: bool) -> bool {
    let text = reader.words(at);
    let whole = text.len() > 5;
    // `Black Friday`, `Patch Tuesday`, `Ruby Tuesday`, `Cyber Monday`: names that another rule may know.
    let named = matches!(reader.before(at), Lex::Other | Lex::Word("black" | "cyber" | "good" | "ash" | "palm"))
        && reader.capital(at.wrapping_sub(1))
        && matches!(
            reader.words(at.wrapping_sub(1)).to_ascii_lowercase().as_str(),
            "black"
                | "cyber"
                | "good"
                | "ash"
                | "palm"
                | "ruby"
                | "freaky"
                | "super"
                | "patch"
                | "bloody"
                | "sheffield"
                | "giving"
        );
    if named {
        return false;
    }
    whole
        || reader.capital(at)
            && (stopped && !reader.capital(at + 2) || reader.is(at.wrapping_sub(1), &["on", "since", "until", "by"]))
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_weekdays() {
        // A Wednesday.
        for (text, edtf) in [
            ("was hacked on Friday", "2019-03-08"),
            ("said on Wednesday", "2019-03-13"),
            ("will open on Friday", "2019-03-15"),
            ("last Monday", "2019-03-04"),
            ("this past Monday", "2019-03-11"),
            ("next Friday", "2019-03-22"),
            ("Monday of last week", "2019-03-04"),
            ("next week Wednesday", "2019-03-20"),
            ("early on Sunday", "2019-03-10"),
            ("late Tuesday", "2019-03-12"),
            ("Tue 12th", "2019-03-12"),
            ("wednesday the thirteenth", "2019-03-13"),
            ("Friday last week", "2019-03-08"),
            ("a Saturday last November", "2018-11"),
            ("one Tuesday in January", "2019-01"),
        ] {
            assert_eq!(read(text, Some("2019-03-13")), [edtf], "{text}");
        }
    }

    #[test]
    fn refuses() {
        refuse(&["The Sun reported", "she sat down", "they wed", "Ruby Tuesday", "the sun rose", "Sat Nav", "Mondays"]);
    }
}
