//! The order of values, until the value room has it.

use std::cmp::Ordering;

use crate::value::Value;

pub(super) fn total(left: &Value, right: &Value) -> Ordering {
    compare(left, right)
        .unwrap_or_else(|| class(left).cmp(&class(right)).then_with(|| format!("{left:?}").cmp(&format!("{right:?}"))))
}

pub(super) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::Float(left), Value::Float(right)) => left.partial_cmp(right),
        (Value::Integer(left), Value::Float(right)) => (*left as f64).partial_cmp(right),
        (Value::Float(left), Value::Integer(right)) => left.partial_cmp(&(*right as f64)),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::LocalTime(left), Value::LocalTime(right)) => Some(left.cmp(right)),
        (Value::LocalDateTime(left), Value::LocalDateTime(right)) => Some(left.cmp(right)),
        _ if class(left) == class(right) && left == right => Some(Ordering::Equal),
        _ => None,
    }
}

fn class(value: &Value) -> u8 {
    match value {
        Value::List(_) => 1,
        Value::DateTime(_) => 2,
        Value::LocalDateTime(_) => 3,
        Value::Date(_) => 4,
        Value::Time(_) => 5,
        Value::LocalTime(_) => 6,
        Value::Duration(_) => 7,
        Value::String(_) => 8,
        Value::Boolean(_) => 9,
        Value::Integer(_) | Value::Float(_) => 10,
        _ => 11,
    }
}
