//! Functions of lists, and of whatever else has a size.

use super::environment::Environment;
use super::error::{one, out_of_range, wrong_argument, wrong_type};
use super::operator::check_length;
use super::string::reversed;
use super::{Function, QueryError};
use crate::query::ErrorKind;
use crate::value::Value;

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("head", 1, 1, |arguments, _| Ok(list("head", &arguments[0])?.first().cloned().unwrap_or_default())),
    Function::new("last", 1, 1, |arguments, _| Ok(list("last", &arguments[0])?.last().cloned().unwrap_or_default())),
    Function::new("tail", 1, 1, |arguments, _| Ok(Value::list(list("tail", &arguments[0])?.iter().skip(1).cloned()))),
    Function::new("reverse", 1, 1, |arguments, _| reversed(&arguments[0])),
    Function::new("range", 2, 3, range),
    Function::new("size", 1, 1, size),
    Function::new("char_length", 1, 1, character_length),
    Function::new("character_length", 1, 1, character_length),
    Function::new("isEmpty", 1, 1, is_empty),
];

fn list<'v>(function: &str, value: &'v Value) -> Result<&'v [Value], QueryError> {
    value.as_list().ok_or_else(|| wrong_type(&format!("{function}()"), "a list", value))
}

/// `range(first, last, step)`: both ends belong to it.
fn range(arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    let bounds = arguments.iter().map(range_bound).collect::<Result<Vec<_>, _>>()?;
    let (first, last) = (bounds[0], bounds[1]);
    let step = bounds.get(2).copied().unwrap_or(1);
    if step == 0 {
        return Err(out_of_range("range() expects a step other than 0"));
    }
    let length = (i128::from(last) - i128::from(first)) / i128::from(step) + 1;
    let is_empty = if step > 0 { first > last } else { first < last };
    let length = if is_empty { 0 } else { length };
    check_length(usize::try_from(length).unwrap_or(usize::MAX), environment)?;
    let step_by =
        |index: i128| i64::try_from(i128::from(first) + index * i128::from(step)).expect("between the bounds");
    Ok(Value::list((0..length).map(|index| Value::Integer(step_by(index)))))
}

fn range_bound(value: &Value) -> Result<i64, QueryError> {
    value.as_integer().ok_or_else(|| {
        let message = format!("range() expects integers, found {}", one(value));
        QueryError::runtime(ErrorKind::ArgumentError, "InvalidArgumentType", message)
    })
}

fn size(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    match &arguments[0] {
        Value::List(list) => Ok(length(list.len())),
        Value::String(text) => Ok(length(text.chars().count())),
        other => Err(wrong_type("size()", "a list or a string", other)),
    }
}

/// A length as a value; nothing in memory is longer than the integers reach.
pub(super) fn length(length: usize) -> Value {
    Value::Integer(i64::try_from(length).unwrap_or(i64::MAX))
}

fn character_length(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let text = arguments[0].as_text().ok_or_else(|| wrong_argument("char_length", "a string", &arguments[0]))?;
    Ok(length(text.chars().count()))
}

fn is_empty(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    match &arguments[0] {
        Value::List(list) => Ok(Value::Boolean(list.is_empty())),
        Value::Map(map) => Ok(Value::Boolean(map.is_empty())),
        Value::String(text) => Ok(Value::Boolean(text.is_empty())),
        other => Err(wrong_type("isEmpty()", "a list, a map or a string", other)),
    }
}
