//! Written dates, and the year they leave out.

use super::{Meaning, Resolved, in_range, shift};
use crate::diagnostic::Diagnostic;
use crate::time::calendar::MONTHS;
use crate::time::phrase::expression::{Calendar, Expression, Holiday, Target, Unit, YearOf};
use crate::time::phrase::{Reference, Tense};
use crate::time::{Date, Weekday, civil};

pub(super) fn calendar(date: &Calendar, reference: &Reference) -> Resolved {
    let year_missing = date.year == YearOf::Missing;
    let Some(month) = date.month else {
        return match year(date.year, reference) {
            Some(0) => Err(Diagnostic::new("bad_date", "there is no year 0").help("the year before AD 1 is 1 BC")),
            Some(year) => Ok(Meaning::year(year)),
            None => in_range(None),
        };
    };
    if !(1..=12).contains(&month) {
        return Err(no_such_month(month));
    }
    let year = in_range(year(date.year, reference).or_else(|| infer_year(month, date.day, date.weekday, reference)))?;
    let meaning = match date.day {
        Some(day) => Date::new(year, month, day).map(Meaning::day).ok_or_else(|| no_such_day(year, month, day)),
        None => in_range(Meaning::month(year, month)),
    };
    meaning.map(|meaning| Meaning { year_missing, ..meaning })
}

/// A written year; `None` where it is left out.
fn year(year: YearOf, reference: &Reference) -> Option<i64> {
    match year {
        YearOf::Missing => None,
        YearOf::Known(year) => Some(year),
        YearOf::Short(short) => Some(latest_with_digits(i64::from(short), 100, reference.day().year() + 10)),
        YearOf::Shifted(which) => {
            shift::shift(which, Target::Unit(Unit::Year), reference)?.days().map(|(start, _)| start.year())
        }
    }
}

/// The latest number up to `limit` with these last digits.
fn latest_with_digits(digits: i64, modulus: i64, limit: i64) -> i64 {
    limit - (limit - digits).rem_euclid(modulus)
}

/// The year of a month or day without one.
fn infer_year(month: u8, day: Option<u8>, weekday: Option<Weekday>, reference: &Reference) -> Option<i64> {
    infer_year_of(reference, |year| {
        let start = Date::new(year, month, day.unwrap_or(1))?;
        let end = if day.is_some() { start } else { start.last_of_month() };
        weekday.is_none_or(|weekday| start.weekday() == weekday).then_some((start, end))
    })
    // A weekday that fits no year nearby is a slip of the writer's; 29 February may need the leap year before.
    .or_else(|| weekday.and_then(|_| infer_year(month, day, None, reference)))
    .or_else(|| Some(reference.day().year()))
}

/// The year in which `days_in` places a date: the settled one, the one the text speaks of, or the nearest that the
/// tense allows.
fn infer_year_of(reference: &Reference, days_in: impl Fn(i64) -> Option<(Date, Date)>) -> Option<i64> {
    if reference.year.is_some() {
        return reference.year;
    }
    let here = if reference.is_narrative() { reference.day() } else { reference.date };
    let near = |year: i64| days_in(year).map(|(start, end)| (year, start, end));
    let mut candidates = (here.year() - 4..=here.year() + 4).filter_map(near);
    if reference.is_narrative() {
        // A story goes on from where it is: a step back is less likely than one of the same length ahead.
        let distance =
            |(_, start, end): &(i64, Date, Date)| ((here.days - end.days) * 3 / 2).max(start.days - here.days).max(0);
        return candidates.min_by_key(distance).map(|(year, ..)| year);
    }
    match reference.tense {
        Tense::Past => candidates.filter(|(_, start, _)| *start <= here).last().map(|(year, ..)| year),
        Tense::Future => candidates.find(|(_, _, end)| *end >= here).map(|(year, ..)| year),
        Tense::Unknown => {
            // Texts tell of what happened more than of what will.
            let distance =
                |(_, start, end): &(i64, Date, Date)| (here.days - end.days).max((start.days - here.days) * 2).max(0);
            candidates.min_by_key(distance).map(|(year, ..)| year)
        }
    }
}

pub(super) fn part_of_year(code: u8, year_of: YearOf, reference: &Reference) -> Resolved {
    let inferred = || infer_year_of(reference, |year| Meaning::part_of_year(year, code)?.days());
    let year = in_range(year(year_of, reference).or_else(inferred))?;
    let meaning = in_range(Meaning::part_of_year(year, code))?;
    Ok(Meaning { year_missing: year_of == YearOf::Missing, ..meaning })
}

pub(super) fn holiday(holiday: Holiday, year_of: YearOf, reference: &Reference) -> Resolved {
    let day = |year| match holiday {
        Holiday::Fixed(month, day) => Date::new(year, month, day),
        Holiday::Easter(days) => easter(year)?.plus_days(days),
    };
    let inferred = || infer_year_of(reference, |year| day(year).map(|day| (day, day)));
    let year = in_range(year(year_of, reference).or_else(inferred))?;
    Ok(Meaning { year_missing: year_of == YearOf::Missing, ..Meaning::day(in_range(day(year))?) })
}

/// Easter Sunday of the Western churches: the "Anonymous Gregorian algorithm" (Nature, 20 April 1876; J. Meeus,
/// *Astronomical Algorithms*, chapter 8).
fn easter(year: i64) -> Option<Date> {
    let (golden, century, rest) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (leap_centuries, odd_centuries) = (century / 4, century % 4);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - leap_centuries - correction + 15) % 30;
    let weekday = (32 + 2 * odd_centuries + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late + 114;
    Date::new(year, u8::try_from(days / 31).ok()?, u8::try_from(days % 31 + 1).ok()?)
}

/// `the 13th`: of the month the text speaks of, or the latest there was.
pub(super) fn day_of_month(day: u8, reference: &Reference) -> Resolved {
    let base = reference.day();
    let first = base.first_of_month();
    let is_ahead = reference.at.is_none() && day > base.day() && reference.tense != Tense::Future;
    let month = if is_ahead { in_range(first.plus_months(-1))? } else { first };
    let date = Date::new(month.year(), month.month(), day);
    date.map(Meaning::day).ok_or_else(|| no_such_day(month.year(), month.month(), day))
}

pub(super) fn decade(first_year: i64, century_missing: bool, reference: &Reference) -> Option<Meaning> {
    Meaning::decade(if century_missing {
        latest_with_digits(first_year, 100, reference.day().year())
    } else {
        first_year
    })
}

/// Two figures: one above twelve is the day; otherwise which is the month is a matter of country.
pub(super) fn slashed(first: u8, second: u8, year: i64) -> Resolved {
    match readings(first, second, year) {
        [None, None] => Err(no_such_date(first, second, year)),
        [Some(one), Some(two)] if one != two => Err(ambiguous(one, two)),
        [one, two] => in_range(one.or(two).map(Meaning::day)),
    }
}

fn readings(first: u8, second: u8, year: i64) -> [Option<Date>; 2] {
    [(first, second), (second, first)].map(|(month, day)| Date::new(year, month, day))
}

/// Of two readings of figures, the one close to the day a text was written, where the other is far from it.
pub(in crate::time::phrase) fn nearer_reading(expression: &Expression, reference: &Reference) -> Option<Meaning> {
    const NEAR_DAYS: i64 = 10;
    let Expression::Slashed { first, second, year } = expression else { return None };
    let (earliest, latest) = if reference.tense == Tense::Future { (0, NEAR_DAYS) } else { (-NEAR_DAYS, 0) };
    let is_near = |date: &Date| (earliest..=latest).contains(&(date.days - reference.date.days));
    let mut near = readings(*first, *second, *year).into_iter().flatten().filter(is_near);
    near.next().filter(|_| near.next().is_none()).map(Meaning::day)
}

fn ambiguous(one: Date, two: Date) -> Diagnostic {
    Diagnostic::new("ambiguous_date", format!("may be {one} or {two}"))
        .help("write the month as a word or the date as YYYY-MM-DD")
}

fn no_such_date(first: u8, second: u8, year: i64) -> Diagnostic {
    Diagnostic::new("bad_date", format!("the calendar has no {first}/{second}/{year}"))
        .help("write the month as a word or the date as YYYY-MM-DD")
}

fn no_such_month(month: u8) -> Diagnostic {
    Diagnostic::new("bad_date", format!("there is no month {month}")).help("months are 01 to 12")
}

fn no_such_day(year: i64, month: u8, day: u8) -> Diagnostic {
    let name = MONTHS[usize::from(month) - 1];
    let last = civil::days_in_month(year, month);
    let year = Date::new(year, 1, 1).map_or_else(String::new, |_| format!(" {year}"));
    Diagnostic::new("bad_date", format!("{name}{year} has no day {day}")).help(format!("its last day is {name} {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_sundays() {
        for (year, expected) in [(1961, "1961-04-02"), (2000, "2000-04-23"), (2025, "2025-04-20"), (2038, "2038-04-25")]
        {
            assert_eq!(easter(year).expect("a date").to_string(), expected);
        }
    }
}
