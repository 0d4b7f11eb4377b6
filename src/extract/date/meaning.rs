//! What is said becomes what is meant: calendar dates, their parts, ranges and open ends.

use jiff::civil::{self, Weekday};

use super::calendar::{self, Days, Unit, containing, iso_week, months, shift, weekday_in_week, years};
use super::edtf::{self, Edge, Grain};
use super::expr::{DateExpr, Direction, From, Part, Said, Side, Tense, Year, YearPart};
use super::relative;
use super::{Anchor, Basis, Date};

/// What resolution may ask.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) anchor: &'a Anchor,
    pub(super) tense: Tense,
    /// The start of a range: its end cannot lie before.
    pub(super) not_before: Option<civil::Date>,
}

/// An interval of days and how it came about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meant {
    pub(super) first: Option<Edge>,
    pub(super) last: Option<Edge>,
    pub(super) basis: Basis,
    pub(super) uncertain: bool,
}

impl Meant {
    pub(super) fn new(days: Days, grain: Grain, basis: Basis) -> Self {
        let edge = |day| Some(Edge::new(day, grain));
        Self { first: edge(days.0), last: edge(days.1), basis, uncertain: false }
    }

    /// The same, about.
    pub(super) fn about(self) -> Self {
        let about = |edge: Option<Edge>| edge.map(|edge| Edge { approximate: true, ..edge });
        Self { first: about(self.first), last: about(self.last), ..self }
    }

    pub(super) fn days(&self) -> Option<Days> {
        self.first.map(|edge| edge.day).zip(self.last.map(|edge| edge.day))
    }

    fn grain(&self) -> Grain {
        self.first.or(self.last).map_or(Grain::Day, |edge| edge.grain)
    }
}

pub(super) fn resolve(expr: &DateExpr, anchor: &Anchor) -> Date {
    let context = Context { anchor, tense: expr.tense, not_before: None };
    let ordered = |meant: &Meant| meant.days().is_none_or(|(first, last)| first <= last);
    match mean(&expr.said, context).filter(ordered) {
        Some(meant) => Date {
            edtf: Some(edtf::format(meant.first, meant.last, meant.uncertain)),
            earliest: meant.first.map(|edge| edge.day),
            latest: meant.last.map(|edge| edge.day),
            basis: meant.basis,
        },
        None => Date { edtf: None, earliest: None, latest: None, basis: Basis::Unresolved },
    }
}

/// What the words mean; `None` where something is missing.
pub(super) fn mean(said: &Said, context: Context<'_>) -> Option<Meant> {
    match said {
        Said::Calendar { year, month: Some(month), day, .. } => {
            let grain = if day.is_some() { Grain::Day } else { Grain::Month };
            in_year(*year, context, grain, |year| match day {
                Some(day) => civil::Date::new(year, *month, *day).ok().map(|day| (day, day)),
                None => calendar::month(year, *month),
            })
        }
        Said::Calendar { year: Year::Given(year), .. } => {
            Some(Meant::new(years(*year, *year)?, Grain::Year, Basis::Explicit))
        }
        Said::Calendar { day: Some(day), weekday, .. } => day_alone(*day, *weekday, context),
        Said::Calendar { .. } => None,
        Said::Fiscal(year) => Some(in_year(*year, context, Grain::Year, |year| years(year, year))?.about()),
        Said::Years(first, last) => Some(Meant::new(years((*first).max(1), *last)?, Grain::Year, Basis::Explicit)),
        Said::YearPart { part, year } => year_part(*part, *year, context),
        Said::Holiday { holiday, year } => in_year(*year, context, Grain::Day, |year| holiday.in_year(year)),
        Said::Day(..) | Said::Unit(..) | Said::Weekend | Said::Weekday(..) | Said::Rolling(..) | Said::Shift { .. } => {
            relative::mean(said, context)
        }
        Said::Nth { direction, ordinal, count, unit, of } => {
            let of = mean(of, context)?;
            let (first, last) = nth(of.days()?, *direction, *ordinal, *count, *unit)?;
            let grain = if *unit >= Unit::Month { Grain::Month } else { Grain::Day };
            let grain = if *unit >= Unit::Year { Grain::Year } else { grain };
            Some(Meant { uncertain: of.uncertain, ..Meant::new((first, last), grain, of.basis) })
        }
        Said::NthWeekday(nth, weekday, of) => {
            let of = mean(of, context)?;
            let day = of.days()?.0.nth_weekday_of_month(*nth, *weekday).ok()?;
            Some(Meant { uncertain: of.uncertain, ..Meant::new((day, day), Grain::Day, of.basis) })
        }
        Said::Part(part, of) => piece(*part, of, context),
        Said::Around(unit, of) => {
            let of = mean(of, context)?;
            Some(Meant {
                uncertain: of.uncertain,
                ..Meant::new(containing(of.days()?.0, *unit)?, Grain::Day, of.basis)
            })
        }
        Said::Starting(length, of) => {
            let of = mean(of, context)?;
            let first = of.days()?.0;
            let last = shift(relative::add(first, length, Direction::Forward)?, -1, Unit::Day)?;
            Some(Meant { uncertain: of.uncertain, ..Meant::new((first, last), Grain::Day, of.basis) })
        }
        Said::Range(from, to) => range(from, to, context),
        Said::Bound(side, of) => bound(*side, mean(of, context)?),
    }
}

/// A date that comes once a year.
fn in_year(year: Year, context: Context<'_>, grain: Grain, days: impl Fn(i16) -> Option<Days>) -> Option<Meant> {
    let meant = |days, basis| Some(Meant::new(days, grain, basis));
    let Anchor { published, window, previous, .. } = *context.anchor;
    let by_window = || {
        let (first, last) = window?;
        let found =
            (first.year()..=last.year()).rev().filter_map(&days).find(|days| days.0 >= first && days.1 <= last)?;
        Some(Meant { uncertain: true, ..Meant::new(found, grain, Basis::Context) })
    };
    match year {
        Year::Given(year) => meant(days(year)?, Basis::Explicit),
        Year::Shifted(shift) => match published {
            Some(published) => meant(days(published.year().checked_add(shift)?)?, Basis::Published),
            None => by_window(),
        },
        Year::Same => match previous.or(published.map(|day| (day, day))) {
            Some((first, _)) => {
                let basis = if previous.is_some() { Basis::Context } else { Basis::Published };
                meant(days(first.year())?, basis)
            }
            None => by_window(),
        },
        Year::Latest => match published {
            Some(published) => {
                let over = |days: &Days| days.1 < published;
                meant(around(published).rev().filter_map(&days).find(over)?, Basis::Published)
            }
            None => by_window(),
        },
        Year::Coming => match published {
            Some(published) => {
                let to_come = |days: &Days| days.0 > published;
                meant(around(published).filter_map(&days).find(to_come)?, Basis::Published)
            }
            None => None,
        },
        Year::Unsaid => by_window().or_else(|| match published {
            Some(published) => {
                let plain = pick(published, context, &days);
                match told(published, context, &days) {
                    Some((told, basis)) if Some(told) != plain => meant(told, basis),
                    _ => meant(plain?, Basis::Published),
                }
            }
            None => near(previous?, context, grain, &days),
        }),
    }
}

/// The years in which the latest or next of a yearly date may lie; nine, for 29 February.
fn around(day: civil::Date) -> impl DoubleEndedIterator<Item = i16> {
    day.year().saturating_sub(8)..=day.year().saturating_add(8)
}

/// The past one before the publication date; the next one where the sentence looks forward.
fn pick(published: civil::Date, context: Context<'_>, days: impl Fn(i16) -> Option<Days>) -> Option<Days> {
    let mut candidates = around(published).filter_map(days);
    match (context.not_before, context.tense) {
        (Some(start), _) => candidates.find(|days| days.1 >= start),
        (None, Tense::Future) => candidates.find(|days| days.1 >= published),
        (None, Tense::Past) => candidates.rfind(|days| days.0 <= published),
    }
}

/// The one of the year that dates beside it tell, unless it lies ahead.
fn told(published: civil::Date, context: Context<'_>, days: impl Fn(i16) -> Option<Days>) -> Option<(Days, Basis)> {
    let (year, basis) = context.anchor.year?;
    let start = context.not_before.unwrap_or(civil::Date::MIN);
    let found = [year, year.saturating_add(1)].into_iter().filter_map(days).find(|days| days.1 >= start)?;
    (found.0 <= published).then_some((found, basis))
}

/// The one nearest to a date next to it in the text; in the same year the neighbour has all but said it.
fn near(neighbour: Days, context: Context<'_>, grain: Grain, days: impl Fn(i16) -> Option<Days>) -> Option<Meant> {
    let start = context.not_before.unwrap_or(civil::Date::MIN);
    let distance = |days: &Days| {
        let gap = if days.0 > neighbour.1 { neighbour.1.until(days.0) } else { days.1.until(neighbour.0) };
        gap.map_or(i32::MAX, |gap| gap.get_days().max(0))
    };
    let same = neighbour.0.year() == neighbour.1.year();
    let found = if same && distance(&days(neighbour.0.year()).unwrap_or(neighbour)) <= 200 {
        days(neighbour.0.year())?
    } else {
        around(neighbour.1).filter_map(&days).filter(|days| days.1 >= start).min_by_key(distance)?
    };
    let uncertain = !same || found.0.year() != neighbour.0.year();
    Some(Meant { uncertain, ..Meant::new(found, grain, Basis::Context) })
}

/// `on the 18th`, `Tue 13th`: the nearest month before, or after, that has such a day.
fn day_alone(day: i8, weekday: Option<Weekday>, context: Context<'_>) -> Option<Meant> {
    let Anchor { published, previous, .. } = *context.anchor;
    let (origin, basis) = match (published, previous) {
        (_, Some((first, _))) if published.is_none() => (first, Basis::Context),
        (published, _) => (published?, Basis::Published),
    };
    let beside = context.anchor.month.filter(|_| published.is_some() && context.tense == Tense::Past);
    let of_month = |first: civil::Date| civil::Date::new(first.year(), first.month(), day).ok();
    if let Some((Some(day), basis)) = beside.map(|(first, basis)| (of_month(first), basis))
        && day <= origin
    {
        return Some(Meant::new((day, day), Grain::Day, basis));
    }
    let fits = |day: &civil::Date| weekday.is_none_or(|weekday| day.weekday() == weekday);
    let step = |months: i64| {
        civil::Date::new(origin.year(), origin.month(), 1).ok().and_then(|first| shift(first, months, Unit::Month))
    };
    let on_day = |first: civil::Date| civil::Date::new(first.year(), first.month(), day).ok().filter(fits);
    let found = if basis == Basis::Context {
        on_day(step(0)?)?
    } else if context.tense == Tense::Future {
        (0..40).filter_map(|months| on_day(step(months)?)).find(|day| *day >= origin)?
    } else {
        let past = (-40..=0).rev().filter_map(|months| on_day(step(months)?)).find(|day| *day <= origin);
        // `Wednesday the 31st`, told on the 19th: the one far back is not meant.
        let soon = (0..=1).filter_map(|months| on_day(step(months)?)).find(|day| *day > origin);
        let distance = |day: civil::Date| origin.until(day).map_or(i32::MAX, |gap| gap.get_days().abs());
        match (past, soon) {
            (Some(past), Some(soon)) if weekday.is_some() && distance(soon) < 31 && distance(past) > 62 => soon,
            (past, soon) => past.or(soon)?,
        }
    };
    Some(Meant::new((found, found), Grain::Day, basis))
}

fn year_part(part: YearPart, year: Year, context: Context<'_>) -> Option<Meant> {
    let (grain, is_season) = match part {
        YearPart::Week(_) => (Grain::Day, false),
        YearPart::Quarter(_) | YearPart::Half(_) => (Grain::Month, false),
        _ => (Grain::Month, true),
    };
    let days = |year: i16| match part {
        YearPart::Quarter(number) => months(year, number * 3 - 2, number * 3),
        YearPart::Half(number) => months(year, number * 6 - 5, number * 6),
        YearPart::Week(number) => iso_week(year, number),
        YearPart::Spring => months(year, 3, 5),
        YearPart::Summer => months(year, 6, 8),
        YearPart::Autumn => months(year, 9, 11),
        YearPart::Winter => Some((calendar::month(year, 12)?.0, calendar::month(year.checked_add(1)?, 2)?.1)),
    };
    // `week 31` is of this year, whether it is over or not.
    let year = if matches!(part, YearPart::Week(_)) && year == Year::Unsaid { Year::Shifted(0) } else { year };
    let meant = in_year(year, context, grain, days)?;
    Some(if is_season { meant.about() } else { meant })
}

/// `the last 3 weeks of this year`: weeks belong to the year that holds their Thursday, as in ISO 8601; those of a
/// month are the ones that touch it.
fn nth(of: Days, direction: Direction, ordinal: u32, count: u32, unit: Unit) -> Option<Days> {
    let (skipped, count) = (i64::from(ordinal.checked_sub(1)?), i64::from(count.max(1)));
    let is_year = of.0.month() == 1 && of.1.month() == 12;
    let weekly = matches!(unit, Unit::Week | Unit::Weekend | Unit::WorkWeek | Unit::Fortnight);
    let in_year = |edge: civil::Date| {
        let week = containing(edge, Unit::Week)?;
        let thursday = weekday_in_week(edge, Weekday::Thursday)?;
        let inside = (of.0..=of.1).contains(&thursday) || !is_year && unit == Unit::Week;
        Some((week.0, inside))
    };
    let start = match (direction, weekly) {
        (Direction::Forward, true) => {
            let (monday, inside) = in_year(of.0)?;
            let monday = if inside { monday } else { shift(monday, 1, Unit::Week)? };
            containing(shift(monday, skipped, Unit::Week)?, unit)?.0
        }
        (Direction::Back, true) => {
            let (monday, inside) = in_year(of.1)?;
            let monday = if inside { monday } else { shift(monday, -1, Unit::Week)? };
            containing(shift(monday, -skipped - count + 1, Unit::Week)?, unit)?.0
        }
        (Direction::Forward, false) => containing(shift(of.0, skipped, unit)?, unit)?.0,
        (Direction::Back, false) => containing(shift(of.1, -skipped - count + 1, unit)?, unit)?.0,
    };
    let last = containing(shift(start, count - 1, unit)?, unit)?.1;
    (start <= of.1 && last >= of.0).then_some((start, last))
}

/// The table of pieces is in docs/dates.md.
fn piece(part: Part, of: &Said, context: Context<'_>) -> Option<Meant> {
    let whole = mean(of, context)?;
    let (first, last) = whole.days()?;
    let published = context.anchor.published;
    let cut = |days: Days, grain| Meant { uncertain: whole.uncertain, ..Meant::new(days, grain, whole.basis) };
    if let (Part::Earlier | Part::Later, Said::Unit(unit, _, from)) = (part, of) {
        let anchor = match from {
            From::Published => published,
            From::Previous => {
                context.anchor.previous.map(|days| if part == Part::Later { days.1 } else { days.0 }).or(published)
            }
        }?;
        if *unit == Unit::Day || (last == anchor && part == Part::Later) || (first == anchor && part == Part::Earlier) {
            return Some(whole);
        }
        let days = match (part, unit) {
            (Part::Earlier, Unit::Week) if shift(first, 2, Unit::Day)? < anchor => (first, shift(first, 2, Unit::Day)?),
            (Part::Earlier, _) => (first, shift(anchor, -1, Unit::Day)?),
            (_, Unit::Week) => (shift(first, 3, Unit::Day)?.max(anchor), last),
            _ => (shift(anchor, 1, Unit::Day)?, last),
        };
        return Some(cut(days, Grain::Day));
    }
    let length = first.until(last).ok()?.get_days() + 1;
    let (year, month) = (first.year(), first.month());
    let (days, grain) = match (length, part) {
        (1, _) => return Some(whole),
        (2..=14, Part::Early | Part::Earlier) => ((first, shift(first, 2, Unit::Day)?), Grain::Day),
        (2..=14, Part::Mid) => ((shift(first, 2, Unit::Day)?, shift(first, 3, Unit::Day)?), Grain::Day),
        (2..=14, _) => ((shift(first, 3, Unit::Day)?, last), Grain::Day),
        (15..=31, Part::Early | Part::Earlier) => ((first, shift(first, 14, Unit::Day)?), Grain::Day),
        (15..=31, Part::Mid) => ((shift(first, 9, Unit::Day)?, shift(first, 19, Unit::Day)?), Grain::Day),
        (15..=31, _) => ((shift(first, 15, Unit::Day)?, last), Grain::Day),
        (32..=184, _) => (third(first, last, part)?, Grain::Month),
        (185..=366, Part::Early | Part::Earlier) => (months(year, month, month + 3)?, Grain::Month),
        (185..=366, Part::Mid) => (months(year, month + 4, month + 7)?, Grain::Month),
        (185..=366, _) => (months(year, month + 8, month + 11)?, Grain::Month),
        (_, Part::Early | Part::Earlier) => (years(year, last.year().min(year + tenths(first, last, 3)))?, Grain::Year),
        (_, Part::Mid) => (years(year + tenths(first, last, 4), year + tenths(first, last, 6))?, Grain::Year),
        _ => (years(year + tenths(first, last, 7), last.year())?, Grain::Year),
    };
    (days.0 <= days.1).then(|| cut(days, grain).about())
}

/// The first, the middle or the last third of a quarter, a season or a half, in whole months.
fn third(first: civil::Date, last: civil::Date, part: Part) -> Option<Days> {
    let count = i64::from(last.year() - first.year()) * 12 + i64::from(last.month() - first.month()) + 1;
    let size = (count / 3).max(1);
    let skipped = match part {
        Part::Early | Part::Earlier => 0,
        Part::Mid => size,
        _ => count - size,
    };
    let start = containing(shift(first, skipped, Unit::Month)?, Unit::Month)?.0;
    Some((start, containing(shift(start, size - 1, Unit::Month)?, Unit::Month)?.1))
}

fn tenths(first: civil::Date, last: civil::Date, count: i16) -> i16 {
    (last.year() - first.year() + 1) * count / 10
}

fn range(from: &Said, to: &Said, context: Context<'_>) -> Option<Meant> {
    // `will run from May to September`, told in June: it has begun.
    if context.tense == Tense::Future && from.lacks_year() && to.lacks_year() {
        let begun = range(from, to, Context { tense: Tense::Past, ..context });
        let lasts = |meant: &Meant| {
            meant.days().is_some_and(|(_, last)| context.anchor.published.is_some_and(|day| last >= day))
        };
        if let Some(meant) = begun.filter(lasts) {
            return Some(meant);
        }
    }
    let first = mean(from, context)?;
    let start = first.days()?.0;
    let mut last = mean(to, Context { not_before: Some(start), ..context })?;
    // `from Monday to Friday`, `the end of March to the middle of September`: the end is the next one.
    if last.days()?.1 < start && to.lacks_year() {
        let year = start.year().checked_add(1)?;
        last = mean(&to.clone().with_year(Year::Given(year)), context)?;
        last.basis = first.basis;
    }
    let uncertain = first.uncertain || last.uncertain;
    // `the year to date` begins on a day of the year that its end names.
    let finer = |edge: Edge| match last.last {
        Some(end) if end.grain > edge.grain && end.day.year() == edge.day.year() => Edge { grain: end.grain, ..edge },
        _ => edge,
    };
    let first = Meant { first: first.first.map(finer), ..first };
    (last.days()?.1 >= start).then_some(Meant {
        first: first.first,
        last: last.last,
        basis: first.basis.max(last.basis),
        uncertain,
    })
}

fn bound(side: Side, of: Meant) -> Option<Meant> {
    let grain = of.grain();
    let beside = |day: civil::Date, days: i64| Some(Edge::new(shift(day, days, Unit::Day)?, grain));
    let (first, last) = match side {
        Side::Since => (of.first, None),
        Side::Until => (None, of.last),
        Side::Before => (None, Some(beside(of.first?.day, -1)?)),
        Side::After => (Some(beside(of.last?.day, 1)?), None),
    };
    Some(Meant { first, last, ..of })
}
