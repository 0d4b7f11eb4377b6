//! One file per way of writing a date; the lists are the order of preference where two read the same words.

mod bound;
mod day_word;
mod decade;
mod fiscal;
mod holiday;
mod list;
mod month;
mod month_day;
mod nth;
mod numeric;
mod part;
mod range;
mod rolling;
mod season;
mod shift;
mod unit;
mod week;
mod weekday;
mod year;
mod year_part;

use super::reader::ReadRule;

/// Times that may be an end of a range, or lie inside another.
pub(super) const TIMES: &[(&str, ReadRule)] = &[
    ("month_day", month_day::read),
    ("numeric", numeric::read),
    ("weekday", weekday::read),
    ("month", month::read),
    ("year_part", year_part::read),
    ("fiscal", fiscal::read),
    ("season", season::read),
    ("holiday", holiday::read),
    ("decade", decade::read),
    ("day_word", day_word::read),
    ("unit", unit::read),
    ("week", week::read),
    ("nth", nth::read),
    ("part", part::read),
    ("shift", shift::read),
    ("year", year::read),
];

/// Times that only stand on their own.
pub(super) const WHOLE: &[(&str, ReadRule)] =
    &[("range", range::read), ("bound", bound::read), ("rolling", rolling::read), ("list", list::read)];
