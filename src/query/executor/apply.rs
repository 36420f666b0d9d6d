//! The rows of an inner pipeline for each outer row; `Optional` keeps an outer row that has none.

use std::collections::VecDeque;

use super::chunk::{Chunk, row_number};
use super::column::Column;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use super::subplan::{self, Wanted};
use crate::query::QueryError;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Slot, Subplan};

/// Joins outer rows with inner ones: the outer slots in `keep`, and `introduced` from the inner rows.
fn join(outer: &Chunk, ordinals: &[u32], inner: &Chunk, introduced: &[Slot], keep: &SlotSet) -> Chunk {
    let mut joined = outer.gather(ordinals, Some(keep));
    for slot in introduced.iter().filter(|slot| keep.contains(slot)) {
        joined.set(slot, inner.column(slot));
    }
    joined
}

/// Joins outer rows with inner ones, with all outer slots.
pub(super) fn join_found(outer: &Chunk, ordinals: &[u32], inner: &Chunk, introduced: &[Slot]) -> Chunk {
    let mut joined = outer.gather(ordinals, None);
    introduced.iter().for_each(|slot| joined.set(slot, inner.column(slot)));
    joined
}

/// `Optional`.
pub(super) struct Optional<'p> {
    input: Boxed<'p>,
    inner: &'p Subplan,
    introduced: &'p [Slot],
    keep: SlotSet,
    ready: VecDeque<Chunk>,
}

impl<'p> Optional<'p> {
    pub(super) fn new(input: Boxed<'p>, inner: &'p Subplan, introduced: &'p [Slot], keep: SlotSet) -> Self {
        Self { input, inner, introduced, keep, ready: VecDeque::new() }
    }

    /// Joins one outer chunk. Inner rows come in the order of their outer rows, so a gap in the numbers is an outer row
    /// without any.
    fn join(&mut self, outer: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
        let wanted = Wanted { outputs: self.introduced.iter().collect(), existence: false };
        let mut next = 0;
        let ready = &mut self.ready;
        let (introduced, keep) = (self.introduced, &self.keep);
        let alone = |rows: std::ops::Range<u32>| {
            let rows: Vec<u32> = rows.collect();
            let mut alone = outer.gather(&rows, Some(keep));
            introduced.iter().for_each(|slot| alone.set(slot, Column::nulls(rows.len())));
            alone
        };
        subplan::run(self.inner, outer, wanted, runtime, |inner, ordinals, _| {
            let mut from = 0;
            for row in 0..ordinals.len() {
                let ordinal = ordinals[row];
                if ordinal > next {
                    push_rows(ready, outer, ordinals, inner, (from, row), introduced, keep);
                    from = row;
                    ready.push_back(alone(next..ordinal));
                }
                next = next.max(ordinal + 1);
            }
            push_rows(ready, outer, ordinals, inner, (from, ordinals.len()), introduced, keep);
            Ok(())
        })?;
        if next < row_number(outer.rows()) {
            self.ready.push_back(alone(next..row_number(outer.rows())));
        }
        Ok(())
    }
}

fn push_rows(
    ready: &mut VecDeque<Chunk>,
    outer: &Chunk,
    ordinals: &[u32],
    inner: &Chunk,
    (from, to): (usize, usize),
    introduced: &[Slot],
    keep: &SlotSet,
) {
    if from == to {
        return;
    }
    if (from, to) == (0, ordinals.len()) {
        ready.push_back(join(outer, ordinals, inner, introduced, keep));
        return;
    }
    let rows: Vec<u32> = (from..to).map(row_number).collect();
    ready.push_back(join(outer, &ordinals[from..to], &inner.gather(&rows, None), introduced, keep));
}

impl Source for Optional<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            if let Some(chunk) = self.ready.pop_front() {
                return Ok(Some(chunk));
            }
            let Some(outer) = self.input.next(runtime)? else { return Ok(None) };
            self.join(&outer, runtime)?;
        }
    }
}

/// `Apply`.
pub(super) struct Applied<'p> {
    input: Boxed<'p>,
    inner: &'p Subplan,
    outputs: &'p [Slot],
    keep: SlotSet,
    ready: VecDeque<Chunk>,
}

impl<'p> Applied<'p> {
    pub(super) fn new(input: Boxed<'p>, inner: &'p Subplan, outputs: &'p [Slot], keep: SlotSet) -> Self {
        Self { input, inner, outputs, keep, ready: VecDeque::new() }
    }
}

impl Source for Applied<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            if let Some(chunk) = self.ready.pop_front() {
                return Ok(Some(chunk));
            }
            let Some(outer) = self.input.next(runtime)? else { return Ok(None) };
            let wanted = Wanted { outputs: self.outputs.iter().collect(), existence: false };
            let (ready, outputs, keep) = (&mut self.ready, self.outputs, &self.keep);
            subplan::run(self.inner, &outer, wanted, runtime, |inner, ordinals, _| {
                ready.push_back(join(&outer, ordinals, inner, outputs, keep));
                Ok(())
            })?;
        }
    }
}
