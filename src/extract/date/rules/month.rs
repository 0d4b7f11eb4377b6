//! `September 2018`, `in September`, `Dec/2018`, `September of last year`: a month without a day.

use super::super::calendar::Unit;
use super::super::expr::{Said, Year};
use super::super::lexer::Lex;
use super::super::reader::{Read, Reader};
use super::super::year_words::two_digit_year;

pub(super) fn read(reader: Reader<'_>, at: usize) -> Read<Said> {
    let (shifted, at) = shifted(reader, at);
    let Lex::Month(month) = reader.lex(at) else {
        return year_first(reader, at);
    };
    if reader.glued(at)
        && matches!(
            reader.before(at),
            Lex::Other | Lex::Word(_) | Lex::Number(..) | Lex::Mark('@' | '.' | '_' | '#' | '$')
        )
    {
        return None;
    }
    let abbreviated = reader.mark(at + 1, &['.']) && reader.words(at).len() <= 4;
    let after = if abbreviated { at + 2 } else { at + 1 };
    if shifted == Year::Unsaid
        && let Some((year, end)) = year(reader, at, after)
    {
        return Some((Said::calendar(year, Some(month), None), end));
    }
    if shifted == Year::Unsaid && !stands_for_a_month(reader, at, month) {
        return None;
    }
    let end = if abbreviated && !starts_sentence(reader, at + 2) { after } else { at + 1 };
    Some((Said::calendar(shifted, Some(month), None), end))
}

/// `2018 in`, `-2018`, `'18`, `of 2018`
fn year(reader: Reader<'_>, at: usize, after: usize) -> Read<Year> {
    // `on a January evening in 2014`
    let part = reader.skip(after, &["day", "morning", "afternoon", "evening", "night"]);
    let part = if part == after && matches!(reader.lex(part), Lex::Unit(Unit::Day)) { part + 1 } else { part };
    if part > after
        && reader.is(part, &["in", "of"])
        && let Some((year @ Year::Given(_), end)) = reader.year_of(part)
    {
        return Some((year, end));
    }
    let joined = reader.skip_mark(after, &['-', '/', '–']);
    if joined > after && reader.glued(joined) {
        if let Lex::Number(value @ 1900..=2099, 4) = reader.lex(joined) {
            return reader.free_right(joined + 1).then_some((Year::Given(i16::try_from(value).ok()?), joined + 1));
        }
        // `Dec-18`
        if let Lex::Number(value @ 32..=99, 2) = reader.lex(joined)
            && reader.capital(at)
            && reader.free_right(joined + 1)
        {
            return Some((Year::Given(two_digit_year(value)), joined + 1));
        }
    }
    // `may 2000 users`, `march 2018`: in lower case only a plain figure right behind is a year.
    if !reader.capital(at)
        && matches!(reader.lex(at), Lex::Month(3 | 5))
        && !matches!(reader.lex(after), Lex::Number(_, 4))
    {
        return None;
    }
    reader.year_of(after)
}

/// `last`, `this`, `next`, `this past`, and where the month then begins.
fn shifted(reader: Reader<'_>, at: usize) -> (Year, usize) {
    let found = if let Some(end) = reader.any_phrase(at, &[&["this", "past"], &["this", "last"]]) {
        (Year::Latest, end)
    } else {
        match reader.lex(at) {
            Lex::Word("last" | "previous" | "past") => (Year::Latest, at + 1),
            Lex::Word("this") => (Year::Shifted(0), at + 1),
            Lex::Word("next" | "coming" | "upcoming") => (Year::Coming, at + 1),
            Lex::Word("that") if !joins_clauses(reader, at) => (Year::Same, at + 1),
            _ => return (Year::Unsaid, at),
        }
    };
    match reader.lex(found.1) {
        // `This may or may not be`
        Lex::Month(3 | 5) if !reader.capital(found.1) => (Year::Unsaid, at),
        Lex::Month(_) => found,
        _ => (Year::Unsaid, at),
    }
}

/// `said that June was quiet`: the word stands behind a verb of saying.
fn joins_clauses(reader: Reader<'_>, at: usize) -> bool {
    const SAYING: &[&str] = &[
        "said", "says", "say", "told", "shows", "showed", "show", "reported", "reports", "confirmed", "noted", "added",
        "means", "announced", "found", "expects", "expected", "so", "is", "was", "than",
    ];
    at.checked_sub(1).is_some_and(|before| SAYING.contains(&reader.words(before)))
}

/// `2018 September`, `2018-Sep`
fn year_first(reader: Reader<'_>, at: usize) -> Read<Said> {
    let Lex::Number(value @ 1900..=2099, 4) = reader.lex(at) else { return None };
    let joined = reader.skip_mark(at + 1, &['-', '/']);
    let Lex::Month(month) = reader.lex(joined) else { return None };
    if !reader.free_left(at) || !reader.free_right(joined + 1) || !reader.capital(joined) && matches!(month, 3 | 5) {
        return None;
    }
    Some((Said::calendar(Year::Given(i16::try_from(value).ok()?), Some(month), None), joined + 1))
}

/// Names and verbs are no months: `Theresa May`, `may`, `march on`, `Jan Koum`, `an august body`.
fn stands_for_a_month(reader: Reader<'_>, at: usize, month: i8) -> bool {
    let text = reader.words(at);
    let prepared = matches!(
        reader.before(at),
        Lex::Word(
            "in" | "since"
                | "until"
                | "till"
                | "til"
                | "of"
                | "from"
                | "through"
                | "during"
                | "between"
                | "before"
                | "after"
                | "early"
                | "late"
                | "mid"
                | "around"
                | "throughout"
                | "this"
                | "last"
                | "next"
        )
    );
    let joined = matches!(
        reader.before(at),
        Lex::Word("by" | "to" | "and" | "the" | "for" | "or") | Lex::Mark('-' | '–' | '/' | ',')
    );
    if !reader.capital(at) {
        // `march`, `may` and short forms in lower case are words; `in the april`, `in dec` are months.
        return match text {
            "march" | "may" | "mar" | "august" => false,
            "jan" | "sep" | "dec" | "jun" | "jul" => prepared,
            _ => true,
        };
    }
    // `March: the bridge falls`: the word that heads a paragraph.
    let heads = matches!(reader.before(at), Lex::Break) || reader.mark(at.wrapping_sub(1), &['*', '#']);
    if heads && reader.mark(at + 1, &[':']) {
        return true;
    }
    match month {
        5 | 3 if text.len() <= 5 => {
            let name = matches!(reader.lex(at + 1), Lex::Other) && reader.capital(at + 1);
            let possessive = reader.possessive(at) && month == 5;
            (prepared || joined && month_near(reader, at)) && !name && !possessive
        }
        1 | 4 | 6 | 8 if !prepared && !joined => {
            // `Jan Koum`, `April Doss`, `June Smith`, `August Capital`
            let name = matches!(reader.lex(at + 1), Lex::Other) && reader.capital(at + 1) && !reader.glued(at + 1);
            !name && text.len() > 3
        }
        12 if text.eq_ignore_ascii_case("DEC") && text != "Dec" => prepared,
        _ => true,
    }
}

/// Whether another month stands close by: `from May to July`, `May and June`.
fn month_near(reader: Reader<'_>, at: usize) -> bool {
    let behind =
        (1..=4).any(|step| at >= step && matches!(reader.lex(at - step), Lex::Month(_) | Lex::Number(1900..=2099, 4)));
    behind || (1..=3).any(|step| matches!(reader.lex(at + step), Lex::Month(_) | Lex::Number(1900..=2099, 4)))
}

/// Whether the lexeme is a capitalised word, which may begin a new sentence.
fn starts_sentence(reader: Reader<'_>, at: usize) -> bool {
    reader.capital(at) || reader.lex(at) == Lex::Break
}

#[cfg(test)]
mod tests {
    use crate::extract::date::testing::{read, refuse};

    #[test]
    fn reads_months() {
        for (text, edtf) in [
            ("in September 2018", "2018-09"),
            ("in Sept. 2018", "2018-09"),
            ("Dec/2018", "2018-12"),
            ("Dec, 2018", "2018-12"),
            ("april of 1987", "1987-04"),
            ("in April of 87", "1987-04"),
            ("August two thousand and fifteen", "2015-08"),
            ("2018 September", "2018-09"),
            ("on a January evening in 2014", "2014-01"),
        ] {
            assert_eq!(read(text, None), [edtf], "{text}");
        }
    }

    #[test]
    fn takes_the_year_from_the_publication_date() {
        for (text, edtf) in [
            ("was robbed in January", "2019-01"),
            ("in September of last year", "2018-09"),
            ("in December", "2018-12"),
            ("last September", "2018-09"),
            ("this August", "2019-08"),
            ("it will open in May", "2019-05"),
            ("in March", "2019-03"),
            ("March: the bridge falls", "2019-03"),
            ("in April of the year before", "2018-04"),
            ("said that June was quiet", "2018-06"),
        ] {
            assert_eq!(read(text, Some("2019-03-11")), [edtf], "{text}");
        }
        assert_eq!(read("It fell in 2016. That July it rose.", Some("2019-03-11")), ["2016", "2016-07"]);
    }

    #[test]
    fn refuses() {
        refuse(&[
            "This may or may not be right.", "May I ask?", "Theresa May said", "they march on Washington",
            "an august body", "Jan Koum left", "It may email you.", "Mar a Lago",
        ]);
    }
}
