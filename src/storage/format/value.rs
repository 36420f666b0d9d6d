//! A property value, flat: a scalar, or a list of scalars.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::FormatError;
use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Zone};
use crate::value::{CoordinateSystem, Point, Value};

/// A value of a property, or null where a change takes one away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::storage) enum StoredValue<'b> {
    Null,
    #[serde(borrow)]
    Scalar(StoredScalar<'b>),
    List(Vec<StoredScalar<'b>>),
}

/// A value without parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::storage) enum StoredScalar<'b> {
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(&'b str),
    /// Days since 1970-01-01.
    Date(i64),
    /// Nanoseconds since midnight.
    LocalTime(u64),
    /// Nanoseconds since midnight, seconds east of UTC.
    Time(u64, i32),
    /// Days, nanoseconds.
    LocalDateTime(i64, u64),
    /// Days, nanoseconds, seconds east of UTC, zone.
    DateTime(i64, u64, i32, Option<&'b str>),
    /// Months, days, seconds, nanoseconds.
    Duration(i64, i64, i64, u32),
    /// Whether geographic, x, y, z.
    Point(bool, f64, f64, Option<f64>),
}

impl<'b> StoredValue<'b> {
    /// The stored form of a value that a graph holds.
    pub(in crate::storage) fn new(value: &'b Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::List(values) => Self::List(values.iter().map(scalar).collect()),
            value => Self::Scalar(scalar(value)),
        }
    }

    /// The value again.
    pub(in crate::storage) fn restore(&self) -> Result<Value, FormatError> {
        match self {
            Self::Null => Ok(Value::Null),
            Self::Scalar(scalar) => scalar.restore(),
            Self::List(scalars) => {
                let values: Result<Vec<Value>, FormatError> = scalars.iter().map(StoredScalar::restore).collect();
                Ok(Value::List(Arc::new(values?)))
            }
        }
    }
}

fn scalar(value: &Value) -> StoredScalar<'_> {
    match value {
        Value::Boolean(value) => StoredScalar::Boolean(*value),
        Value::Integer(value) => StoredScalar::Integer(*value),
        Value::Float(value) => StoredScalar::Float(*value),
        Value::String(text) => StoredScalar::String(text),
        Value::Date(date) => StoredScalar::Date(date.days),
        Value::LocalTime(time) => StoredScalar::LocalTime(time.nanoseconds),
        Value::Time(time) => StoredScalar::Time(time.local.nanoseconds, time.offset_seconds),
        Value::LocalDateTime(moment) => StoredScalar::LocalDateTime(moment.date.days, moment.time.nanoseconds),
        Value::DateTime(moment) => {
            let zone = moment.zone.as_ref().map(|zone| &*zone.0);
            let LocalDateTime { date, time } = moment.local;
            StoredScalar::DateTime(date.days, time.nanoseconds, moment.offset_seconds, zone)
        }
        Value::Duration(length) => {
            StoredScalar::Duration(length.months, length.days, length.seconds, length.nanoseconds)
        }
        Value::Point(point) => {
            StoredScalar::Point(point.system == CoordinateSystem::Geographic, point.x, point.y, point.z)
        }
        other => unreachable!("a graph takes only storable values, not {other:?}"),
    }
}

impl StoredScalar<'_> {
    fn restore(&self) -> Result<Value, FormatError> {
        Ok(match *self {
            Self::Boolean(value) => Value::Boolean(value),
            Self::Integer(value) => Value::Integer(value),
            Self::Float(value) => Value::Float(value),
            Self::String(text) => Value::String(text.into()),
            Self::Date(days) => Value::Date(date(days)?),
            Self::LocalTime(nanoseconds) => Value::LocalTime(time(nanoseconds)?),
            Self::Time(nanoseconds, offset_seconds) => {
                Value::Time(Time { local: time(nanoseconds)?, offset_seconds: offset(offset_seconds)? })
            }
            Self::LocalDateTime(days, nanoseconds) => Value::LocalDateTime(moment(days, nanoseconds)?),
            Self::DateTime(days, nanoseconds, offset_seconds, zone) => Value::DateTime(Arc::new(DateTime {
                local: moment(days, nanoseconds)?,
                offset_seconds: offset(offset_seconds)?,
                zone: zone.map(|zone| Zone(zone.into())),
            })),
            Self::Duration(months, days, seconds, nanoseconds) if nanoseconds < 1_000_000_000 => {
                Value::Duration(Arc::new(Duration { months, days, seconds, nanoseconds }))
            }
            Self::Duration(..) => return Err(FormatError::Meaning("a duration has too many nanoseconds")),
            Self::Point(geographic, x, y, z) => {
                let system = if geographic { CoordinateSystem::Geographic } else { CoordinateSystem::Cartesian };
                Value::Point(Arc::new(Point { system, x, y, z }))
            }
        })
    }
}

/// The first and last day of the calendar, years ±999,999,999: what date arithmetic is safe for.
const CALENDAR: std::ops::RangeInclusive<i64> = -365_243_219_162..=365_241_780_471;

pub(in crate::storage) fn date(days: i64) -> Result<Date, FormatError> {
    CALENDAR.contains(&days).then_some(Date { days }).ok_or(FormatError::Meaning("a date is beyond the calendar"))
}

fn time(nanoseconds: u64) -> Result<LocalTime, FormatError> {
    let within_a_day = nanoseconds < 86_400_000_000_000;
    within_a_day.then_some(LocalTime { nanoseconds }).ok_or(FormatError::Meaning("a time is beyond midnight"))
}

fn moment(days: i64, nanoseconds: u64) -> Result<LocalDateTime, FormatError> {
    Ok(LocalDateTime { date: date(days)?, time: time(nanoseconds)? })
}

fn offset(seconds: i32) -> Result<i32, FormatError> {
    let within_bounds = seconds.abs() <= 18 * 3600;
    within_bounds.then_some(seconds).ok_or(FormatError::Meaning("an offset is beyond 18 hours"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::format::{decode, encode};

    fn round_trip(value: &Value) -> Result<Value, FormatError> {
        decode::<StoredValue<'_>>(&encode(&StoredValue::new(value)))?.restore()
    }

    #[test]
    fn every_kind_of_value_comes_back() {
        let local = LocalDateTime { date: Date { days: -1 }, time: LocalTime { nanoseconds: 86_399_999_999_999 } };
        let zone = Some(Zone("Europe/Kyiv".into()));
        let values = [
            Value::Null,
            Value::Boolean(true),
            Value::Integer(i64::MIN),
            Value::Float(-0.5),
            Value::from("Київ"),
            Value::Date(Date { days: 20232 }),
            Value::LocalTime(local.time),
            Value::Time(Time { local: local.time, offset_seconds: -64_800 }),
            Value::LocalDateTime(local),
            Value::DateTime(Arc::new(DateTime { local, offset_seconds: 7200, zone })),
            Value::Duration(Arc::new(Duration { months: -1, days: 2, seconds: -3, nanoseconds: 4 })),
            Value::Point(Arc::new(Point { system: CoordinateSystem::Geographic, x: 30.5, y: 50.5, z: None })),
            Value::list([Value::Integer(1), Value::from("two")]),
        ];
        for value in values {
            assert_eq!(round_trip(&value).expect("a stored value is understood"), value);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for nonsense in
            [StoredScalar::Date(i64::MAX), StoredScalar::LocalTime(u64::MAX), StoredScalar::Time(0, i32::MAX)]
        {
            let bytes = encode(&StoredValue::Scalar(nonsense));
            assert!(decode::<StoredValue<'_>>(&bytes).expect("well formed").restore().is_err());
        }
    }

    #[test]
    fn the_calendar_ends_where_dates_do() {
        use crate::time::civil::{MAXIMUM_YEAR, days_from_civil};
        assert_eq!(*CALENDAR.start(), days_from_civil(-MAXIMUM_YEAR, 1, 1));
        assert_eq!(*CALENDAR.end(), days_from_civil(MAXIMUM_YEAR, 12, 31));
    }
}
