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

use super::ranks::Ranks;
use crate::graph::Neighbour;
use crate::value::{NodeId, RelationshipId};

/// The neighbours of every node in one direction, by relationships of one type.
#[derive(Debug, Default)]
pub(super) struct Rows {
    ranks: Ranks,
    offsets: Vec<u32>,
    neighbours: Vec<Neighbour>,
}

impl Rows {
    /// Sorts neighbours into rows by counting, which keeps their order within each row.
    pub(super) fn build(edges: impl Iterator<Item = (NodeId, Neighbour)> + Clone, nodes: usize) -> Self {
        let ranks = Ranks::of(edges.clone().map(|(id, _)| id), nodes);
        let mut built = Self { offsets: vec![0; ranks.len() + 1], ranks, neighbours: Vec::new() };
        built.fill(edges);
        built
    }

    /// How many neighbours there are in all.
    pub(super) fn len(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of a node.
    #[inline]
    pub(super) fn row(&self, id: NodeId) -> &[Neighbour] {
        let Some(row) = self.ranks.rank(id) else { return &[] };
        &self.neighbours[self.offsets[row] as usize..self.offsets[row + 1] as usize]
    }

    fn fill(&mut self, edges: impl Iterator<Item = (NodeId, Neighbour)> + Clone) {
        for (id, _) in edges.clone() {
            let row = self.ranks.rank(id).expect("every start has a row");
            self.offsets[row + 1] += 1;
        }
        let mut total = 0;
        for offset in &mut self.offsets {
            total += *offset;
            *offset = total;
        }
        let nowhere = Neighbour { relationship: RelationshipId(0), node: NodeId(0) };
        self.neighbours = vec![nowhere; total as usize];
        let mut next = self.offsets.clone();
        for (id, neighbour) in edges {
            let row = self.ranks.rank(id).expect("every start has a row");
            self.neighbours[next[row] as usize] = neighbour;
            next[row] += 1;
        }
    }
}
