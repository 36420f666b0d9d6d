//! A calendar day.

use std::fmt;
use std::str::FromStr;

use super::Scanner;
use crate::diagnostic::{Diagnostic, Span};
use crate::time::civil;

/// A calendar day, as days since 1970-01-01 (proleptic Gregorian, years ±999,999,999).
///
/// ```
/// use annals::time::{Date, Weekday};
/// let date: Date = "2025-05-24".parse()?;
/// assert_eq!(Some(date), Date::new(2025, 5, 24));
/// assert_eq!(date.weekday(), Weekday::Saturday);
/// assert_eq!(date.plus_days(8).unwrap().to_string(), "2025-06-01");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01.
    pub days: i64,
}

/// A day of the week, in the order of ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday = 1,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The seven days, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// The number of ISO 8601: Monday is 1, Sunday is 7.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }
}

impl Date {
    /// The first day there is: -999999999-01-01.
    pub const MIN: Self = Self { days: civil::days_from_civil(-civil::MAXIMUM_YEAR, 1, 1) };
    /// The last day there is: +999999999-12-31.
    pub const MAX: Self = Self { days: civil::days_from_civil(civil::MAXIMUM_YEAR, 12, 31) };

    /// The day, if the calendar has it.
    #[must_use]
    pub const fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        if year < -civil::MAXIMUM_YEAR || year > civil::MAXIMUM_YEAR || month < 1 || month > 12 {
            return None;
        }
        if day < 1 || day > civil::days_in_month(year, month) {
            return None;
        }
        Some(Self { days: civil::days_from_civil(year, month, day) })
    }

    /// The day with this number since 1970-01-01, if it lies in the range of years.
    #[must_use]
    pub const fn from_days(days: i64) -> Option<Self> {
        if days < Self::MIN.days || days > Self::MAX.days { None } else { Some(Self { days }) }
    }

    /// The day of an ISO week, `weekday` 1 (Monday) to 7, if the week-year has that week.
    #[must_use]
    pub const fn from_iso_week(year: i64, week: u8, weekday: u8) -> Option<Self> {
        if year < -civil::MAXIMUM_YEAR || year > civil::MAXIMUM_YEAR || weekday < 1 || weekday > 7 {
            return None;
        }
        if week < 1 || week > civil::iso_weeks_in_year(year) {
            return None;
        }
        Self::from_days(civil::days_from_iso_week(year, week, weekday))
    }

    /// The day with this number in its year, from 1.
    #[must_use]
    pub const fn from_ordinal(year: i64, ordinal: i64) -> Option<Self> {
        if year < -civil::MAXIMUM_YEAR || year > civil::MAXIMUM_YEAR {
            return None;
        }
        if ordinal < 1 || ordinal > civil::days_in_year(year) {
            return None;
        }
        Self::from_days(civil::days_from_civil(year, 1, 1) + ordinal - 1)
    }

    /// The day with this number in a quarter, `1..=4`, from 1.
    #[must_use]
    pub fn from_quarter(year: i64, quarter: u8, day: i64) -> Option<Self> {
        if !(1..=4).contains(&quarter) || day < 1 {
            return None;
        }
        let date = Self::new(year, civil::first_month_of_quarter(quarter), 1)?.plus_days(day - 1)?;
        (date.year() == year && date.quarter() == quarter).then_some(date)
    }

    /// The year; 0 is the year before 1.
    #[must_use]
    pub const fn year(self) -> i64 {
        civil::civil_from_days(self.days).0
    }

    /// The month, `1..=12`.
    #[must_use]
    pub const fn month(self) -> u8 {
        civil::civil_from_days(self.days).1
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        civil::civil_from_days(self.days).2
    }

    /// The quarter of the year, `1..=4`.
    #[must_use]
    pub const fn quarter(self) -> u8 {
        civil::quarter_of_month(self.month())
    }

    /// The ISO week-year and week, `1..=53`.
    #[must_use]
    pub const fn iso_week(self) -> (i64, u8) {
        civil::iso_week_from_days(self.days)
    }

    /// The day of the year, from 1.
    #[must_use]
    pub const fn ordinal(self) -> i64 {
        civil::ordinal_day(self.days)
    }

    /// The day of the quarter, from 1.
    #[must_use]
    pub const fn day_of_quarter(self) -> i64 {
        civil::day_of_quarter(self.days)
    }

    /// The day of the week.
    #[must_use]
    pub const fn weekday(self) -> Weekday {
        Weekday::ALL[civil::weekday_from_days(self.days) as usize - 1]
    }

    /// The day `count` days later, or earlier where `count` is negative; `None` beyond the range of years.
    #[must_use]
    pub fn plus_days(self, count: i64) -> Option<Self> {
        Self::from_days(self.days.checked_add(count)?)
    }

    /// The same day of the month `count` months later, or the last day of that month where it is shorter.
    ///
    /// ```
    /// use annals::time::Date;
    /// assert_eq!(Date::new(2024, 1, 31).unwrap().plus_months(1), Date::new(2024, 2, 29));
    /// ```
    #[must_use]
    pub fn plus_months(self, count: i64) -> Option<Self> {
        let (year, month, day) = civil::civil_from_days(self.days);
        let months = (year * 12 + i64::from(month) - 1).checked_add(count)?;
        let (year, month) = (months.div_euclid(12), u8::try_from(months.rem_euclid(12)).ok()? + 1);
        Self::new(year, month, day.min(civil::days_in_month(year, month)))
    }

    /// The first day of this day's month.
    #[must_use]
    pub const fn first_of_month(self) -> Self {
        Self { days: self.days - self.day() as i64 + 1 }
    }

    /// The last day of this day's month.
    #[must_use]
    pub const fn last_of_month(self) -> Self {
        let (year, month, day) = civil::civil_from_days(self.days);
        Self { days: self.days - day as i64 + civil::days_in_month(year, month) as i64 }
    }

    /// The Monday of this day's week.
    #[must_use]
    pub const fn first_of_week(self) -> Self {
        Self { days: self.days - self.weekday().number() as i64 + 1 }
    }
}

/// `2025-05-24`; a year beyond four digits has a sign, as ISO 8601 asks.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil::civil_from_days(self.days);
        match year {
            0..=9999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            _ => write!(f, "{year:+05}-{month:02}-{day:02}"),
        }
    }
}

/// Reads a calendar date (`2015-07-21`, `20150721`, `2015-07`, `2015`), a week date (`2015-W30-2`), an ordinal date
/// (`2015-202`) or a date in a quarter (`2015-Q3-21`); what is left out is the first.
impl FromStr for Date {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let mut scanner = Scanner::new(text);
        match Self::scan(&mut scanner) {
            Some(date) if scanner.is_done() => Ok(date),
            _ => Err(bad(text, "a date", "2025-05-24")),
        }
    }
}

impl Date {
    pub(super) fn scan(scanner: &mut Scanner<'_>) -> Option<Self> {
        let year = scan_year(scanner)?;
        let extended = scanner.rest().starts_with('-');
        if extended {
            scanner.take('-');
        }
        if scanner.take('W') {
            return scan_week(scanner, year, extended);
        }
        if scanner.take('Q') {
            return scan_quarter(scanner, year, extended);
        }
        match scanner.leading_digits() {
            3 => Self::from_ordinal(year, scanner.digits(3)?),
            2 if extended => scan_month(scanner, year),
            2 => Self::new(year, scanner.two()?, 1),
            4 => Self::new(year, scanner.two()?, scanner.two()?),
            0 if !extended => Self::new(year, 1, 1),
            _ => None,
        }
    }
}

/// Four digits, or a sign and up to nine.
fn scan_year(scanner: &mut Scanner<'_>) -> Option<i64> {
    match scanner.sign() {
        None => scanner.digits(4),
        Some(sign) => {
            let count = scanner.leading_digits();
            (1..=9).contains(&count).then(|| scanner.digits(count))?.map(|year| sign * year)
        }
    }
}

fn scan_month(scanner: &mut Scanner<'_>, year: i64) -> Option<Date> {
    let month = scanner.two()?;
    let day = if scanner.take('-') { scanner.two()? } else { 1 };
    Date::new(year, month, day)
}

fn scan_week(scanner: &mut Scanner<'_>, year: i64, extended: bool) -> Option<Date> {
    let week = scanner.two()?;
    let has_day = if extended { scanner.take('-') } else { scanner.leading_digits() == 1 };
    let weekday = if has_day { u8::try_from(scanner.digits(1)?).ok()? } else { 1 };
    Date::from_iso_week(year, week, weekday)
}

fn scan_quarter(scanner: &mut Scanner<'_>, year: i64, extended: bool) -> Option<Date> {
    let quarter = u8::try_from(scanner.digits(1)?).ok()?;
    let has_day = if extended { scanner.take('-') } else { scanner.leading_digits() == 2 };
    let day = if has_day { scanner.digits(2)? } else { 1 };
    Date::from_quarter(year, quarter, day)
}

/// What every temporal type says of a text it cannot read.
pub(super) fn bad(text: &str, what: &str, example: &str) -> Diagnostic {
    Diagnostic::new("bad_date", format!("'{text}' is not {what}"))
        .at(Span::new(0, text.len()))
        .help(format!("write it as in '{example}'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_every_form_of_iso_8601() {
        let forms = [
            "2015-07-21",
            "20150721",
            "2015-W30-2",
            "2015W302",
            "2015-202",
            "2015202",
            "2015-Q3-21",
            "2015Q321",
            "+2015-07-21",
        ];
        for form in forms {
            assert_eq!(form.parse::<Date>().map(|date| date.to_string()), Ok("2015-07-21".into()), "{form}");
        }
        for (form, first) in [("2015", "2015-01-01"), ("201507", "2015-07-01"), ("2015-W30", "2015-07-20")] {
            assert_eq!(form.parse::<Date>().map(|date| date.to_string()), Ok(first.into()), "{form}");
        }
    }

    #[test]
    fn refuses_what_the_calendar_has_not() {
        for text in [
            "",
            "2025-02-29",
            "2025-13-01",
            "2025-1-1",
            "2025-",
            "2025-366",
            "2021-W53-1",
            "99999",
            "2025-05-24x",
            "٢٠٢٥",
            "2025-Q1-91",
            "+9999999999-01-01",
        ] {
            let diagnostic = text.parse::<Date>().expect_err(text);
            assert_eq!(diagnostic.code, "bad_date");
        }
    }

    #[test]
    fn long_and_negative_years_print_a_sign() {
        assert_eq!(Date::MAX.to_string(), "+999999999-12-31");
        assert_eq!(Date::MIN.to_string(), "-999999999-01-01");
        assert_eq!(Date::new(-44, 3, 15).expect("a date").to_string(), "-0044-03-15");
    }

    #[test]
    fn arithmetic_stops_at_the_end_of_time() {
        assert_eq!(Date::MAX.plus_days(1), None);
        assert_eq!(Date::MIN.plus_months(-1), None);
        assert_eq!(Date::MIN.plus_days(i64::MIN), None);
    }

    proptest! {
        #[test]
        fn display_and_parse_are_inverse(days in Date::MIN.days..=Date::MAX.days) {
            let date = Date { days };
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        }

        #[test]
        fn months_add_up(days in -1_000_000_i64..1_000_000, count in -5000_i64..5000) {
            let first = Date { days }.first_of_month();
            let there = first.plus_months(count).expect("in range");
            prop_assert_eq!(there.plus_months(-count), Some(first));
            prop_assert_eq!(there.last_of_month().plus_days(1), there.plus_months(1));
        }
    }
}
