//! The results of procedures: called for every row, with the arguments of that row.

use std::sync::Arc;

use super::chunk::{Chunk, ROWS, row_number};
use super::column::Column;
use super::evaluate::evaluate;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::ast::Span;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Expression, Operator, Slot};
use crate::query::procedure::Procedure;
use crate::value::Value;

pub(super) struct Calling<'p> {
    input: Boxed<'p>,
    procedure: &'p Procedure,
    arguments: &'p [Expression],
    outputs: &'p [(usize, Slot)],
    span: Span,
    keep: SlotSet,
    current: Option<Current>,
}

/// The rows at hand, and what the procedure gave for one of them and is not passed on yet.
struct Current {
    chunk: Chunk,
    arguments: Vec<Arc<Column>>,
    row: usize,
    results: std::vec::IntoIter<Vec<Value>>,
}

impl<'p> Calling<'p> {
    /// Runs an [`Operator::ProcedureCall`].
    pub(super) fn new(input: Boxed<'p>, operator: &'p Operator, keep: SlotSet) -> Self {
        let Operator::ProcedureCall { procedure, arguments, outputs, span } = operator else {
            unreachable!("only calls of procedures are run here")
        };
        Self { input, procedure, arguments, outputs, span: *span, keep, current: None }
    }

    fn pull(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Current>, QueryError> {
        let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
        let arguments =
            self.arguments.iter().map(|argument| evaluate(argument, &chunk, runtime)).collect::<Result<_, _>>()?;
        Ok(Some(Current { chunk, arguments, row: 0, results: Vec::new().into_iter() }))
    }

    /// What the procedure gives for a row. One without results lets the row pass.
    fn call(&self, current: &Current, runtime: &Runtime<'_, '_>) -> Result<Vec<Vec<Value>>, QueryError> {
        runtime.check()?;
        let arguments: Vec<Value> = current.arguments.iter().map(|column| column.get(current.row)).collect();
        let results = self.procedure.call(&arguments, runtime.view()).map_err(|error| error.at(self.span))?;
        Ok(if self.procedure.signature().results.is_empty() { vec![Vec::new()] } else { results })
    }

    /// The next results, each with the number of its row.
    fn take(
        &self,
        current: &mut Current,
        runtime: &Runtime<'_, '_>,
    ) -> Result<(Vec<u32>, Vec<Vec<Value>>), QueryError> {
        let (mut rows, mut results) = (Vec::new(), Vec::new());
        loop {
            for result in current.results.by_ref() {
                rows.push(row_number(current.row - 1));
                results.push(result);
                if rows.len() == ROWS {
                    return Ok((rows, results));
                }
            }
            if current.row == current.chunk.rows() {
                return Ok((rows, results));
            }
            current.results = self.call(current, runtime)?.into_iter();
            current.row += 1;
        }
    }
}

impl Source for Calling<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            let Some(mut current) = self.current.take() else {
                self.current = self.pull(runtime)?;
                if self.current.is_none() {
                    return Ok(None);
                }
                continue;
            };
            let (rows, results) = self.take(&mut current, runtime)?;
            if rows.is_empty() {
                continue;
            }
            let mut called = current.chunk.gather(&rows, Some(&self.keep));
            for (field, slot) in self.outputs {
                called.set(slot, Column::of(results.iter().map(|result| result[*field].clone()).collect()));
            }
            self.current = Some(current);
            return Ok(Some(called));
        }
    }
}
