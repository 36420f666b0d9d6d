//! `moment.year`, `duration.minutesOfHour`: the components of moments and durations.

use super::{Parts, Place, Result, invalid};
use crate::time::{Date, DateTime, Duration, LocalTime, Time};
use crate::value::Value;

/// A component such as `year` of a moment or a duration; `None` where the value is neither.
pub(in crate::query::function) fn component(value: &Value, key: &str) -> Option<Result<Value>> {
    let component = match value {
        Value::Duration(duration) => of_duration(duration, key).map(Value::Integer),
        _ => of_moment(value, &Parts::of(value)?, key),
    };
    Some(component.ok_or_else(|| unknown(value, key)))
}

fn unknown(value: &Value, key: &str) -> crate::query::QueryError {
    let parts = if matches!(value, Value::Duration(_)) { "months, days, seconds" } else { "year, month, day, hour" };
    invalid(format!("a {} has no component `{key}`", value.type_name()))
        .help(format!("components are {parts} and their like"))
}

fn of_moment(value: &Value, parts: &Parts, key: &str) -> Option<Value> {
    let of_date = parts.date.and_then(|date| of_date(date, key));
    let of_time = || parts.time.and_then(|time| of_time(time, key));
    of_date.or_else(of_time).map(Value::Integer).or_else(|| of_place(value, key))
}

fn of_date(date: Date, key: &str) -> Option<i64> {
    Some(match key {
        "year" => date.year(),
        "quarter" => date.quarter().into(),
        "month" => date.month().into(),
        "week" => date.iso_week().1.into(),
        "weekYear" => date.iso_week().0,
        "day" => date.day().into(),
        "ordinalDay" => date.ordinal(),
        "weekDay" | "dayOfWeek" => date.weekday().number().into(),
        "dayOfQuarter" => date.day_of_quarter(),
        _ => return None,
    })
}

fn of_time(time: LocalTime, key: &str) -> Option<i64> {
    Some(match key {
        "hour" => time.hour().into(),
        "minute" => time.minute().into(),
        "second" => time.second().into(),
        "millisecond" => i64::from(time.nanosecond()) / 1_000_000,
        "microsecond" => i64::from(time.nanosecond()) / 1_000,
        "nanosecond" => time.nanosecond().into(),
        _ => return None,
    })
}

/// What only a moment at an offset has.
fn of_place(value: &Value, key: &str) -> Option<Value> {
    let offset_seconds = match value {
        Value::Time(time) => time.offset_seconds,
        Value::DateTime(moment) => moment.offset_seconds,
        _ => return None,
    };
    match (key, value) {
        ("timezone", Value::DateTime(moment)) => Some(Value::from(zone_name(moment))),
        ("timezone" | "offset", _) => Some(Value::from(offset_text(offset_seconds))),
        ("offsetMinutes", _) => Some(Value::Integer(i64::from(offset_seconds) / 60)),
        ("offsetSeconds", _) => Some(Value::Integer(offset_seconds.into())),
        ("epochSeconds", Value::DateTime(moment)) => Some(Value::Integer(moment.epoch_seconds())),
        ("epochMillis", Value::DateTime(moment)) => {
            let (seconds, nanosecond) = moment.instant();
            seconds.checked_mul(1000)?.checked_add(i64::from(nanosecond) / 1_000_000).map(Value::Integer)
        }
        _ => None,
    }
}

fn zone_name(moment: &DateTime) -> String {
    match Place::of(moment) {
        Place::Zone(zone) => zone.to_string(),
        Place::Offset(offset_seconds) => offset_text(offset_seconds),
    }
}

/// `+01:00`, `Z`: the offset as it prints behind a time.
fn offset_text(offset_seconds: i32) -> String {
    let midnight = Time { local: LocalTime::MIDNIGHT, offset_seconds }.to_string();
    midnight.trim_start_matches("00:00").to_owned()
}

fn of_duration(duration: &Duration, key: &str) -> Option<i64> {
    let Duration { months, days, seconds, nanoseconds } = *duration;
    let parts_of_second = i64::from(nanoseconds);
    let total =
        |per_second: i64| seconds.checked_mul(per_second)?.checked_add(parts_of_second / (1_000_000_000 / per_second));
    Some(match key {
        "years" => months / 12,
        "quarters" => months / 3,
        "months" => months,
        "weeks" => days / 7,
        "days" => days,
        "hours" => seconds / 3600,
        "minutes" => seconds / 60,
        "seconds" => seconds,
        "milliseconds" => total(1_000)?,
        "microseconds" => total(1_000_000)?,
        "nanoseconds" => total(1_000_000_000)?,
        "quartersOfYear" => months / 3 % 4,
        "monthsOfQuarter" => months % 3,
        "monthsOfYear" => months % 12,
        "daysOfWeek" => days % 7,
        "minutesOfHour" => seconds / 60 % 60,
        "secondsOfMinute" => seconds % 60,
        "millisecondsOfSecond" => parts_of_second / 1_000_000,
        "microsecondsOfSecond" => parts_of_second / 1_000,
        "nanosecondsOfSecond" => parts_of_second,
        _ => return None,
    })
}
