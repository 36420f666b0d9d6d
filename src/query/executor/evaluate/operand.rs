//! Operators and functions row by row: what each does is [`crate::query::function`]'s to say.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Evaluated, constant, evaluate, evaluate_all, known_value, row_by_row};
use crate::query::QueryError;
use crate::query::ast::{ArithmeticOperator, Span, TestOperator, UnaryOperator};
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::executor::typed;
use crate::query::function::{Function, operator, truncate_dates};
use crate::query::plan::{Callee, Expression};
use crate::value::Value;

pub(super) fn list(items: &[Expression], chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Evaluated {
    let columns = evaluate_all(items, chunk, runtime)?;
    row_by_row(chunk.rows(), runtime, |row| Ok(Value::list(columns.iter().map(|column| column.get(row)))))
}

pub(super) fn map(entries: &[(Arc<str>, Expression)], chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Evaluated {
    let mut columns = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        columns.push((key, evaluate(value, chunk, runtime)?));
    }
    row_by_row(chunk.rows(), runtime, |row| {
        let entries: BTreeMap<Arc<str>, Value> =
            columns.iter().map(|(key, column)| (Arc::clone(key), column.get(row))).collect();
        Ok(Value::Map(Arc::new(entries)))
    })
}

pub(super) fn call(
    Callee(function): Callee,
    span: Span,
    arguments: &[Expression],
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    let columns = evaluate_all(arguments, chunk, runtime)?;
    if function.name == "type" && !runtime.deleted.relationships.is_empty() {
        return types(function, &columns[0], runtime);
    }
    let environment = runtime.environment();
    let at = |row: usize| -> Result<Value, QueryError> {
        let arguments: Vec<Value> = columns.iter().map(|column| column.get(row)).collect();
        function.call(&arguments, &environment).map_err(|error| placed(error, span))
    };
    if function.pure && chunk.rows() > 0 && columns.iter().all(|column| matches!(**column, Column::Constant(..))) {
        return Ok(constant(at(0)?, chunk.rows()));
    }
    match dates(function, &columns) {
        Some(dates) => Ok(Arc::new(dates)),
        None => row_by_row(chunk.rows(), runtime, at),
    }
}

/// Functions of dates, without a value for each.
fn dates(function: &Function, arguments: &[Arc<Column>]) -> Option<Column> {
    match arguments.iter().map(|column| &**column).collect::<Vec<_>>().as_slice() {
        [Column::Constant(Value::String(unit), _), Column::Dates(dates)] if function.name == "date.truncate" => {
            truncate_dates(unit, dates).map(Column::Dates)
        }
        _ => None,
    }
}

/// The types of relationships, some of which are deleted: a type outlives its relationship to the end of the statement.
fn types(function: &Function, relationships: &Column, runtime: &Runtime<'_, '_>) -> Evaluated {
    let environment = runtime.environment();
    row_by_row(relationships.len(), runtime, |row| {
        let deleted = relationships.relationship(row).and_then(|id| runtime.deleted.relationships.get(&id));
        match deleted {
            Some((kind, ..)) => Ok(Value::String(Arc::from(&**kind))),
            None => function.call(&[relationships.get(row)], &environment),
        }
    })
}

/// The error with a place, where it has none of its own.
pub(super) fn placed(error: QueryError, span: Span) -> QueryError {
    if error.diagnostic.span.is_some() { error } else { error.at(span) }
}

pub(super) fn unary(
    operator: UnaryOperator,
    operand: &Expression,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    if operator == UnaryOperator::Not {
        let truths = super::truths(operand, chunk, runtime)?;
        return Ok(Arc::new(Column::Booleans(truths.into_iter().map(|truth| truth.map(|truth| !truth)).collect())));
    }
    let column = evaluate(operand, chunk, runtime)?;
    row_by_row(chunk.rows(), runtime, |row| operator::unary(operator, &column.get(row)))
}

pub(super) fn arithmetic(
    first: &Expression,
    rest: &[(ArithmeticOperator, Expression)],
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    let mut left = evaluate(first, chunk, runtime)?;
    for (operator, operand) in rest {
        let right = evaluate(operand, chunk, runtime)?;
        let environment = runtime.environment();
        left = row_by_row(chunk.rows(), runtime, |row| {
            operator::arithmetic(*operator, &left.get(row), &right.get(row), &environment)
        })?;
    }
    Ok(left)
}

pub(super) fn test(
    operator: TestOperator,
    left: &Expression,
    right: &Expression,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    if let Some(Value::String(text)) = known_value(right, runtime)?
        && let Some(found) = typed::test(operator, left, &text, chunk, runtime)
    {
        return Ok(Arc::new(Column::Booleans(found)));
    }
    let left = evaluate(left, chunk, runtime)?;
    let right = evaluate(right, chunk, runtime)?;
    if let Some(found) = test_texts(operator, &left, &right) {
        return Ok(Arc::new(Column::Booleans(found)));
    }
    let environment = runtime.environment();
    row_by_row(chunk.rows(), runtime, |row| operator::test(operator, &left.get(row), &right.get(row), &environment))
}

/// Texts against one text, without a value for each.
fn test_texts(operator: TestOperator, left: &Column, right: &Column) -> Option<Vec<Option<bool>>> {
    let (Column::Strings(left), Column::Constant(Value::String(right), _)) = (left, right) else { return None };
    let right: &str = right;
    let test: fn(&str, &str) -> bool = match operator {
        TestOperator::StartsWith => |left, right| left.starts_with(right),
        TestOperator::EndsWith => |left, right| left.ends_with(right),
        TestOperator::Contains => |left, right| left.contains(right),
        TestOperator::In | TestOperator::Matches => return None,
    };
    Some(left.iter().map(|left| left.as_ref().map(|left| test(left, right))).collect())
}

pub(super) fn index(base: &Expression, index: &Expression, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Evaluated {
    let base = evaluate(base, chunk, runtime)?;
    let index = evaluate(index, chunk, runtime)?;
    let environment = runtime.environment();
    row_by_row(chunk.rows(), runtime, |row| operator::index(&base.get(row), &index.get(row), &environment))
}

pub(super) fn slice(
    base: &Expression,
    from: Option<&Expression>,
    to: Option<&Expression>,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    let base = evaluate(base, chunk, runtime)?;
    let from = from.map(|from| evaluate(from, chunk, runtime)).transpose()?;
    let to = to.map(|to| evaluate(to, chunk, runtime)).transpose()?;
    row_by_row(chunk.rows(), runtime, |row| {
        let from = from.as_ref().map(|from| from.get(row));
        let to = to.as_ref().map(|to| to.get(row));
        operator::slice(&base.get(row), from.as_ref(), to.as_ref())
    })
}
