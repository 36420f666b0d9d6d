//! A day and a time of day.

use std::fmt;
use std::str::FromStr;

use super::date::bad;
use super::local_time::NANOSECONDS_PER_DAY;
use super::{Date, LocalTime, Scanner};
use crate::diagnostic::Diagnostic;

/// A day and a time of day without an offset.
///
/// ```
/// use annals::time::LocalDateTime;
/// let moment: LocalDateTime = "2015-W30-2T2140".parse()?;
/// assert_eq!(moment.to_string(), "2015-07-21T21:40");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    /// The day.
    pub date: Date,
    /// The time of day.
    pub time: LocalTime,
}

impl LocalDateTime {
    /// Seconds since 1970-01-01T00:00 on the same clock.
    #[must_use]
    pub const fn epoch_seconds(self) -> i64 {
        self.date.days * 86_400 + self.time.second_of_day()
    }

    /// The moment with this many seconds since 1970-01-01T00:00 on the same clock.
    #[must_use]
    pub fn from_epoch_seconds(seconds: i64, nanosecond: u32) -> Option<Self> {
        let date = Date::from_days(seconds.div_euclid(86_400))?;
        let second_of_day = seconds.rem_euclid(86_400).cast_unsigned();
        Some(Self { date, time: LocalTime { nanoseconds: second_of_day * 1_000_000_000 + u64::from(nanosecond) } })
    }

    /// The moment `seconds` and `nanoseconds` later on the same clock; `None` beyond the range of years.
    #[must_use]
    pub fn plus(self, seconds: i64, nanoseconds: i64) -> Option<Self> {
        let total = i128::from(self.time.nanoseconds) + i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
        let day = i128::from(NANOSECONDS_PER_DAY);
        let date = self.date.plus_days(i64::try_from(total.div_euclid(day)).ok()?)?;
        Some(Self { date, time: LocalTime { nanoseconds: u64::try_from(total.rem_euclid(day)).ok()? } })
    }

    /// Reads a date and, after a `T`, a time of day; a date alone is its midnight.
    pub(super) fn scan(scanner: &mut Scanner<'_>) -> Option<Self> {
        let date = Date::scan(scanner)?;
        let time = if scanner.take('T') { LocalTime::scan(scanner)? } else { LocalTime::MIDNIGHT };
        Some(Self { date, time })
    }
}

impl fmt::Display for LocalDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl FromStr for LocalDateTime {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let mut scanner = Scanner::new(text);
        match Self::scan(&mut scanner) {
            Some(moment) if scanner.is_done() => Ok(moment),
            _ => Err(bad(text, "a date and time", "2015-07-21T21:40:32")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn display_and_parse_are_inverse(days in Date::MIN.days..=Date::MAX.days, nanoseconds in 0..NANOSECONDS_PER_DAY) {
            let moment = LocalDateTime { date: Date { days }, time: LocalTime { nanoseconds } };
            prop_assert_eq!(moment.to_string().parse::<LocalDateTime>(), Ok(moment));
        }

        #[test]
        fn seconds_since_1970_are_inverse(seconds in -1_000_000_000_000_i64..1_000_000_000_000, nanosecond in 0..1_000_000_000_u32) {
            let moment = LocalDateTime::from_epoch_seconds(seconds, nanosecond).expect("in range");
            prop_assert_eq!((moment.epoch_seconds(), moment.time.nanosecond()), (seconds, nanosecond));
            prop_assert_eq!(moment.plus(-seconds, -i64::from(nanosecond)), LocalDateTime::from_epoch_seconds(0, 0));
        }
    }
}
