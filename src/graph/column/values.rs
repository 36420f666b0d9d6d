//! Many values of one property at once, for whoever brings whole tables.

use std::sync::Arc;

use super::{Column, Dictionary, Packed, date};
use crate::value::Value;

/// Values of one property of things whose ids follow each other; `None` where a thing has none.
///
/// ```text
/// date   [2022-02-24, –, 2022-02-25]
/// type   texts ["protest", "strike"]   codes [0, 0, 1]
/// ```
#[derive(Debug)]
pub(crate) enum Values {
    Boolean(Vec<Option<bool>>),
    Integer(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    /// Days since 1970-01-01.
    Date(Vec<Option<i32>>),
    /// Different texts, and per thing the place of its text among them.
    Codes(Vec<Arc<str>>, Vec<Option<u32>>),
    /// Texts that hardly repeat.
    Texts(Vec<Option<Arc<str>>>),
    /// Anything a property may hold; null where a thing has none.
    Any(Vec<Value>),
}

impl Values {
    /// For how many things these are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Boolean(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Date(values) => values.len(),
            Self::Codes(_, codes) => codes.len(),
            Self::Texts(values) => values.len(),
            Self::Any(values) => values.len(),
        }
    }

    /// Whether every code has a text, and no text comes twice.
    pub(crate) fn are_sound(&self) -> bool {
        let Self::Codes(texts, codes) = self else { return true };
        let different: rustc_hash::FxHashSet<&Arc<str>> = texts.iter().collect();
        different.len() == texts.len() && codes.iter().flatten().all(|code| (*code as usize) < texts.len())
    }

    /// The value of each thing.
    fn into_values(self) -> Box<dyn Iterator<Item = Value>> {
        fn each<T: 'static>(values: Vec<Option<T>>, value: fn(T) -> Value) -> Box<dyn Iterator<Item = Value>> {
            Box::new(values.into_iter().map(move |one| one.map_or(Value::Null, value)))
        }
        match self {
            Self::Boolean(values) => each(values, Value::Boolean),
            Self::Integer(values) => each(values, Value::Integer),
            Self::Float(values) => each(values, Value::Float),
            Self::Date(values) => each(values, date),
            Self::Codes(texts, codes) => Box::new(codes.into_iter().map(move |code| {
                let text = code.and_then(|code| texts.get(code as usize));
                text.map_or(Value::Null, |text| Value::String(text.clone()))
            })),
            Self::Texts(values) => each(values, Value::String),
            Self::Any(values) => Box::new(values.into_iter()),
        }
    }
}

impl Column {
    /// Puts values of things from an id on that has none, nor has any after it.
    pub(crate) fn extend(&mut self, first: usize, values: Values) {
        if self.len() == 0 {
            *self = Self::empty_for(&values);
        }
        match (&mut *self, values) {
            (Self::Boolean(own), Values::Boolean(values)) => own.extend(first, values.into_iter()),
            (Self::Integer(own), Values::Integer(values)) => own.extend(first, values.into_iter()),
            (Self::Float(own), Values::Float(values)) => own.extend(first, values.into_iter()),
            (Self::Date(own), Values::Date(values)) => own.extend(first, values.into_iter()),
            (Self::OwnText(own), Values::Texts(values)) => own.extend(first, values.into_iter()),
            (Self::Text(codes, texts), Values::Codes(new, values)) if codes.len() == 0 => {
                *texts = Dictionary::new(new);
                codes.extend(first, values.into_iter());
            }
            (_, values) => (first..).zip(values.into_values()).for_each(|(index, value)| {
                self.set(index, value);
            }),
        }
    }

    /// An empty column of the type that fits.
    fn empty_for(values: &Values) -> Self {
        match values {
            Values::Boolean(_) => Self::Boolean(Packed::default()),
            Values::Integer(_) => Self::Integer(Packed::default()),
            Values::Float(_) => Self::Float(Packed::default()),
            Values::Date(_) => Self::Date(Packed::default()),
            Values::Codes(..) => Self::Text(Packed::default(), Dictionary::default()),
            Values::Texts(_) => Self::OwnText(Packed::default()),
            Values::Any(_) => Self::Empty,
        }
    }
}
