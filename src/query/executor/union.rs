//! The rows of every branch, one branch after the other.

use super::chunk::Chunk;
use super::runtime::Runtime;
use super::source::{Boxed, Source, Start, start};
use crate::query::QueryError;
use crate::query::plan::{Pipeline, Slot};

pub(super) struct Uniting<'p> {
    input: Boxed<'p>,
    branches: &'p [(Pipeline, Vec<Slot>)],
    outputs: &'p [Slot],
    outer: Option<Chunk>,
    argument: Option<Chunk>,
    running: Option<Boxed<'p>>,
    next_branch: usize,
}

impl<'p> Uniting<'p> {
    pub(super) fn new(
        input: Boxed<'p>,
        branches: &'p [(Pipeline, Vec<Slot>)],
        outputs: &'p [Slot],
        outer: Option<Chunk>,
    ) -> Self {
        Self { input, branches, outputs, outer, argument: None, running: None, next_branch: 0 }
    }

    /// A branch's rows, with its slots under the names of the union.
    fn renamed(&self, chunk: &Chunk, slots: &[Slot]) -> Chunk {
        let mut renamed = Chunk::empty(chunk.rows());
        for (output, slot) in self.outputs.iter().zip(slots) {
            renamed.set(output, chunk.column(slot));
        }
        if let Some(outer) = &self.outer {
            renamed.carry(outer);
        }
        renamed
    }
}

impl Source for Uniting<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            if let Some(running) = &mut self.running {
                if let Some(chunk) = running.next(runtime)? {
                    let slots = &self.branches[self.next_branch - 1].1;
                    return Ok(Some(self.renamed(&chunk, slots)));
                }
                self.running = None;
            }
            if self.argument.is_none() || self.next_branch == self.branches.len() {
                let Some(argument) = self.input.next(runtime)? else { return Ok(None) };
                self.argument = Some(argument);
                self.next_branch = 0;
            }
            let (branch, slots) = &self.branches[self.next_branch];
            let argument = self.argument.clone().expect("an argument was just set");
            let begin = Start { argument, outputs: slots.iter().collect(), satisfied: None };
            self.running = Some(start(branch, begin, runtime));
            self.next_branch += 1;
        }
    }
}
