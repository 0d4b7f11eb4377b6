//! Days, weeks, months and years as intervals of days; all arithmetic is `jiff`'s.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A first and a last day, both inclusive.
pub(super) type Days = (Date, Date);

/// A stretch of the calendar that is counted: `three weeks`, `last month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// `day`
    Day,
    /// `business day`: Monday to Friday.
    BusinessDay,
    /// `weekend`: Saturday and Sunday.
    Weekend,
    /// `week`, from Monday.
    Week,
    /// `work week`: Monday to Friday.
    WorkWeek,
    /// `fortnight`
    Fortnight,
    /// `month`
    Month,
    /// `quarter`
    Quarter,
    /// `half`
    Half,
    /// `year`
    Year,
    /// `decade`
    Decade,
    /// `century`
    Century,
}

/// The first to the last day of a month.
pub(super) fn month(year: i16, month: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// January to December of each of the years.
pub(super) fn years(first: i16, last: i16) -> Option<Days> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

/// The months `first..=last` of a year.
pub(super) fn months(year: i16, first: i8, last: i8) -> Option<Days> {
    Some((month(year, first)?.0, month(year, last)?.1))
}

/// `day` moved by `count` units; a month later than 31 January is the last day of February.
pub(super) fn shift(day: Date, count: i64, unit: Unit) -> Option<Date> {
    let span = match unit {
        Unit::Day => Span::new().try_days(count),
        Unit::BusinessDay => return shift_business_days(day, count),
        Unit::Weekend | Unit::Week | Unit::WorkWeek => Span::new().try_weeks(count),
        Unit::Fortnight => Span::new().try_weeks(count.checked_mul(2)?),
        Unit::Month => Span::new().try_months(count),
        Unit::Quarter => Span::new().try_months(count.checked_mul(3)?),
        Unit::Half => Span::new().try_months(count.checked_mul(6)?),
        Unit::Year => Span::new().try_years(count),
        Unit::Decade => Span::new().try_years(count.checked_mul(10)?),
        Unit::Century => Span::new().try_years(count.checked_mul(100)?),
    };
    day.checked_add(span.ok()?).ok()
}

fn shift_business_days(mut day: Date, count: i64) -> Option<Date> {
    if count.abs() > 1_000 {
        return None;
    }
    let mut left = count.abs();
    while left > 0 {
        day = shift(day, count.signum(), Unit::Day)?;
        left -= i64::from(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    Some(day)
}

/// The unit of the calendar that `day` lies in.
pub(super) fn containing(day: Date, unit: Unit) -> Option<Days> {
    let monday = || shift(day, -i64::from(day.weekday().to_monday_zero_offset()), Unit::Day);
    match unit {
        Unit::Day | Unit::BusinessDay => Some((day, day)),
        Unit::Week => Some((monday()?, shift(monday()?, 6, Unit::Day)?)),
        Unit::WorkWeek => Some((monday()?, shift(monday()?, 4, Unit::Day)?)),
        Unit::Weekend => Some((shift(monday()?, 5, Unit::Day)?, shift(monday()?, 6, Unit::Day)?)),
        Unit::Fortnight => Some((monday()?, shift(monday()?, 13, Unit::Day)?)),
        Unit::Month => month(day.year(), day.month()),
        Unit::Quarter => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            months(day.year(), first, first + 2)
        }
        Unit::Half => {
            let first = if day.month() < 7 { 1 } else { 7 };
            months(day.year(), first, first + 5)
        }
        Unit::Year => years(day.year(), day.year()),
        Unit::Decade => {
            let first = day.year().checked_sub(day.year().rem_euclid(10))?;
            years(first, first.checked_add(9)?)
        }
        Unit::Century => {
            let first = day.year().checked_sub(day.year().rem_euclid(100))?;
            years(first, first.checked_add(99)?)
        }
    }
}

/// The day of the week in the week, from Monday, that `day` lies in.
pub(super) fn weekday_in_week(day: Date, weekday: Weekday) -> Option<Date> {
    let monday = containing(day, Unit::Week)?.0;
    shift(monday, i64::from(weekday.to_monday_zero_offset()), Unit::Day)
}

/// Week `number` of an ISO year.
pub(super) fn iso_week(year: i16, number: i8) -> Option<Days> {
    let monday = ISOWeekDate::new(year, number, Weekday::Monday).ok()?.date();
    containing(monday, Unit::Week)
}

/// Easter Sunday by the Gregorian computus.
pub(super) fn easter(year: i16) -> Option<Date> {
    let year_of = i32::from(year);
    let golden = year_of % 19;
    let century = year_of / 100;
    let skipped = century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15;
    let moon = skipped.rem_euclid(30);
    let moon = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
    let weekday = (year_of + year_of / 4 + moon + 2 - century + century / 4).rem_euclid(7);
    let offset = moon - weekday;
    let month = 3 + (offset + 40) / 44;
    let day = offset + 28 - 31 * (month / 4);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day of a tabular Islamic date (astronomical epoch, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29).
pub(super) fn islamic(year: i64, month: i64, day: i64) -> Option<Date> {
    let before = (month - 1) * 29 + month / 2;
    let days = (year - 1) * 354 + (11 * year + 3).div_euclid(30) + before + day - 1;
    shift(Date::new(622, 7, 18).ok()?, days, Unit::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn units_hold_their_days() {
        let day = date(2019, 3, 14);
        for (unit, first, last) in [
            (Unit::Week, date(2019, 3, 11), date(2019, 3, 17)),
            (Unit::Weekend, date(2019, 3, 16), date(2019, 3, 17)),
            (Unit::Quarter, date(2019, 1, 1), date(2019, 3, 31)),
            (Unit::Half, date(2019, 1, 1), date(2019, 6, 30)),
            (Unit::Decade, date(2010, 1, 1), date(2019, 12, 31)),
            (Unit::Century, date(2000, 1, 1), date(2099, 12, 31)),
        ] {
            assert_eq!(containing(day, unit), Some((first, last)), "{unit:?}");
        }
    }

    #[test]
    fn shifts_stop_at_the_end_of_the_calendar() {
        assert_eq!(shift(date(2019, 1, 31), 1, Unit::Month), Some(date(2019, 2, 28)));
        assert_eq!(shift(date(2019, 3, 15), 2, Unit::BusinessDay), Some(date(2019, 3, 19)));
        assert_eq!(shift(date(2019, 1, 1), i64::MAX, Unit::Century), None);
        assert_eq!(shift(date(2019, 1, 1), 9_000, Unit::Year), None);
    }

    #[test]
    fn feasts() {
        for (year, easter_day) in [(2018, date(2018, 4, 1)), (2020, date(2020, 4, 12)), (2025, date(2025, 4, 20))] {
            assert_eq!(easter(year), Some(easter_day), "{year}");
        }
        assert_eq!(islamic(1443, 10, 1), Some(date(2022, 5, 2)));
        assert_eq!(islamic(1444, 10, 1), Some(date(2023, 4, 21)));
    }
}
