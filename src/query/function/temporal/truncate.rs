//! `date.truncate(unit, moment, fields)`: a moment cut down to a unit, with single fields set again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::Fields;
use super::{Parts, Place, Result, beyond_time, invalid};
use crate::query::QueryError;
use crate::query::function::Environment;
use crate::query::function::error::wrong_argument;
use crate::time::{Date, LocalDateTime, LocalTime, Time};
use crate::value::Value;

pub(super) fn date(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    let cut = Cut::of("date.truncate", arguments)?;
    if cut.unit < Unit::Day {
        return Err(too_fine(&arguments[0]));
    }
    Ok(Value::Date(cut.date()?))
}

/// `date.truncate(unit, date)` of many dates; `None` where one of them cannot be cut so.
pub(crate) fn dates(unit: &str, dates: &[Option<Date>]) -> Option<Vec<Option<Date>>> {
    let (_, unit) = UNITS.iter().find(|(known, _)| known.eq_ignore_ascii_case(unit))?;
    if *unit < Unit::Day {
        return None;
    }
    dates.iter().map(|date| date.map_or(Some(None), |date| first_of(*unit, date).map(Some))).collect()
}

pub(super) fn local_date_time(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    let cut = Cut::of("localdatetime.truncate", arguments)?;
    Ok(Value::LocalDateTime(LocalDateTime { date: cut.date()?, time: cut.time()? }))
}

pub(super) fn date_time(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    let cut = Cut::of("datetime.truncate", arguments)?;
    let local = LocalDateTime { date: cut.date()?, time: cut.time()? };
    let place = cut.place()?.unwrap_or(Place::UTC);
    Ok(Value::DateTime(Arc::new(place.at(local)?)))
}

pub(super) fn local_time(arguments: &[Value], _: &Environment<'_>) -> Result<Value> {
    let cut = Cut::of("localtime.truncate", arguments)?;
    cut.check_has_time(&arguments[0])?;
    Ok(Value::LocalTime(cut.time()?))
}

pub(super) fn time(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    let cut = Cut::of("time.truncate", arguments)?;
    cut.check_has_time(&arguments[0])?;
    let local = cut.time()?;
    let date = cut.parts.date.unwrap_or(environment.now.local.date);
    let moment = cut.place()?.unwrap_or(Place::UTC).at(LocalDateTime { date, time: local })?;
    Ok(Value::Time(Time { local, offset_seconds: moment.offset_seconds }))
}

/// What is to be cut, where, and what is set afterwards.
struct Cut<'a> {
    function: &'static str,
    unit: Unit,
    parts: Parts,
    fields: Fields<'a>,
    argument: &'a Value,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Microsecond,
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    WeekYear,
    Year,
    Decade,
    Century,
    Millennium,
}

const UNITS: [(&str, Unit); 14] = [
    ("microsecond", Unit::Microsecond),
    ("millisecond", Unit::Millisecond),
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("weekYear", Unit::WeekYear),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
    ("millennium", Unit::Millennium),
];

static NO_FIELDS: BTreeMap<Arc<str>, Value> = BTreeMap::new();

impl<'a> Cut<'a> {
    fn of(function: &'static str, arguments: &'a [Value]) -> Result<Self> {
        let unit =
            arguments[0].as_text().and_then(|name| UNITS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)));
        let (_, unit) = unit.ok_or_else(|| unknown_unit(&arguments[0]))?;
        let parts = Parts::of(&arguments[1]).ok_or_else(|| wrong_argument(function, "a moment", &arguments[1]))?;
        let fields = match arguments.get(2) {
            None => Fields::new(&NO_FIELDS)?,
            Some(Value::Map(entries)) => Fields::new(entries)?,
            Some(other) => return Err(wrong_argument(function, "a map", other)),
        };
        Ok(Self { function, unit: *unit, parts, fields, argument: &arguments[1] })
    }

    fn date(&self) -> Result<Date> {
        let date =
            self.parts.date.ok_or_else(|| wrong_argument(self.function, "a moment with a date", self.argument))?;
        let first = first_of(self.unit, date).ok_or_else(beyond_time)?;
        if self.fields.has_date() { self.fields.date(Some(first)) } else { Ok(first) }
    }

    fn time(&self) -> Result<LocalTime> {
        let time = self.parts.time_or_midnight();
        let cut = LocalTime { nanoseconds: time.nanoseconds - time.nanoseconds % nanoseconds(self.unit) };
        if !self.fields.has_time() {
            return Ok(cut);
        }
        // Below a second, what is set is added to what was left: milliseconds stay when nanoseconds are set.
        let kept = if self.unit < Unit::Second { cut.nanosecond() } else { 0 };
        let whole = LocalTime { nanoseconds: cut.nanoseconds - u64::from(kept) };
        let set = self.fields.time(Some(whole))?;
        Ok(LocalTime { nanoseconds: set.nanoseconds + u64::from(kept) })
    }

    /// `timezone` moves the clock, not its hands.
    fn place(&self) -> Result<Option<Place>> {
        Ok(self.fields.place()?.or(self.parts.place.clone()))
    }

    fn check_has_time(&self, unit: &Value) -> Result<()> {
        if self.parts.time.is_none() {
            return Err(wrong_argument(self.function, "a moment with a time", self.argument));
        }
        if self.unit > Unit::Day { Err(too_coarse(unit)) } else { Ok(()) }
    }
}

/// The first day of the unit `date` lies in.
fn first_of(unit: Unit, date: Date) -> Option<Date> {
    let year = |length: i64| Date::new(date.year().div_euclid(length) * length, 1, 1);
    match unit {
        Unit::Millennium => year(1000),
        Unit::Century => year(100),
        Unit::Decade => year(10),
        Unit::Year => year(1),
        Unit::WeekYear => Date::from_iso_week(date.iso_week().0, 1, 1),
        Unit::Quarter => Date::from_quarter(date.year(), date.quarter(), 1),
        Unit::Month => Some(date.first_of_month()),
        Unit::Week => Some(date.first_of_week()),
        _ => Some(date),
    }
}

const fn nanoseconds(unit: Unit) -> u64 {
    match unit {
        Unit::Microsecond => 1_000,
        Unit::Millisecond => 1_000_000,
        Unit::Second => 1_000_000_000,
        Unit::Minute => 60_000_000_000,
        Unit::Hour => 3_600_000_000_000,
        _ => 86_400_000_000_000,
    }
}

fn unknown_unit(unit: &Value) -> QueryError {
    let names: Vec<&str> = UNITS.iter().map(|(name, _)| *name).collect();
    invalid(format!("{} is no unit of time", crate::value::text::plain(unit)))
        .help(format!("units are {}", names.join(", ")))
}

fn too_fine(unit: &Value) -> QueryError {
    invalid(format!("a date has no {}", crate::value::text::plain(unit))).help("cut a date at 'day' or more")
}

fn too_coarse(unit: &Value) -> QueryError {
    invalid(format!("a time of day has no {}", crate::value::text::plain(unit))).help("cut a time at 'day' or less")
}
