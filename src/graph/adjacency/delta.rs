//! What changed since rows were laid out.

use rustc_hash::FxHashMap;

use crate::graph::{Endpoints, Neighbour};
use crate::value::{NodeId, RelationshipId};

/// A delta this small is never worth laying rows out again.
const SMALL: usize = if cfg!(test) { 4 } else { 1024 };

/// Relationships of one type that came and went since its rows were laid out.
#[derive(Debug)]
pub(super) struct Delta {
    /// The last relationship in the rows, if there is any.
    last: Option<RelationshipId>,
    outgoing: FxHashMap<NodeId, Vec<Neighbour>>,
    incoming: FxHashMap<NodeId, Vec<Neighbour>>,
    /// How many relationships came.
    added: usize,
    /// Relationships of the rows that went.
    removed: Removed,
}

/// Relationships that are in rows but no longer there.
pub(super) type Removed = FxHashMap<RelationshipId, Endpoints>;

impl Delta {
    /// Nothing changed since rows were laid out up to this relationship.
    pub(super) fn after(last: Option<RelationshipId>) -> Self {
        Self {
            last,
            outgoing: FxHashMap::default(),
            incoming: FxHashMap::default(),
            added: 0,
            removed: Removed::default(),
        }
    }

    /// Whether this is too much beside rows of `settled` relationships.
    pub(super) fn is_large(&self, settled: usize) -> bool {
        self.added + self.removed.len() > SMALL.max(settled / 8)
    }

    /// The neighbours of a node that came, in order of relationship.
    pub(super) fn outgoing(&self, id: NodeId) -> &[Neighbour] {
        if self.added == 0 { &[] } else { self.outgoing.get(&id).map_or(&[], Vec::as_slice) }
    }

    /// The same, of relationships that enter the node.
    pub(super) fn incoming(&self, id: NodeId) -> &[Neighbour] {
        if self.added == 0 { &[] } else { self.incoming.get(&id).map_or(&[], Vec::as_slice) }
    }

    /// Relationships of the rows that went, if any did.
    pub(super) fn removed(&self) -> Option<&Removed> {
        (!self.removed.is_empty()).then_some(&self.removed)
    }

    /// A relationship came. False where that cannot be said beside the rows: it is not among them, but others after it are.
    /// An id that was taken back may come again with other ends.
    pub(super) fn insert(&mut self, id: RelationshipId, endpoints: Endpoints) -> bool {
        if self.is_settled(id) {
            return self.removed.remove(&id) == Some(endpoints);
        }
        let Endpoints { start, end, .. } = endpoints;
        enter(self.outgoing.entry(start).or_default(), Neighbour { relationship: id, node: end });
        enter(self.incoming.entry(end).or_default(), Neighbour { relationship: id, node: start });
        self.added += 1;
        true
    }

    /// A relationship went.
    pub(super) fn remove(&mut self, id: RelationshipId, endpoints: Endpoints) -> bool {
        if self.is_settled(id) {
            return self.removed.insert(id, endpoints).is_none();
        }
        let (out, into) = (self.outgoing.get_mut(&endpoints.start), self.incoming.get_mut(&endpoints.end));
        out.into_iter().chain(into).for_each(|row| row.retain(|neighbour| neighbour.relationship != id));
        self.added -= 1;
        true
    }

    /// Whether nothing changed.
    pub(super) fn is_empty(&self) -> bool {
        self.added == 0 && self.removed.is_empty()
    }

    /// Whether a relationship was there before anything changed, as far as its id tells.
    pub(super) fn is_settled(&self, id: RelationshipId) -> bool {
        self.last.is_some_and(|last| id <= last)
    }
}

fn enter(row: &mut Vec<Neighbour>, neighbour: Neighbour) {
    let position = row.partition_point(|other| other.relationship < neighbour.relationship);
    row.insert(position, neighbour);
}
