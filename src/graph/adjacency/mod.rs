//! Neighbours, contiguous: derived from the topology per relationship type and direction.
//!
//! Of a node's neighbours a traversal wants all of one type, in order; a petgraph finds them one pointer at a time, in
//! `rows` they lie side by side. Each type is laid out when it is first asked for; where the graph comes from a store, the
//! first `few` rows are read from there one by one. Writes after that go to a small `delta` beside the rows, and when it is
//! no longer small, the type is laid out again the next time it is asked for.

mod delta;
mod few;
mod ranks;
mod rows;

use std::sync::OnceLock;

use super::topology::Topology;
use super::{Direction, Endpoints, Neighbour, Symbol};
use crate::value::{NodeId, RelationshipId};
use delta::{Delta, Removed};
use few::Few;
pub(crate) use few::{RowSource, StoredRows};
pub(crate) use ranks::Ranks;
pub(crate) use rows::Rows;

/// The neighbours of every node, by type of relationship.
#[derive(Debug, Default)]
pub(crate) struct Adjacency {
    by_kind: Vec<Slot>,
}

/// What there is of one type so far.
#[derive(Debug, Default)]
struct Slot {
    /// Rows of a store, as long as few are asked for.
    few: Option<Few>,
    laid_out: OnceLock<Kind>,
}

/// The neighbours by relationships of one type, each direction laid out when it is first asked for.
#[derive(Debug)]
struct Kind {
    outgoing: OnceLock<Rows>,
    incoming: OnceLock<Rows>,
    /// What changed since there could have been rows.
    delta: Delta,
}

impl Adjacency {
    /// Makes room for types up to `symbols`.
    pub(crate) fn reserve(&mut self, symbols: usize) {
        if symbols > self.by_kind.len() {
            self.by_kind.resize_with(symbols, Slot::default);
        }
    }

    /// Takes rows of a type from a store.
    pub(crate) fn place(&mut self, kind: Symbol, rows: &StoredRows) {
        self.by_kind[kind.index()].few = Some(Few::new(rows));
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
        let Some(slot) = self.by_kind.get(kind.index()) else { return Neighbours::default() };
        match (slot.laid_out.get(), &slot.few) {
            (None, Some(few)) if !few.are_many() => {
                Neighbours::new(direction, &few.delta, id, |direction| few.row(id, direction))
            }
            _ => {
                let laid_out = slot.laid_out.get_or_init(|| Kind::new(topology));
                let row = |direction| laid_out.rows(topology, kind, direction).row(id);
                Neighbours::new(direction, &laid_out.delta, id, row)
            }
        }
    }

    /// The rows of a type in a direction, which is not both, for whoever asks for so many of them; `None` where they do not tell
    /// all, or that is not worth laying them out.
    pub(crate) fn rows(&self, topology: &Topology, direction: Direction, kind: Symbol, many: usize) -> Option<&Rows> {
        let slot = self.by_kind.get(kind.index()).filter(|_| direction != Direction::Both)?;
        if slot.laid_out.get().is_none() && slot.few.as_ref().is_some_and(|few| !few.would_be_many(many)) {
            return None;
        }
        let laid_out = slot.laid_out.get_or_init(|| Kind::new(topology));
        laid_out.delta.is_empty().then(|| laid_out.rows(topology, kind, direction))
    }

    fn patch(&mut self, kind: Symbol, change: impl Fn(&mut Delta) -> bool) {
        let Slot { few, laid_out } = &mut self.by_kind[kind.index()];
        if few.as_mut().is_some_and(|few| !change(&mut few.delta) || few.delta.is_large(0)) {
            *few = None;
        }
        let Some(kind) = laid_out.get_mut() else { return };
        let kept = change(&mut kind.delta);
        if !kept || kind.delta.is_large(kind.settled()) {
            *laid_out = OnceLock::new();
        }
    }
}

impl Kind {
    /// Nothing laid out yet.
    fn new(topology: &Topology) -> Self {
        let last = topology.next_relationship().checked_sub(1).and_then(|last| u32::try_from(last).ok());
        Self { outgoing: OnceLock::new(), incoming: OnceLock::new(), delta: Delta::after(last.map(RelationshipId)) }
    }

    /// How many relationships are laid out.
    fn settled(&self) -> usize {
        let sides = [&self.outgoing, &self.incoming].into_iter();
        sides.filter_map(OnceLock::get).map(Rows::len).max().unwrap_or(0)
    }

    /// The rows of a direction, which is not both: as they were before anything in `delta` changed.
    fn rows(&self, topology: &Topology, kind: Symbol, direction: Direction) -> &Rows {
        let is_incoming = direction == Direction::Incoming;
        let side = if is_incoming { &self.incoming } else { &self.outgoing };
        side.get_or_init(|| {
            let seen = |(relationship, ends): (RelationshipId, Endpoints)| match is_incoming {
                true => (ends.end, Neighbour { relationship, node: ends.start }),
                false => (ends.start, Neighbour { relationship, node: ends.end }),
            };
            let settled = || topology.of_kind(kind).filter(|(id, _)| self.delta.is_settled(*id));
            let Some(removed) = self.delta.removed() else {
                return Rows::build(|| settled().map(seen), topology.next_node());
            };
            let mut edges: Vec<_> = settled().chain(removed.iter().map(|(id, ends)| (*id, *ends))).collect();
            edges.sort_unstable_by_key(|(id, _)| *id);
            Rows::build(|| edges.iter().copied().map(seen), topology.next_node())
        })
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

impl<'g> Neighbours<'g> {
    /// Rows of a node, and what changed since they were laid out.
    fn new(direction: Direction, delta: &'g Delta, id: NodeId, row: impl Fn(Direction) -> &'g [Neighbour]) -> Self {
        let outgoing = || Side { settled: row(Direction::Outgoing), recent: delta.outgoing(id) };
        let incoming = || Side { settled: row(Direction::Incoming), recent: delta.incoming(id) };
        let (outgoing, incoming) = match direction {
            Direction::Outgoing => (outgoing(), Side::default()),
            Direction::Incoming => (Side::default(), incoming()),
            Direction::Both => (outgoing(), incoming()),
        };
        Self { outgoing, incoming, removed: delta.removed() }
    }

    /// All of them, where they lie side by side.
    pub(crate) fn as_slice(&self) -> Option<&'g [Neighbour]> {
        let Self { outgoing, incoming, removed } = self;
        let side = match (outgoing.len(), incoming.len()) {
            (_, 0) => outgoing,
            (0, _) => incoming,
            _ => return None,
        };
        (removed.is_none() && side.recent.is_empty()).then_some(side.settled)
    }

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
