//! The functions that make moments and durations: of texts, of maps, of other moments, of nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::Fields;
use super::{Parts, Place, Result, beyond_time, invalid};
use crate::diagnostic::Diagnostic;
use crate::query::QueryError;
use crate::query::function::Environment;
use crate::query::function::error::wrong_argument;
use crate::time::{Date, DateTime, Duration, LocalDateTime, Time};
use crate::value::Value;

pub(super) fn date(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    let make = |source: Source<'_>| match source {
        Source::Now(now) => Ok(now.local.date),
        Source::Text(text) => text.parse().map_err(unreadable),
        Source::Fields(fields) => fields.date(base_date(&fields)?),
        Source::Moment(parts) => {
            parts.date.ok_or_else(|| wrong_argument("date", "a moment with a date", &arguments[0]))
        }
    };
    construct("date", arguments, environment, make).map(Value::Date)
}

pub(super) fn local_time(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    let make = |source: Source<'_>| match source {
        Source::Now(now) => Ok(now.local.time),
        Source::Text(text) => text.parse().map_err(unreadable),
        Source::Fields(fields) => fields.time(base_time(&fields)?.and_then(|parts| parts.time)),
        Source::Moment(parts) => {
            parts.time.ok_or_else(|| wrong_argument("localtime", "a moment with a time", &arguments[0]))
        }
    };
    construct("localtime", arguments, environment, make).map(Value::LocalTime)
}

pub(super) fn time(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    let make = |source: Source<'_>| match source {
        Source::Now(now) => Ok(Time { local: now.local.time, offset_seconds: now.offset_seconds }),
        Source::Text(text) => text.parse().map_err(unreadable),
        Source::Fields(fields) => time_of_fields(&fields, environment),
        Source::Moment(parts) => {
            let local = parts.time.ok_or_else(|| wrong_argument("time", "a moment with a time", &arguments[0]))?;
            Ok(Time { local, offset_seconds: offset_of(&parts, environment)? })
        }
    };
    construct("time", arguments, environment, make).map(Value::Time)
}

pub(super) fn local_date_time(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    let make = |source: Source<'_>| match source {
        Source::Now(now) => Ok(now.local),
        Source::Text(text) => text.parse().map_err(unreadable),
        Source::Fields(fields) => local_of_fields(&fields),
        Source::Moment(parts) => local_of_parts("localdatetime", &parts, &arguments[0]),
    };
    construct("localdatetime", arguments, environment, make).map(Value::LocalDateTime)
}

pub(super) fn date_time(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    let make = |source: Source<'_>| match source {
        Source::Now(now) => Ok(now),
        Source::Text(text) => text.parse().map_err(unreadable),
        Source::Fields(fields) => date_time_of_fields(&fields),
        Source::Moment(parts) => {
            parts.place.clone().unwrap_or(Place::UTC).at(local_of_parts("datetime", &parts, &arguments[0])?)
        }
    };
    construct("datetime", arguments, environment, make).map(|moment| Value::DateTime(Arc::new(moment)))
}

/// What the one argument of a constructor is.
enum Source<'a> {
    /// There is none, or it says only in which zone: the statement's moment.
    Now(DateTime),
    Text(&'a str),
    Fields(Fields<'a>),
    Moment(Parts),
}

fn construct<T>(
    function: &str,
    arguments: &[Value],
    environment: &Environment<'_>,
    make: impl FnOnce(Source<'_>) -> Result<T>,
) -> Result<T> {
    make(match arguments.first() {
        None => Source::Now(environment.now.clone()),
        Some(Value::String(text)) => Source::Text(text),
        Some(Value::Map(entries)) => source_of_map(entries, environment)?,
        Some(other) => Source::Moment(
            Parts::of(other).ok_or_else(|| wrong_argument(function, "a string, a map or a moment", other))?,
        ),
    })
}

/// `{timezone: 'Europe/Kyiv'}` alone is now, there.
fn source_of_map<'a>(entries: &'a BTreeMap<Arc<str>, Value>, environment: &Environment<'_>) -> Result<Source<'a>> {
    let fields = Fields::new(entries)?;
    match fields.place()? {
        Some(place) if entries.len() == 1 => place.see(environment.now).map(Source::Now),
        _ => Ok(Source::Fields(fields)),
    }
}

fn unreadable(diagnostic: Diagnostic) -> QueryError {
    let error = invalid(diagnostic.message);
    match diagnostic.help {
        Some(help) => error.help(help),
        None => error,
    }
}

fn base_date(fields: &Fields<'_>) -> Result<Option<Date>> {
    let base = fields.moment("date")?.or(fields.moment("datetime")?);
    match base {
        Some(Parts { date: None, .. }) => Err(invalid("a time has no date to take over")),
        base => Ok(base.and_then(|parts| parts.date)),
    }
}

fn base_time(fields: &Fields<'_>) -> Result<Option<Parts>> {
    let base = fields.moment("time")?.or(fields.moment("datetime")?);
    match base {
        Some(Parts { time: None, .. }) => Err(invalid("a date has no time to take over")),
        base => Ok(base),
    }
}

fn time_of_fields(fields: &Fields<'_>, environment: &Environment<'_>) -> Result<Time> {
    let base = base_time(fields)?.unwrap_or_default();
    let local = fields.time(base.time)?;
    let offset_seconds = offset_of(&base, environment)?;
    let Some(place) = fields.place()? else { return Ok(Time { local, offset_seconds }) };
    let target = offset_of(&Parts { place: Some(place), ..Parts::default() }, environment)?;
    // A time that had an offset is the same moment elsewhere; one that had none only gets one.
    let shift = if base.place.is_some() { target - offset_seconds } else { 0 };
    let shifted = LocalDateTime { date: environment.now.local.date, time: local }.plus(i64::from(shift), 0);
    Ok(Time { local: shifted.ok_or_else(beyond_time)?.time, offset_seconds: target })
}

/// The offset of a moment's place, on its day or else today.
fn offset_of(parts: &Parts, environment: &Environment<'_>) -> Result<i32> {
    let date = parts.date.unwrap_or(environment.now.local.date);
    let local = LocalDateTime { date, time: parts.time_or_midnight() };
    Ok(parts.place.clone().unwrap_or(Place::UTC).at(local)?.offset_seconds)
}

fn local_of_parts(function: &str, parts: &Parts, argument: &Value) -> Result<LocalDateTime> {
    let date = parts.date.ok_or_else(|| wrong_argument(function, "a moment with a date", argument))?;
    Ok(LocalDateTime { date, time: parts.time_or_midnight() })
}

fn local_of_fields(fields: &Fields<'_>) -> Result<LocalDateTime> {
    let time = base_time(fields)?.and_then(|parts| parts.time);
    Ok(LocalDateTime { date: fields.date(base_date(fields)?)?, time: fields.time(time)? })
}

/// The clock is set where the time came from, and then read where `timezone` says.
fn date_time_of_fields(fields: &Fields<'_>) -> Result<DateTime> {
    let target = fields.place()?;
    if let Some(moment) = moment_of_epoch(fields)? {
        return target.unwrap_or(Place::UTC).see(&moment);
    }
    let local = local_of_fields(fields)?;
    match (base_time(fields)?.and_then(|parts| parts.place), target) {
        (Some(source), Some(target)) => target.see(&source.at(local)?),
        (source, target) => target.or(source).unwrap_or(Place::UTC).at(local),
    }
}

/// `{epochSeconds: 416779, nanosecond: 123}`, `{epochMillis: 237821673987}`
fn moment_of_epoch(fields: &Fields<'_>) -> Result<Option<DateTime>> {
    let nanosecond = fields.integer("nanosecond")?.unwrap_or_default();
    if let Some(seconds) = fields.integer("epochSeconds")? {
        return instant(i128::from(seconds) * 1_000_000_000 + i128::from(nanosecond)).map(Some);
    }
    match fields.integer("epochMillis")? {
        Some(millis) => instant(i128::from(millis) * 1_000_000 + i128::from(nanosecond)).map(Some),
        None => Ok(None),
    }
}

/// The moment so many nanoseconds after 1970-01-01T00:00Z.
fn instant(nanoseconds: i128) -> Result<DateTime> {
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).map_err(|_| beyond_time())?;
    let nanosecond = u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).expect("below a billion");
    let local = LocalDateTime::from_epoch_seconds(seconds, nanosecond).ok_or_else(beyond_time)?;
    Ok(DateTime::at_offset(local, 0))
}

pub(super) fn from_epoch(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    let [seconds, nanoseconds] = [&arguments[0], &arguments[1]].map(|value| integer("datetime.fromEpoch", value));
    let moment = instant(i128::from(seconds?) * 1_000_000_000 + i128::from(nanoseconds?))?;
    Ok(Value::DateTime(Arc::new(moment)))
}

pub(super) fn from_epoch_millis(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    let millis = integer("datetime.fromEpochMillis", &arguments[0])?;
    Ok(Value::DateTime(Arc::new(instant(i128::from(millis) * 1_000_000)?)))
}

fn integer(function: &str, value: &Value) -> Result<i64> {
    value.as_integer().ok_or_else(|| wrong_argument(function, "an integer", value))
}

pub(super) fn duration(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    let duration = match &arguments[0] {
        Value::String(text) => text.parse().map_err(unreadable)?,
        Value::Map(entries) => duration_of_map(entries)?,
        Value::Duration(duration) => **duration,
        other => return Err(wrong_argument("duration", "a string or a map", other)),
    };
    Ok(Value::Duration(Arc::new(duration)))
}

/// The fields of a duration: which of months, days and seconds each adds to, and how many thousandth parts of billionths
/// it counts, so that nanoseconds are whole.
const DURATION_FIELDS: [(&str, usize, i128); 11] = [
    ("years", 0, 12_000_000_000),
    ("quarters", 0, 3_000_000_000),
    ("months", 0, 1_000_000_000),
    ("weeks", 1, 7_000_000_000),
    ("days", 1, 1_000_000_000),
    ("hours", 2, 3_600_000_000_000),
    ("minutes", 2, 60_000_000_000),
    ("seconds", 2, 1_000_000_000),
    ("milliseconds", 2, 1_000_000),
    ("microseconds", 2, 1_000),
    ("nanoseconds", 2, 1),
];

fn duration_of_map(entries: &BTreeMap<Arc<str>, Value>) -> Result<Duration> {
    let mut billionths = [0_i128; 3];
    for (key, value) in entries {
        let Some((_, part, factor)) = DURATION_FIELDS.iter().find(|(name, ..)| *name == &**key) else {
            return Err(invalid(format!("a duration has no field `{key}`"))
                .help("fields are years, months, weeks, days, hours, minutes, seconds and their like"));
        };
        billionths[*part] += scaled(key, value, *factor)?;
    }
    let [months, days, seconds] = billionths;
    Duration::from_billionths(months, days, seconds).ok_or_else(|| invalid("the duration is too long"))
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a float's last digit is its own affair"
)]
fn scaled(key: &str, value: &Value, factor: i128) -> Result<i128> {
    match value {
        Value::Integer(number) => Ok(i128::from(*number) * factor),
        Value::Float(number) if number.is_finite() => Ok((number * factor as f64).round() as i128),
        other => Err(invalid(format!("`{key}` is a number, not {}", other.type_name()))),
    }
}
