//! Expressions over chunks: a column for each, in tight loops where the columns are of one type, row by row otherwise.
//!
//! - `operand`: arithmetic, texts, lists and functions, row by row by [`crate::query::function`].
//! - `compare`: `=`, `<` and their kin. `logic`: three truth values, and what is not computed because the rest decides.
//! - `property`: properties and labels of nodes, relationships and maps. `path`: paths from their parts.
//! - `iterate`: what goes through lists. All elements of all rows become one chunk, so a comprehension is evaluated as
//!   an expression over many rows. `subquery`: what looks for patterns, for all rows at once.

mod compare;
mod iterate;
mod logic;
mod operand;
mod path;
mod property;
mod subquery;

use std::sync::Arc;

pub(super) use logic::{select, truths};
pub(super) use property::map_of;

use super::chunk::Chunk;
use super::column::{Column, value_bytes};
use super::runtime::Runtime;
use crate::query::QueryError;
use crate::query::plan::Expression;
use crate::value::Value;

/// What evaluating gives: a column with a value for every row of the chunk.
type Evaluated = Result<Arc<Column>, QueryError>;

/// The values of an expression for every row of a chunk.
pub(super) fn evaluate(expression: &Expression, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Evaluated {
    let rows = chunk.rows();
    match expression {
        Expression::Constant(value) => Ok(constant(value.clone(), rows)),
        Expression::Parameter(name) => Ok(constant(runtime.parameter(name)?, rows)),
        Expression::Slot(slot) => Ok(chunk.column(slot)),
        Expression::List(items) => operand::list(items, chunk, runtime),
        Expression::Map(entries) => operand::map(entries, chunk, runtime),
        Expression::MapProjection(base, items) => property::map_projection(base, items, chunk, runtime),
        Expression::Property(base, key) => {
            property::property(base, key, chunk, runtime).map_err(|error| operand::placed(error, key.span))
        }
        Expression::Index(base, index) => operand::index(base, index, chunk, runtime),
        Expression::Slice(base, from, to) => operand::slice(base, from.as_deref(), to.as_deref(), chunk, runtime),
        Expression::Unary(operator, operand) => operand::unary(*operator, operand, chunk, runtime),
        Expression::Logical(operator, operands) => logic::logical(*operator, operands, chunk, runtime),
        Expression::Arithmetic(first, rest, span) => {
            operand::arithmetic(first, rest, chunk, runtime).map_err(|error| operand::placed(error, *span))
        }
        Expression::Comparison(first, rest) => compare::comparison(first, rest, chunk, runtime),
        Expression::Test(operator, left, right) => operand::test(*operator, left, right, chunk, runtime),
        Expression::IsNull(operand, negated) => {
            let column = evaluate(operand, chunk, runtime)?;
            Ok(Arc::new(Column::Booleans((0..rows).map(|row| Some(column.is_null(row) != *negated)).collect())))
        }
        Expression::HasLabels(operand, labels) => property::has_labels(operand, labels, chunk, runtime),
        Expression::Call(callee, span, arguments) => operand::call(*callee, *span, arguments, chunk, runtime),
        Expression::Case(subject, alternatives, default) => {
            logic::case(subject.as_deref(), alternatives, default.as_deref(), chunk, runtime)
        }
        Expression::Comprehension(variable, list, filter, result) => {
            iterate::comprehension(variable, list, filter.as_deref(), result.as_deref(), chunk, runtime)
        }
        Expression::Quantifier(kind, variable, list, filter) => {
            iterate::quantifier(*kind, variable, list, filter.as_deref(), chunk, runtime)
        }
        Expression::Reduce { accumulator, initial, variable, list, step } => {
            iterate::reduce((accumulator, initial), (variable, list), step, chunk, runtime)
        }
        Expression::Subquery(subquery) => subquery::subquery(subquery, chunk, runtime),
        Expression::Path(slots) => path::path(slots, chunk, runtime),
    }
}

/// The value of an expression that is the same for all rows.
pub(super) fn evaluate_once(expression: &Expression, runtime: &mut Runtime<'_, '_>) -> Result<Value, QueryError> {
    evaluate(expression, &Chunk::unit(), runtime).map(|column| column.get(0))
}

/// The value of an expression that needs no row and no computing.
fn known_value(expression: &Expression, runtime: &Runtime<'_, '_>) -> Result<Option<Value>, QueryError> {
    match expression {
        Expression::Constant(value) => Ok(Some(value.clone())),
        Expression::Parameter(name) => runtime.parameter(name).map(Some),
        _ => Ok(None),
    }
}

fn evaluate_all(
    expressions: &[Expression],
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<Arc<Column>>, QueryError> {
    expressions.iter().map(|expression| evaluate(expression, chunk, runtime)).collect()
}

fn constant(value: Value, rows: usize) -> Arc<Column> {
    Arc::new(Column::Constant(value, rows))
}

/// How many bytes are made before the clock and the room for them are looked at.
const BYTES_BETWEEN_CHECKS: usize = 1 << 18;

/// A column of what a function makes of each row. Values may be long: what they take is counted as they are made.
fn row_by_row(
    rows: usize,
    runtime: &Runtime<'_, '_>,
    mut value: impl FnMut(usize) -> Result<Value, QueryError>,
) -> Evaluated {
    let mut values = Vec::with_capacity(rows);
    let (mut made, mut checked) = (0, 0);
    for row in 0..rows {
        let value = value(row)?;
        made += value_bytes(&value);
        values.push(value);
        if made - checked > BYTES_BETWEEN_CHECKS {
            runtime.check()?;
            runtime.check_room(made)?;
            checked = made;
        }
    }
    Ok(Arc::new(Column::of(values)))
}
