//! Three truth values, conditions, and `CASE`: what is decided already is not computed.

use std::sync::Arc;

use super::{Evaluated, compare, evaluate};
use crate::query::ast::{ComparisonOperator, LogicalOperator};
use crate::query::executor::chunk::{Chunk, all_rows, row_number};
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::function::one;
use crate::query::plan::Expression;
use crate::query::{ErrorKind, QueryError};
use crate::value::Value;

/// The rows for which a condition is true.
pub(in crate::query::executor) fn select(
    condition: &Expression,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<u32>, QueryError> {
    let truths = truths(condition, chunk, runtime)?;
    let rows = truths.iter().enumerate().filter(|(_, truth)| **truth == Some(true));
    Ok(rows.map(|(row, _)| row_number(row)).collect())
}

/// The truth of a condition in every row; null is unknown.
pub(in crate::query::executor) fn truths(
    condition: &Expression,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<Option<bool>>, QueryError> {
    let column = evaluate(condition, chunk, runtime)?;
    match &*column {
        Column::Booleans(truths) => Ok(truths.clone()),
        other => (0..chunk.rows()).map(|row| truth(&other.get(row))).collect(),
    }
}

fn truth(value: &Value) -> Result<Option<bool>, QueryError> {
    match value {
        Value::Boolean(truth) => Ok(Some(*truth)),
        Value::Null => Ok(None),
        other => {
            let message = format!("expected a boolean, found {}", one(other));
            Err(QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message))
        }
    }
}

/// `a AND b AND …`: an operand is only evaluated for the rows that the ones before it leave open.
pub(super) fn logical(
    operator: LogicalOperator,
    operands: &[Expression],
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    let mut operands = operands.iter();
    let mut verdict = match operands.next() {
        Some(first) => truths(first, chunk, runtime)?,
        None => return Ok(super::constant(Value::Null, chunk.rows())),
    };
    for operand in operands {
        let open = still_open(operator, &verdict);
        if open.is_empty() {
            break;
        }
        let found = if open.len() == chunk.rows() {
            truths(operand, chunk, runtime)?
        } else {
            truths(operand, &chunk.gather(&open, None), runtime)?
        };
        for (row, found) in open.into_iter().zip(found) {
            let verdict = &mut verdict[row as usize];
            *verdict = combine(operator, *verdict, found);
        }
    }
    Ok(Arc::new(Column::Booleans(verdict)))
}

fn still_open(operator: LogicalOperator, verdict: &[Option<bool>]) -> Vec<u32> {
    let decided = match operator {
        LogicalOperator::And => Some(false),
        LogicalOperator::Or => Some(true),
        LogicalOperator::Xor => return all_rows(verdict.len()),
    };
    let open = verdict.iter().enumerate().filter(|(_, verdict)| **verdict != decided);
    open.map(|(row, _)| row_number(row)).collect()
}

fn combine(operator: LogicalOperator, left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match operator {
        LogicalOperator::And => match (left, right) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        LogicalOperator::Or => match (left, right) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        LogicalOperator::Xor => Some(left? != right?),
    }
}

/// `CASE`: an alternative is only evaluated for the rows that come to it.
pub(super) fn case(
    subject: Option<&Expression>,
    alternatives: &[(Expression, Expression)],
    default: Option<&Expression>,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    let subject = subject.map(|subject| evaluate(subject, chunk, runtime)).transpose()?;
    let mut values = vec![Value::Null; chunk.rows()];
    let mut open = all_rows(chunk.rows());
    for (when, then) in alternatives {
        if open.is_empty() {
            break;
        }
        let left = chunk.gather(&open, None);
        let chosen = match &subject {
            Some(subject) => {
                let when = evaluate(when, &left, runtime)?;
                let equal = |(i, row): (usize, &u32)| {
                    compare::compare_values(ComparisonOperator::Equal, &subject.get(*row as usize), &when.get(i))
                };
                open.iter().enumerate().map(equal).collect()
            }
            None => truths(when, &left, runtime)?,
        };
        let is_chosen = |i: &usize| chosen[*i] == Some(true);
        let taken: Vec<u32> = (0..open.len()).filter(is_chosen).map(|i| open[i]).collect();
        fill(&mut values, &taken, then, chunk, runtime)?;
        open = (0..open.len()).filter(|i| !is_chosen(i)).map(|i| open[i]).collect();
    }
    if let Some(default) = default {
        fill(&mut values, &open, default, chunk, runtime)?;
    }
    Ok(Arc::new(Column::of(values)))
}

fn fill(
    values: &mut [Value],
    rows: &[u32],
    expression: &Expression,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Result<(), QueryError> {
    if rows.is_empty() {
        return Ok(());
    }
    let column = evaluate(expression, &chunk.gather(rows, None), runtime)?;
    for (i, row) in rows.iter().enumerate() {
        values[*row as usize] = column.get(i);
    }
    Ok(())
}
