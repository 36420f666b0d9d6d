//! Moments and durations: their functions, their components and their arithmetic.

use super::Function;
use crate::query::QueryError;
use crate::query::ast::ArithmeticOperator;
use crate::value::Value;

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[];

/// A component such as `year` of a moment or a duration; `None` where the value is neither.
pub(super) fn component(value: &Value, key: &str) -> Option<Result<Value, QueryError>> {
    let _ = (value, key);
    None
}

/// `moment + duration`, `duration * number` and so on; `None` where the operands do not concern time.
pub(super) fn arithmetic(
    operator: ArithmeticOperator,
    left: &Value,
    right: &Value,
) -> Option<Result<Value, QueryError>> {
    let _ = (operator, left, right);
    None
}
