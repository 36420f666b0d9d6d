//! Rows that are read one by one, before it is worth laying out all of them.
//!
//! A question about one node wants the rows of a few. Where a graph was opened from a store, each of these is read when it is
//! asked for; only when many were asked for, all rows of the type are laid out in memory.

use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use super::delta::Delta;
use crate::graph::{Direction, Neighbour};
use crate::value::{NodeId, RelationshipId};

/// Where single rows come from; see [`crate::graph::Source`] for what happens where one cannot be read.
pub(crate) trait RowSource: Debug + Send + Sync {
    /// How many nodes have a row.
    fn owners(&self) -> usize;
    /// Which of these a node is, if it has a row.
    fn position(&self, id: NodeId) -> Option<usize>;
    /// The neighbours of a node that has a row, in order of relationship.
    fn row(&self, position: usize, id: NodeId) -> Vec<Neighbour>;
}

/// The rows of one type of relationship as a store has them.
#[derive(Clone, Debug)]
pub(crate) struct StoredRows {
    pub(crate) outgoing: Arc<dyn RowSource>,
    pub(crate) incoming: Arc<dyn RowSource>,
    /// How many relationships are in them.
    pub(crate) count: usize,
    /// How many relationship ids had been given out when they were stored.
    pub(crate) next: usize,
}

/// Single rows of one type, and what changed since they were stored.
#[derive(Debug)]
pub(super) struct Few {
    outgoing: Side,
    incoming: Side,
    pub(super) delta: Delta,
    /// How much was read: rows, and neighbours in them.
    work: AtomicUsize,
    count: usize,
}

/// Rows in one direction, each as soon as it was asked for, in blocks of 64.
#[derive(Debug)]
struct Side {
    source: Arc<dyn RowSource>,
    blocks: OnceLock<Vec<OnceLock<Block>>>,
}

type Block = Box<[OnceLock<Box<[Neighbour]>>; BLOCK]>;

const BLOCK: usize = 64;

/// What a row costs beside its neighbours.
const ROW: usize = 64;

/// So much work is never worth laying out all rows.
const LITTLE: usize = 1 << 16;

impl Few {
    pub(super) fn new(rows: &StoredRows) -> Self {
        let last = rows.next.checked_sub(1).and_then(|last| u32::try_from(last).ok());
        Self {
            outgoing: Side { source: rows.outgoing.clone(), blocks: OnceLock::new() },
            incoming: Side { source: rows.incoming.clone(), blocks: OnceLock::new() },
            delta: Delta::after(last.map(RelationshipId)),
            work: AtomicUsize::new(0),
            count: rows.count,
        }
    }

    /// Whether so much was asked for that all rows are better laid out.
    pub(super) fn are_many(&self) -> bool {
        self.work.load(Ordering::Relaxed) > LITTLE.max(self.count / 4)
    }

    /// Whether it would be with so many more.
    pub(super) fn would_be_many(&self, more: usize) -> bool {
        self.work.load(Ordering::Relaxed) + ROW * more > LITTLE.max(self.count / 4)
    }

    /// The neighbours of a node in a direction, which is not both.
    pub(super) fn row(&self, id: NodeId, direction: Direction) -> &[Neighbour] {
        let side = if direction == Direction::Incoming { &self.incoming } else { &self.outgoing };
        side.row(id, &self.work)
    }
}

impl Side {
    fn row(&self, id: NodeId, work: &AtomicUsize) -> &[Neighbour] {
        work.fetch_add(ROW, Ordering::Relaxed);
        let Some(position) = self.source.position(id) else { return &[] };
        let Some(block) = self.blocks.get_or_init(|| self.empty()).get(position / BLOCK) else { return &[] };
        let block = block.get_or_init(|| Box::new(std::array::from_fn(|_| OnceLock::new())));
        block[position % BLOCK].get_or_init(|| {
            let row = self.source.row(position, id).into_boxed_slice();
            work.fetch_add(row.len(), Ordering::Relaxed);
            row
        })
    }

    fn empty(&self) -> Vec<OnceLock<Block>> {
        let mut blocks = Vec::new();
        blocks.resize_with(self.source.owners().div_ceil(BLOCK), OnceLock::new);
        blocks
    }
}
