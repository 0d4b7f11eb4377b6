//! What is said: `last September`, `two days earlier`, `between January 2017 and September 2018`.

use jiff::civil::Weekday;

pub use super::calendar::Unit;
pub use super::holiday::Holiday;

/// A time as said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateExpr {
    /// The words' structure.
    pub said: Said,
    /// Where the words around it put it.
    pub tense: Tense,
    /// The time of day, if told.
    pub time: Option<Time>,
    /// Name of the rule that read it.
    pub rule: &'static str,
}

/// Whether the sentence tells what was or what will be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tense {
    /// `was hacked on Friday`, and wherever nothing says otherwise.
    #[default]
    Past,
    /// `will open on Friday`
    Future,
}

/// A time of day as said.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// `UTC`, `EST`, `+02:00`: as written.
    pub zone: Option<String>,
}

/// The year of a date, as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Year {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// `2018`
    Given(i16),
    /// `of last year` is -1, `this year` 0.
    Shifted(i16),
    /// `of that year`: the year of the date before.
    Same,
    /// `last January`: the latest one that is over; `this past January`.
    Latest,
    /// `next January`: the first one that is to come.
    Coming,
}

/// From where a relative date counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum From {
    /// `last week`: from the publication date.
    Published,
    /// `the following week`: from the date before in the text, else from the publication date.
    Previous,
}

/// Which of several weekdays is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Week {
    /// `on Friday`: the latest one, or the next one where the sentence is about the future.
    Nearest,
    /// `this past Friday`: the latest one before the anchor.
    Past,
    /// `last Friday` is -1, `this Friday` 0, `Friday next week` 1: of the week so many weeks away.
    Shifted(i8, From),
    /// `the following Friday`: the first one after the anchor.
    After,
}

/// A piece of a longer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// `early`, `the beginning of`
    Early,
    /// `mid`, `the middle of`
    Mid,
    /// `late`
    Late,
    /// `the end of`
    End,
    /// `earlier this year`: up to the day before the anchor.
    Earlier,
    /// `later this year`: from the day after the anchor.
    Later,
}

/// On which side of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// `before 2010`: up to the day before.
    Before,
    /// `until 2010`, `by 2010`: up to its last day.
    Until,
    /// `since 2010`: from its first day.
    Since,
    /// `after 2010`: from the day after.
    After,
}

/// How exactly a distance is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exactness {
    /// `two days ago`
    Exact,
    /// `about two days ago`
    About,
    /// `more than two days ago`
    More,
    /// `less than two days ago`
    Less,
}

/// `three weeks and two days`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// Count and unit, the longest unit first.
    pub parts: Vec<(u32, Unit)>,
    /// How exactly it is meant.
    pub exactness: Exactness,
}

/// Before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Towards the past.
    Back,
    /// Towards the future.
    Forward,
}

/// Where a distance is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The publication date or the date before.
    Anchor(From),
    /// Another date: `two days after Christmas`.
    At(Box<Said>),
}

/// The structure of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// `14 September 2018`, `September`, `2018`, `the 18th`, `Tue 13th`
    Calendar {
        /// The year.
        year: Year,
        /// 1 to 12.
        month: Option<i8>,
        /// 1 to 31.
        day: Option<i8>,
        /// The day of the week; it helps only where the month is not said.
        weekday: Option<Weekday>,
    },
    /// `fiscal 2018`: a year whose first month is not said.
    Fiscal(Year),
    /// `1990s`, `21st century`: first and last year.
    Years(i16, i16),
    /// `the third quarter of 2018`, `H1 2018`, `summer 2017`, `week 31`
    YearPart {
        /// Which part.
        part: YearPart,
        /// Its year.
        year: Year,
    },
    /// `Christmas 2017`
    Holiday {
        /// Which one.
        holiday: Holiday,
        /// Its year.
        year: Year,
    },
    /// `today`, `yesterday`: days from the anchor.
    Day(i8, From),
    /// `last week`, `this year`, `the following month`: the calendar's unit so many units from the anchor's.
    Unit(Unit, i16, From),
    /// `over the weekend`
    Weekend,
    /// `on Friday`
    Weekday(Weekday, Week),
    /// `the last three months`, `for almost four years`: up to or from the anchor.
    Rolling(Length, Direction),
    /// `two weeks ago`, `three days after Christmas`
    Shift {
        /// How far.
        length: Length,
        /// Which way.
        direction: Direction,
        /// From where.
        origin: Origin,
        /// `two months from today on Tuesday`: the first such day from there.
        weekday: Option<Weekday>,
    },
    /// `the first two weeks of 2018`, `the last weekend of March`: from which one, how many, of what.
    Nth {
        /// From which end.
        direction: Direction,
        /// 1 for the first, or the last when counted back.
        ordinal: u32,
        /// How many.
        count: u32,
        /// Of what kind.
        unit: Unit,
        /// Inside what.
        of: Box<Said>,
    },
    /// `the first Monday of March`
    NthWeekday(i8, Weekday, Box<Said>),
    /// `late 2017`
    Part(Part, Box<Said>),
    /// `the week of April 10`: the unit that holds the day.
    Around(Unit, Box<Said>),
    /// `two weeks starting May 20`
    Starting(Length, Box<Said>),
    /// `from March to May 2017`: both ends inclusive.
    Range(Box<Said>, Box<Said>),
    /// `since 2016`
    Bound(Side, Box<Said>),
}

/// A named part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YearPart {
    /// 1 to 4.
    Quarter(i8),
    /// 1 or 2.
    Half(i8),
    /// ISO week.
    Week(i8),
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February of the next year.
    Winter,
}

impl Said {
    /// Year, month and day as far as given.
    pub(super) fn calendar(year: Year, month: Option<i8>, day: Option<i8>) -> Self {
        Self::Calendar { year, month, day, weekday: None }
    }

    /// The year, if it is said in figures.
    pub(super) fn given_year(&self) -> Option<i16> {
        match self {
            Self::Calendar { year: Year::Given(year), .. }
            | Self::YearPart { year: Year::Given(year), .. }
            | Self::Holiday { year: Year::Given(year), .. } => Some(*year),
            Self::Part(_, of) => of.given_year(),
            _ => None,
        }
    }

    /// Whether a year could be said and is not.
    pub(super) fn lacks_year(&self) -> bool {
        match self {
            Self::Calendar { year, month, .. } => *year == Year::Unsaid && month.is_some(),
            Self::YearPart { year, .. } | Self::Holiday { year, .. } => *year == Year::Unsaid,
            Self::Part(_, of) => of.lacks_year(),
            _ => false,
        }
    }

    /// The first month and day it names, where their year is not said.
    pub(super) fn first_yearless(&self) -> Option<(i8, i8)> {
        match self {
            Self::Calendar { .. } => self.month_and_day().filter(|_| self.lacks_year()),
            Self::Holiday { holiday: Holiday::Fixed(month, day), year: Year::Unsaid } => Some((*month, *day)),
            Self::Part(_, of) | Self::Bound(_, of) => of.first_yearless(),
            Self::Range(from, to) => from.first_yearless().filter(|_| to.lacks_year()),
            _ => None,
        }
    }

    /// The same with this year, where none is said.
    pub(super) fn with_year(self, given: Year) -> Self {
        match self {
            Self::Calendar { year: Year::Unsaid, month, day, weekday } => {
                Self::Calendar { year: given, month, day, weekday }
            }
            Self::YearPart { part, year: Year::Unsaid } => Self::YearPart { part, year: given },
            Self::Holiday { holiday, year: Year::Unsaid } => Self::Holiday { holiday, year: given },
            Self::Part(part, of) => Self::Part(part, Box::new(of.with_year(given))),
            other => other,
        }
    }

    /// The first month it names, to put the ends of a range in order.
    pub(super) fn month_and_day(&self) -> Option<(i8, i8)> {
        match self {
            Self::Calendar { month: Some(month), day, .. } => Some((*month, day.unwrap_or(1))),
            Self::Part(_, of) => of.month_and_day(),
            Self::YearPart { part, .. } => match part {
                YearPart::Quarter(number) => Some((number * 3 - 2, 1)),
                YearPart::Half(number) => Some((number * 6 - 5, 1)),
                YearPart::Spring => Some((3, 1)),
                YearPart::Summer => Some((6, 1)),
                YearPart::Autumn => Some((9, 1)),
                YearPart::Winter => Some((12, 1)),
                YearPart::Week(_) => None,
            },
            _ => None,
        }
    }
}
