//! `on Friday at 10:30 a.m. EST`, `14 September 2018, 09:00 UTC`: the time of day behind a day.

use super::expr::{Said, Time};
use super::lexer::Lex;
use super::reader::{Read, Reader};

const ZONES: &[&str] = &[
    "UTC", "GMT", "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "BST", "CET", "CEST",
    "EET", "EEST", "MSK", "IST", "JST", "KST", "HKT", "SGT", "AEST", "AEDT", "Z",
];

/// The time of day behind a day, and the place after it.
pub(super) fn after(reader: Reader<'_>, said: &Said, end: usize) -> (Option<Time>, usize) {
    let is_day =
        matches!(said, Said::Calendar { day: Some(_), .. } | Said::Weekday(..) | Said::Day(..) | Said::Holiday { .. });
    let next = reader.skip_mark(end, &[',']);
    let told = reader.word(next, &["at", "around", "about"]);
    match (is_day, time(reader, told.unwrap_or(next))) {
        (true, Some((time, end))) => (Some(time), end),
        _ => (None, end),
    }
}

/// `10:30 a.m. EST`, `3pm`, `09:00 UTC`
fn time(reader: Reader<'_>, at: usize) -> Read<Time> {
    let Lex::Number(hour @ 0..=24, 1 | 2) = reader.lex(at) else { return None };
    let (minute, next) = match reader.lex(at + 2) {
        Lex::Number(minute @ 0..=59, 2) if reader.mark(at + 1, &[':']) && reader.glued(at + 2) => {
            (Some(minute), at + 3)
        }
        _ => (None, at + 1),
    };
    let next = match reader.lex(next + 1) {
        Lex::Number(0..=60, 2) if minute.is_some() && reader.mark(next, &[':']) => next + 2,
        _ => next,
    };
    let (half, next) = half_day(reader, next).map_or((None, next), |(half, end)| (Some(half), end));
    if minute.is_none() && half.is_none() || half.is_some() && !(1..=12).contains(&hour) || !reader.free_right(next) {
        return None;
    }
    let hour = match half {
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
        None => hour % 24,
    };
    let zone = ZONES.iter().find(|zone| **zone == reader.words(next)).map(|zone| (*zone).to_owned());
    let end = if zone.is_some() { next + 1 } else { next };
    Some((Time { hour: i8::try_from(hour).ok()?, minute: i8::try_from(minute.unwrap_or(0)).ok()?, zone }, end))
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// `a.m.`, `pm`
fn half_day(reader: Reader<'_>, at: usize) -> Read<Half> {
    let half = |letter: &str| match letter.to_ascii_lowercase().as_str() {
        "a" | "am" => Some(Half::Morning),
        "p" | "pm" => Some(Half::Afternoon),
        _ => None,
    };
    let found = half(reader.words(at))?;
    if reader.words(at).len() == 2 {
        return Some((found, at + 1));
    }
    let dotted = reader.mark(at + 1, &['.']) && reader.words(at + 2).eq_ignore_ascii_case("m");
    dotted.then(|| {
        (
            found,
            if reader.mark(at + 3, &['.']) && (!reader.capital(at + 4) || ZONES.contains(&reader.words(at + 4))) {
                at + 4
            } else {
                at + 3
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::date::extractor;
    use crate::text::Document;

    #[test]
    fn belongs_to_its_day() {
        for (text, words, expected) in [
            ("It fell on Friday at 10:30 a.m. EST", "Friday at 10:30 a.m. EST", Some((10, 30, Some("EST")))),
            ("on 14 September 2018, 09:00 UTC, it", "14 September 2018, 09:00 UTC", Some((9, 0, Some("UTC")))),
            ("yesterday at 3pm", "yesterday at 3pm", Some((15, 0, None))),
            ("on Friday at 10 people's homes", "Friday", None),
        ] {
            let doc = Document::new(text);
            let found = &extractor().extract(&doc)[0];
            assert_eq!(doc.slice(found.span).trim_start_matches("on "), words, "{text}");
            let time = found.value.time.as_ref().map(|time| (time.hour, time.minute, time.zone.as_deref()));
            assert_eq!(time, expected, "{text}");
        }
    }
}
