//! Day arithmetic on the proleptic Gregorian calendar.
//!
//! Days are counted from 1970-01-01. The conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
//! ("chrono-Compatible Low-Level Date Algorithms"), which count in eras of 400 years from 1 March, so that the leap
//! day is the last of its year. Weeks are those of ISO 8601: they begin on Monday, and week 1 holds 4 January.

/// The largest year either side of zero.
pub(crate) const MAXIMUM_YEAR: i64 = 999_999_999;

const DAYS_PER_ERA: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_SHIFT: i64 = 719_468;

/// The day number of a date; `month` and `day` must be ones the year has.
pub(crate) const fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT
}

/// The year, month and day of a day number.
pub(crate) const fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let shifted = days + EPOCH_SHIFT;
    let era = shifted.div_euclid(DAYS_PER_ERA);
    let day_of_era = shifted.rem_euclid(DAYS_PER_ERA);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
    let month = (if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 }) as u8;
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

/// Whether the year has a 29 February.
pub(crate) const fn is_leap_year(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// 365 or 366.
pub(crate) const fn days_in_year(year: i64) -> i64 {
    if is_leap_year(year) { 366 } else { 365 }
}

/// The length of a month, `1..=12`.
pub(crate) const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The ISO weekday of a day number: Monday is 1, Sunday is 7. 1970-01-01 was a Thursday.
pub(crate) const fn weekday_from_days(days: i64) -> u8 {
    ((days + 3).rem_euclid(7) + 1) as u8
}

/// The day of the year of a day number, from 1.
pub(crate) const fn ordinal_day(days: i64) -> i64 {
    let (year, _, _) = civil_from_days(days);
    days - days_from_civil(year, 1, 1) + 1
}

/// The day of the quarter of a day number, from 1.
pub(crate) const fn day_of_quarter(days: i64) -> i64 {
    let (year, month, _) = civil_from_days(days);
    days - days_from_civil(year, first_month_of_quarter(quarter_of_month(month)), 1) + 1
}

/// The quarter, `1..=4`, a month lies in.
pub(crate) const fn quarter_of_month(month: u8) -> u8 {
    month.div_ceil(3)
}

/// The month a quarter, `1..=4`, begins with.
pub(crate) const fn first_month_of_quarter(quarter: u8) -> u8 {
    quarter * 3 - 2
}

/// The ISO week-year and week of a day number.
pub(crate) const fn iso_week_from_days(days: i64) -> (i64, u8) {
    // A week belongs to the year its Thursday lies in.
    let thursday = days - weekday_from_days(days) as i64 + 4;
    let (year, _, _) = civil_from_days(thursday);
    (year, ((thursday - days_from_civil(year, 1, 1)) / 7 + 1) as u8)
}

/// The day number of a weekday (Monday is 1) of an ISO week, which may be one the year does not have.
pub(crate) const fn days_from_iso_week(year: i64, week: u8, weekday: u8) -> i64 {
    let fourth_of_january = days_from_civil(year, 1, 4);
    let first_monday = fourth_of_january - weekday_from_days(fourth_of_january) as i64 + 1;
    first_monday + (week as i64 - 1) * 7 + weekday as i64 - 1
}

/// The number of ISO weeks of a week-year: 52 or 53.
pub(crate) const fn iso_weeks_in_year(year: i64) -> u8 {
    // 28 December is always in the last week.
    iso_week_from_days(days_from_civil(year, 12, 28)).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(2000, 2, 29), 11_016);
        assert_eq!(days_from_civil(0, 3, 1), -EPOCH_SHIFT);
        assert_eq!(civil_from_days(-1), (1969, 12, 31));
        assert_eq!(weekday_from_days(days_from_civil(2025, 5, 24)), 6);
    }

    #[test]
    fn weeks_at_the_turn_of_the_year() {
        let week = |year, month, day| iso_week_from_days(days_from_civil(year, month, day));
        assert_eq!(week(2021, 1, 3), (2020, 53));
        assert_eq!(week(2024, 12, 30), (2025, 1));
        assert_eq!(week(1984, 1, 1), (1983, 52));
        assert_eq!((iso_weeks_in_year(2020), iso_weeks_in_year(2021)), (53, 52));
    }

    /// The longest road to the same number: add up the lengths of the months.
    #[test]
    fn eras_agree_with_counting_months() {
        let mut days = days_from_civil(1600, 1, 1);
        for year in 1600..2000 {
            for month in 1..=12 {
                assert_eq!(civil_from_days(days), (year, month, 1));
                days += i64::from(days_in_month(year, month));
            }
        }
    }

    proptest! {
        #[test]
        fn days_and_dates_are_inverse(days in -365_000_000_000_i64..365_000_000_000) {
            let (year, month, day) = civil_from_days(days);
            prop_assert_eq!(days_from_civil(year, month, day), days);
        }

        #[test]
        fn days_and_weeks_are_inverse(days in -365_000_000_000_i64..365_000_000_000) {
            let (year, week) = iso_week_from_days(days);
            prop_assert!(week >= 1 && week <= iso_weeks_in_year(year));
            prop_assert_eq!(days_from_iso_week(year, week, weekday_from_days(days)), days);
        }
    }
}
