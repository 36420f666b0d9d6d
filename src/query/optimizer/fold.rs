//! What is the same for every row and needs no graph, computed once.

use crate::graph::View;
use crate::query::Limits;
use crate::query::function::Environment;
use crate::query::function::environment::Memory;
use crate::query::plan::rewrite::{children_mut, expressions_mut};
use crate::query::plan::{Expression, Pipeline};
use crate::time::{Date, DateTime, LocalDateTime, LocalTime};
use crate::value::Value;

/// Folds every expression of a pipeline's own operators.
pub(super) fn fold(pipeline: &mut Pipeline, view: View<'_>) {
    // Pure functions with arguments do not ask what time it is, so any moment will do.
    let epoch = LocalDateTime { date: Date { days: 0 }, time: LocalTime { nanoseconds: 0 } };
    let now = DateTime { local: epoch, offset_seconds: 0, zone: None };
    let (limits, memory) = (Limits::default(), Memory::default());
    let environment = Environment::new(view, &now, &limits, &memory);
    for operator in &mut pipeline.operators {
        expressions_mut(operator).into_iter().for_each(|expression| fold_expression(expression, &environment));
    }
}

fn fold_expression(expression: &mut Expression, environment: &Environment<'_>) {
    for child in children_mut(expression) {
        fold_expression(child, environment);
    }
    if let Expression::Call(callee, _, arguments) = expression
        && callee.0.pure
        && !arguments.is_empty()
        && let Some(arguments) = constants(arguments)
        // An error is left for the row that runs into it; there may be none.
        && let Ok(value) = callee.0.call(&arguments, environment)
        && is_small(&value)
    {
        *expression = Expression::Constant(value);
    }
}

fn constants(arguments: &[Expression]) -> Option<Vec<Value>> {
    let constant = |argument: &Expression| match argument {
        Expression::Constant(value) => Some(value.clone()),
        _ => None,
    };
    arguments.iter().map(constant).collect()
}

/// Whether a value is worth writing into a plan: `range(1, 1000000)` is not.
fn is_small(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Map(_))
}
