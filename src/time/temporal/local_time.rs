//! A time of day.

use std::fmt;
use std::str::FromStr;

use super::Scanner;
use super::date::bad;
use super::scan::write_fraction;
use crate::diagnostic::Diagnostic;

/// A time of day, as nanoseconds since midnight.
///
/// ```
/// use annals::time::LocalTime;
/// let time: LocalTime = "214032.142".parse()?;
/// assert_eq!(time.to_string(), "21:40:32.142");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// Nanoseconds since midnight, below 86,400,000,000,000.
    pub nanoseconds: u64,
}

pub(crate) const NANOSECONDS_PER_SECOND: u64 = 1_000_000_000;
pub(crate) const NANOSECONDS_PER_DAY: u64 = 86_400 * NANOSECONDS_PER_SECOND;

impl LocalTime {
    /// 00:00.
    pub const MIDNIGHT: Self = Self { nanoseconds: 0 };

    /// The time of day, if a clock shows it.
    #[must_use]
    pub const fn new(hour: u8, minute: u8, second: u8, nanosecond: u32) -> Option<Self> {
        if hour > 23 || minute > 59 || second > 59 || nanosecond > 999_999_999 {
            return None;
        }
        let seconds = hour as u64 * 3600 + minute as u64 * 60 + second as u64;
        Some(Self { nanoseconds: seconds * NANOSECONDS_PER_SECOND + nanosecond as u64 })
    }

    /// Whole seconds since midnight.
    #[must_use]
    pub const fn second_of_day(self) -> i64 {
        (self.nanoseconds / NANOSECONDS_PER_SECOND) as i64
    }

    /// The hour, `0..=23`.
    #[must_use]
    pub const fn hour(self) -> u8 {
        (self.second_of_day() / 3600) as u8
    }

    /// The minute, `0..=59`.
    #[must_use]
    pub const fn minute(self) -> u8 {
        (self.second_of_day() / 60 % 60) as u8
    }

    /// The second, `0..=59`.
    #[must_use]
    pub const fn second(self) -> u8 {
        (self.second_of_day() % 60) as u8
    }

    /// The nanosecond of the second, below 1,000,000,000.
    #[must_use]
    pub const fn nanosecond(self) -> u32 {
        (self.nanoseconds % NANOSECONDS_PER_SECOND) as u32
    }

    /// Reads `21`, `2140`, `21:40`, `21:40:32.142`, `214032`.
    pub(crate) fn scan(scanner: &mut Scanner<'_>) -> Option<Self> {
        let hour = scanner.two()?;
        let extended = scanner.take(':');
        if !extended && scanner.leading_digits() == 0 {
            return Self::new(hour, 0, 0, 0);
        }
        let minute = scanner.two()?;
        let has_second = if extended { scanner.take(':') } else { scanner.leading_digits() > 0 };
        if !has_second {
            return Self::new(hour, minute, 0, 0);
        }
        Self::new(hour, minute, scanner.two()?, scanner.fraction()?)
    }
}

/// `12:00`, `12:31:14`, `12:31:14.645`: what is zero at the end is left out.
impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())?;
        if self.second() != 0 || self.nanosecond() != 0 {
            write!(f, ":{:02}", self.second())?;
        }
        write_fraction(f, self.nanosecond())
    }
}

impl FromStr for LocalTime {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let mut scanner = Scanner::new(text);
        match Self::scan(&mut scanner) {
            Some(time) if scanner.is_done() => Ok(time),
            _ => Err(bad(text, "a time of day", "21:40:32")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_no_clock_shows() {
        for text in ["", "24:00", "21:60", "21:40:60", "2", "21:4", "21:", "21:40:32.", "21:40:32.0123456789", "214"] {
            assert_eq!(text.parse::<LocalTime>().expect_err(text).code, "bad_date");
        }
    }

    proptest! {
        #[test]
        fn display_and_parse_are_inverse(nanoseconds in 0..NANOSECONDS_PER_DAY) {
            let time = LocalTime { nanoseconds };
            prop_assert_eq!(time.to_string().parse::<LocalTime>(), Ok(time));
        }
    }
}
