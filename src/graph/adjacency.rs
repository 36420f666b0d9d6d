//! Neighbours, contiguous: derived from the topology per relationship type and direction.
//!
//! Of a node's neighbours a traversal wants all of one type, in order; a petgraph finds them one pointer at a time, here
//! they lie side by side (compressed sparse rows). Only nodes that have a neighbour have a row.
//!
//! ```text
//! type ACTOR, outgoing
//! rows        nodes 3, 7, 8 (a bit per node, and the number of rows before each word of bits)
//! offsets     0     2  3     5
//! neighbours  a  b  c  d  e        a = (relationship 4, node 1) ...
//! ```

use std::sync::OnceLock;

use super::topology::Topology;
use super::{Direction, Endpoints, Neighbour, Symbol};
use crate::value::{NodeId, RelationshipId};

/// The neighbours of every node, by type of relationship.
#[derive(Debug, Default)]
pub(crate) struct Adjacency {
    by_kind: Vec<OnceLock<Kind>>,
}

/// The neighbours by relationships of one type.
#[derive(Debug, Default)]
struct Kind {
    outgoing: Rows,
    incoming: Rows,
}

#[derive(Debug, Default)]
struct Rows {
    bits: Vec<u64>,
    /// How many rows lie before each word of `bits`.
    ranks: Vec<u32>,
    offsets: Vec<u32>,
    neighbours: Vec<Neighbour>,
}

impl Adjacency {
    /// Makes room for types up to `symbols`.
    pub(crate) fn reserve(&mut self, symbols: usize) {
        self.by_kind.resize_with(symbols.max(self.by_kind.len()), OnceLock::new);
    }

    pub(crate) fn clear(&mut self) {
        self.by_kind.iter_mut().for_each(|kind| *kind = OnceLock::new());
    }

    /// The neighbours of a node by relationships of one type.
    pub(crate) fn neighbours(
        &self,
        topology: &Topology,
        id: NodeId,
        direction: Direction,
        kind: Symbol,
    ) -> Neighbours<'_> {
        let Some(lock) = self.by_kind.get(kind.index()) else { return Neighbours::default() };
        let kind = lock.get_or_init(|| Kind::build(topology, kind));
        match direction {
            Direction::Outgoing => Neighbours { outgoing: kind.outgoing.row(id), incoming: &[] },
            Direction::Incoming => Neighbours { outgoing: &[], incoming: kind.incoming.row(id) },
            Direction::Both => Neighbours { outgoing: kind.outgoing.row(id), incoming: kind.incoming.row(id) },
        }
    }
}

/// Two rows merged in order of relationship; a relationship in both (from a node to itself) comes once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbours<'g> {
    outgoing: &'g [Neighbour],
    incoming: &'g [Neighbour],
}

impl Iterator for Neighbours<'_> {
    type Item = Neighbour;

    fn next(&mut self) -> Option<Neighbour> {
        match (self.outgoing.first(), self.incoming.first()) {
            (Some(out), Some(into)) if into.relationship < out.relationship => take(&mut self.incoming),
            (Some(out), Some(into)) if into.relationship == out.relationship => {
                take(&mut self.incoming);
                take(&mut self.outgoing)
            }
            (Some(_), _) => take(&mut self.outgoing),
            (None, _) => take(&mut self.incoming),
        }
    }
}

fn take(row: &mut &[Neighbour]) -> Option<Neighbour> {
    let (first, rest) = row.split_first()?;
    *row = rest;
    Some(*first)
}

impl Kind {
    fn build(topology: &Topology, kind: Symbol) -> Self {
        let ends = |id: RelationshipId| topology.relationship(id).expect("a relationship with a type is there");
        let edges: Vec<(RelationshipId, Endpoints)> = topology.of_kind(kind).map(|id| (id, ends(id))).collect();
        let nodes = topology.next_node();
        let outgoing = edges.iter().map(|(id, ends)| (ends.start, Neighbour { relationship: *id, node: ends.end }));
        let incoming = edges.iter().map(|(id, ends)| (ends.end, Neighbour { relationship: *id, node: ends.start }));
        Self { outgoing: Rows::build(outgoing, nodes), incoming: Rows::build(incoming, nodes) }
    }
}

impl Rows {
    /// Sorts neighbours into rows by counting, which keeps their order within each row.
    fn build(edges: impl Iterator<Item = (NodeId, Neighbour)> + Clone, nodes: usize) -> Self {
        let mut bits = vec![0u64; nodes.div_ceil(64)];
        edges.clone().for_each(|(id, _)| bits[id.index() / 64] |= 1 << (id.index() % 64));
        let mut rows = 0;
        let ranks = bits.iter().map(|word| {
            let before = rows;
            rows += word.count_ones();
            before
        });
        let ranks = ranks.collect();
        let mut built = Self { bits, ranks, offsets: vec![0; rows as usize + 1], neighbours: Vec::new() };
        built.fill(edges);
        built
    }

    fn fill(&mut self, edges: impl Iterator<Item = (NodeId, Neighbour)> + Clone) {
        let nowhere = Neighbour { relationship: RelationshipId(0), node: NodeId(0) };
        for (id, _) in edges.clone() {
            let row = self.position(id).expect("every start has a row");
            self.offsets[row + 1] += 1;
        }
        let mut total = 0;
        for offset in &mut self.offsets {
            total += *offset;
            *offset = total;
        }
        self.neighbours = vec![nowhere; total as usize];
        let mut next = self.offsets.clone();
        for (id, neighbour) in edges {
            let row = self.position(id).expect("every start has a row");
            self.neighbours[next[row] as usize] = neighbour;
            next[row] += 1;
        }
    }

    fn row(&self, id: NodeId) -> &[Neighbour] {
        let Some(row) = self.position(id) else { return &[] };
        &self.neighbours[self.offsets[row] as usize..self.offsets[row + 1] as usize]
    }

    #[inline]
    fn position(&self, id: NodeId) -> Option<usize> {
        let word = *self.bits.get(id.index() / 64)?;
        let bit = 1u64 << (id.index() % 64);
        (word & bit != 0).then(|| (self.ranks[id.index() / 64] + (word & (bit - 1)).count_ones()) as usize)
    }
}
