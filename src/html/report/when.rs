//! EDTF in words: `2018-01?` → `January 2018 (uncertain)`, `2017-01/2018-09` → `January 2017 – September 2018`.

const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

/// In words; what has no words here stays as it is.
pub(super) fn words(edtf: &str) -> String {
    let uncertain = edtf.contains(['?', '%']);
    let said = match edtf.split_once('/') {
        Some(("..", last)) => format!("until {}", end(last)),
        Some((first, "..")) => format!("since {}", end(first)),
        Some((first, last)) => format!("{} – {}", end(first), end(last)),
        None => end(edtf),
    };
    if uncertain { format!("{said} (uncertain)") } else { said }
}

/// Short name of a month, from 1.
pub(super) fn short_month(month: i8) -> &'static str {
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
    name.map_or("", |name| &name[..3])
}

fn end(edtf: &str) -> String {
    let plain = edtf.trim_end_matches(['?', '~', '%']);
    let about = if edtf.contains(['~', '%']) { "about " } else { "" };
    format!("{about}{}", point(plain).unwrap_or_else(|| plain.to_owned()))
}

fn point(plain: &str) -> Option<String> {
    let mut parts = plain.split('-');
    let year = parts.next()?;
    if let Some(decade) = year.strip_suffix('X').filter(|digits| digits.len() == 3 && !digits.contains('X')) {
        return Some(format!("the {decade}0s"));
    }
    let Some(month) = parts.next() else { return Some(year.to_owned()) };
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day = parts.next().map(|day| day.parse::<u8>());
    Some(match day {
        None => format!("{month} {year}"),
        Some(day) => format!("{} {month} {year}", day.ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_aloud() {
        for (edtf, expected) in [
            ("2018", "2018"),
            ("2018-09", "September 2018"),
            ("2018-09-05", "5 September 2018"),
            ("2018-01?", "January 2018 (uncertain)"),
            ("2018~", "about 2018"),
            ("2018-03%", "about March 2018 (uncertain)"),
            ("2017-01/2018-09", "January 2017 – September 2018"),
            ("2016/..", "since 2016"),
            ("../2016-02", "until February 2016"),
            ("199X", "the 1990s"),
            ("19XX", "19XX"),
            ("2018-23", "2018-23"),
            ("-0044-03", "-0044-03"),
        ] {
            assert_eq!(words(edtf), expected, "{edtf}");
        }
    }
}
