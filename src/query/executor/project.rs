//! Rows with more slots.

use super::chunk::Chunk;
use super::evaluate::evaluate;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::plan::{Expression, Slot};

pub(super) struct Projecting<'p> {
    pub(super) input: Boxed<'p>,
    pub(super) items: &'p [(Slot, Expression)],
}

impl Source for Projecting<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        let Some(mut chunk) = self.input.next(runtime)? else { return Ok(None) };
        runtime.check()?;
        let mut columns = Vec::with_capacity(self.items.len());
        for (slot, expression) in self.items {
            columns.push((slot, evaluate(expression, &chunk, runtime)?));
        }
        for (slot, column) in columns {
            chunk.set(slot, column);
        }
        Ok(Some(chunk))
    }
}
