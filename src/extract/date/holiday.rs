//! Holidays that are fixed (`Christmas`) or computed (`Easter Monday`, `Thanksgiving`, `Eid al-Fitr`).

use jiff::civil::{Date, Weekday};

use super::calendar::{Days, Unit, easter, islamic, shift};

/// When a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, which one (-1 is the last), weekday, and days to add.
    Weekday(i8, i8, Weekday, i8),
    /// Days from Easter Sunday.
    Easter(i16),
    /// Month and day of the Islamic calendar.
    Islamic(i8, i8),
    /// The month of fasting.
    Ramadan,
    /// The weekend at a holiday: from Saturday to a Monday holiday, from Friday or Thursday to Sunday.
    WeekendOf(&'static Holiday),
}

impl Holiday {
    /// Its days in a year.
    pub(super) fn in_year(self, year: i16) -> Option<Days> {
        let one = |day: Date| Some((day, day));
        match self {
            Self::Fixed(month, day) => one(Date::new(year, month, day).ok()?),
            Self::Weekday(month, nth, weekday, add) => {
                let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
                one(shift(day, i64::from(add), Unit::Day)?)
            }
            Self::Easter(add) => one(shift(easter(year)?, i64::from(add), Unit::Day)?),
            Self::Islamic(month, day) => one(islamic_in(year, |of| islamic(of, i64::from(month), i64::from(day)))?),
            Self::Ramadan => {
                let first = islamic_in(year, |of| islamic(of, 9, 1))?;
                Some((first, shift(first, 29, Unit::Day)?))
            }
            Self::WeekendOf(holiday) => {
                let day = holiday.in_year(year)?.0;
                let offset = i64::from(day.weekday().to_monday_zero_offset());
                let (first, last) = match offset {
                    0 => (-2, 0),
                    1..=2 => (-offset - 2, -offset - 1),
                    3..=4 => (0, 6 - offset),
                    _ => (5 - offset, 6 - offset),
                };
                Some((shift(day, first, Unit::Day)?, shift(day, last, Unit::Day)?))
            }
        }
    }
}

/// The Islamic year runs through ours; the one whose feast falls into `year` counts.
fn islamic_in(year: i16, feast: impl Fn(i64) -> Option<Date>) -> Option<Date> {
    let about = (i64::from(year) - 622) * 33 / 32;
    (about - 2..=about + 2).filter_map(feast).find(|day| day.year() == year)
}

const LABOR: Holiday = Holiday::Weekday(9, 1, Weekday::Monday, 0);
const MEMORIAL: Holiday = Holiday::Weekday(5, -1, Weekday::Monday, 0);
const THANKSGIVING: Holiday = Holiday::Weekday(11, 4, Weekday::Thursday, 0);
const COLUMBUS: Holiday = Holiday::Weekday(10, 2, Weekday::Monday, 0);
const KING: Holiday = Holiday::Weekday(1, 3, Weekday::Monday, 0);
const PRESIDENTS: Holiday = Holiday::Weekday(2, 3, Weekday::Monday, 0);
const EASTER: Holiday = Holiday::Easter(0);
const CHRISTMAS: Holiday = Holiday::Fixed(12, 25);
const INDEPENDENCE: Holiday = Holiday::Fixed(7, 4);

/// Names in lower case without apostrophes and dots, words parted by one blank.
pub(super) const NAMES: &[(&str, Holiday)] = &[
    ("all saints day", Holiday::Fixed(11, 1)),
    ("all souls day", Holiday::Fixed(11, 2)),
    ("anzac day", Holiday::Fixed(4, 25)),
    ("april fools day", Holiday::Fixed(4, 1)),
    ("april fools", Holiday::Fixed(4, 1)),
    ("april fool day", Holiday::Fixed(4, 1)),
    ("armistice day", Holiday::Fixed(11, 11)),
    ("ash wednesday", Holiday::Easter(-46)),
    ("australia day", Holiday::Fixed(1, 26)),
    ("bastille day", Holiday::Fixed(7, 14)),
    ("black friday", Holiday::Weekday(11, 4, Weekday::Thursday, 1)),
    ("boxing day", Holiday::Fixed(12, 26)),
    ("canada day", Holiday::Fixed(7, 1)),
    ("christmas day", CHRISTMAS),
    ("christmas eve", Holiday::Fixed(12, 24)),
    ("christmas", CHRISTMAS),
    ("xmas day", CHRISTMAS),
    ("xmas eve", Holiday::Fixed(12, 24)),
    ("xmas", CHRISTMAS),
    ("cinco de mayo", Holiday::Fixed(5, 5)),
    ("columbus day", COLUMBUS),
    ("cyber monday", Holiday::Weekday(11, 4, Weekday::Thursday, 4)),
    ("earth day", Holiday::Fixed(4, 22)),
    ("easter monday", Holiday::Easter(1)),
    ("easter sunday", EASTER),
    ("easter day", EASTER),
    ("easter weekend", Holiday::WeekendOf(&Holiday::Easter(-2))),
    ("easter", EASTER),
    ("eid al adha", Holiday::Islamic(12, 10)),
    ("eid al fitr", Holiday::Islamic(10, 1)),
    ("eid ul fitr", Holiday::Islamic(10, 1)),
    ("eid ul adha", Holiday::Islamic(12, 10)),
    ("fathers day", Holiday::Weekday(6, 3, Weekday::Sunday, 0)),
    ("father day", Holiday::Weekday(6, 3, Weekday::Sunday, 0)),
    ("good friday", Holiday::Easter(-2)),
    ("groundhog day", Holiday::Fixed(2, 2)),
    ("guy fawkes day", Holiday::Fixed(11, 5)),
    ("guy fawkes night", Holiday::Fixed(11, 5)),
    ("halloween", Holiday::Fixed(10, 31)),
    ("independence day", INDEPENDENCE),
    ("independence day weekend", Holiday::WeekendOf(&INDEPENDENCE)),
    ("international womens day", Holiday::Fixed(3, 8)),
    ("juneteenth", Holiday::Fixed(6, 19)),
    ("labor day", LABOR),
    ("labour day", LABOR),
    ("labor day weekend", Holiday::WeekendOf(&LABOR)),
    ("labour day weekend", Holiday::WeekendOf(&LABOR)),
    ("martin luther king day", KING),
    ("martin luther king jr day", KING),
    ("maundy thursday", Holiday::Easter(-3)),
    ("may day", Holiday::Fixed(5, 1)),
    ("memorial day", MEMORIAL),
    ("memorial day weekend", Holiday::WeekendOf(&MEMORIAL)),
    ("mlk day", KING),
    ("mothers day", Holiday::Weekday(5, 2, Weekday::Sunday, 0)),
    ("mother day", Holiday::Weekday(5, 2, Weekday::Sunday, 0)),
    ("new years day", Holiday::Fixed(1, 1)),
    ("new year day", Holiday::Fixed(1, 1)),
    ("new years eve", Holiday::Fixed(12, 31)),
    ("new year eve", Holiday::Fixed(12, 31)),
    ("palm sunday", Holiday::Easter(-7)),
    ("patriot day", Holiday::Fixed(9, 11)),
    ("pearl harbor day", Holiday::Fixed(12, 7)),
    ("pentecost", Holiday::Easter(49)),
    ("presidents day", PRESIDENTS),
    ("president day", PRESIDENTS),
    ("presidents day weekend", Holiday::WeekendOf(&PRESIDENTS)),
    ("ramadan", Holiday::Ramadan),
    ("remembrance day", Holiday::Fixed(11, 11)),
    ("st patricks day", Holiday::Fixed(3, 17)),
    ("st patrick day", Holiday::Fixed(3, 17)),
    ("saint patricks day", Holiday::Fixed(3, 17)),
    ("saint patrick day", Holiday::Fixed(3, 17)),
    ("thanksgiving day", THANKSGIVING),
    ("thanksgiving weekend", Holiday::WeekendOf(&THANKSGIVING)),
    ("thanksgiving", THANKSGIVING),
    ("valentines day", Holiday::Fixed(2, 14)),
    ("valentine day", Holiday::Fixed(2, 14)),
    ("valentines", Holiday::Fixed(2, 14)),
    ("veterans day", Holiday::Fixed(11, 11)),
    ("veteran day", Holiday::Fixed(11, 11)),
];

/// The weekend at a holiday that has one of its own.
pub(super) fn weekend_of(holiday: Holiday) -> Option<Holiday> {
    [&LABOR, &MEMORIAL, &THANKSGIVING, &COLUMBUS, &KING, &PRESIDENTS, &EASTER, &CHRISTMAS, &INDEPENDENCE]
        .into_iter()
        .find(|known| **known == holiday)
        .map(
            |known| if *known == EASTER { Holiday::WeekendOf(&Holiday::Easter(-2)) } else { Holiday::WeekendOf(known) },
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Holiday {
        NAMES.iter().find(|(known, _)| *known == name).unwrap().1
    }

    #[test]
    fn fall_on_their_days() {
        for (name, year, first, last) in [
            ("christmas eve", 2017, "2017-12-24", "2017-12-24"),
            ("thanksgiving", 2023, "2023-11-23", "2023-11-23"),
            ("thanksgiving weekend", 2023, "2023-11-23", "2023-11-26"),
            ("labor day weekend", 2021, "2021-09-04", "2021-09-06"),
            ("black friday", 2010, "2010-11-26", "2010-11-26"),
            ("memorial day", 2021, "2021-05-31", "2021-05-31"),
            ("good friday", 2018, "2018-03-30", "2018-03-30"),
            ("eid al fitr", 2022, "2022-05-02", "2022-05-02"),
            ("ramadan", 2021, "2021-04-12", "2021-05-11"),
        ] {
            let days = named(name).in_year(year).unwrap();
            assert_eq!((days.0.to_string(), days.1.to_string()), (first.into(), last.into()), "{name}");
        }
    }
}
