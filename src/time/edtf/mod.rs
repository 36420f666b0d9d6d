//! Imprecise dates as text: the Extended Date/Time Format of ISO 8601-2:2019, levels 0 and 1.
//!
//! ```text
//! 2025-05-24          a day                    2025-05~             about May
//! 2025-05             some day in May          2025?  2025%         doubtful; both
//! 199X  19XX          a decade, a century      2025-XX  2025-05-XX  some month, some day
//! 2025-21 … 2025-24   spring … winter          Y-170000  -0044      long and negative years
//! 2025-33 … 2025-36   quarters (level 2)       2025-05-24T14:30     a moment of a day
//! 2025-02/2025-05-24  from … to                2025-05/..  2025-05/ going on; end not known
//! ```
//!
//! - [`Point`]: one date; `part` says how much of it is known.
//! - `parse`: text to [`Edtf`]. - `print`: and back, to the same text.

mod parse;
mod point;

use std::fmt;
use std::str::FromStr;

pub use point::{Part, Point, Qualifier, Year};

use super::{Date, Interval};
use crate::diagnostic::Diagnostic;

/// A date, or a stretch between two, as precise as it is known.
///
/// ```
/// use annals::time::Edtf;
/// let date = Edtf::parse("2022-02/..")?;
/// assert_eq!(date.interval().to_string(), "2022-02-01/..");
/// assert_eq!(date.to_string(), "2022-02/..");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// One date.
    Point(Point),
    /// All the time from a start to an end, both included.
    Range(Bound, Bound),
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// A date.
    Point(Point),
    /// `..`: there is no bound; an open end is still going on.
    Open,
    /// Nothing written: there is a bound and it is not known.
    Unknown,
}

impl Edtf {
    /// Reads an EDTF text of level 0 or 1, or a season, quarter, third or half of level 2.
    ///
    /// # Errors
    /// `bad_date` where the text is no such date, or the calendar has no such day, or a range ends before it starts.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        parse::parse(text)
    }

    /// One day.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        Self::Point(Point::day(date))
    }

    /// Some day in a month, if there is such a month.
    #[must_use]
    pub fn month(year: i64, month: u8) -> Option<Self> {
        Point::month(year, month).map(Self::Point)
    }

    /// Some day in a year.
    #[must_use]
    pub const fn year(year: i64) -> Self {
        Self::Point(Point::year(year))
    }

    /// Some day in a season (21 spring … 24 winter), a quarter (33 … 36) or another part of a year of ISO 8601-2, if
    /// there is such a part.
    #[must_use]
    pub fn season(year: i64, code: u8) -> Option<Self> {
        Point::season(year, code).map(Self::Point)
    }

    /// All the time between two dates; `None` where it would end before it starts.
    #[must_use]
    pub fn range(start: Point, end: Point) -> Option<Self> {
        (start.first() <= end.last()).then_some(Self::Range(Bound::Point(start), Bound::Point(end)))
    }

    /// From a date on, with no end yet: `2022-02/..`.
    #[must_use]
    pub const fn since(start: Point) -> Self {
        Self::Range(Bound::Point(start), Bound::Open)
    }

    /// Up to a date, from no known start: `../2022-02`.
    #[must_use]
    pub const fn until(end: Point) -> Self {
        Self::Range(Bound::Open, Bound::Point(end))
    }

    /// The simplest date with these outer bounds: a day, month, year, or a range of days.
    #[must_use]
    pub fn of(interval: Interval) -> Self {
        match (interval.start, interval.end) {
            (Some(start), Some(end)) => Point::spanning(start, end)
                .map_or(Self::Range(Bound::Point(Point::day(start)), Bound::Point(Point::day(end))), Self::Point),
            (start, end) => {
                let bound = |date: Option<Date>| date.map_or(Bound::Open, |date| Bound::Point(Point::day(date)));
                Self::Range(bound(start), bound(end))
            }
        }
    }

    /// The outer bounds: every day the text allows lies within. What is marked approximate keeps its nominal bounds,
    /// because the format does not say how far from them it may lie.
    #[must_use]
    pub fn interval(self) -> Interval {
        match self {
            Self::Point(point) => Interval::new(Some(point.first()), Some(point.last())),
            Self::Range(start, end) => Interval::new(start.point().map(Point::first), end.point().map(Point::last)),
        }
    }

    /// Whether it goes on without an end (`2022-02/..`).
    #[must_use]
    pub const fn is_ongoing(self) -> bool {
        matches!(self, Self::Range(_, Bound::Open))
    }

    /// The same date marked as approximate: `2025-05~`, both ends of a range.
    #[must_use]
    pub fn approximately(self) -> Self {
        match self {
            Self::Point(point) => Self::Point(point.qualified(Qualifier::Approximate)),
            Self::Range(start, end) => Self::Range(start.approximately(), end.approximately()),
        }
    }
}

impl Bound {
    /// The date, where there is one.
    #[must_use]
    pub const fn point(self) -> Option<Point> {
        match self {
            Self::Point(point) => Some(point),
            Self::Open | Self::Unknown => None,
        }
    }

    fn approximately(self) -> Self {
        match self {
            Self::Point(point) => Self::Point(point.qualified(Qualifier::Approximate)),
            other => other,
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Range(start, end) => write!(f, "{start}/{end}"),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl FromStr for Edtf {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests;
