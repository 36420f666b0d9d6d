//! The rows for which a condition is true.

use super::chunk::Chunk;
use super::evaluate::select;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::plan::Expression;

pub(super) struct Filtering<'p> {
    pub(super) input: Boxed<'p>,
    pub(super) condition: &'p Expression,
}

impl Source for Filtering<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            let rows = select(self.condition, &chunk, runtime)?;
            if rows.len() == chunk.rows() {
                return Ok(Some(chunk));
            }
            if !rows.is_empty() {
                return Ok(Some(chunk.gather(&rows, None)));
            }
            runtime.check()?;
        }
        Ok(None)
    }
}
