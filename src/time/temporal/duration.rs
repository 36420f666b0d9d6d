//! A length of time.

use std::fmt;
use std::str::FromStr;

use super::date::bad;
use super::scan::write_fraction;
use super::{LocalDateTime, Scanner};
use crate::diagnostic::Diagnostic;

/// A length of time. Its four parts are kept apart, because a month is not a number of days nor a day a number of seconds.
///
/// ```
/// use annals::time::Duration;
/// let duration: Duration = "P12Y5M14DT16H12M70S".parse()?;
/// assert_eq!(duration.to_string(), "P12Y5M14DT16H13M10S");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
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

/// The mean length of a Gregorian month: 400 years have 146,097 days.
const SECONDS_PER_MONTH: i128 = 2_629_746;
const SECONDS_PER_DAY: i128 = 86_400;
const BILLION: i128 = 1_000_000_000;

impl Duration {
    /// The duration of these parts, nanoseconds carried over into seconds; `None` where seconds overflow.
    #[must_use]
    pub fn new(months: i64, days: i64, seconds: i64, nanoseconds: i64) -> Option<Self> {
        let total = i128::from(seconds) * BILLION + i128::from(nanoseconds);
        Some(Self { months, days, ..Self::from_nanoseconds(total)? })
    }

    /// Seconds and nanoseconds alone.
    pub(crate) fn from_nanoseconds(total: i128) -> Option<Self> {
        let seconds = i64::try_from(total.div_euclid(BILLION)).ok()?;
        Some(Self { months: 0, days: 0, seconds, nanoseconds: u32::try_from(total.rem_euclid(BILLION)).ok()? })
    }

    /// The duration of parts given in billionths of a month, of a day and of a second. A fraction of a month becomes
    /// days of a mean month, and a fraction of a day seconds.
    pub(crate) fn from_billionths(months: i128, days: i128, seconds: i128) -> Option<Self> {
        // A billionth of a second is a nanosecond.
        let beyond_months = (months % BILLION) * SECONDS_PER_MONTH + days.checked_mul(SECONDS_PER_DAY)?;
        let day = BILLION * SECONDS_PER_DAY;
        Some(Self {
            months: i64::try_from(months / BILLION).ok()?,
            days: i64::try_from(beyond_months / day).ok()?,
            ..Self::from_nanoseconds(seconds + beyond_months % day)?
        })
    }

    /// Seconds and nanoseconds as one number of nanoseconds.
    pub(crate) fn time_nanoseconds(self) -> i128 {
        i128::from(self.seconds) * BILLION + i128::from(self.nanoseconds)
    }

    /// The sum, part by part; `None` on overflow.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self {
            months: self.months.checked_add(other.months)?,
            days: self.days.checked_add(other.days)?,
            ..Self::from_nanoseconds(self.time_nanoseconds() + other.time_nanoseconds())?
        })
    }

    /// The same length in the other direction; `None` on overflow.
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        Some(Self {
            months: self.months.checked_neg()?,
            days: self.days.checked_neg()?,
            ..Self::from_nanoseconds(-self.time_nanoseconds())?
        })
    }

    /// Nanoseconds, taking a mean month and a day of 24 hours: what orders durations among values.
    #[must_use]
    pub fn mean_nanoseconds(self) -> i128 {
        let days = i128::from(self.months) * SECONDS_PER_MONTH + i128::from(self.days) * SECONDS_PER_DAY;
        days * BILLION + self.time_nanoseconds()
    }
}

/// `P1Y2M3DT4H5M6.7S`, each part with its own sign; `PT0S` for nothing.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return f.write_str("PT0S");
        }
        f.write_str("P")?;
        write_part(f, self.months / 12, 'Y')?;
        write_part(f, self.months % 12, 'M')?;
        write_part(f, self.days, 'D')?;
        let nanoseconds = self.time_nanoseconds();
        if nanoseconds == 0 { Ok(()) } else { write_time(f, nanoseconds) }
    }
}

fn write_part(f: &mut fmt::Formatter<'_>, amount: i64, unit: char) -> fmt::Result {
    if amount == 0 { Ok(()) } else { write!(f, "{amount}{unit}") }
}

fn write_time(f: &mut fmt::Formatter<'_>, nanoseconds: i128) -> fmt::Result {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let (seconds, fraction) = (nanoseconds.unsigned_abs() / 1_000_000_000, nanoseconds.unsigned_abs() % 1_000_000_000);
    f.write_str("T")?;
    if seconds >= 3600 {
        write!(f, "{sign}{}H", seconds / 3600)?;
    }
    if seconds / 60 % 60 != 0 {
        write!(f, "{sign}{}M", seconds / 60 % 60)?;
    }
    if seconds % 60 == 0 && fraction == 0 {
        return Ok(());
    }
    write!(f, "{sign}{}", seconds % 60)?;
    write_fraction(f, u32::try_from(fraction).expect("below a billion"))?;
    f.write_str("S")
}

/// Reads `P1Y2M3W4DT5H6M7.8S`, every part with an optional sign and fraction, and the calendar form
/// `P2012-02-02T14:37:21.545`.
impl FromStr for Duration {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        scan_units(text).or_else(|| scan_calendar(text)).ok_or_else(|| bad(text, "a duration", "P1Y2M3DT4H5M6.7S"))
    }
}

fn scan_units(text: &str) -> Option<Duration> {
    let mut scanner = Scanner::new(text);
    let negative = scanner.sign() == Some(-1);
    if !scanner.take('P') || scanner.is_done() {
        return None;
    }
    let (mut months, mut days, mut seconds) = (0_i128, 0_i128, 0_i128);
    let mut last_rank = 0;
    let mut in_time = false;
    while !scanner.is_done() {
        if !in_time && scanner.take('T') {
            in_time = true;
            if scanner.is_done() {
                return None;
            }
        }
        let amount = scan_amount(&mut scanner)?;
        let unit = scanner.rest().chars().next()?;
        scanner.take(unit);
        let rank = unit_rank(unit, in_time)?;
        if rank <= last_rank {
            return None;
        }
        last_rank = rank;
        match rank {
            1 => months = months.checked_add(amount.checked_mul(12)?)?,
            2 => months = months.checked_add(amount)?,
            3 => days = days.checked_add(amount.checked_mul(7)?)?,
            4 => days = days.checked_add(amount)?,
            5 => seconds = seconds.checked_add(amount.checked_mul(3600)?)?,
            6 => seconds = seconds.checked_add(amount.checked_mul(60)?)?,
            _ => seconds = seconds.checked_add(amount)?,
        }
    }
    let sign = if negative { -1 } else { 1 };
    Duration::from_billionths(sign * months, sign * days, sign * seconds)
}

/// The place of a unit in the order they are written in; `None` for what is no unit there.
const fn unit_rank(unit: char, in_time: bool) -> Option<u8> {
    match (unit, in_time) {
        ('Y', false) => Some(1),
        ('M', false) => Some(2),
        ('W', false) => Some(3),
        ('D', false) => Some(4),
        ('H', true) => Some(5),
        ('M', true) => Some(6),
        ('S', true) => Some(7),
        _ => None,
    }
}

/// A signed number with up to nine decimals, in billionths.
fn scan_amount(scanner: &mut Scanner<'_>) -> Option<i128> {
    let sign = i128::from(scanner.sign().unwrap_or(1));
    let count = scanner.leading_digits();
    if !(1..=18).contains(&count) {
        return None;
    }
    let whole = i128::from(scanner.digits(count)?);
    let fraction = i128::from(scanner.fraction()?);
    Some(sign * (whole * BILLION + fraction))
}

/// `P2012-02-02T14:37:21.545` is 2012 years, 2 months, 2 days and so on.
fn scan_calendar(text: &str) -> Option<Duration> {
    let mut scanner = Scanner::new(text.strip_prefix('P')?);
    let moment = LocalDateTime::scan(&mut scanner)?;
    let date = moment.date;
    let months = date.year() * 12 + i64::from(date.month());
    let days = i64::from(date.day());
    scanner.is_done().then_some(())?;
    Duration::new(months, days, moment.time.second_of_day(), i64::from(moment.time.nanosecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fractions_carry_down() {
        for (text, expected) in [
            ("P14DT16H12M", "P14DT16H12M"),
            ("P5M1.5D", "P5M1DT12H"),
            ("P0.75M", "P22DT19H51M49.5S"),
            ("PT0.75M", "PT45S"),
            ("P2.5W", "P17DT12H"),
            ("P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"),
            ("P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"),
            ("P1Y-2M", "P10M"),
            ("-P1D", "P-1D"),
            ("PT-0.001S", "PT-0.001S"),
            ("PT0S", "PT0S"),
        ] {
            assert_eq!(text.parse::<Duration>().map(|duration| duration.to_string()), Ok(expected.into()), "{text}");
        }
    }

    #[test]
    fn signs_stand_at_every_part() {
        let parts = |months, days, seconds, nanoseconds| {
            Duration::new(months, days, seconds, nanoseconds).expect("small").to_string()
        };
        assert_eq!(parts(0, 1, 0, -1_000_000), "P1DT-0.001S");
        assert_eq!(parts(0, 0, -60, -1_000_000), "PT-1M-0.001S");
        assert_eq!(parts(149, -14, 57_600, 0), "P12Y5M-14DT16H");
        assert_eq!(parts(0, 0, 2, -1_000_000), "PT1.999S");
    }

    #[test]
    fn refuses_what_is_no_duration() {
        for text in
            ["", "P", "PT", "P1", "1D", "P1S", "PT1D", "P1DT", "P1D1Y", "P1D2D", "P1.D", "P9999999999999999999D"]
        {
            assert_eq!(text.parse::<Duration>().expect_err(text).code, "bad_date");
        }
    }

    proptest! {
        #[test]
        fn display_and_parse_are_inverse(months in -1_000_000_i64..1_000_000, days in -1_000_000_i64..1_000_000,
            seconds in -1_000_000_000_i64..1_000_000_000, nanoseconds in 0..1_000_000_000_u32) {
            let duration = Duration { months, days, seconds, nanoseconds };
            prop_assert_eq!(duration.to_string().parse::<Duration>(), Ok(duration));
            prop_assert_eq!(duration.checked_neg().and_then(Duration::checked_neg), Some(duration));
        }
    }
}
