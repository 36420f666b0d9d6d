//! The nodes by the days from `start` to `end`.
//!
//! Entries stand in order of start, so those that have begun by a day are the first so many; of these, those that have not
//! ended before another day are found by the latest ends of blocks, and of blocks of blocks.
//!
//! ```text
//! start      1   1   4   7  | 9   12  12  20
//! end        2   9   5   8  | 9   ∞   13  21
//! latest         9          |     ∞
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::{Column, Graph};
use crate::time::Date;
use crate::value::{NodeId, Value};

/// How many entries a block has, and how many blocks a block of blocks.
const BLOCK: usize = if cfg!(test) { 3 } else { 16 };

/// So few changes are never worth building again.
const FEW: usize = if cfg!(test) { 8 } else { 4096 };

/// The nodes whose `start` is a date and whose `end` is a date or absent.
#[derive(Debug, Default)]
pub(crate) struct Intervals {
    /// As of when it was built, in order of start, then of id.
    settled: Vec<Entry>,
    /// The latest end of each block, of each block of blocks, and so on.
    latest: Vec<Vec<Date>>,
    /// Nodes that changed since.
    changed: FxHashSet<NodeId>,
    /// What those that still have an interval now have.
    fresh: FxHashMap<NodeId, Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    start: Date,
    id: NodeId,
    /// The last day; the end of time where there is none.
    end: Date,
}

impl Intervals {
    pub(super) fn build(graph: &Graph) -> Self {
        let (start, end) = columns(graph);
        let ids = start.map(Column::sorted_ids).unwrap_or_default();
        let settled: Vec<Entry> = ids.into_iter().filter_map(|id| entry(start, end, NodeId(id))).collect();
        let latest = latest(&settled);
        Self { settled, latest, ..Self::default() }
    }

    /// A node's start or end changed. False where so many did that it is better built again.
    pub(super) fn change(&mut self, id: NodeId, start: Option<&Column>, end: Option<&Column>) -> bool {
        self.changed.insert(id);
        match entry(start, end, id) {
            Some(entry) => self.fresh.insert(id, entry),
            None => self.fresh.remove(&id),
        };
        self.changed.len() <= FEW.max(self.settled.len() / 8)
    }

    /// The nodes whose interval meets the given days, in order of start, then of id.
    pub(crate) fn overlapping(&self, first: Date, last: Date) -> Vec<NodeId> {
        let started = self.settled.partition_point(|entry| entry.start <= last);
        let mut found = Vec::new();
        self.collect(self.latest.len(), 0..self.settled.len(), started, first, &mut found);
        if !self.changed.is_empty() {
            found.retain(|entry| !self.changed.contains(&entry.id));
            found.extend(self.fresh.values().filter(|entry| entry.start <= last && entry.end >= first));
            found.sort_unstable();
        }
        found.into_iter().map(|entry| entry.id).collect()
    }

    /// Collects the entries in `within` and before `started` that end on `first` or later, block by block of a level.
    fn collect(
        &self,
        level: usize,
        within: std::ops::Range<usize>,
        started: usize,
        first: Date,
        found: &mut Vec<Entry>,
    ) {
        let end = within.end.min(started);
        let Some(level) = level.checked_sub(1) else {
            found.extend(self.settled[within.start..end].iter().filter(|entry| entry.end >= first));
            return;
        };
        let length = BLOCK.pow(u32::try_from(level + 1).expect("few levels reach every entry"));
        for start in (within.start..end).step_by(length) {
            if self.latest[level][start / length] >= first {
                self.collect(level, start..within.end.min(start + length), started, first, found);
            }
        }
    }
}

/// The columns of `start` and `end`.
pub(super) fn columns(graph: &Graph) -> (Option<&Column>, Option<&Column>) {
    let column = |key| graph.node_columns.column(graph.symbols.get(key)?);
    (column("start"), column("end"))
}

fn entry(start: Option<&Column>, end: Option<&Column>, id: NodeId) -> Option<Entry> {
    let Value::Date(start) = start?.get(id.index()) else { return None };
    let end = match end.map(|end| end.get(id.index())).unwrap_or_default() {
        Value::Date(end) => end,
        Value::Null => Date { days: i64::MAX },
        _ => return None,
    };
    Some(Entry { start, id, end })
}

fn latest(entries: &[Entry]) -> Vec<Vec<Date>> {
    let ends: Vec<Date> = entries.iter().map(|entry| entry.end).collect();
    let mut levels = vec![blocks(&ends)];
    while levels.last().is_some_and(|level| level.len() > BLOCK) {
        levels.push(blocks(levels.last().expect("there is a level")));
    }
    levels
}

fn blocks(ends: &[Date]) -> Vec<Date> {
    ends.chunks(BLOCK).filter_map(|block| block.iter().max().copied()).collect()
}
