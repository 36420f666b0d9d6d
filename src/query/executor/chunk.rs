//! Some rows, column by column: what operators pass to each other.

use std::sync::Arc;

use super::column::Column;
use crate::query::plan::Slot;
use crate::query::plan::walk::SlotSet;

/// Operators make about so many rows at a time: enough for tight loops, few enough to stay in the cache.
pub(super) const ROWS: usize = 1024;

/// Some rows. A slot without a column is null in all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    rows: usize,
    columns: Vec<Option<Arc<Column>>>,
}

impl Chunk {
    /// One row with nothing in it: what every statement starts from.
    pub(super) fn unit() -> Self {
        Self::empty(1)
    }

    /// So many rows with nothing in them.
    pub(super) fn empty(rows: usize) -> Self {
        Self { rows, columns: Vec::new() }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The column of a slot.
    pub(super) fn column(&self, slot: &Slot) -> Arc<Column> {
        self.columns.get(slot.index).and_then(Clone::clone).unwrap_or_else(|| Arc::new(Column::nulls(self.rows)))
    }

    /// The columns there are, in order of slot.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Arc<Column>> {
        self.columns.iter().flatten()
    }

    pub(super) fn set(&mut self, slot: &Slot, column: impl Into<Arc<Column>>) {
        let column = column.into();
        debug_assert_eq!(column.len(), self.rows, "a column has a value for every row");
        if self.columns.len() <= slot.index {
            self.columns.resize(slot.index + 1, None);
        }
        self.columns[slot.index] = Some(column);
    }

    /// These rows, in this order; only the slots in `keep`, where it is given.
    pub(super) fn gather(&self, rows: &[u32], keep: Option<&SlotSet>) -> Self {
        let kept = |index: usize| keep.is_none_or(|keep| keep.contains_index(index));
        let columns = self.columns.iter().enumerate().map(|(index, column)| match column {
            Some(column) if kept(index) => Some(Arc::new(column.gather(rows))),
            _ => None,
        });
        Self { rows: rows.len(), columns: columns.collect() }
    }

    /// The same rows with only the slots in `keep`.
    pub(super) fn narrow(&self, keep: &SlotSet) -> Self {
        let columns = self.columns.iter().enumerate();
        let columns = columns.map(|(index, column)| column.clone().filter(|_| keep.contains_index(index)));
        Self { rows: self.rows, columns: columns.collect() }
    }

    /// Fills every slot that is empty here with the single row of `other`.
    pub(super) fn carry(&mut self, other: &Self) {
        debug_assert_eq!(other.rows, 1, "what is carried along is one row");
        if self.columns.len() < other.columns.len() {
            self.columns.resize(other.columns.len(), None);
        }
        for (mine, theirs) in self.columns.iter_mut().zip(&other.columns) {
            if let (None, Some(column)) = (&mine, theirs) {
                *mine = Some(Arc::new(Column::Constant(column.get(0), self.rows)));
            }
        }
    }

    /// One chunk after another.
    pub(super) fn concatenate(chunks: &[Self]) -> Self {
        if let [only] = chunks {
            return only.clone();
        }
        let width = chunks.iter().map(|chunk| chunk.columns.len()).max().unwrap_or(0);
        let columns = (0..width).map(|index| {
            let present = chunks.iter().any(|chunk| chunk.columns.get(index).is_some_and(Option::is_some));
            present.then(|| {
                let parts: Vec<_> = chunks.iter().map(|chunk| chunk.at(index)).collect();
                Arc::new(Column::concatenate(&parts))
            })
        });
        Self { rows: chunks.iter().map(Self::rows).sum(), columns: columns.collect() }
    }

    fn at(&self, index: usize) -> Arc<Column> {
        self.columns.get(index).and_then(Clone::clone).unwrap_or_else(|| Arc::new(Column::nulls(self.rows)))
    }

    /// About how many bytes it holds.
    pub(super) fn bytes(&self) -> usize {
        self.columns.iter().flatten().map(|column| column.bytes()).sum()
    }
}

/// The numbers of all rows of a chunk.
pub(super) fn all_rows(rows: usize) -> Vec<u32> {
    (0..rows).map(row_number).collect()
}

/// A row's number, as gathering wants it.
pub(super) fn row_number(row: usize) -> u32 {
    u32::try_from(row).expect("a chunk has fewer than 2^32 rows")
}
