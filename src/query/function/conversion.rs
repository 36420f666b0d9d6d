//! Functions between types.
//!
//! A text that does not read as the type becomes null; a value that has nothing to do with the type is an error, except
//! for the `OrNull` variants.

use super::error::wrong_argument;
use super::{Function, QueryError};
use crate::value::Value;
use crate::value::text::plain;

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("toBoolean", 1, 1, |arguments, _| {
        strictly("toBoolean", "a boolean or a string", to_boolean, arguments)
    }),
    Function::new("toBooleanOrNull", 1, 1, |arguments, _| Ok(to_boolean(&arguments[0]).unwrap_or_default())),
    Function::new("toBooleanList", 1, 1, |arguments, _| each("toBooleanList", to_boolean, arguments)),
    Function::new("toInteger", 1, 1, |arguments, _| {
        strictly("toInteger", "a number, a boolean or a string", to_integer, arguments)
    }),
    Function::new("toIntegerOrNull", 1, 1, |arguments, _| Ok(to_integer(&arguments[0]).unwrap_or_default())),
    Function::new("toIntegerList", 1, 1, |arguments, _| each("toIntegerList", to_integer, arguments)),
    Function::new("toFloat", 1, 1, |arguments, _| strictly("toFloat", "a number or a string", to_float, arguments)),
    Function::new("toFloatOrNull", 1, 1, |arguments, _| Ok(to_float(&arguments[0]).unwrap_or_default())),
    Function::new("toFloatList", 1, 1, |arguments, _| each("toFloatList", to_float, arguments)),
    Function::new("toString", 1, 1, |arguments, _| {
        strictly("toString", "a number, a string, a boolean, a point or a moment", to_string, arguments)
    }),
    Function::new("toStringOrNull", 1, 1, |arguments, _| Ok(to_string(&arguments[0]).unwrap_or_default())),
    Function::new("toStringList", 1, 1, |arguments, _| each("toStringList", to_string, arguments)),
];

/// A conversion: `None` where the value's type has nothing to do with it.
type Conversion = fn(&Value) -> Option<Value>;

fn strictly(function: &str, expected: &str, convert: Conversion, arguments: &[Value]) -> Result<Value, QueryError> {
    convert(&arguments[0]).ok_or_else(|| wrong_argument(function, expected, &arguments[0]))
}

fn each(function: &str, convert: Conversion, arguments: &[Value]) -> Result<Value, QueryError> {
    let list = arguments[0].as_list().ok_or_else(|| wrong_argument(function, "a list", &arguments[0]))?;
    Ok(Value::list(list.iter().map(|element| convert(element).unwrap_or_default())))
}

fn to_boolean(value: &Value) -> Option<Value> {
    match value {
        Value::Boolean(_) => Some(value.clone()),
        Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Some(Value::Boolean(true)),
        Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Some(Value::Boolean(false)),
        Value::String(_) => Some(Value::Null),
        _ => None,
    }
}

fn to_integer(value: &Value) -> Option<Value> {
    match value {
        Value::Integer(_) => Some(value.clone()),
        Value::Float(float) => Some(truncated(*float)),
        Value::Boolean(truth) => Some(Value::Integer(i64::from(*truth))),
        Value::String(text) => Some(read_integer(text.trim())),
        _ => None,
    }
}

/// The integer a text reads as, or the whole part of the float it reads as.
fn read_integer(text: &str) -> Value {
    match text.parse() {
        Ok(integer) => Value::Integer(integer),
        Err(_) => read_float(text).map_or(Value::Null, truncated),
    }
}

/// The whole part of a float; null where no integer is that large.
fn truncated(float: f64) -> Value {
    const TWO_TO_THE_63: f64 = 9_223_372_036_854_775_808.0;
    #[expect(clippy::cast_possible_truncation, reason = "checked to be within the integers")]
    let integer = || Value::Integer(float as i64);
    if (-TWO_TO_THE_63..TWO_TO_THE_63).contains(&float) { integer() } else { Value::Null }
}

fn to_float(value: &Value) -> Option<Value> {
    match value {
        Value::Integer(_) | Value::Float(_) => value.as_number().map(Value::Float),
        Value::String(text) => Some(read_float(text.trim()).into()),
        _ => None,
    }
}

/// The float a text reads as; `inf` and `nan`, which Rust would read, are words.
fn read_float(text: &str) -> Option<f64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    if is_number { text.parse().ok() } else { None }
}

fn to_string(value: &Value) -> Option<Value> {
    match value {
        Value::Null | Value::List(_) | Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => None,
        Value::String(_) => Some(value.clone()),
        other => Some(Value::from(plain(other).to_string())),
    }
}
