//! Where rules are tried: the few places of a text at which a date may begin.

use super::calendar::Unit;
use super::lexer::Lex;
use super::reader::Reader;

/// Whether a date may begin here.
pub(super) fn may(reader: Reader<'_>, at: usize) -> bool {
    match reader.lex(at) {
        Lex::Break | Lex::Other => false,
        Lex::Mark(mark) => {
            matches!(mark, '\'' | '’' | '‘') && matches!(reader.lex(at + 1), Lex::Number(_, 2) | Lex::Decade(_))
        }
        Lex::Figure => {
            matches!(reader.before(at), Lex::Weekday(_))
                || reader.words(at).bytes().filter(|byte| *byte == b'.').count() == 2
        }
        Lex::Number(_, 4 | 8) => true,
        Lex::Number(_, 1..=3) => leads(reader, at) || is_second(reader, at) || counts_hours(reader, at),
        Lex::Number(..) => false,
        Lex::Cardinal(_) | Lex::Ordinal(_) => leads(reader, at) || counts_hours(reader, at),
        Lex::Unit(Unit::Weekend) => true,
        Lex::Unit(_) => {
            matches!(reader.lex(at + 1), Lex::Word(_) | Lex::Number(..) | Lex::Cardinal(_) | Lex::Mark('-'))
        }
        Lex::Word(word) => {
            let dates = || names_a_day(reader, at, word) || leads(reader, at) || counts_hours(reader, at);
            begins(word) && dates() || reader.feast(at)
        }
        Lex::Month(_) | Lex::Weekday(_) | Lex::Season(_) | Lex::Decade(_) => true,
    }
}

/// Words that never begin a date, frequent ones first.
fn begins(word: &str) -> bool {
    !matches!(
        word,
        "and"
            | "of"
            | "to"
            | "or"
            | "has"
            | "have"
            | "had"
            | "was"
            | "were"
            | "been"
            | "its"
            | "their"
            | "than"
            | "then"
            | "when"
            | "while"
            | "s"
            | "ago"
            | "already"
            | "boy"
            | "date"
            | "al"
            | "am"
            | "pm"
            | "time"
            | "hence"
            | "back"
            | "most"
            | "least"
            | "business"
            | "now"
            | "hundred"
            | "thousand"
            | "those"
            | "day"
            | "begins"
    )
}

/// Words that are a date, or the first word of one, without another.
fn names_a_day(reader: Reader<'_>, at: usize, word: &str) -> bool {
    matches!(word, "today" | "tonight" | "yesterday" | "tomorrow" | "ytd" | "mtd")
        || matches!(word, "last" | "this") && reader.is(at + 1, &["night", "evening", "morning", "afternoon"])
        || (at + 1..at + 4).any(|place| {
            reader.feast(place) || reader.is(place, &["now", "date", "present", "today", "yesterday", "tomorrow"])
        })
}

/// `20` in `February 19 and 20`: the month stands before both days.
fn is_second(reader: Reader<'_>, at: usize) -> bool {
    matches!(reader.before(at), Lex::Word("and"))
        && at >= 3
        && matches!((reader.lex(at - 3), reader.lex(at - 2)), (Lex::Month(_), Lex::Number(_, 1 | 2)))
}

/// `40 minutes ago`, `an hour ago`
fn counts_hours(reader: Reader<'_>, at: usize) -> bool {
    reader.is(at + 2, &["ago"]) && hours(reader.words(at + 1)).is_some()
}

/// How many hours a unit below a day has, in whole ones.
pub(super) fn hours(unit: &str) -> Option<u32> {
    match unit.to_ascii_lowercase().as_str() {
        "minute" | "minutes" | "mins" => Some(0),
        "hour" | "hours" | "hrs" => Some(1),
        _ => None,
    }
}

/// Whether a month, a weekday, a unit or a figure follows within the words of dates.
fn leads(reader: Reader<'_>, at: usize) -> bool {
    for place in at + 1..at + 8 {
        match reader.lex(place) {
            Lex::Break | Lex::Other | Lex::Figure => return false,
            Lex::Month(_) | Lex::Weekday(_) | Lex::Unit(_) | Lex::Season(_) | Lex::Decade(_) | Lex::Number(..) => {
                return true;
            }
            Lex::Ordinal(_) | Lex::Cardinal(_) => return true,
            Lex::Mark('.' | ';' | '?' | '!' | '"' | '“' | '”') if !reader.glued(place + 1) => return false,
            Lex::Mark(_) | Lex::Word(_) => {}
        }
    }
    false
}
