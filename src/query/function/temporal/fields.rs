//! Maps of the parts of a moment: `{year: 2025, week: 21}`, `{date: d, day: 28, timezone: '+05:00'}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Parts, Place, Result, invalid};
use crate::time::temporal::{Scanner, scan_offset};
use crate::time::{Date, LocalTime, Zone};
use crate::value::Value;

/// The entries of a map.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    entries: &'a BTreeMap<Arc<str>, Value>,
}

const DATE_FIELDS: [&str; 9] =
    ["year", "month", "day", "week", "dayOfWeek", "ordinalDay", "quarter", "dayOfQuarter", "date"];
const TIME_FIELDS: [&str; 7] = ["hour", "minute", "second", "millisecond", "microsecond", "nanosecond", "time"];
const OTHER_FIELDS: [&str; 4] = ["datetime", "timezone", "epochSeconds", "epochMillis"];

impl<'a> Fields<'a> {
    /// The fields of a map, all of them known.
    pub(super) fn new(entries: &'a BTreeMap<Arc<str>, Value>) -> Result<Self> {
        let is_known = |key: &&str| [&DATE_FIELDS[..], &TIME_FIELDS, &OTHER_FIELDS].concat().contains(key);
        match entries.keys().map(|key| &**key).find(|key| !is_known(key)) {
            Some(unknown) => Err(invalid(format!("a moment has no field `{unknown}`"))
                .help("fields are year, month, day, hour, minute, second and their like")),
            None => Ok(Self { entries }),
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Whether it has a field of a date, or of a time of day.
    pub(super) fn has_date(&self) -> bool {
        DATE_FIELDS.iter().any(|key| self.has(key))
    }

    pub(super) fn has_time(&self) -> bool {
        TIME_FIELDS.iter().any(|key| self.has(key))
    }

    pub(super) fn integer(&self, key: &str) -> Result<Option<i64>> {
        match self.entries.get(key) {
            None => Ok(None),
            Some(Value::Integer(number)) => Ok(Some(*number)),
            Some(other) => Err(invalid(format!("`{key}` is an integer, not {}", other.type_name()))),
        }
    }

    /// A field of small numbers; whether the calendar has it is asked later.
    fn small(&self, key: &str) -> Result<Option<u8>> {
        let number = self.integer(key)?;
        let small =
            number.map(|number| u8::try_from(number).map_err(|_| invalid(format!("`{key}` cannot be {number}"))));
        small.transpose()
    }

    /// The parts of the moment in a field.
    pub(super) fn moment(&self, key: &str) -> Result<Option<Parts>> {
        let Some(value) = self.entries.get(key) else { return Ok(None) };
        Parts::of(value).map(Some).ok_or_else(|| invalid(format!("`{key}` is a moment, not {}", value.type_name())))
    }

    /// `timezone`: an offset (`'+01:00'`) or the name of a zone.
    pub(super) fn place(&self) -> Result<Option<Place>> {
        match self.entries.get("timezone") {
            None => Ok(None),
            Some(Value::String(text)) => place(text).map(Some),
            Some(other) => Err(invalid(format!("`timezone` is a string, not {}", other.type_name()))),
        }
    }

    /// The date of the map; what it leaves out comes from `base`, else it is the first.
    pub(super) fn date(&self, base: Option<Date>) -> Result<Date> {
        let date = if self.has("week") || self.has("dayOfWeek") {
            self.week_date(base)?
        } else if self.has("ordinalDay") {
            Date::from_ordinal(self.year(base)?, self.integer("ordinalDay")?.unwrap_or(1))
        } else if self.has("quarter") || self.has("dayOfQuarter") {
            self.quarter_date(base)?
        } else {
            self.calendar_date(base)?
        };
        date.ok_or_else(|| {
            invalid("the calendar has no such day").help("months have 28 to 31 days, years 52 or 53 weeks")
        })
    }

    fn year(&self, base: Option<Date>) -> Result<i64> {
        self.integer("year")?.or(base.map(Date::year)).ok_or_else(|| missing("year"))
    }

    fn calendar_date(&self, base: Option<Date>) -> Result<Option<Date>> {
        let year = self.year(base)?;
        let month = self.small("month")?;
        if base.is_none() && month.is_none() && self.has("day") {
            return Err(missing("month"));
        }
        let month = month.or(base.map(Date::month)).unwrap_or(1);
        let day = self.small("day")?.or(base.map(Date::day)).unwrap_or(1);
        Ok(Date::new(year, month, day))
    }

    fn week_date(&self, base: Option<Date>) -> Result<Option<Date>> {
        let week_year = self.integer("year")?.or(base.map(|date| date.iso_week().0)).ok_or_else(|| missing("year"))?;
        let week = self.small("week")?.or(base.map(|date| date.iso_week().1)).ok_or_else(|| missing("week"))?;
        let weekday = self.small("dayOfWeek")?.or(base.map(|date| date.weekday().number())).unwrap_or(1);
        Ok(Date::from_iso_week(week_year, week, weekday))
    }

    fn quarter_date(&self, base: Option<Date>) -> Result<Option<Date>> {
        let quarter = self.small("quarter")?.or(base.map(Date::quarter)).ok_or_else(|| missing("quarter"))?;
        let day = self.integer("dayOfQuarter")?.or(base.map(Date::day_of_quarter)).unwrap_or(1);
        Ok(Date::from_quarter(self.year(base)?, quarter, day))
    }

    /// The time of the map; what it leaves out comes from `base`, else it is zero.
    pub(super) fn time(&self, base: Option<LocalTime>) -> Result<LocalTime> {
        let hour = self.small("hour")?.or(base.map(LocalTime::hour));
        let minute = self.small("minute")?.or(base.map(LocalTime::minute));
        let second = self.small("second")?.or(base.map(LocalTime::second));
        let nanosecond = self.nanosecond()?.or(base.map(LocalTime::nanosecond));
        for (finer, coarser, name) in [
            (minute.is_some(), hour.is_some(), "hour"),
            (second.is_some(), minute.is_some(), "minute"),
            (nanosecond.is_some(), second.is_some(), "second"),
        ] {
            if finer && !coarser {
                return Err(missing(name));
            }
        }
        let part = |part: Option<u8>| part.unwrap_or_default();
        LocalTime::new(part(hour), part(minute), part(second), nanosecond.unwrap_or_default())
            .ok_or_else(|| invalid("no clock shows such a time").help("hours are 0 to 23, minutes and seconds 0 to 59"))
    }

    /// Milliseconds, microseconds and nanoseconds together; each finer one counts within the coarser ones given.
    fn nanosecond(&self) -> Result<Option<u32>> {
        let mut total = None;
        let mut limit = 1_000_000_000;
        for (key, factor) in [("millisecond", 1_000_000), ("microsecond", 1_000), ("nanosecond", 1)] {
            let Some(number) = self.integer(key)? else { continue };
            if !(0..limit / factor).contains(&number) {
                return Err(
                    invalid(format!("`{key}` cannot be {number}")).help(format!("here it is below {}", limit / factor))
                );
            }
            total = Some(total.unwrap_or(0) + number * factor);
            limit = factor;
        }
        Ok(total.and_then(|total| u32::try_from(total).ok()))
    }
}

/// An offset or the name of a zone.
pub(super) fn place(text: &str) -> Result<Place> {
    let mut scanner = Scanner::new(text);
    match scan_offset(&mut scanner) {
        Some(offset_seconds) if scanner.is_done() => Ok(Place::Offset(offset_seconds)),
        _ => Zone::new(text).map(Place::Zone).ok_or_else(|| {
            invalid(format!("no time zone is called '{text}'"))
                .help("write an offset as in '+01:00' or a name of the IANA database as in 'Europe/Kyiv'")
        }),
    }
}

fn missing(key: &str) -> crate::query::QueryError {
    invalid(format!("`{key}` is missing")).help("a moment is given from its largest part down")
}
