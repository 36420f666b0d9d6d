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
    /// The neighbours of a node in order of relationship.
    fn row(&self, id: NodeId) -> Vec<Neighbour>;
}

/// The rows of one type of relationship as a store has them.
#[derive(Clone, Debug)]
pub(crate) struct StoredRows {
    pub(crate) outgoing: Arc<dyn RowSource>,
    pub(crate) incoming: Arc<dyn RowSource>,
    /// How many relationships are in them.
    pub(crate) count: usize,
    /// How many ids nodes and relationships had when they were stored.
    pub(crate) next: (usize, usize),
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

/// Rows in one direction, each as soon as it was asked for, in blocks of 64 nodes.
#[derive(Debug)]
struct Side {
    source: Arc<dyn RowSource>,
    blocks: Vec<OnceLock<Block>>,
}

type Block = Box<[OnceLock<Box<[Neighbour]>>; BLOCK]>;

const BLOCK: usize = 64;

/// What a row costs beside its neighbours.
const ROW: usize = 64;

/// So much work is never worth laying out all rows.
const LITTLE: usize = 1 << 16;

impl Few {
    pub(super) fn new(rows: &StoredRows) -> Self {
        let last = rows.next.1.checked_sub(1).and_then(|last| u32::try_from(last).ok());
        Self {
            outgoing: Side::new(rows.outgoing.clone(), rows.next.0),
            incoming: Side::new(rows.incoming.clone(), rows.next.0),
            delta: Delta::after(last.map(RelationshipId)),
            work: AtomicUsize::new(0),
            count: rows.count,
        }
    }

    /// Whether so much was asked for that all rows are better laid out.
    pub(super) fn are_many(&self) -> bool {
        self.work.load(Ordering::Relaxed) > LITTLE.max(self.count / 4)
    }

    /// The neighbours of a node in a direction, which is not both.
    pub(super) fn row(&self, id: NodeId, direction: Direction) -> &[Neighbour] {
        let side = if direction == Direction::Incoming { &self.incoming } else { &self.outgoing };
        side.row(id, &self.work)
    }
}

impl Side {
    fn new(source: Arc<dyn RowSource>, nodes: usize) -> Self {
        let mut blocks = Vec::new();
        blocks.resize_with(nodes.div_ceil(BLOCK), OnceLock::new);
        Self { source, blocks }
    }

    fn row(&self, id: NodeId, work: &AtomicUsize) -> &[Neighbour] {
        let Some(block) = self.blocks.get(id.index() / BLOCK) else { return &[] };
        let block = block.get_or_init(|| Box::new(std::array::from_fn(|_| OnceLock::new())));
        block[id.index() % BLOCK].get_or_init(|| {
            let row = self.source.row(id).into_boxed_slice();
            work.fetch_add(ROW + row.len(), Ordering::Relaxed);
            row
        })
    }
}
