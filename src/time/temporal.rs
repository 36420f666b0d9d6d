//! The six temporal types of Cypher.
//!
//! Representations are canonical, so that derived equality is Cypher's equality, except between two [`Time`]s or two
//! [`DateTime`]s at different offsets.

use std::sync::Arc;

/// A calendar day, as days since 1970-01-01 (proleptic Gregorian, years ±999,999,999).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01.
    pub days: i64,
}

/// A time of day, as nanoseconds since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// Nanoseconds since midnight, below 86,400,000,000,000.
    pub nanoseconds: u64,
}

/// A time of day at an offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// The time on the clock.
    pub local: LocalTime,
    /// Seconds east of UTC, within ±18 hours.
    pub offset_seconds: i32,
}

/// A day and a time of day without an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    /// The day.
    pub date: Date,
    /// The time of day.
    pub time: LocalTime,
}

/// A day and a time of day in a time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// The day and time on the clock.
    pub local: LocalDateTime,
    /// Seconds east of UTC at that moment, within ±18 hours.
    pub offset_seconds: i32,
    /// The named zone the offset came from, where there was one.
    pub zone: Option<Zone>,
}

/// The name of a time zone of the IANA database, such as `Europe/Kyiv`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Zone(pub Arc<str>);

/// A length of time. Its four parts are kept apart, because a month is not a number of days nor a day a number of seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Whole months; a year is twelve.
    pub months: i64,
    /// Whole days; a week is seven.
    pub days: i64,
    /// Whole seconds.
    pub seconds: i64,
    /// The rest, in `0..1_000_000_000`; a negative duration borrows a second.
    pub nanoseconds: u32,
}
