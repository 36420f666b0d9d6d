//! The time between two moments, as months, days and seconds, or as one of them.
//!
//! Two moments are compared on the clock of the first; one without a zone stands in the other's. Where one has no date,
//! only times of day are compared, and there are no months and no days between them.

use std::sync::Arc;

use super::{Parts, Place, Result, beyond_time};
use crate::query::function::Environment;
use crate::query::function::error::wrong_argument;
use crate::time::{DateTime, Duration, LocalDateTime, LocalTime};
use crate::value::Value;

pub(super) fn between(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    measure("duration.between", arguments, |start, end| {
        let months = start.months_until(end);
        let after_months = start.plus_months(months)?;
        let days = after_months.days_until(end);
        let rest = after_months.plus_days(days)?.nanoseconds_until(end);
        Some(Duration { months, days, ..Duration::from_nanoseconds(rest)? })
    })
}

pub(super) fn in_months(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    measure("duration.inMonths", arguments, |start, end| {
        Some(Duration { months: start.months_until(end), ..Duration::default() })
    })
}

pub(super) fn in_days(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    measure("duration.inDays", arguments, |start, end| {
        Some(Duration { days: start.days_until(end), ..Duration::default() })
    })
}

pub(super) fn in_seconds(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    measure("duration.inSeconds", arguments, |start, end| Duration::from_nanoseconds(start.nanoseconds_until(end)))
}

fn measure(
    function: &str,
    arguments: &[Value],
    measured: impl FnOnce(&Point, &Point) -> Option<Duration>,
) -> Result<Value> {
    let [start, end] = [&arguments[0], &arguments[1]]
        .map(|value| Parts::of(value).ok_or_else(|| wrong_argument(function, "a moment", value)));
    let (start, end) = points(start?, end?)?;
    let duration = measured(&start, &end).ok_or_else(beyond_time)?;
    Ok(Value::Duration(Arc::new(duration)))
}

/// A moment to measure from or to.
struct Point {
    moment: DateTime,
    /// Whether its date counts.
    dated: bool,
}

/// Both moments on the clock of the first.
fn points(start: Parts, end: Parts) -> Result<(Point, Point)> {
    let dated = start.date.is_some() && end.date.is_some();
    let start_place = start.place.clone().or(end.place.clone()).unwrap_or(Place::UTC);
    let end_place = end.place.clone().or(start.place.clone()).unwrap_or(Place::UTC);
    let start_moment = start_place.at(local(&start, &end, dated))?;
    let end_moment = end_place.at(local(&end, &start, dated))?;
    let end_moment = if dated { start_place.see(&end_moment)? } else { end_moment };
    Ok((Point { moment: start_moment, dated }, Point { moment: end_moment, dated }))
}

/// The clock of a moment; a time of day alone stands on the other's day, so that both see the same offset.
fn local(parts: &Parts, other: &Parts, dated: bool) -> LocalDateTime {
    let own = if dated { parts.date } else { parts.date.or(other.date) };
    let date = own.unwrap_or(crate::time::Date { days: 0 });
    LocalDateTime { date, time: parts.time.unwrap_or(LocalTime::MIDNIGHT) }
}

impl Point {
    /// Whole months, toward zero.
    fn months_until(&self, end: &Self) -> i64 {
        if !self.dated {
            return 0;
        }
        // A month counts as 32 days, so that one subtraction compares months and days of month together.
        let packed = |days| {
            let date = crate::time::Date { days };
            (date.year() * 12 + i64::from(date.month())) * 32 + i64::from(date.day())
        };
        (packed(self.last_whole_day(end)) - packed(self.moment.local.date.days)) / 32
    }

    /// Whole days, toward zero.
    fn days_until(&self, end: &Self) -> i64 {
        if self.dated { self.last_whole_day(end) - self.moment.local.date.days } else { 0 }
    }

    /// The last day, from here to `end`, that is complete at the time of day of this moment.
    fn last_whole_day(&self, end: &Self) -> i64 {
        let (start, end) = (self.moment.local, end.moment.local);
        match end.date.cmp(&start.date) {
            std::cmp::Ordering::Greater if end.time < start.time => end.date.days - 1,
            std::cmp::Ordering::Less if end.time > start.time => end.date.days + 1,
            _ => end.date.days,
        }
    }

    fn nanoseconds_until(&self, end: &Self) -> i128 {
        let nanoseconds = |moment: &DateTime| {
            let (seconds, nanosecond) = moment.instant();
            i128::from(seconds) * 1_000_000_000 + i128::from(nanosecond)
        };
        nanoseconds(&end.moment) - nanoseconds(&self.moment)
    }

    fn plus_months(&self, months: i64) -> Option<Self> {
        let date = self.moment.local.date.plus_months(months)?;
        self.on(LocalDateTime { date, ..self.moment.local })
    }

    fn plus_days(&self, days: i64) -> Option<Self> {
        let date = self.moment.local.date.plus_days(days)?;
        self.on(LocalDateTime { date, ..self.moment.local })
    }

    fn on(&self, local: LocalDateTime) -> Option<Self> {
        let moment = Place::of(&self.moment).at(local).ok()?;
        Some(Self { moment, dated: self.dated })
    }
}
