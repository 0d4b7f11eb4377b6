//! EDTF as gold writes it, read back into days: `2018-09-14`, `2018-01?`, `2017-01/2018-09`, `2016/..`, `199X`.

use jiff::civil::Date;

/// First and last day, inclusive; `None` is an open end.
pub(super) type Days = (Option<Date>, Option<Date>);

/// The days that `text` means, or what is wrong with it.
pub(super) fn days(text: &str) -> Result<Days, String> {
    let Some((from, to)) = text.split_once('/') else {
        let (first, last) = end(text)?;
        return Ok((Some(first), Some(last)));
    };
    let open = |text: &str| text == ".." || text.is_empty();
    let first = if open(from) { None } else { Some(end(from)?.0) };
    let last = if open(to) { None } else { Some(end(to)?.1) };
    match (first, last) {
        (None, None) => Err(format!("{text} has no end that is known")),
        (Some(first), Some(last)) if last < first => Err(format!("{text} ends before it begins")),
        _ => Ok((first, last)),
    }
}

/// Whether two intervals share a day.
pub(super) fn overlap(left: Days, right: Days) -> bool {
    let before =
        |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(end), Some(start)) if end < start);
    !before(left.1, right.0) && !before(right.1, left.0)
}

/// One end: a year, a month, a season, a quarter or a day, perhaps marked as uncertain or approximate.
fn end(text: &str) -> Result<(Date, Date), String> {
    let bare = text.strip_suffix(['?', '~', '%']).unwrap_or(text);
    let form = || format!("{text} is no EDTF date, write 2018-09-14, 2018-09, 2018, 2017-01/2018-09 or 2018-01?");
    let lacks = |_| format!("the calendar has no {text}");
    let mut parts = bare.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.is_ascii()).ok_or_else(form)?;
    let rest: Vec<i8> = parts
        .map(|part| {
            let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten().ok_or_else(form)
        })
        .collect::<Result<_, _>>()?;
    if let Some(known) = year.strip_suffix("XX").or(year.strip_suffix('X')).filter(|_| rest.is_empty()) {
        let edge = |digit: &str| format!("{known}{}", digit.repeat(4 - known.len())).parse().map_err(|_| form());
        let (first, last) = (edge("0")?, edge("9")?);
        return Ok((Date::new(first, 1, 1).map_err(lacks)?, Date::new(last, 12, 31).map_err(lacks)?));
    }
    let year: i16 = year.parse().map_err(|_| form())?;
    let months = |first: i8, last: i8| -> Result<(Date, Date), String> {
        let first = Date::new(year, first, 1).map_err(lacks)?;
        Ok((first, Date::new(year, last, 1).map_err(lacks)?.last_of_month()))
    };
    match rest[..] {
        [] => months(1, 12),
        // Seasons of the north as three months each; winter begins in December of the year that names it.
        [21] => months(3, 5),
        [22] => months(6, 8),
        [23] => months(9, 11),
        [24] => Ok((Date::new(year, 12, 1).map_err(lacks)?, Date::new(year + 1, 2, 1).map_err(lacks)?.last_of_month())),
        [quarter @ 33..=36] => months((quarter - 33) * 3 + 1, (quarter - 33) * 3 + 3),
        [month] => months(month, month),
        [month, day] => {
            let day = Date::new(year, month, day).map_err(lacks)?;
            Ok((day, day))
        }
        _ => Err(form()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days() {
        for (text, expected) in [
            ("2018-09-14", Some("2018-09-14/2018-09-14")),
            ("2018-02", Some("2018-02-01/2018-02-28")),
            ("2018-01?", Some("2018-01-01/2018-01-31")),
            ("2018~", Some("2018-01-01/2018-12-31")),
            ("2017-01/2018-09", Some("2017-01-01/2018-09-30")),
            ("2016/..", Some("2016-01-01/..")),
            ("../2016", Some("../2016-12-31")),
            ("199X", Some("1990-01-01/1999-12-31")),
            ("19XX", Some("1900-01-01/1999-12-31")),
            ("2018-21", Some("2018-03-01/2018-05-31")),
            ("2018-36", Some("2018-10-01/2018-12-31")),
            ("2018-02-30", None),
            ("2018-13", None),
            ("2018-09/2017-01", None),
            ("../..", None),
            ("14 September 2018", None),
            ("2018-9-14", None),
            ("18-09-14", None),
            ("", None),
        ] {
            let shown = |day: Option<Date>| day.map_or("..".to_owned(), |day| day.to_string());
            let read = days(text).ok().map(|(first, last)| format!("{}/{}", shown(first), shown(last)));
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn overlaps() {
        for (left, right, expected) in [
            ("2018-09", "2018-09-14", true),
            ("2018-09", "2018-10-01", false),
            ("2017-01/2018-09", "2018", true),
            ("2016/..", "2015-12-31", false),
            ("../2016", "2016-12", true),
        ] {
            assert_eq!(overlap(days(left).unwrap(), days(right).unwrap()), expected, "{left} {right}");
        }
    }
}
