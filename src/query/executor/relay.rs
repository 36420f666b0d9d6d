//! A pipeline too long for every operator to pull from the one before: stretch after stretch, each run to its end.
//!
//! ```text
//! scan ─ … ─ create ║ all rows ║ set ─ … ─ merge ║ all rows ║ project ─ … ─►
//! ```
//! A script of thousands of clauses is one statement. It needs no deeper stack than one of a few hundred.

use super::chunk::Chunk;
use super::hold::{Holding, drain};
use super::runtime::Runtime;
use super::source::{Boxed, Source, Surroundings, chain, needed_before};
use crate::query::QueryError;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Operator, STRETCH};

pub(super) struct Relay<'p> {
    /// The rows that reach the next stretch.
    input: Option<Boxed<'p>>,
    /// The stretches to run, the next one last, each with the slots needed after it.
    stretches: Vec<(&'p [Operator], SlotSet)>,
    surroundings: Surroundings,
}

impl<'p> Relay<'p> {
    /// `needed` are the slots wanted of the rows the operators end with.
    pub(super) fn new(
        operators: &'p [Operator],
        input: Boxed<'p>,
        mut needed: SlotSet,
        surroundings: Surroundings,
    ) -> Self {
        let mut stretches = Vec::new();
        for stretch in operators.chunks(STRETCH).rev() {
            stretches.push((stretch, needed.clone()));
            stretch.iter().rev().for_each(|operator| needed_before(operator, &mut needed));
        }
        Self { input: Some(input), stretches, surroundings }
    }

    /// Runs all stretches but the last to their ends.
    fn advance(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
        while let Some((stretch, needed)) = self.stretches.pop() {
            let Some(input) = self.input.take() else { return Ok(()) };
            let mut source = chain(stretch, input, needed.clone(), &self.surroundings, runtime);
            if self.stretches.is_empty() {
                self.input = Some(source);
                return Ok(());
            }
            let chunks = drain(&mut source, runtime)?;
            let chunks = chunks.into_iter().map(|chunk| narrow(&chunk, &needed, runtime)).collect();
            self.input = Some(Box::new(Holding::of(chunks)));
        }
        Ok(())
    }
}

/// The columns that are still needed; what the others held is given back.
fn narrow(chunk: &Chunk, needed: &SlotSet, runtime: &mut Runtime<'_, '_>) -> Chunk {
    let narrow = chunk.narrow(needed);
    runtime.release(chunk.bytes().saturating_sub(narrow.bytes()));
    narrow
}

impl Source for Relay<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        self.advance(runtime)?;
        match &mut self.input {
            Some(source) => source.next(runtime),
            None => Ok(None),
        }
    }
}
