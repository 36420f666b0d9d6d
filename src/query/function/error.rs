//! The errors functions and operators share.

use crate::query::{ErrorKind, QueryError};
use crate::value::Value;

/// A value's type with its article: `an integer`.
pub(crate) fn one(value: &Value) -> String {
    let name = value.type_name();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    if value.is_null() { "null".to_owned() } else { format!("{article} {name}") }
}

/// An operand or argument of a type that makes no sense to an operator.
pub(super) fn wrong_type(operator: &str, expected: &str, found: &Value) -> QueryError {
    let message = format!("{operator} expects {expected}, found {}", one(found));
    QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message)
}

/// An argument of a type that a function does not take.
pub(super) fn wrong_argument(function: &str, expected: &str, found: &Value) -> QueryError {
    let message = format!("{function}() expects {expected}, found {}", one(found));
    QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentValue", message)
}

/// An argument outside the values a function is defined for.
pub(super) fn out_of_range(message: impl Into<String>) -> QueryError {
    QueryError::runtime(ErrorKind::ArgumentError, "NumberOutOfRange", message)
}

/// A result that is larger than the largest integer.
pub(in crate::query) fn overflow(operation: &str) -> QueryError {
    QueryError::runtime(ErrorKind::ArithmeticError, "NumberOverflow", format!("{operation} is outside the integers"))
        .help("compute with floats (`1.0 * …`) where large numbers may come up")
}

/// An integer divided by zero.
pub(super) fn division_by_zero() -> QueryError {
    QueryError::runtime(ErrorKind::ArithmeticError, "DivisionByZero", "an integer is divided by zero")
        .help("divide by a float (`0.0`) to get infinity, or test the divisor with CASE")
}

/// A node or relationship that this statement has deleted.
pub(super) fn deleted(what: &str) -> QueryError {
    let message = format!("the {what} was deleted by this statement");
    QueryError::runtime(ErrorKind::EntityNotFound, "DeletedEntityAccess", message)
}
