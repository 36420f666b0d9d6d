//! The types of a procedure's fields: `STRING`, `INTEGER?`, `LIST OF FLOAT`.

use std::fmt;

use crate::value::Value;

/// Which values a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// The values beside null.
    pub class: Class,
    /// Whether it may be null, written `?`.
    pub nullable: bool,
}

/// A class of values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Class {
    /// Every value.
    Any,
    /// `true` and `false`.
    Boolean,
    /// Integers.
    Integer,
    /// Floats; an integer becomes one.
    Float,
    /// Integers and floats, each as it is.
    Number,
    /// Texts.
    String,
    /// Lists whose elements are of a type.
    List(Box<Type>),
    /// Maps.
    Map,
    /// Nodes.
    Node,
    /// Relationships.
    Relationship,
    /// Paths.
    Path,
    /// Calendar days.
    Date,
    /// Times of day without an offset.
    LocalTime,
    /// Times of day with an offset.
    Time,
    /// Moments without a time zone.
    LocalDateTime,
    /// Moments in a time zone.
    DateTime,
    /// Lengths of time.
    Duration,
    /// Points in space.
    Point,
}

/// The words of the classes, but for lists.
pub(super) const WORDS: &[(&str, Class)] = &[
    ("ANY", Class::Any),
    ("BOOLEAN", Class::Boolean),
    ("INTEGER", Class::Integer),
    ("FLOAT", Class::Float),
    ("NUMBER", Class::Number),
    ("STRING", Class::String),
    ("MAP", Class::Map),
    ("NODE", Class::Node),
    ("RELATIONSHIP", Class::Relationship),
    ("PATH", Class::Path),
    ("DATE", Class::Date),
    ("LOCALTIME", Class::LocalTime),
    ("TIME", Class::Time),
    ("LOCALDATETIME", Class::LocalDateTime),
    ("DATETIME", Class::DateTime),
    ("DURATION", Class::Duration),
    ("POINT", Class::Point),
];

impl Type {
    /// A text, never null.
    pub(super) const fn string() -> Self {
        Self { class: Class::String, nullable: false }
    }

    /// The value as a value of this type, where it is one or becomes one.
    #[must_use]
    pub fn admit(&self, value: &Value) -> Option<Value> {
        if value.is_null() {
            return self.nullable.then_some(Value::Null);
        }
        match (&self.class, value) {
            (Class::Float, Value::Integer(_)) => value.as_number().map(Value::Float),
            (Class::List(element), Value::List(items)) => {
                let items: Option<Vec<_>> = items.iter().map(|item| element.admit(item)).collect();
                items.map(Value::list)
            }
            (class, value) => class.has(value).then(|| value.clone()),
        }
    }
}

impl Class {
    /// Whether a value that is no list and not null belongs here as it is.
    fn has(&self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Boolean => matches!(value, Value::Boolean(_)),
            Self::Integer => matches!(value, Value::Integer(_)),
            Self::Float => matches!(value, Value::Float(_)),
            Self::Number => matches!(value, Value::Integer(_) | Value::Float(_)),
            Self::String => matches!(value, Value::String(_)),
            Self::List(_) => false,
            Self::Map => matches!(value, Value::Map(_)),
            Self::Node => matches!(value, Value::Node(_)),
            Self::Relationship => matches!(value, Value::Relationship(_)),
            Self::Path => matches!(value, Value::Path(_)),
            Self::Date => matches!(value, Value::Date(_)),
            Self::LocalTime => matches!(value, Value::LocalTime(_)),
            Self::Time => matches!(value, Value::Time(_)),
            Self::LocalDateTime => matches!(value, Value::LocalDateTime(_)),
            Self::DateTime => matches!(value, Value::DateTime(_)),
            Self::Duration => matches!(value, Value::Duration(_)),
            Self::Point => matches!(value, Value::Point(_)),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.nullable { "?" } else { "" };
        match &self.class {
            Class::List(element) => write!(f, "LIST{mark} OF {element}"),
            class => {
                let word = WORDS.iter().find(|(_, other)| other == class).map_or("ANY", |(word, _)| word);
                write!(f, "{word}{mark}")
            }
        }
    }
}
