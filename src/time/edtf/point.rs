//! One date, as precise as it is known.

use std::fmt;

use crate::time::temporal::LocalTime;
use crate::time::{Date, civil};

/// One date of an EDTF text. Its parts exist on the calendar: it is made by parsing or by the constructors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    pub(super) year: Year,
    pub(super) part: Part,
    pub(super) qualifier: Qualifier,
}

/// A year, or what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Year {
    /// All of it.
    Known(i64),
    /// All but the last digit: 199 is `199X`, the years 1990 to 1999.
    Decade(u16),
    /// All but the last two digits: 19 is `19XX`, the years 1900 to 1999.
    Century(u16),
}

/// How much of the year a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// `2025`
    Whole,
    /// `2025-05`
    Month(u8),
    /// `2025-05-24`
    Day(u8, u8),
    /// `2025-05-24T14:30`, and the offset in seconds east of UTC where there is one.
    Moment(u8, u8, LocalTime, Option<i32>),
    /// `2025-21`: a season or another part of the year, by its code.
    Season(u8),
    /// `2025-XX`
    SomeMonth,
    /// `2025-05-XX`
    SomeDay(u8),
    /// `2025-XX-XX`
    SomeDayOfYear,
}

/// How much a date is to be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// As it stands.
    #[default]
    None,
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    Both,
}

impl Point {
    /// One day.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        let (year, month, day) = civil::civil_from_days(date.days);
        Self::new(Year::Known(year), Part::Day(month, day))
    }

    /// A time of a day, on whatever clock the text means.
    #[must_use]
    pub const fn moment(date: Date, time: LocalTime) -> Self {
        let (year, month, day) = civil::civil_from_days(date.days);
        Self::new(Year::Known(year), Part::Moment(month, day, time, None))
    }

    /// Some day in a month, if there is such a month.
    #[must_use]
    pub fn month(year: i64, month: u8) -> Option<Self> {
        Date::new(year, month, 1).map(|_| Self::new(Year::Known(year), Part::Month(month)))
    }

    /// Some day in a year; years beyond the calendar's are taken for its last.
    #[must_use]
    pub const fn year(year: i64) -> Self {
        let year = match year {
            _ if year > civil::MAXIMUM_YEAR => civil::MAXIMUM_YEAR,
            _ if year < -civil::MAXIMUM_YEAR => -civil::MAXIMUM_YEAR,
            _ => year,
        };
        Self::new(Year::Known(year), Part::Whole)
    }

    /// Some day in the ten years that begin with `first_year`, which must be one of 0, 10, … 9990.
    #[must_use]
    pub fn decade(first_year: i64) -> Option<Self> {
        let tens = u16::try_from(first_year / 10).ok()?;
        (first_year >= 0 && first_year % 10 == 0 && tens <= 999).then_some(Self::new(Year::Decade(tens), Part::Whole))
    }

    /// Some day in the hundred years that begin with `first_year`, which must be one of 0, 100, … 9900.
    #[must_use]
    pub fn century(first_year: i64) -> Option<Self> {
        let hundreds = u16::try_from(first_year / 100).ok()?;
        let fits = first_year >= 0 && first_year % 100 == 0 && hundreds <= 99;
        fits.then_some(Self::new(Year::Century(hundreds), Part::Whole))
    }

    /// Some day in a season or another part of a year, by its code of ISO 8601-2, if there is such a part.
    #[must_use]
    pub fn season(year: i64, code: u8) -> Option<Self> {
        let month = season_months(code).map(|(first, _)| first)?;
        Date::new(year, month, 1)?;
        Date::new(year + 1, 1, 1)?;
        Some(Self::new(Year::Known(year), Part::Season(code)))
    }

    pub(super) const fn new(year: Year, part: Part) -> Self {
        Self { year, part, qualifier: Qualifier::None }
    }

    /// The year, month or day that is exactly the time from `start` to `end`, if there is one.
    pub(super) fn spanning(start: Date, end: Date) -> Option<Self> {
        if start == end {
            return Some(Self::day(start));
        }
        [Self::month(start.year(), start.month())?, Self::year(start.year())]
            .into_iter()
            .find(|point| point.first() == start && point.last() == end)
    }

    /// The same date with this qualifier.
    #[must_use]
    pub const fn qualified(self, qualifier: Qualifier) -> Self {
        Self { qualifier, ..self }
    }

    /// The year, or what is known of it.
    #[must_use]
    pub const fn year_part(self) -> Year {
        self.year
    }

    /// How much of the year it is.
    #[must_use]
    pub const fn part(self) -> Part {
        self.part
    }

    /// How much it is to be trusted.
    #[must_use]
    pub const fn qualifier(self) -> Qualifier {
        self.qualifier
    }

    /// The first day it allows.
    #[must_use]
    pub fn first(self) -> Date {
        let (year, month, day) = match (self.year, self.part) {
            (Year::Known(year), Part::Month(month) | Part::SomeDay(month)) => (year, month, 1),
            (Year::Known(year), Part::Day(month, day) | Part::Moment(month, day, ..)) => (year, month, day),
            (Year::Known(year), Part::Season(code)) => (year, season_months(code).map_or(1, |(first, _)| first), 1),
            (year, _) => (year.first(), 1, 1),
        };
        Date::new(year, month, day).expect("a point lies on the calendar")
    }

    /// The last day it allows.
    #[must_use]
    pub fn last(self) -> Date {
        match (self.year, self.part) {
            (Year::Known(_), Part::Month(_) | Part::SomeDay(_)) => self.first().last_of_month(),
            (Year::Known(_), Part::Day(..) | Part::Moment(..)) => self.first(),
            (Year::Known(_), Part::Season(code)) => {
                let months = season_months(code).map_or(12, |(_, count)| count);
                let last_month = self.first().plus_months(i64::from(months) - 1);
                last_month.expect("a season is not in the last year").last_of_month()
            }
            (year, _) => Date::new(year.last(), 12, 31).expect("a point lies on the calendar"),
        }
    }
}

impl Year {
    const fn first(self) -> i64 {
        match self {
            Self::Known(year) => year,
            Self::Decade(tens) => tens as i64 * 10,
            Self::Century(hundreds) => hundreds as i64 * 100,
        }
    }

    const fn last(self) -> i64 {
        match self {
            Self::Known(year) => year,
            Self::Decade(tens) => tens as i64 * 10 + 9,
            Self::Century(hundreds) => hundreds as i64 * 100 + 99,
        }
    }
}

/// The first month and the number of months of a part of the year. Seasons are the meteorological ones, whole months;
/// winter is the one that begins in December of its year, as the codes count it last. Seasons of no hemisphere (21–24)
/// are taken for northern ones.
pub(super) const fn season_months(code: u8) -> Option<(u8, u8)> {
    Some(match code {
        21 | 25 | 31 => (3, 3),
        22 | 26 | 32 => (6, 3),
        23 | 27 | 29 => (9, 3),
        24 | 28 | 30 => (12, 3),
        33..=36 => ((code - 33) * 3 + 1, 3),
        37..=39 => ((code - 37) * 4 + 1, 4),
        40 | 41 => ((code - 40) * 6 + 1, 6),
        _ => return None,
    })
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.year, self.part, self.qualifier)
    }
}

/// Four digits, or `Y` and more of them.
impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(year @ 0..=9999) => write!(f, "{year:04}"),
            Self::Known(year @ -9999..=-1) => write!(f, "{year:05}"),
            Self::Known(year) => write!(f, "Y{year}"),
            Self::Decade(tens) => write!(f, "{tens:03}X"),
            Self::Century(hundreds) => write!(f, "{hundreds:02}XX"),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Month(month) | Self::Season(month) => write!(f, "-{month:02}"),
            Self::Day(month, day) => write!(f, "-{month:02}-{day:02}"),
            Self::Moment(month, day, time, offset_seconds) => {
                write!(f, "-{month:02}-{day:02}T{time}")?;
                offset_seconds.map_or(Ok(()), |seconds| crate::time::temporal::write_offset(f, seconds))
            }
            Self::SomeMonth => f.write_str("-XX"),
            Self::SomeDay(month) => write!(f, "-{month:02}-XX"),
            Self::SomeDayOfYear => f.write_str("-XX-XX"),
        }
    }
}

impl fmt::Display for Qualifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "",
            Self::Uncertain => "?",
            Self::Approximate => "~",
            Self::Both => "%",
        })
    }
}
