//! Moments and durations: their functions, their components and their arithmetic.
//!
//! - `construct`: `date('2025-05-24')`, `datetime({date: d, hour: 10})`, `date()`. - `fields`: the maps they take.
//! - `truncate`: `date.truncate('month', d)`. - `between`: `duration.between(a, b)`.
//! - `period`: `after(e, '2025-05-23')`, how an event lies to a period.
//! - `component`: `d.year`. - `arithmetic`: `d + duration('P1D')`.
//!
//! What no map and no text gives is UTC and the start of the day; "now" is the statement's moment.

mod arithmetic;
mod between;
mod component;
mod construct;
mod fields;
mod period;
mod truncate;

pub(super) use arithmetic::arithmetic;
pub(super) use component::component;
pub(crate) use truncate::dates as truncate_dates;

use super::Function;
use crate::query::{ErrorKind, QueryError};
use crate::time::{Date, DateTime, LocalDateTime, LocalTime, Time, Zone};
use crate::value::Value;

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("after", 2, 3, period::after).impure(),
    Function::new("before", 2, 3, period::before).impure(),
    Function::new("date", 0, 1, construct::date),
    Function::new("date.realtime", 0, 1, construct::date),
    Function::new("date.statement", 0, 1, construct::date),
    Function::new("date.transaction", 0, 1, construct::date),
    Function::new("date.truncate", 2, 3, truncate::date),
    Function::new("datetime", 0, 1, construct::date_time),
    Function::new("datetime.fromEpoch", 2, 2, construct::from_epoch),
    Function::new("datetime.fromEpochMillis", 1, 1, construct::from_epoch_millis),
    Function::new("datetime.realtime", 0, 1, construct::date_time),
    Function::new("datetime.statement", 0, 1, construct::date_time),
    Function::new("datetime.transaction", 0, 1, construct::date_time),
    Function::new("datetime.truncate", 2, 3, truncate::date_time),
    Function::new("duration", 1, 1, construct::duration),
    Function::new("duration.between", 2, 2, between::between),
    Function::new("duration.inDays", 2, 2, between::in_days),
    Function::new("duration.inMonths", 2, 2, between::in_months),
    Function::new("duration.inSeconds", 2, 2, between::in_seconds),
    Function::new("during", 2, 3, period::during).impure(),
    Function::new("localdatetime", 0, 1, construct::local_date_time),
    Function::new("localdatetime.realtime", 0, 1, construct::local_date_time),
    Function::new("localdatetime.statement", 0, 1, construct::local_date_time),
    Function::new("localdatetime.transaction", 0, 1, construct::local_date_time),
    Function::new("localdatetime.truncate", 2, 3, truncate::local_date_time),
    Function::new("localtime", 0, 1, construct::local_time),
    Function::new("localtime.realtime", 0, 1, construct::local_time),
    Function::new("localtime.statement", 0, 1, construct::local_time),
    Function::new("localtime.transaction", 0, 1, construct::local_time),
    Function::new("localtime.truncate", 2, 3, truncate::local_time),
    Function::new("period", 1, 1, period::period).impure(),
    Function::new("since", 2, 3, period::since).impure(),
    Function::new("time", 0, 1, construct::time),
    Function::new("time.realtime", 0, 1, construct::time),
    Function::new("time.statement", 0, 1, construct::time),
    Function::new("time.transaction", 0, 1, construct::time),
    Function::new("time.truncate", 2, 3, truncate::time),
    Function::new("until", 2, 3, period::until).impure(),
    Function::new("within", 2, 3, period::within).impure(),
];

type Result<T, E = QueryError> = std::result::Result<T, E>;

/// What a moment of any type knows.
#[derive(Clone, Debug, Default)]
struct Parts {
    date: Option<Date>,
    time: Option<LocalTime>,
    place: Option<Place>,
}

/// Where a clock stands: at an offset, or in a zone whose offset depends on the day.
#[derive(Clone, Debug)]
enum Place {
    Offset(i32),
    Zone(Zone),
}

impl Parts {
    /// The parts of a moment; `None` for a value that is none.
    fn of(value: &Value) -> Option<Self> {
        let local = |local: LocalDateTime, place| Self { date: Some(local.date), time: Some(local.time), place };
        Some(match value {
            Value::Date(date) => Self { date: Some(*date), ..Self::default() },
            Value::LocalTime(time) => Self { time: Some(*time), ..Self::default() },
            Value::Time(Time { local, offset_seconds }) => {
                Self { time: Some(*local), place: Some(Place::Offset(*offset_seconds)), ..Self::default() }
            }
            Value::LocalDateTime(moment) => local(*moment, None),
            Value::DateTime(moment) => local(moment.local, Some(Place::of(moment))),
            _ => return None,
        })
    }

    fn time_or_midnight(&self) -> LocalTime {
        self.time.unwrap_or(LocalTime::MIDNIGHT)
    }
}

impl Place {
    const UTC: Self = Self::Offset(0);

    fn of(moment: &DateTime) -> Self {
        moment.zone.clone().map_or(Self::Offset(moment.offset_seconds), Self::Zone)
    }

    /// The moment at which clocks here show `local`.
    fn at(&self, local: LocalDateTime) -> Result<DateTime> {
        match self {
            Self::Offset(offset_seconds) => Ok(DateTime::at_offset(local, *offset_seconds)),
            Self::Zone(zone) => DateTime::in_zone(local, zone.clone()).ok_or_else(beyond_time),
        }
    }

    /// The same moment on the clocks here.
    fn see(&self, moment: &DateTime) -> Result<DateTime> {
        let (seconds, nanosecond) = moment.instant();
        let offset_seconds = match self {
            Self::Offset(offset_seconds) => *offset_seconds,
            Self::Zone(zone) => zone.offset_at_instant(seconds),
        };
        let local = LocalDateTime::from_epoch_seconds(seconds + i64::from(offset_seconds), nanosecond);
        let zone = if let Self::Zone(zone) = self { Some(zone.clone()) } else { None };
        Ok(DateTime { local: local.ok_or_else(beyond_time)?, offset_seconds, zone })
    }
}

/// A value that makes no moment.
fn invalid(message: impl Into<String>) -> QueryError {
    QueryError::runtime(ErrorKind::ArgumentError, "InvalidArgumentValue", message)
}

fn beyond_time() -> QueryError {
    invalid("the moment lies outside the years ±999,999,999")
}

#[cfg(test)]
mod tests;
