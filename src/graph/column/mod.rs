//! Properties: one typed column per key, beside the topology.
//!
//! A column takes the type of its first value and keeps values packed by id. When a value of another type arrives, the column
//! falls back to whole `Value`s; a column of texts that hardly repeat gives up its dictionary.
//!
//! ```text
//! name    dictionary  ["Kyiv", "Istanbul"]   codes 0 – – 1 0
//! start   days        20232 20232 20233
//! weight  mixed       1  'heavy'  2.5
//! ```

mod packed;
mod page;
mod sort;
mod source;
mod text;
mod values;

use std::sync::Arc;

pub(crate) use packed::Packed;
pub(crate) use page::{PAGE, Page};
pub(crate) use source::{Source, Texts};
pub(crate) use text::Dictionary;
pub(crate) use values::Values;

use super::Symbol;
use crate::time::Date;
use crate::value::Value;

/// From this many different texts on, a dictionary must be worth its lookup table.
const DICTIONARY_TRIAL: usize = if cfg!(test) { 4 } else { 4096 };

/// The values of one property key.
#[derive(Debug, Default)]
pub(crate) enum Column {
    /// Nothing yet.
    #[default]
    Empty,
    Boolean(Packed<bool>),
    Integer(Packed<i64>),
    Float(Packed<f64>),
    /// Days since 1970-01-01, for the days 32 bits reach (±5.8 million years).
    Date(Packed<i32>),
    /// Texts that repeat.
    Text(Packed<u32>, Dictionary),
    /// Texts that do not.
    OwnText(Packed<Arc<str>>),
    /// Anything.
    Mixed(Packed<Value>),
}

impl Column {
    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Boolean(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Date(values) => values.len(),
            Self::Text(codes, _) => codes.len(),
            Self::OwnText(values) => values.len(),
            Self::Mixed(values) => values.len(),
        }
    }

    /// One more than the last id with a value.
    pub(crate) fn end(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Boolean(values) => values.end(),
            Self::Integer(values) => values.end(),
            Self::Float(values) => values.end(),
            Self::Date(values) => values.end(),
            Self::Text(codes, _) => codes.end(),
            Self::OwnText(values) => values.end(),
            Self::Mixed(values) => values.end(),
        }
    }

    /// Whether an id has a value.
    #[inline]
    pub(crate) fn has(&self, index: usize) -> bool {
        match self {
            Self::Empty => false,
            Self::Boolean(values) => values.has(index),
            Self::Integer(values) => values.has(index),
            Self::Float(values) => values.has(index),
            Self::Date(values) => values.has(index),
            Self::Text(codes, _) => codes.has(index),
            Self::OwnText(values) => values.has(index),
            Self::Mixed(values) => values.has(index),
        }
    }

    /// The value of an id; null where there is none.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Value {
        match self {
            Self::Empty => None,
            Self::Boolean(values) => values.get(index).map(Value::Boolean),
            Self::Integer(values) => values.get(index).map(Value::Integer),
            Self::Float(values) => values.get(index).map(Value::Float),
            Self::Date(values) => values.get(index).map(date),
            Self::Text(codes, texts) => codes.get(index).map(|code| Value::String(texts.text(code))),
            Self::OwnText(values) => values.get(index).map(Value::String),
            Self::Mixed(values) => values.get(index),
        }
        .unwrap_or_default()
    }

    /// Puts a value, or takes it out where it is null; answers with the one that was there.
    pub(crate) fn set(&mut self, index: usize, value: Value) -> Value {
        if matches!(value, Value::Null) {
            return self.remove(index);
        }
        if self.len() == 0 {
            *self = Self::fitting(&value);
        }
        match self.put(index, value) {
            Ok(old) => old,
            Err(value) => {
                self.widen();
                self.put(index, value).expect("a mixed column takes every value")
            }
        }
    }

    /// Every id with a value, in order.
    pub(crate) fn ids(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self {
            Self::Empty => Box::new(std::iter::empty()),
            Self::Boolean(values) => Box::new(values.ids()),
            Self::Integer(values) => Box::new(values.ids()),
            Self::Float(values) => Box::new(values.ids()),
            Self::Date(values) => Box::new(values.ids()),
            Self::Text(codes, _) => Box::new(codes.ids()),
            Self::OwnText(values) => Box::new(values.ids()),
            Self::Mixed(values) => Box::new(values.ids()),
        }
    }

    /// Every id with a value, in order of id.
    pub(crate) fn iter(&self) -> Box<dyn Iterator<Item = (usize, Value)> + '_> {
        match self {
            Self::Empty => Box::new(std::iter::empty()),
            Self::Boolean(values) => Box::new(values.iter().map(|(index, value)| (index, Value::Boolean(*value)))),
            Self::Integer(values) => Box::new(values.iter().map(|(index, value)| (index, Value::Integer(*value)))),
            Self::Float(values) => Box::new(values.iter().map(|(index, value)| (index, Value::Float(*value)))),
            Self::Date(values) => Box::new(values.iter().map(|(index, days)| (index, date(*days)))),
            Self::Text(codes, texts) => {
                Box::new(codes.iter().map(|(index, code)| (index, Value::String(texts.text(*code)))))
            }
            Self::OwnText(values) => Box::new(values.iter().map(|(index, text)| (index, Value::String(text.clone())))),
            Self::Mixed(values) => Box::new(values.iter().map(|(index, value)| (index, value.clone()))),
        }
    }

    fn fitting(value: &Value) -> Self {
        match value {
            Value::Boolean(_) => Self::Boolean(Packed::default()),
            Value::Integer(_) => Self::Integer(Packed::default()),
            Value::Float(_) => Self::Float(Packed::default()),
            Value::Date(date) if i32::try_from(date.days).is_ok() => Self::Date(Packed::default()),
            Value::String(_) => Self::Text(Packed::default(), Dictionary::default()),
            _ => Self::Mixed(Packed::default()),
        }
    }

    /// Puts a value of the column's own type, or hands it back.
    fn put(&mut self, index: usize, value: Value) -> Result<Value, Value> {
        let old = match (&mut *self, value) {
            (Self::Boolean(values), Value::Boolean(value)) => values.set(index, value).map(Value::Boolean),
            (Self::Integer(values), Value::Integer(value)) => values.set(index, value).map(Value::Integer),
            (Self::Float(values), Value::Float(value)) => values.set(index, value).map(Value::Float),
            (Self::Date(values), Value::Date(day)) => match i32::try_from(day.days) {
                Ok(days) => values.set(index, days).map(date),
                Err(_) => return Err(Value::Date(day)),
            },
            (Self::Text(codes, texts), Value::String(text)) => {
                let code = texts.acquire(&text, codes);
                let old = codes.set(index, code).map(|code| Value::String(texts.release(code, codes)));
                self.reconsider_dictionary();
                old
            }
            (Self::OwnText(values), Value::String(text)) => values.set(index, text).map(Value::String),
            (Self::Mixed(values), value) => values.set(index, value),
            (_, value) => return Err(value),
        };
        Ok(old.unwrap_or_default())
    }

    fn remove(&mut self, index: usize) -> Value {
        match self {
            Self::Empty => None,
            Self::Boolean(values) => values.remove(index).map(Value::Boolean),
            Self::Integer(values) => values.remove(index).map(Value::Integer),
            Self::Float(values) => values.remove(index).map(Value::Float),
            Self::Date(values) => values.remove(index).map(date),
            Self::Text(codes, texts) => codes.remove(index).map(|code| Value::String(texts.release(code, codes))),
            Self::OwnText(values) => values.remove(index).map(Value::String),
            Self::Mixed(values) => values.remove(index),
        }
        .unwrap_or_default()
    }

    fn widen(&mut self) {
        let mut values = Packed::default();
        for (index, value) in self.iter() {
            values.set(index, value);
        }
        *self = Self::Mixed(values);
    }

    /// Drops the dictionary of a column where at least every second text is different.
    fn reconsider_dictionary(&mut self) {
        let Self::Text(codes, texts) = self else { return };
        // Only at powers of two: a column that stays a dictionary must not pay for the question at every write.
        if texts.len() < DICTIONARY_TRIAL || !codes.len().is_power_of_two() || texts.len() * 2 < codes.len() {
            return;
        }
        let mut values = Packed::default();
        for (index, code) in codes.iter() {
            values.set(index, texts.text(*code));
        }
        *self = Self::OwnText(values);
    }
}

fn date(days: i32) -> Value {
    Value::Date(Date { days: i64::from(days) })
}

/// The columns of all keys, of nodes or of relationships.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    by_key: Vec<Column>,
}

impl Columns {
    pub(crate) fn get(&self, index: usize, key: Symbol) -> Value {
        self.by_key.get(key.index()).map_or(Value::Null, |column| column.get(index))
    }

    /// Puts a value, or takes it out where it is null; answers with the one that was there.
    pub(crate) fn set(&mut self, index: usize, key: Symbol, value: Value) -> Value {
        self.column_mut(key).set(index, value)
    }

    /// The column of a key, perhaps an empty one.
    pub(crate) fn column_mut(&mut self, key: Symbol) -> &mut Column {
        if key.index() >= self.by_key.len() {
            self.by_key.resize_with(key.index() + 1, Column::default);
        }
        &mut self.by_key[key.index()]
    }

    /// The column of a key, where the key was ever used.
    pub(crate) fn column(&self, key: Symbol) -> Option<&Column> {
        self.by_key.get(key.index())
    }

    /// Puts a whole column in the place of an empty one; whether it was empty.
    pub(crate) fn place(&mut self, key: Symbol, column: Column) -> bool {
        std::mem::replace(self.column_mut(key), column).len() == 0
    }

    /// Every column with at least one value, in order of symbol.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Symbol, &Column)> {
        (0u32..).map(Symbol).zip(&self.by_key).filter(|(_, column)| column.len() > 0)
    }

    /// Every key with at least one value, in order of symbol.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Symbol> + '_ {
        self.iter().map(|(key, _)| key)
    }

    /// The properties of an id, in order of symbol.
    pub(crate) fn of(&self, index: usize) -> Vec<(Symbol, Value)> {
        let values = (0u32..).zip(&self.by_key).map(|(key, column)| (Symbol(key), column.get(index)));
        values.filter(|(_, value)| !matches!(value, Value::Null)).collect()
    }
}
