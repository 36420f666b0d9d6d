//! A time of day at an offset.

use std::fmt;
use std::str::FromStr;

use super::date::bad;
use super::{LocalTime, Scanner};
use crate::diagnostic::Diagnostic;

/// A time of day at an offset from UTC.
///
/// ```
/// use annals::time::Time;
/// let time: Time = "2140-02".parse()?;
/// assert_eq!(time.to_string(), "21:40-02:00");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// The time on the clock.
    pub local: LocalTime,
    /// Seconds east of UTC, within ±18 hours.
    pub offset_seconds: i32,
}

const MAXIMUM_OFFSET_SECONDS: i32 = 18 * 3600;

impl Time {
    /// Nanoseconds since midnight UTC, which orders times at different offsets; negative or above a day near midnight.
    #[must_use]
    pub fn instant(self) -> i64 {
        self.local.nanoseconds.cast_signed() - i64::from(self.offset_seconds) * 1_000_000_000
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.local.fmt(f)?;
        write_offset(f, self.offset_seconds)
    }
}

/// Reads a time of day and an offset (`Z`, `+01:00`, `+0100`, `+01`); without one it is UTC.
impl FromStr for Time {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let mut scanner = Scanner::new(text);
        match scan(&mut scanner) {
            Some(time) if scanner.is_done() => Ok(time),
            _ => Err(bad(text, "a time", "21:40:32+01:00")),
        }
    }
}

fn scan(scanner: &mut Scanner<'_>) -> Option<Time> {
    let local = LocalTime::scan(scanner)?;
    let offset_seconds = if scanner.is_done() { 0 } else { scan_offset(scanner)? };
    Some(Time { local, offset_seconds })
}

/// Reads `Z`, `+01`, `+0100`, `+01:00`, `+00:53:28`.
pub(crate) fn scan_offset(scanner: &mut Scanner<'_>) -> Option<i32> {
    if scanner.take('Z') {
        return Some(0);
    }
    let sign = i32::try_from(scanner.sign()?).ok()?;
    let time = LocalTime::scan(scanner)?;
    let seconds = i32::try_from(time.second_of_day()).ok()?;
    (seconds <= MAXIMUM_OFFSET_SECONDS && time.nanosecond() == 0).then_some(sign * seconds)
}

/// `Z`, `+01:00`, `+00:53:28`.
pub(crate) fn write_offset(f: &mut fmt::Formatter<'_>, offset_seconds: i32) -> fmt::Result {
    if offset_seconds == 0 {
        return f.write_str("Z");
    }
    let sign = if offset_seconds < 0 { '-' } else { '+' };
    let seconds = offset_seconds.unsigned_abs();
    write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)?;
    if seconds.is_multiple_of(60) { Ok(()) } else { write!(f, ":{:02}", seconds % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn offsets() {
        for (text, expected) in [
            ("21:40:32.142+0100", "21:40:32.142+01:00"),
            ("214032-0100", "21:40:32-01:00"),
            ("2140-00:00", "21:40Z"),
            ("22+18:00", "22:00+18:00"),
            ("22", "22:00Z"),
        ] {
            assert_eq!(text.parse::<Time>().map(|time| time.to_string()), Ok(expected.into()));
        }
        for text in ["22+18:01", "22+", "22+1", "22z", "22Z1"] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn display_and_parse_are_inverse(nanoseconds in 0..86_400_000_000_000_u64, offset_seconds in -64_800..=64_800) {
            let time = Time { local: LocalTime { nanoseconds }, offset_seconds };
            prop_assert_eq!(time.to_string().parse::<Time>(), Ok(time));
        }
    }
}
