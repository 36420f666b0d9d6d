//! Neighbours, contiguous: derived from the topology per relationship type and direction.
//!
//! Of a node's neighbours a traversal wants all of one type, in order; a petgraph finds them one pointer at a time, in
//! `rows` they lie side by side. Each type is laid out when it is first asked for. Writes after that go to a small `delta`
//! beside the rows, and when it is no longer small, the type is laid out again the next time it is asked for.

mod delta;
mod rows;

use std::sync::OnceLock;

use super::topology::Topology;
use super::{Direction, Endpoints, Neighbour, Symbol};
use crate::value::{NodeId, RelationshipId};
use delta::{Delta, Removed};
use rows::Rows;

/// The neighbours of every node, by type of relationship.
#[derive(Debug, Default)]
pub(crate) struct Adjacency {
    by_kind: Vec<OnceLock<Kind>>,
}

/// The neighbours by relationships of one type.
#[derive(Debug)]
struct Kind {
    outgoing: Rows,
    incoming: Rows,
    delta: Delta,
}

impl Adjacency {
    /// Makes room for types up to `symbols`.
    pub(crate) fn reserve(&mut self, symbols: usize) {
        if symbols > self.by_kind.len() {
            self.by_kind.resize_with(symbols, OnceLock::new);
        }
    }

    /// A relationship was created, or put back.
    pub(crate) fn insert(&mut self, id: RelationshipId, endpoints: Endpoints) {
        self.patch(endpoints.kind, |delta| delta.insert(id, endpoints));
    }

    /// A relationship was deleted.
    pub(crate) fn remove(&mut self, id: RelationshipId, endpoints: Endpoints) {
        self.patch(endpoints.kind, |delta| delta.remove(id, endpoints));
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
        let outgoing = || Side { settled: kind.outgoing.row(id), recent: kind.delta.outgoing(id) };
        let incoming = || Side { settled: kind.incoming.row(id), recent: kind.delta.incoming(id) };
        let (outgoing, incoming) = match direction {
            Direction::Outgoing => (outgoing(), Side::default()),
            Direction::Incoming => (Side::default(), incoming()),
            Direction::Both => (outgoing(), incoming()),
        };
        Neighbours { outgoing, incoming, removed: kind.delta.removed() }
    }

    fn patch(&mut self, kind: Symbol, change: impl FnOnce(&mut Delta) -> bool) {
        let lock = &mut self.by_kind[kind.index()];
        let Some(kind) = lock.get_mut() else { return };
        let kept = change(&mut kind.delta);
        if !kept || kind.delta.is_large(kind.outgoing.len()) {
            *lock = OnceLock::new();
        }
    }
}

impl Kind {
    fn build(topology: &Topology, kind: Symbol) -> Self {
        let edges: Vec<(RelationshipId, Endpoints)> = topology.of_kind(kind).collect();
        let nodes = topology.next_node();
        let outgoing = edges.iter().map(|(id, ends)| (ends.start, Neighbour { relationship: *id, node: ends.end }));
        let incoming = edges.iter().map(|(id, ends)| (ends.end, Neighbour { relationship: *id, node: ends.start }));
        Self {
            outgoing: Rows::build(outgoing, nodes),
            incoming: Rows::build(incoming, nodes),
            delta: Delta::after(edges.last().map(|(id, _)| *id)),
        }
    }
}

/// The neighbours of a node in order of relationship; a relationship from the node to itself comes once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbours<'g> {
    outgoing: Side<'g>,
    incoming: Side<'g>,
    /// Relationships that are in the rows but no longer there.
    removed: Option<&'g Removed>,
}

/// The neighbours in one direction: those laid out, then those added since, whose relationships are later.
#[derive(Clone, Copy, Debug, Default)]
struct Side<'g> {
    settled: &'g [Neighbour],
    recent: &'g [Neighbour],
}

impl Neighbours<'_> {
    /// How many there are.
    pub(crate) fn degree(self) -> usize {
        let one_sided = self.incoming.len() == 0 || self.outgoing.len() == 0;
        if one_sided && self.removed.is_none() { self.outgoing.len() + self.incoming.len() } else { self.count() }
    }

    fn next_of_both(&mut self) -> Option<Neighbour> {
        match (self.outgoing.first(), self.incoming.first()) {
            (Some(out), Some(into)) if into.relationship < out.relationship => self.incoming.take(),
            (Some(out), Some(into)) if into.relationship == out.relationship => {
                self.incoming.take();
                self.outgoing.take()
            }
            (Some(_), _) => self.outgoing.take(),
            (None, _) => self.incoming.take(),
        }
    }
}

impl Iterator for Neighbours<'_> {
    type Item = Neighbour;

    fn next(&mut self) -> Option<Neighbour> {
        loop {
            let neighbour = self.next_of_both()?;
            if self.removed.is_none_or(|removed| !removed.contains_key(&neighbour.relationship)) {
                return Some(neighbour);
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.outgoing.len() + self.incoming.len()))
    }
}

impl Side<'_> {
    fn len(&self) -> usize {
        self.settled.len() + self.recent.len()
    }

    fn first(&self) -> Option<Neighbour> {
        self.settled.first().or_else(|| self.recent.first()).copied()
    }

    fn take(&mut self) -> Option<Neighbour> {
        let row = if self.settled.is_empty() { &mut self.recent } else { &mut self.settled };
        row.split_off_first().copied()
    }
}
