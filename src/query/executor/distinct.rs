//! The first of each kind of row.

use rustc_hash::FxHashSet;

use super::chunk::{Chunk, row_number};
use super::column::value_bytes;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::plan::Slot;
use crate::query::plan::walk::SlotSet;
use crate::value::order::Key;

pub(super) struct Distinction<'p> {
    input: Boxed<'p>,
    slots: &'p [Slot],
    only: SlotSet,
    outer: Option<Chunk>,
    seen: FxHashSet<Vec<Key>>,
}

impl<'p> Distinction<'p> {
    pub(super) fn new(input: Boxed<'p>, slots: &'p [Slot], outer: Option<Chunk>) -> Self {
        Self { input, slots, only: slots.iter().collect(), outer, seen: FxHashSet::default() }
    }

    /// The rows of a chunk that were not seen before.
    fn new_rows(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Vec<u32>, QueryError> {
        let columns: Vec<_> = self.slots.iter().map(|slot| chunk.column(slot)).collect();
        let mut rows = Vec::new();
        let mut key: Vec<Key> = Vec::with_capacity(columns.len());
        let mut bytes = 0;
        for row in 0..chunk.rows() {
            key.clear();
            key.extend(columns.iter().map(|column| Key(column.get(row))));
            if !self.seen.contains(&key) {
                bytes += 32 + key.iter().map(|Key(value)| value_bytes(value)).sum::<usize>();
                self.seen.insert(key.clone());
                rows.push(row_number(row));
            }
        }
        runtime.hold(bytes)?;
        Ok(rows)
    }
}

impl Source for Distinction<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            runtime.check()?;
            let rows = self.new_rows(&chunk, runtime)?;
            if rows.is_empty() {
                continue;
            }
            let mut distinct = chunk.gather(&rows, Some(&self.only));
            if let Some(outer) = &self.outer {
                distinct.carry(outer);
            }
            return Ok(Some(distinct));
        }
        Ok(None)
    }
}
