//! Incidents on a line of time, as a drawing whose every row is also words.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};
use maud::{Markup, html};

use super::when;
use crate::html::clip;
use crate::record::{Scope, Time};

/// Width of the drawing; its height grows with its rows.
const WIDTH: f64 = 360.0;
const ROW: usize = 34;
const TOP: usize = 26;
/// Characters that a row has room for, in a wide typeface, too.
const LINE: usize = 56;
/// A line that is shorter than this, in days, says too much about too little.
const SHORTEST: i32 = 56;

/// One incident.
pub(super) struct Row<'a> {
    /// `3 Coincheck`
    pub(super) label: String,
    pub(super) href: String,
    pub(super) scope: Scope,
    pub(super) time: &'a Time,
}

/// Days from a fixed one.
fn day(text: &str) -> Option<i32> {
    number(text.parse().ok()?)
}

fn number(date: Date) -> Option<i32> {
    Some(Date::constant(1970, 1, 1).until((Unit::Day, date)).ok()?.get_days())
}

fn date(number: i32) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(number.days()).ok()
}

/// First and last day on the line.
#[derive(Clone, Copy)]
struct Axis {
    first: i32,
    last: i32,
}

impl Axis {
    fn new(days: impl Iterator<Item = i32> + Clone) -> Option<Self> {
        let (first, last) = (days.clone().min()?, days.max()?);
        let room = ((last - first) / 20).max((SHORTEST - (last - first)) / 2).max(1);
        Some(Self { first: first - room, last: last + room })
    }

    fn at(self, day: i32) -> f64 {
        f64::from(day - self.first) / f64::from(self.last - self.first) * WIDTH
    }

    /// Round dates along the line: years, months or weeks, no more than five.
    fn ticks(self) -> Vec<(i32, String)> {
        let days = self.last - self.first;
        let months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].into_iter().find(|months| days / (months * 30) <= 4);
        let months = months.unwrap_or(12_000);
        let Some(start) = date(self.first) else { return Vec::new() };
        let mut ticks = Vec::new();
        let index = i32::from(start.year()) * 12 + i32::from(start.month()) - 1;
        let mut index = index.div_euclid(months) * months;
        while let Some(tick) = month(index).and_then(|first| Some((number(first)?, first))) {
            if tick.0 > self.last {
                break;
            }
            if tick.0 >= self.first {
                let year = tick.1.year();
                let label = if months % 12 == 0 {
                    year.to_string()
                } else {
                    format!("{} {year}", when::short_month(tick.1.month()))
                };
                ticks.push((tick.0, label));
            }
            index += months;
        }
        ticks
    }
}

/// The first day of a month, counted from year 0.
fn month(index: i32) -> Option<Date> {
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
}

/// The drawing; nothing where no incident has a date. `published` is marked where there is one.
pub(super) fn timeline(id: &str, mut rows: Vec<Row<'_>>, published: Option<&str>) -> Option<Markup> {
    let ends = |row: &Row<'_>| {
        let (earliest, latest) = (row.time.earliest.as_deref().and_then(day), row.time.latest.as_deref().and_then(day));
        Some((earliest.or(latest)?, latest.or(earliest)?, earliest.is_some() && latest.is_some()))
    };
    rows.retain(|row| ends(row).is_some());
    rows.sort_by_key(|row| ends(row).map(|(first, ..)| first));
    let spans: Vec<(i32, i32, bool)> = rows.iter().filter_map(ends).collect();
    let published = published.and_then(day);
    if spans.is_empty() {
        return None;
    }
    let axis = Axis::new(spans.iter().flat_map(|(first, last, _)| [*first, *last]).chain(published))?;
    let height = TOP + rows.len() * ROW + 6;
    let told: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.label, said(row.time))).collect();
    Some(html! {
        svg.timeline viewBox={ "0 0 360 " (height) } role="group" aria-labelledby={ (id) "-t " (id) "-d" } {
            title id={ (id) "-t" } { "Time line of incidents" }
            desc id={ (id) "-d" } { (told.join("; ")) "." }
            @for (day, label) in axis.ticks() {
                @let x = axis.at(day);
                line.grid x1=(px(x)) x2=(px(x)) y1="18" y2=(height) {}
                @if x > 22.0 && x < WIDTH - 22.0 { text.quiet.mid x=(px(x)) y="11" { (label) } }
            }
            @if let Some(day) = published {
                line.published x1=(px(axis.at(day))) x2=(px(axis.at(day))) y1="18" y2=(height) {}
            }
            @for (at, (row, (first, last, closed))) in rows.iter().zip(&spans).enumerate() {
                @let (y, left, right) = (TOP + at * ROW, axis.at(*first), axis.at(*last + 1));
                a href={ "#" (row.href) } {
                    rect.hit x="0" y=(y) width="360" height=(ROW) {}
                    // A name cut short is known again, a date is not.
                    @let time = clip(&said(row.time), 36);
                    @let label = clip(&row.label, 34.min(LINE - time.chars().count()));
                    text x="0" y=(y + 12) { (label) tspan.quiet dx="6" { (time) } }
                    rect.bar.series[row.scope == Scope::Series].vague[vague(row.time) || !closed]
                        x=(px(left)) y=(y + 17) width=(px((right - left).max(7.0))) height="9" rx="3" {}
                }
            }
        }
    })
}

fn said(time: &Time) -> String {
    time.edtf.as_deref().map(when::words).unwrap_or_default()
}

fn vague(time: &Time) -> bool {
    time.edtf.as_deref().is_some_and(|edtf| edtf.contains(['?', '~', '%']))
}

/// A length in the drawing, the same on every machine.
pub(super) fn px(length: f64) -> String {
    format!("{length:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        for (first, last, expected) in [
            ("2018-09-01", "2018-09-01", vec!["Sep 2018"]),
            ("2018-01-01", "2018-12-31", vec!["Jan 2018", "Apr 2018", "Jul 2018", "Oct 2018", "Jan 2019"]),
            ("2014-02-01", "2019-03-11", vec!["2014", "2016", "2018"]),
            ("1995-01-01", "2020-01-01", vec!["2000", "2010", "2020"]),
        ] {
            let axis = Axis::new([day(first).unwrap(), day(last).unwrap()].into_iter()).unwrap();
            let labels: Vec<String> = axis.ticks().into_iter().map(|(_, label)| label).collect();
            assert_eq!(labels, expected, "{first} {last}");
        }
        assert!(Axis::new(std::iter::empty()).is_none());
    }
}
