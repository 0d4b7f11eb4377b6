//! Publication days as programs and pages write them: `2019-03-11T08:15:00Z`, `20190311`, `Mon, 11 Mar 2019 08:15 GMT`.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
];

/// An ISO date, or the date of an ISO date and time; `2017-2-3` is understood.
pub fn date(text: &str) -> Option<Date> {
    let day = text.trim().split(['T', 't', ' ']).next()?;
    let mut parts = day.splitn(3, '-').map(|part| part.bytes().all(|byte| byte.is_ascii_digit()).then_some(part));
    let year = parts.next()?.filter(|year| year.len() == 4)?;
    let (month, day) = (parts.next()??, parts.next()??);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A date in any of the ways that data and pages write one. Never `03/04/2019`, which is two days.
pub(super) fn loose(text: &str) -> Option<Date> {
    let text = text.trim();
    date(text).or_else(|| year_first(text)).or_else(|| month_name(text))
}

/// `20190311`, `20190311081500`, `2019/03/11`, `2019.03.11`.
fn year_first(text: &str) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text[digits..].bytes().next();
    if digits == 14 || digits == 8 && !after.is_some_and(|byte| b"/.-".contains(&byte)) {
        return Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?).ok();
    }
    let day = text.split(['T', ' ']).next()?;
    date(&day.replace(['/', '.'], "-"))
}

/// `11 March 2019`, `March 11th, 2019`, `Mon, 11 Mar 2019 08:15:00 GMT`, `Mon Mar 11 08:15:00 2019`.
fn month_name(text: &str) -> Option<Date> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != ':').filter(|word| !word.is_empty()).collect();
    let (at, month) = words.iter().enumerate().find_map(|(at, word)| Some((at, month(word)?)))?;
    let before = at.checked_sub(1).and_then(|before| day(words[before])).filter(|_| words.len() > at + 1);
    let (day, after) = match before {
        Some(day) => (day, at + 1),
        None => (day(words.get(at + 1)?)?, at + 2),
    };
    // A clock may stand between the day and the year, as in C's own way of writing a time.
    let year = words[after..].iter().find(|word| !word.contains(':')).filter(|word| word.len() == 4)?;
    Date::new(year.parse().ok()?, month, day).ok()
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.len() > 2 && month.starts_with(&word) || word == "sept")?;
    (1..).nth(if word == "sept" { 8 } else { at })
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    (digits.len() <= 2 && ["", "st", "nd", "rd", "th"].contains(&ending)).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates() {
        for (text, expected) in [
            ("2019-03-11", Some((2019, 3, 11))),
            (" 2019-03-11T08:15:00Z", Some((2019, 3, 11))),
            ("2019-03-11 08:15", Some((2019, 3, 11))),
            ("2017-2-3", Some((2017, 2, 3))),
            ("2019-02-30", None),
            ("2019-03-111", None),
            ("11 March 2019", None),
            ("2019", None),
            ("19-03-11", None),
            ("2019-3--1", None),
            ("2019-03-", None),
            ("", None),
            ("2019-03-1é", None),
        ] {
            let expected = expected.map(|(year, month, day)| Date::constant(year, month, day));
            assert_eq!(date(text), expected, "{text}");
        }
    }

    #[test]
    fn reads_dates_of_data_and_pages() {
        for (text, expected) in [
            ("2019-03-11T08:15:00+09:00", true),
            ("20190311", true),
            ("20190311T081500Z", true),
            ("20190311081500", true),
            ("2019/03/11 08:15", true),
            ("2019.03.11", true),
            ("11 March 2019", true),
            ("11 Mar 2019", true),
            ("Mon, 11 Mar 2019 08:15:00 GMT", true),
            ("Mon Mar 11 08:15:00 2019", true),
            ("March 11, 2019", true),
            ("Mar. 11th, 2019 8:15 am", true),
            ("03/11/2019", false),
            ("11.03.2019", false),
            ("March 2019", false),
            ("11 March", false),
            ("Mai 11, 2019", false),
            ("11 ma 2019", false),
            ("31 February 2019", false),
            ("1552291200", false),
            ("Sunday", false),
            ("", false),
            ("é", false),
        ] {
            assert_eq!(loose(text), expected.then(|| Date::constant(2019, 3, 11)), "{text}");
        }
        assert_eq!(loose("Sept. 2, 2018"), Some(Date::constant(2018, 9, 2)));
    }
}
