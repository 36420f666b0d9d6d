//! Periods, and how an event lies to one: `period('2025-05')`, `after(e, '2025-05-23')`. These are annals' own.
//!
//! An event is anything with a `start` and an `end`: a node, a relationship, a map, such as `period` gives. They are its
//! outer bounds; one that is null is open. A date, a moment and an EDTF text are periods too. Each relation holds as a
//! question means it (see [`Relation`]); with `'possible'` behind, it holds where the bounds allow it, and with
//! `'certain'` where they allow nothing else.

use super::{Parts, Result, invalid};
use crate::query::function::error::wrong_argument;
use crate::query::function::{Environment, operator};
use crate::time::{Date, Edtf, Interval, Relation, Verdict};
use crate::value::Value;

/// `period('2025-05')` is `{start: 2025-05-01, end: 2025-05-31}`.
pub(super) fn period(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    let interval = interval("period", &arguments[0], environment)?;
    let bound = |date: Option<Date>| date.map_or(Value::Null, Value::Date);
    Ok(interval
        .map_or(Value::Null, |interval| Value::map([("start", bound(interval.start)), ("end", bound(interval.end))])))
}

pub(super) fn after(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    relation("after", Relation::After, arguments, environment)
}

pub(super) fn before(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    relation("before", Relation::Before, arguments, environment)
}

pub(super) fn since(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    relation("since", Relation::Since, arguments, environment)
}

pub(super) fn until(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    relation("until", Relation::Until, arguments, environment)
}

pub(super) fn during(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    relation("during", Relation::During, arguments, environment)
}

pub(super) fn within(arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    relation("within", Relation::Within, arguments, environment)
}

/// Null where the event or the period has no bounds at all: nothing is known of it.
fn relation(function: &str, relation: Relation, arguments: &[Value], environment: &Environment<'_>) -> Result<Value> {
    let event = interval(function, &arguments[0], environment)?;
    let reference = interval(function, &arguments[1], environment)?;
    let Some((event, reference)) = event.zip(reference) else { return Ok(Value::Null) };
    let verdict = relation.verdict(event, reference);
    Ok(Value::Boolean(match arguments.get(2).map(Value::as_text) {
        None => relation.holds(event, reference),
        Some(Some("certain")) => verdict == Verdict::Certain,
        Some(Some("possible")) => verdict != Verdict::Impossible,
        Some(_) => return Err(invalid(format!("{function}() is 'certain' or 'possible'"))),
    }))
}

/// The outer bounds of an event or a period; `None` where it has none.
fn interval(function: &str, value: &Value, environment: &Environment<'_>) -> Result<Option<Interval>> {
    match value {
        Value::String(text) => match Edtf::parse(text) {
            Ok(date) => Ok(Some(date.interval())),
            Err(mistake) => Err(invalid(mistake.message).help(mistake.help.unwrap_or_default())),
        },
        Value::Node(_) | Value::Relationship(_) | Value::Map(_) => bounds(function, value, environment),
        moment => match Parts::of(moment).and_then(|parts| parts.date) {
            Some(date) => Ok(Some(Interval::day(date))),
            None => Err(wrong_argument(function, "an event, a period or a date", moment)),
        },
    }
}

fn bounds(function: &str, event: &Value, environment: &Environment<'_>) -> Result<Option<Interval>> {
    let bound = |key: &str| {
        let value = operator::index(event, &Value::from(key), environment)?;
        match Parts::of(&value).and_then(|parts| parts.date) {
            None if !value.is_null() => Err(wrong_argument(function, "a date as start and end", &value)),
            date => Ok(date),
        }
    };
    let (start, end) = (bound("start")?, bound("end")?);
    Ok((start.is_some() || end.is_some()).then_some(Interval::new(start, end)))
}
