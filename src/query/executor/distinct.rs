//! The first of each kind of row.
//!
//! Most rows that are told apart have an id among them, or a node. As long as that alone tells all of them apart, nothing else
//! is looked at; the first time it does not, all rows so far are entered as a whole.

use rustc_hash::FxHashSet;

use super::chunk::{Chunk, all_rows, row_number};
use super::column::{Column, value_bytes};
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
    witness: Option<Witness<'p>>,
    seen: FxHashSet<Vec<Key>>,
}

/// A slot that tells rows apart so far.
struct Witness<'p> {
    slot: &'p Slot,
    seen: FxHashSet<Option<i64>>,
    /// The rows it told apart.
    rows: Vec<Chunk>,
}

impl<'p> Distinction<'p> {
    pub(super) fn new(input: Boxed<'p>, slots: &'p [Slot], outer: Option<Chunk>) -> Self {
        let (only, seen) = (slots.iter().collect(), FxHashSet::default());
        Self { input, slots, only, outer, witness: None, seen }
    }

    /// The rows of a chunk that were not seen before.
    fn new_rows(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Vec<u32>, QueryError> {
        if self.witness.is_none() && self.seen.is_empty() {
            self.witness = self.slots.iter().find(|slot| number(&chunk.column(slot), 0).is_some()).map(Witness::new);
        }
        if let Some(mut witness) = self.witness.take() {
            if witness.tells_apart(chunk) {
                runtime.hold(chunk.rows() * 16)?;
                witness.rows.push(chunk.narrow(&self.only));
                self.witness = Some(witness);
                return Ok(all_rows(chunk.rows()));
            }
            for rows in witness.rows {
                self.enter(&rows, runtime)?;
            }
        }
        self.enter(chunk, runtime)
    }

    /// Enters rows as a whole; answers with those that are new.
    fn enter(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Vec<u32>, QueryError> {
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

impl<'p> Witness<'p> {
    fn new(slot: &'p Slot) -> Self {
        Self { slot, seen: FxHashSet::default(), rows: Vec::new() }
    }

    /// Whether it tells the rows of a chunk from each other and from all before.
    fn tells_apart(&mut self, chunk: &Chunk) -> bool {
        let column = chunk.column(self.slot);
        self.seen.reserve(chunk.rows());
        (0..chunk.rows()).all(|row| number(&column, row).is_some_and(|number| self.seen.insert(number)))
    }
}

/// A row of a column as a number that is equal only where values are; `None` in columns of which there are no such.
fn number(column: &Column, row: usize) -> Option<Option<i64>> {
    match column {
        Column::Integers(values) => Some(values[row]),
        Column::Nodes(_) => Some(column.node(row).map(|id| i64::from(id.0))),
        Column::Relationships(_) => Some(column.relationship(row).map(|id| i64::from(id.0))),
        _ => None,
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
            let mut distinct = if rows.len() == chunk.rows() {
                chunk.narrow(&self.only)
            } else {
                chunk.gather(&rows, Some(&self.only))
            };
            if let Some(outer) = &self.outer {
                distinct.carry(outer);
            }
            return Ok(Some(distinct));
        }
        Ok(None)
    }
}
