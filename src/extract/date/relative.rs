//! What is told from another day: `yesterday`, `last week`, `on Friday`, `two months ago`, `the following month`.

use jiff::civil;

use super::calendar::{Days, Unit, containing, shift, weekday_in_week};
use super::edtf::{Edge, Grain};
use super::expr::{Direction, Exactness, From, Length, Origin, Said, Tense, Week};
use super::meaning::{Context, Meant, mean as mean_any};
use super::{Anchor, Basis};

pub(super) fn mean(said: &Said, context: Context<'_>) -> Option<Meant> {
    match said {
        Said::Day(days, from) => {
            let (anchor, basis) = anchor(*from, context.anchor, Direction::Forward)?;
            let day = shift(anchor, i64::from(*days), Unit::Day)?;
            Some(Meant::new((day, day), Grain::Day, basis))
        }
        Said::Unit(unit, count, from) => {
            let direction = if *count < 0 { Direction::Back } else { Direction::Forward };
            let (anchor, basis) = anchor(*from, context.anchor, direction)?;
            let unit_of = containing(anchor, *unit)?.0;
            let days = containing(shift(unit_of, i64::from(*count), *unit)?, *unit)?;
            Some(Meant::new(days, grain(*unit), basis))
        }
        Said::Weekend => weekend(context),
        Said::Weekday(weekday, week) => {
            let (day, basis) = on_weekday(*weekday, *week, context)?;
            Some(Meant::new((day, day), Grain::Day, basis))
        }
        Said::Rolling(length, direction) => rolling(length, *direction, context),
        Said::Shift { length, direction, origin, weekday } => {
            let Some(weekday) = weekday else { return moved(length, *direction, origin, context) };
            // Here the weekday names the day: nothing is rounded.
            let (from, basis, ..) = origin_of(origin, *direction, context)?;
            let day = add(from, length, *direction)?;
            let day = (0..7).filter_map(|step| shift(day, step, Unit::Day)).find(|day| day.weekday() == *weekday)?;
            Some(Meant::new((day, day), Grain::Day, basis))
        }
        _ => None,
    }
}

/// The day to count from; a date before in the text is left by the side that the direction points to.
fn anchor(from: From, anchor: &Anchor, direction: Direction) -> Option<(civil::Date, Basis)> {
    let published = anchor.published.map(|day| (day, Basis::Published));
    match from {
        From::Published => published,
        From::Previous => anchor
            .previous
            .map(|(first, last)| (if direction == Direction::Back { first } else { last }, Basis::Context))
            .or(published),
    }
}

fn grain(unit: Unit) -> Grain {
    match unit {
        Unit::Month | Unit::Quarter | Unit::Half => Grain::Month,
        Unit::Year | Unit::Decade | Unit::Century => Grain::Year,
        _ => Grain::Day,
    }
}

/// The weekend before, as news tells it on a Monday; the one that has begun; the one to come where the verb says so.
fn weekend(context: Context<'_>) -> Option<Meant> {
    let published = context.anchor.published?;
    let this = containing(published, Unit::Weekend)?;
    let days = if context.tense == Tense::Future || this.0 <= published || nears(published, this) {
        this
    } else {
        containing(shift(published, -1, Unit::Week)?, Unit::Weekend)?
    };
    Some(Meant::new(days, Grain::Day, Basis::Published))
}

/// On a Friday the weekend is tomorrow's.
fn nears(published: civil::Date, weekend: Days) -> bool {
    shift(published, 1, Unit::Day) == Some(weekend.0)
}

fn on_weekday(weekday: civil::Weekday, week: Week, context: Context<'_>) -> Option<(civil::Date, Basis)> {
    let Anchor { published, .. } = *context.anchor;
    let within = |days: std::ops::RangeInclusive<i64>, from: civil::Date| {
        days.filter_map(|step| shift(from, step, Unit::Day)).find(|day| day.weekday() == weekday)
    };
    match week {
        Week::Nearest => {
            let published = published?;
            let day = match (context.not_before, context.tense) {
                (Some(start), _) => within(0..=6, start)?,
                (None, Tense::Future) => within(0..=6, published)?,
                (None, Tense::Past) => within(-6..=0, published)?,
            };
            Some((day, Basis::Published))
        }
        Week::Past => Some((within(-7..=-1, published?)?, Basis::Published)),
        Week::After => Some((within(1..=7, published?)?, Basis::Published)),
        Week::Shifted(weeks, from) => {
            let (anchor, basis) = anchor(from, context.anchor, Direction::Forward)?;
            if basis == Basis::Context {
                return Some((within(1..=7, anchor)?, basis));
            }
            Some((weekday_in_week(shift(anchor, i64::from(weeks), Unit::Week)?, weekday)?, basis))
        }
    }
}

/// `the last three months`; quarters, halves, decades and work weeks are the calendar's.
fn rolling(length: &Length, direction: Direction, context: Context<'_>) -> Option<Meant> {
    let published = context.anchor.published?;
    let (count, unit) = *length.parts.first()?;
    if length.parts.len() == 1 && matches!(unit, Unit::Quarter | Unit::Half | Unit::WorkWeek | Unit::Weekend) {
        let this = containing(published, unit)?.0;
        let (first, last) = match direction {
            Direction::Back => (-i64::from(count), -1),
            Direction::Forward => (1, i64::from(count)),
        };
        let days = (containing(shift(this, first, unit)?, unit)?.0, containing(shift(this, last, unit)?, unit)?.1);
        return Some(Meant::new(days, grain(unit), Basis::Published));
    }
    let far = add(published, length, direction)?;
    let exact = length.exactness == Exactness::Exact;
    let days = match (direction, exact) {
        (Direction::Back, true) => (far, shift(published, -1, Unit::Day)?),
        (Direction::Back, false) => (far, published),
        (Direction::Forward, true) => (shift(published, 1, Unit::Day)?, far),
        (Direction::Forward, false) => (published, far),
    };
    let mut meant = Meant::new(days, Grain::Day, Basis::Published);
    let vague = |edge: Option<Edge>| edge.map(|edge| Edge { approximate: !exact, ..edge });
    match direction {
        Direction::Back => meant.first = vague(meant.first),
        Direction::Forward => meant.last = vague(meant.last),
    }
    Some(meant)
}

/// The day to count from, its basis, whether it is uncertain, and how finely another date says it.
fn origin_of(
    origin: &Origin,
    direction: Direction,
    context: Context<'_>,
) -> Option<(civil::Date, Basis, bool, Option<Grain>)> {
    match origin {
        Origin::Anchor(from) => {
            let (day, basis) = anchor(*from, context.anchor, direction)?;
            Some((day, basis, false, None))
        }
        Origin::At(said) => {
            let meant = mean_any(said, context)?;
            let (first, last) = meant.days()?;
            let day = if direction == Direction::Back { first } else { last };
            Some((day, meant.basis, meant.uncertain, meant.first.map(|edge| edge.grain)))
        }
    }
}

/// `two years ago` is a year, `two months ago` a month, both approximate: the words name no day.
fn moved(length: &Length, direction: Direction, origin: &Origin, context: Context<'_>) -> Option<Meant> {
    let (from, basis, uncertain, grain_of_origin) = origin_of(origin, direction, context)?;
    // `the facts as we know them two days later`: what is over does not lie behind the day of publication.
    let ahead = basis == Basis::Published && direction == Direction::Forward && context.tense == Tense::Past;
    if ahead && *origin == Origin::Anchor(From::Previous) {
        return None;
    }
    let day = add(from, length, direction)?;
    let finest = length.parts.last()?.1;
    // `two days after`, behind `Q2`: counted from no day.
    let long = |(first, last): &Days| first.until(*last).is_ok_and(|span| span.get_days() > 31);
    let loose = *origin == Origin::Anchor(From::Previous) && context.anchor.previous.as_ref().is_some_and(long);
    if loose && finest < Unit::Month {
        return None;
    }
    // Counted from a day that is said, the result is a day; from a month or a year it is as coarse as that.
    let grain = grain_of_origin.unwrap_or(grain(finest));
    let days = match grain {
        Grain::Day => (day, day),
        Grain::Month => containing(day, Unit::Month)?,
        Grain::Year => containing(day, Unit::Year)?,
    };
    let meant = Meant { uncertain, ..Meant::new(days, grain, basis) };
    let is_exact = matches!(finest, Unit::Day | Unit::BusinessDay) || grain_of_origin == Some(Grain::Day);
    Some(match (length.exactness, direction) {
        (Exactness::Exact, _) if is_exact => meant,
        (Exactness::Exact | Exactness::About, _) => meant.about(),
        (Exactness::More, Direction::Back) => Meant { first: None, last: beside(day, -1), ..meant },
        (Exactness::More, Direction::Forward) => Meant { first: Some(Edge::new(day, Grain::Day)), last: None, ..meant },
        (Exactness::Less, Direction::Back) => {
            Meant { first: beside(day, 1), last: Some(Edge::new(from, Grain::Day)), ..meant }
        }
        (Exactness::Less, Direction::Forward) => {
            Meant { first: Some(Edge::new(from, Grain::Day)), last: beside(day, -1), ..meant }
        }
    })
}

fn beside(day: civil::Date, days: i64) -> Option<Edge> {
    Some(Edge::new(shift(day, days, Unit::Day)?, Grain::Day))
}

/// `day` moved by all parts of the length.
pub(super) fn add(day: civil::Date, length: &Length, direction: Direction) -> Option<civil::Date> {
    length.parts.iter().try_fold(day, |day, (count, unit)| {
        let count = i64::from(*count);
        shift(day, if direction == Direction::Back { -count } else { count }, *unit)
    })
}
