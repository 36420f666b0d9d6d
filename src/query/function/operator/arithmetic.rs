//! `+`, `-`, `*`, `/`, `%`, `^` and signs.

use std::sync::Arc;

use crate::query::ast::{ArithmeticOperator, UnaryOperator};
use crate::query::function::error::{division_by_zero, one, overflow, wrong_type};
use crate::query::function::{Environment, temporal};
use crate::query::limits::exceeded;
use crate::query::{ErrorKind, QueryError};
use crate::value::Value;
use crate::value::text::plain;

/// `left operator right`
pub(crate) fn arithmetic(
    operator: ArithmeticOperator,
    left: &Value,
    right: &Value,
    environment: &Environment<'_>,
) -> Result<Value, QueryError> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => integers(operator, *left, *right),
        (Value::Integer(_) | Value::Float(_), Value::Integer(_) | Value::Float(_)) => {
            let number = |value: &Value| value.as_number().expect("both are numbers");
            Ok(Value::Float(floats(operator, number(left), number(right))))
        }
        (Value::List(_), _) | (_, Value::List(_)) if operator == ArithmeticOperator::Add => {
            append(left, right, environment)
        }
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        _ => others(operator, left, right, environment),
    }
}

fn integers(operator: ArithmeticOperator, left: i64, right: i64) -> Result<Value, QueryError> {
    let result = match operator {
        ArithmeticOperator::Add => left.checked_add(right),
        ArithmeticOperator::Subtract => left.checked_sub(right),
        ArithmeticOperator::Multiply => left.checked_mul(right),
        ArithmeticOperator::Divide | ArithmeticOperator::Modulo if right == 0 => return Err(division_by_zero()),
        ArithmeticOperator::Divide => left.checked_div(right),
        // The remainder of the smallest integer by -1 is 0, though its quotient is no integer.
        ArithmeticOperator::Modulo => Some(left.wrapping_rem(right)),
        ArithmeticOperator::Power => return Ok(Value::Float(power(left, right))),
    };
    result.map(Value::Integer).ok_or_else(|| overflow(&format!("{left} {} {right}", operator.symbol())))
}

#[expect(clippy::cast_precision_loss, reason = "a power is a float in Cypher, also of integers")]
fn power(left: i64, right: i64) -> f64 {
    (left as f64).powf(right as f64)
}

fn floats(operator: ArithmeticOperator, left: f64, right: f64) -> f64 {
    match operator {
        ArithmeticOperator::Add => left + right,
        ArithmeticOperator::Subtract => left - right,
        ArithmeticOperator::Multiply => left * right,
        ArithmeticOperator::Divide => left / right,
        ArithmeticOperator::Modulo => left % right,
        ArithmeticOperator::Power => left.powf(right),
    }
}

/// Lists joined, or a list with one more element at either end.
fn append(left: &Value, right: &Value, environment: &Environment<'_>) -> Result<Value, QueryError> {
    let elements = |value: &'_ Value| value.as_list().map_or(1, <[Value]>::len);
    check_length(elements(left) + elements(right), environment)?;
    Ok(match (left, right) {
        (Value::List(_), Value::Null) | (Value::Null, Value::List(_)) => Value::Null,
        (Value::List(left), Value::List(right)) => Value::list(left.iter().chain(right.iter()).cloned()),
        (Value::List(list), element) => Value::list(list.iter().chain([element]).cloned()),
        (element, list) => Value::list(std::iter::once(element).chain(list.as_list().unwrap_or_default()).cloned()),
    })
}

/// Refuses a list that would be longer than a statement may make.
pub(crate) fn check_length(length: usize, environment: &Environment<'_>) -> Result<(), QueryError> {
    let limit = environment.limits.list_length;
    if length as u64 <= limit {
        return Ok(());
    }
    Err(exceeded(format!("a list has more than {limit} elements"), "list_length"))
}

/// Refuses a text that would be longer than a statement may make.
pub(in crate::query::function) fn check_text(bytes: usize, environment: &Environment<'_>) -> Result<(), QueryError> {
    let limit = environment.limits.text_bytes;
    if bytes as u64 <= limit {
        return Ok(());
    }
    Err(exceeded(format!("a text has more than {limit} bytes"), "text_bytes"))
}

fn others(
    operator: ArithmeticOperator,
    left: &Value,
    right: &Value,
    environment: &Environment<'_>,
) -> Result<Value, QueryError> {
    if let Some(result) = temporal::arithmetic(operator, left, right) {
        return result;
    }
    match (operator, left, right) {
        (ArithmeticOperator::Add, Value::String(_), Value::String(_) | Value::Integer(_) | Value::Float(_))
        | (ArithmeticOperator::Add, Value::Integer(_) | Value::Float(_), Value::String(_)) => {
            let length = |value: &Value| value.as_text().map_or(0, str::len);
            check_text(length(left) + length(right), environment)?;
            Ok(Value::String(Arc::from(format!("{}{}", plain(left), plain(right)))))
        }
        _ => Err(no_such_operation(operator, left, right)),
    }
}

fn no_such_operation(operator: ArithmeticOperator, left: &Value, right: &Value) -> QueryError {
    let message = format!("`{}` has no meaning between {} and {}", operator.symbol(), one(left), one(right));
    QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message)
}

/// `NOT operand`, `-operand`, `+operand`
pub(crate) fn unary(operator: UnaryOperator, operand: &Value) -> Result<Value, QueryError> {
    match (operator, operand) {
        (_, Value::Null) => Ok(Value::Null),
        (UnaryOperator::Not, Value::Boolean(truth)) => Ok(Value::Boolean(!truth)),
        (UnaryOperator::Not, other) => Err(wrong_type("NOT", "a boolean", other)),
        (UnaryOperator::Plus, Value::Integer(_) | Value::Float(_) | Value::Duration(_)) => Ok(operand.clone()),
        (UnaryOperator::Negate, Value::Integer(integer)) => {
            integer.checked_neg().map(Value::Integer).ok_or_else(|| overflow(&format!("-({integer})")))
        }
        // As `0.0 - a`, so that the negative of zero is zero, as it is of the literal.
        (UnaryOperator::Negate, Value::Float(float)) => Ok(Value::Float(0.0 - float)),
        (UnaryOperator::Negate, Value::Duration(duration)) => {
            duration.checked_neg().map(Value::from).ok_or_else(|| overflow("the negative of the duration"))
        }
        (UnaryOperator::Negate, other) => Err(wrong_type("`-`", "a number", other)),
        (UnaryOperator::Plus, other) => Err(wrong_type("`+`", "a number", other)),
    }
}
