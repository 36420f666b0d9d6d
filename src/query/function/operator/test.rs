//! `IN`, `STARTS WITH`, `ENDS WITH`, `CONTAINS` and `=~`.

use crate::query::QueryError;
use crate::query::ast::TestOperator;
use crate::query::function::Environment;
use crate::query::function::error::wrong_type;
use crate::value::{Value, order};

/// `left operator right`: a truth value or null.
pub(crate) fn test(
    operator: TestOperator,
    left: &Value,
    right: &Value,
    environment: &Environment<'_>,
) -> Result<Value, QueryError> {
    match operator {
        TestOperator::In => is_in(left, right),
        TestOperator::StartsWith => Ok(texts(left, right, |text, part| text.starts_with(part))),
        TestOperator::EndsWith => Ok(texts(left, right, |text, part| text.ends_with(part))),
        TestOperator::Contains => Ok(texts(left, right, |text, part| text.contains(part))),
        TestOperator::Matches => matches_pattern(left, right, environment),
    }
}

/// True when an element is equal, else unknown when one may be.
fn is_in(value: &Value, list: &Value) -> Result<Value, QueryError> {
    let elements = match list {
        Value::Null => return Ok(Value::Null),
        Value::List(elements) => elements,
        other => return Err(wrong_type("IN", "a list on the right", other)),
    };
    let mut verdict = Value::Boolean(false);
    for element in elements.iter() {
        match order::equal(value, element) {
            Some(true) => return Ok(Value::Boolean(true)),
            Some(false) => {}
            None => verdict = Value::Null,
        }
    }
    Ok(verdict)
}

/// What is no text neither starts nor ends with one: unknown, as openCypher has it.
fn texts(left: &Value, right: &Value, test: fn(&str, &str) -> bool) -> Value {
    match (left, right) {
        (Value::String(text), Value::String(part)) => Value::Boolean(test(text, part)),
        _ => Value::Null,
    }
}

fn matches_pattern(left: &Value, right: &Value, environment: &Environment<'_>) -> Result<Value, QueryError> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::String(text), Value::String(pattern)) => {
            Ok(Value::Boolean(environment.pattern(pattern)?.is_match(text)))
        }
        (Value::String(_), other) => Err(wrong_type("=~", "a string on the right", other)),
        (other, _) => Err(wrong_type("=~", "a string on the left", other)),
    }
}
