//! What a time phrase says, before anyone asks which day that is.
//!
//! ```text
//! "24th of May"             Calendar { month: 5, day: 24, year: Missing }
//! "late last year"          Portion(Late, Shift { which: Last, target: Unit(Year) })
//! "two days later"          Distance { amount: 2, unit: Day, direction: Later, from: None }
//! ```

use crate::time::Weekday;
use crate::time::temporal::LocalTime;

/// What a phrase says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// A date of which some parts are written.
    Calendar(Calendar),
    /// `05/06/2025`: two figures, either of which may be the month.
    Slashed { first: u8, second: u8, year: i64 },
    /// The ten years that begin with this one; two digits (`'90s`) leave the century open.
    Decade { first_year: i64, century_missing: bool },
    /// The century with this number: the 19th is 1801–1900 to a historian and the 1800s to everyone else.
    Century { number: i64, before_era: bool },
    /// A season, quarter or half, by its code of ISO 8601-2.
    PartOfYear { code: u8, year: YearOf },
    /// A named day.
    Holiday { holiday: Holiday, year: YearOf },
    /// `last Tuesday`, `this month`, `the previous year`, `that evening`
    Shift { which: Which, target: Target },
    /// `the past two weeks`
    Lately { which: Which, amount: Amount, unit: Unit },
    /// `today`, `the day before yesterday`: days from the day the text was written.
    Today { days: i64, part: Option<PartOfDay> },
    /// `Tuesday`, `Tuesday morning`
    Weekday { weekday: Weekday, part: Option<PartOfDay> },
    /// `the weekend`
    Weekend,
    /// `the 13th`, `the 13th of that month`
    DayOfMonth { day: u8 },
    /// `the morning of May 24`, `night`
    PartOfDay { part: PartOfDay, of: Option<Box<Expression>> },
    /// `14:30`, `2 p.m. on Tuesday`
    Clock { time: LocalTime, with_seconds: bool, zone: Option<&'static str>, of: Option<Box<Expression>> },
    /// `early 2024`, `the end of the month`
    Portion(Portion, Box<Expression>),
    /// `two weeks`
    Length { amount: Amount, unit: Unit },
    /// `two weeks ago`, `two days after May 24`
    Distance { amount: Amount, unit: Unit, direction: Direction, from: Option<Box<Expression>> },
    /// `every Monday`, `daily`
    Repeated(Repeated),
    /// `now`, `recently`, `soon`
    Vague(Vague),
    /// `about 2004`
    About(Box<Expression>),
}

/// The written parts of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Calendar {
    pub(super) year: YearOf,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// The last day of `May 2–9`.
    pub(super) last_day: Option<u8>,
    pub(super) weekday: Option<Weekday>,
}

/// The year a date belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum YearOf {
    /// Not written.
    #[default]
    Missing,
    /// Written in full; 0 is 1 BC.
    Known(i64),
    /// Two digits.
    Short(u8),
    /// `of that year`, `last year`
    Shifted(Which),
}

/// Which one of many, seen from where the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The one the text was written in.
    This,
    /// The one the text speaks of.
    That,
    /// The one before this.
    Last,
    /// The one after this.
    Next,
    /// The one before that.
    Previous,
    /// The one after that.
    Following,
}

/// What is counted off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    Unit(Unit),
    Weekday(Weekday),
    Month(u8),
    Season(u8),
    PartOfDay(PartOfDay),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Night,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Amount {
    /// So many tenths, so that "two and a half" is exact.
    Tenths(i64),
    /// Some, nobody says how many.
    Vague,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Before the day the text was written.
    Ago,
    /// After the day the text was written.
    FromNow,
    /// Before the day the text speaks of.
    Earlier,
    /// After the day the text speaks of.
    Later,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Portion {
    /// `early`, `the beginning of`: the first third.
    Early,
    /// `mid-`: the second third.
    Middle,
    /// `late`, `the end of`: the last third.
    Late,
    /// `later this year`, `earlier that month`: somewhere in it.
    Somewhere,
    FirstHalf,
    SecondHalf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartOfDay {
    Dawn,
    Morning,
    Noon,
    Afternoon,
    Evening,
    Dusk,
    Night,
    Midnight,
    Daytime,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Repeated {
    /// `daily`, `every two weeks`
    Every(i64, Unit),
    /// `per day`, `twice a week`, `annual`
    Rate(Unit),
    Weekday(Weekday),
    Month(u8),
    Season(u8),
    PartOfDay(PartOfDay),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// A day with the same month and day every year.
    Fixed(u8, u8),
    /// Days from Easter Sunday.
    Easter(i64),
}

impl Expression {
    /// Whether which day it is depends on the direction of the sentence.
    pub(super) fn needs_tense(&self) -> bool {
        match self {
            Self::Calendar(Calendar { year, .. }) | Self::PartOfYear { year, .. } | Self::Holiday { year, .. } => {
                *year == YearOf::Missing
            }
            Self::Weekday { .. } | Self::Weekend | Self::DayOfMonth { .. } | Self::Slashed { .. } => true,
            Self::Portion(_, inner) | Self::About(inner) => inner.needs_tense(),
            Self::PartOfDay { of, .. } | Self::Clock { of, .. } | Self::Distance { from: of, .. } => {
                of.as_deref().is_some_and(Self::needs_tense)
            }
            _ => false,
        }
    }
}

impl Amount {
    pub(super) const ONE: Self = Self::Tenths(10);

    /// The number, where it is a whole one.
    pub(super) const fn whole(self) -> Option<i64> {
        match self {
            Self::Tenths(tenths) if tenths % 10 == 0 => Some(tenths / 10),
            _ => None,
        }
    }
}

impl Unit {
    /// The letter of ISO 8601 and TIMEX3, and whether it stands behind a `T`.
    pub(super) const fn designator(self) -> (&'static str, bool) {
        match self {
            Self::Second => ("S", true),
            Self::Minute => ("M", true),
            Self::Hour => ("H", true),
            Self::Night => ("NI", false),
            Self::Day => ("D", false),
            Self::Weekend => ("WE", false),
            Self::Week | Self::Fortnight => ("W", false),
            Self::Month => ("M", false),
            Self::Quarter => ("Q", false),
            Self::Year => ("Y", false),
            Self::Decade => ("DE", false),
            Self::Century => ("CE", false),
        }
    }

    /// Its length in whole months, for units of at least a month.
    pub(super) const fn months(self) -> Option<i64> {
        match self {
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
            Self::Decade => Some(120),
            Self::Century => Some(1200),
            _ => None,
        }
    }

    /// Its length in whole days, for units of days and weeks.
    pub(super) const fn days(self) -> Option<i64> {
        match self {
            Self::Day | Self::Night => Some(1),
            Self::Week | Self::Weekend => Some(7),
            Self::Fortnight => Some(14),
            _ => None,
        }
    }
}

impl PartOfDay {
    /// What TIMEX3 writes behind the `T`.
    pub(super) const fn designator(self) -> &'static str {
        match self {
            Self::Dawn => "DA",
            Self::Morning => "MO",
            Self::Noon => "12:00",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Dusk => "DU",
            Self::Night => "NI",
            Self::Midnight => "00:00",
            Self::Daytime => "DT",
        }
    }
}
