//! `=`, `<>`, `<`, `<=`, `>`, `>=`, and chains of them.

use std::sync::Arc;

use super::{Evaluated, evaluate, known_value};
use crate::query::QueryError;
use crate::query::ast::ComparisonOperator;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::executor::typed;
use crate::query::plan::Expression;
use crate::value::{Value, order};

/// `first < second <= …`: all of them.
pub(super) fn comparison(
    first: &Expression,
    rest: &[(ComparisonOperator, Expression)],
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    if let Some(verdict) = text_equality(first, rest, chunk, runtime)? {
        return Ok(Arc::new(Column::Booleans(verdict)));
    }
    let mut left = evaluate(first, chunk, runtime)?;
    let mut verdict: Option<Vec<Option<bool>>> = None;
    for (operator, operand) in rest {
        let right = evaluate(operand, chunk, runtime)?;
        let link = compare_columns(*operator, &left, &right);
        verdict = Some(match verdict {
            None => link,
            Some(before) => before.into_iter().zip(link).map(|(a, b)| and(a, b)).collect(),
        });
        left = right;
    }
    Ok(Arc::new(Column::Booleans(verdict.unwrap_or_default())))
}

/// `a.key = 'text'`, either way round, and `<>`: by codes, where the graph keeps texts as such.
fn text_equality(
    first: &Expression,
    rest: &[(ComparisonOperator, Expression)],
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Option<Vec<Option<bool>>>, QueryError> {
    let [(operator @ (ComparisonOperator::Equal | ComparisonOperator::NotEqual), second)] = rest else {
        return Ok(None);
    };
    let (property, value) = if matches!(first, Expression::Property(..)) { (first, second) } else { (second, first) };
    let Some(Value::String(text)) = known_value(value, runtime)? else { return Ok(None) };
    let Some(mut verdict) = typed::equals(property, &text, chunk, runtime) else { return Ok(None) };
    if *operator == ComparisonOperator::NotEqual {
        verdict.iter_mut().flatten().for_each(|equal| *equal = !*equal);
    }
    Ok(Some(verdict))
}

fn and(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn compare_columns(operator: ComparisonOperator, left: &Column, right: &Column) -> Vec<Option<bool>> {
    match (left, right) {
        (Column::Integers(left), Column::Constant(Value::Integer(right), _)) => with_constant(operator, left, right),
        (Column::Dates(left), Column::Constant(Value::Date(right), _)) => with_constant(operator, left, right),
        (Column::Strings(left), Column::Constant(Value::String(right), _)) => with_constant(operator, left, right),
        (Column::Integers(left), Column::Integers(right)) => with_column(operator, left, right),
        (Column::Dates(left), Column::Dates(right)) => with_column(operator, left, right),
        (Column::Strings(left), Column::Strings(right)) => with_column(operator, left, right),
        _ => (0..left.len()).map(|row| compare_values(operator, &left.get(row), &right.get(row))).collect(),
    }
}

fn with_constant<T: Ord>(operator: ComparisonOperator, left: &[Option<T>], right: &T) -> Vec<Option<bool>> {
    macro_rules! each {
        ($test:expr) => {
            left.iter().map(|left| left.as_ref().map($test)).collect()
        };
    }
    // The operator is chosen once, outside the loop.
    match operator {
        ComparisonOperator::Equal => each!(|left| left == right),
        ComparisonOperator::NotEqual => each!(|left| left != right),
        ComparisonOperator::Less => each!(|left| left < right),
        ComparisonOperator::LessOrEqual => each!(|left| left <= right),
        ComparisonOperator::Greater => each!(|left| left > right),
        ComparisonOperator::GreaterOrEqual => each!(|left| left >= right),
    }
}

fn with_column<T: Ord>(operator: ComparisonOperator, left: &[Option<T>], right: &[Option<T>]) -> Vec<Option<bool>> {
    let pairs = left.iter().zip(right);
    pairs.map(|(left, right)| Some(passes(operator, left.as_ref()?.cmp(right.as_ref()?)))).collect()
}

fn passes(operator: ComparisonOperator, ordering: std::cmp::Ordering) -> bool {
    match operator {
        ComparisonOperator::Equal => ordering.is_eq(),
        ComparisonOperator::NotEqual => ordering.is_ne(),
        ComparisonOperator::Less => ordering.is_lt(),
        ComparisonOperator::LessOrEqual => ordering.is_le(),
        ComparisonOperator::Greater => ordering.is_gt(),
        ComparisonOperator::GreaterOrEqual => ordering.is_ge(),
    }
}

/// One comparison of two values of any types.
pub(super) fn compare_values(operator: ComparisonOperator, left: &Value, right: &Value) -> Option<bool> {
    match operator {
        ComparisonOperator::Equal => order::equal(left, right),
        ComparisonOperator::NotEqual => order::equal(left, right).map(|equal| !equal),
        _ => order::compare(left, right).passes(|ordering| passes(operator, ordering)),
    }
}
