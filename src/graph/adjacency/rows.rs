//! Compressed sparse rows: the neighbours of each node side by side.
//!
//! Only nodes that have a neighbour have a row, because a node has neighbours by few of all types.
//!
//! ```text
//! type ACTOR, outgoing
//! bits        nodes 3, 7, 8 have a row; beside each word of bits, the number of rows before it
//! offsets     0     2  3     5
//! neighbours  a  b  c  d  e        a = (relationship 4, node 1) ...
//! ```
//! Where each row has one neighbour, as every event its only place, there are no offsets.

use super::ranks::Ranks;
use crate::graph::Neighbour;
use crate::value::{NodeId, RelationshipId};

/// The neighbours of every node in one direction, by relationships of one type.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    ranks: Ranks,
    /// Where each row begins, and where the last one ends; empty where each has one neighbour.
    offsets: Vec<u32>,
    neighbours: Vec<Neighbour>,
}

impl Rows {
    /// Sorts neighbours into rows by counting, which keeps their order within each row.
    pub(super) fn build<I: Iterator<Item = (NodeId, Neighbour)>>(edges: impl Fn() -> I, nodes: usize) -> Self {
        let mut count = 0;
        let ranks = Ranks::of(edges().map(|(id, _)| id).inspect(|_| count += 1), nodes);
        let mut built = Self { ranks, offsets: Vec::new(), neighbours: vec![NOWHERE; count] };
        if count == built.ranks.len() {
            built.fill_single(edges());
        } else {
            built.fill(edges);
        }
        built
    }

    /// How many neighbours there are in all.
    pub(super) fn len(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of a node.
    #[inline]
    pub(crate) fn row(&self, id: NodeId) -> &[Neighbour] {
        let Some(row) = self.ranks.rank(id) else { return &[] };
        if self.offsets.is_empty() {
            return std::slice::from_ref(&self.neighbours[row]);
        }
        &self.neighbours[self.offsets[row] as usize..self.offsets[row + 1] as usize]
    }

    fn fill_single(&mut self, edges: impl Iterator<Item = (NodeId, Neighbour)>) {
        for (id, neighbour) in edges {
            let row = self.ranks.rank(id).expect("every start has a row");
            self.neighbours[row] = neighbour;
        }
    }

    fn fill<I: Iterator<Item = (NodeId, Neighbour)>>(&mut self, edges: impl Fn() -> I) {
        // Each row's end, one place further on, so that filling a row moves its beginning there.
        self.offsets = vec![0; self.ranks.len() + 2];
        for (id, _) in edges() {
            let row = self.ranks.rank(id).expect("every start has a row");
            self.offsets[row + 2] += 1;
        }
        let mut total = 0;
        for offset in &mut self.offsets {
            total += *offset;
            *offset = total;
        }
        for (id, neighbour) in edges() {
            let row = self.ranks.rank(id).expect("every start has a row");
            let next = &mut self.offsets[row + 1];
            self.neighbours[*next as usize] = neighbour;
            *next += 1;
        }
        self.offsets.pop();
    }
}

/// What stands where nothing was filled in yet.
const NOWHERE: Neighbour = Neighbour { relationship: RelationshipId(0), node: NodeId(0) };
