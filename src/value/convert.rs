//! From Rust's own types to values and back, and what the types are called.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{NodeId, Path, Point, RelationshipId, Value};
use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};

impl Value {
    /// A list of these values.
    pub fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::List(Arc::new(values.into_iter().collect()))
    }

    /// A map of these entries; of two with one key the later one stays.
    ///
    /// ```
    /// use annals::value::Value;
    /// let map = Value::map([("name", Value::from("Kyiv")), ("killed", Value::from(3))]);
    /// assert_eq!(map.to_string(), "{killed: 3, name: 'Kyiv'}");
    /// ```
    pub fn map<K: Into<Arc<str>>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Map(Arc::new(entries.into_iter().map(|(key, value)| (key.into(), value)).collect()))
    }

    /// Whether this is null.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The truth value, where it is one.
    #[must_use]
    pub const fn as_boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The integer, where it is one; a float is none.
    #[must_use]
    pub const fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(integer) => Some(*integer),
            _ => None,
        }
    }

    /// The number as a float, where it is an integer or a float.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "what Cypher does where an integer meets a float")]
    pub const fn as_number(&self) -> Option<f64> {
        match self {
            Self::Integer(integer) => Some(*integer as f64),
            Self::Float(float) => Some(*float),
            _ => None,
        }
    }

    /// The text, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, where it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// The entries, where it is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&BTreeMap<Arc<str>, Self>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// What the value's type is called in a sentence, such as `date` or `list`.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "boolean",
            Self::Integer(_) => "integer",
            Self::Float(_) => "float",
            Self::String(_) => "string",
            Self::Date(_) => "date",
            Self::LocalTime(_) => "local time",
            Self::Time(_) => "time",
            Self::LocalDateTime(_) => "local datetime",
            Self::DateTime(_) => "datetime",
            Self::Duration(_) => "duration",
            Self::Point(_) => "point",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::Node(_) => "node",
            Self::Relationship(_) => "relationship",
            Self::Path(_) => "path",
        }
    }
}

/// Implements `From` by a variant's constructor, after `into`.
macro_rules! from {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Boolean, i64 => Integer, i32 => Integer, u32 => Integer, f64 => Float,
    &str => String, String => String, Arc<str> => String,
    Date => Date, LocalTime => LocalTime, Time => Time, LocalDateTime => LocalDateTime,
    DateTime => DateTime, Duration => Duration, Point => Point,
    NodeId => Node, RelationshipId => Relationship, Path => Path,
    BTreeMap<Arc<str>, Value> => Map,
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::list(values.into_iter().map(Into::into))
    }
}

/// `None` is null.
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_values_become_values() {
        assert_eq!(Value::from(vec![1, 2]), Value::list([Value::Integer(1), Value::Integer(2)]));
        assert_eq!(Value::from(None::<bool>), Value::Null);
        assert_eq!(Value::from(Some("a")).as_text(), Some("a"));
    }

    #[test]
    fn a_float_is_no_integer_but_a_number() {
        assert_eq!(Value::Float(1.0).as_integer(), None);
        assert_eq!(Value::Integer(1).as_number(), Some(1.0));
    }
}
