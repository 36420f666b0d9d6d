//! The rows for which a condition is true.

use super::chunk::Chunk;
use super::evaluate::select;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use super::typed::Verdicts;
use crate::query::QueryError;
use crate::query::plan::Expression;

pub(super) struct Filtering<'p> {
    input: Boxed<'p>,
    condition: &'p Expression,
    /// What is known of nodes, where they alone decide and come again and again.
    verdicts: Option<Verdicts<'p>>,
}

impl<'p> Filtering<'p> {
    pub(super) fn new(input: Boxed<'p>, condition: &'p Expression) -> Self {
        Self { input, condition, verdicts: Verdicts::of(condition) }
    }

    fn select(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Vec<u32>, QueryError> {
        if self.verdicts.as_ref().is_some_and(Verdicts::is_useless) {
            self.verdicts = None;
        }
        let known = match &mut self.verdicts {
            Some(verdicts) => verdicts.select(self.condition, chunk, runtime)?,
            None => None,
        };
        known.map_or_else(|| select(self.condition, chunk, runtime), Ok)
    }
}

impl Source for Filtering<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            let rows = self.select(&chunk, runtime)?;
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
