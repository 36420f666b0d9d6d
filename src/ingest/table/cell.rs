//! Cells as typed values, and columns of them.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

use crate::graph::Values;
use crate::time::Date;
use crate::time::temporal::{DateTime, Duration, LocalDateTime, LocalTime, Time};
use crate::value::Value;

/// Of so many texts at least, a column with few different ones keeps each once.
const REPEATING: usize = 2;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Float,
    Boolean,
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
    Duration,
    /// A list, its elements separated by `;`.
    Texts,
    Integers,
    Floats,
}

const KINDS: &[(&str, Kind)] = &[
    ("string", Kind::Text),
    ("int", Kind::Integer),
    ("long", Kind::Integer),
    ("float", Kind::Float),
    ("double", Kind::Float),
    ("boolean", Kind::Boolean),
    ("date", Kind::Date),
    ("localtime", Kind::LocalTime),
    ("time", Kind::Time),
    ("localdatetime", Kind::LocalDateTime),
    ("datetime", Kind::DateTime),
    ("duration", Kind::Duration),
    ("string[]", Kind::Texts),
    ("int[]", Kind::Integers),
    ("long[]", Kind::Integers),
    ("float[]", Kind::Floats),
    ("double[]", Kind::Floats),
];

impl Kind {
    /// The type a header names; texts where it names none.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = if name.is_empty() { "string" } else { name };
        KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
    }

    /// The names of all types.
    pub(super) fn names() -> String {
        KINDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

/// The values of one column, as they come.
#[derive(Debug)]
pub(super) enum Cells {
    Integer(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    Boolean(Vec<Option<bool>>),
    Date(Vec<Option<i32>>),
    Text(Texts),
    Any(Kind, Vec<Value>),
}

/// Texts, each different one once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    codes: Vec<Option<u32>>,
    texts: Vec<Arc<str>>,
    lookup: HashMap<Arc<str>, u32>,
}

impl Cells {
    pub(super) fn new(kind: Kind) -> Self {
        match kind {
            Kind::Integer => Self::Integer(Vec::new()),
            Kind::Float => Self::Float(Vec::new()),
            Kind::Boolean => Self::Boolean(Vec::new()),
            Kind::Date => Self::Date(Vec::new()),
            Kind::Text => Self::Text(Texts::default()),
            kind => Self::Any(kind, Vec::new()),
        }
    }

    /// Adds the value of a cell; an empty one is none.
    ///
    /// # Errors
    /// What was expected instead. Nothing was added.
    pub(super) fn push(&mut self, cell: &str) -> Result<(), &'static str> {
        match self {
            Self::Integer(values) => values.push(parsed(cell, "a whole number of 64 bits")?),
            Self::Float(values) => values.push(parsed(cell, "a number")?),
            Self::Boolean(values) => values.push(parsed(cell, "true or false")?),
            Self::Date(values) => values.push(if cell.is_empty() { None } else { Some(days(cell)?) }),
            Self::Text(texts) => texts.push(cell)?,
            Self::Any(kind, values) => values.push(any(*kind, cell)?),
        }
        Ok(())
    }

    /// Takes the last value out again: the row it belongs to is refused.
    pub(super) fn truncate(&mut self, len: usize) {
        match self {
            Self::Integer(values) => values.truncate(len),
            Self::Float(values) => values.truncate(len),
            Self::Boolean(values) => values.truncate(len),
            Self::Date(values) => values.truncate(len),
            Self::Text(texts) => texts.codes.truncate(len),
            Self::Any(_, values) => values.truncate(len),
        }
    }

    /// Takes rows out, by their places in order.
    pub(super) fn remove(&mut self, places: &[usize]) {
        match self {
            Self::Integer(values) => without(values, places),
            Self::Float(values) => without(values, places),
            Self::Boolean(values) => without(values, places),
            Self::Date(values) => without(values, places),
            Self::Text(texts) => without(&mut texts.codes, places),
            Self::Any(_, values) => without(values, places),
        }
    }

    /// The whole column.
    pub(super) fn into_values(self) -> Values {
        match self {
            Self::Integer(values) => Values::Integer(values),
            Self::Float(values) => Values::Float(values),
            Self::Boolean(values) => Values::Boolean(values),
            Self::Date(values) => Values::Date(values),
            Self::Text(texts) => texts.into_values(),
            Self::Any(_, values) => Values::Any(values),
        }
    }
}

/// A vector without the elements at some places, which are in order.
pub(super) fn without<T>(values: &mut Vec<T>, places: &[usize]) {
    let mut places = places.iter().copied().peekable();
    let mut place = 0;
    values.retain(|_| {
        let out = places.next_if_eq(&place).is_some();
        place += 1;
        !out
    });
}

impl Texts {
    fn push(&mut self, cell: &str) -> Result<(), &'static str> {
        if cell.is_empty() {
            self.codes.push(None);
            return Ok(());
        }
        let code = match self.lookup.get(cell) {
            Some(code) => *code,
            None => self.learn(cell)?,
        };
        self.codes.push(Some(code));
        Ok(())
    }

    fn learn(&mut self, cell: &str) -> Result<u32, &'static str> {
        let code = u32::try_from(self.texts.len()).map_err(|_| "fewer different texts")?;
        let text: Arc<str> = cell.into();
        self.texts.push(text.clone());
        self.lookup.insert(text, code);
        Ok(code)
    }

    fn into_values(self) -> Values {
        if self.texts.len() * REPEATING <= self.codes.len() {
            return Values::Codes(self.texts, self.codes);
        }
        let texts = self.texts;
        Values::Texts(self.codes.into_iter().map(|code| code.map(|code| texts[code as usize].clone())).collect())
    }
}

fn parsed<T: FromStr>(cell: &str, expected: &'static str) -> Result<Option<T>, &'static str> {
    if cell.is_empty() { Ok(None) } else { cell.trim().parse().map(Some).map_err(|_| expected) }
}

const A_DAY: &str = "a day of the calendar, YYYY-MM-DD";

/// Days since 1970-01-01. Nearly all days are written in the ten bytes that are read here without the whole of ISO 8601.
fn days(cell: &str) -> Result<i32, &'static str> {
    let date = match cell.as_bytes() {
        [a, b, c, d, b'-', e, f, b'-', g, h] => {
            let digits = [a, b, c, d, e, f, g, h].map(|digit| digit.wrapping_sub(b'0'));
            let [a, b, c, d, e, f, g, h] = digits;
            let year = i64::from(a) * 1000 + i64::from(b) * 100 + i64::from(c) * 10 + i64::from(d);
            digits.iter().all(|digit| *digit < 10).then(|| Date::new(year, e * 10 + f, g * 10 + h)).flatten()
        }
        _ => cell.trim().parse().ok(),
    };
    date.and_then(|date| i32::try_from(date.days).ok()).ok_or(A_DAY)
}

fn any(kind: Kind, cell: &str) -> Result<Value, &'static str> {
    fn one<T: FromStr>(cell: &str, value: impl Fn(T) -> Value, expected: &'static str) -> Result<Value, &'static str> {
        cell.trim().parse().map(value).map_err(|_| expected)
    }
    fn list<T: FromStr>(cell: &str, value: impl Fn(T) -> Value, expected: &'static str) -> Result<Value, &'static str> {
        let values = cell.split(';').map(|part| one(part, &value, expected)).collect::<Result<Vec<_>, _>>()?;
        Ok(Value::List(values.into()))
    }
    if cell.is_empty() {
        return Ok(Value::Null);
    }
    match kind {
        Kind::LocalTime => one::<LocalTime>(cell, Value::LocalTime, "a time of day"),
        Kind::Time => one::<Time>(cell, Value::Time, "a time of day with an offset"),
        Kind::LocalDateTime => one::<LocalDateTime>(cell, Value::LocalDateTime, "a day and a time"),
        Kind::DateTime => one::<DateTime>(cell, |value| Value::DateTime(value.into()), "a day, a time and a zone"),
        Kind::Duration => one::<Duration>(cell, |value| Value::Duration(value.into()), "a duration such as P1Y2M3DT4H"),
        Kind::Integers => list::<i64>(cell, Value::Integer, "whole numbers with ; between them"),
        Kind::Floats => list::<f64>(cell, Value::Float, "numbers with ; between them"),
        _ => Ok(Value::List(cell.split(';').map(|part| Value::String(part.into())).collect::<Vec<_>>().into())),
    }
}
