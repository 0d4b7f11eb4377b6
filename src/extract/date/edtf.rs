//! Days become EDTF (ISO 8601-2): `2018-09-14`, `2018-01?`, `2017-09~/2017-12~`, `2016/..`, `199X`.

use jiff::civil::Date;

/// How finely an end is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Year,
    Month,
    Day,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) day: Date,
    pub(super) grain: Grain,
    pub(super) approximate: bool,
}

impl Edge {
    pub(super) fn new(day: Date, grain: Grain) -> Self {
        Self { day, grain, approximate: false }
    }

    fn format(self, uncertain: bool) -> String {
        let (year, month, day) = (self.day.year(), self.day.month(), self.day.day());
        let mut text = match self.grain {
            Grain::Year => format!("{year:04}"),
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Day => format!("{year:04}-{month:02}-{day:02}"),
        };
        text.push_str(match (uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        });
        text
    }
}

/// The interval in EDTF; `None` is an open end.
pub(super) fn format(first: Option<Edge>, last: Option<Edge>, uncertain: bool) -> String {
    let (Some(from), Some(to)) = (first, last) else {
        let end = |edge: Option<Edge>| edge.map_or_else(|| "..".to_owned(), |edge| edge.format(uncertain));
        return format!("{}/{}", end(first), end(last));
    };
    if let Some(digits) = shared_digits(from, to) {
        return digits;
    }
    let (from_text, to_text) = (from.format(uncertain), to.format(uncertain));
    if from_text == to_text { from_text } else { format!("{from_text}/{to_text}") }
}

/// `199X`, `19XX`
fn shared_digits(from: Edge, to: Edge) -> Option<String> {
    if from.grain != Grain::Year || to.grain != Grain::Year || from.approximate || to.approximate {
        return None;
    }
    let (first, last) = (from.day.year(), to.day.year());
    match last - first {
        9 if first % 10 == 0 => Some(format!("{:03}X", first / 10)),
        99 if first % 100 == 0 => Some(format!("{:02}XX", first / 100)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn formats() {
        let edge = |year, month, day, grain| Some(Edge::new(date(year, month, day), grain));
        for (first, last, uncertain, expected) in [
            (edge(2018, 9, 14, Grain::Day), edge(2018, 9, 14, Grain::Day), false, "2018-09-14"),
            (edge(2018, 1, 1, Grain::Month), edge(2018, 1, 31, Grain::Month), true, "2018-01?"),
            (edge(1990, 1, 1, Grain::Year), edge(1999, 12, 31, Grain::Year), false, "199X"),
            (edge(2016, 1, 1, Grain::Year), None, false, "2016/.."),
            (edge(2014, 1, 1, Grain::Year), edge(2018, 5, 31, Grain::Month), false, "2014/2018-05"),
        ] {
            assert_eq!(format(first, last, uncertain), expected);
        }
    }
}
