//! Which relationships are walked from a node, and in which order what they lead to is wanted.

use crate::graph::{Direction, Endpoints, Graph, Neighbour, Symbol};
use crate::value::NodeId;

/// From a node over a relationship to the middle, and perhaps over another to the far end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) first: Leg,
    pub(crate) second: Option<Leg>,
    /// Whether the second relationship must be another one than the first.
    pub(crate) unlike: bool,
    /// The property of the middle that orders the ways from a node; without one they are in order of the middle's id.
    pub(crate) order: Option<Symbol>,
}

/// Relationships of some types in a direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leg {
    /// In order, none twice; `None` for every type.
    kinds: Option<Vec<Symbol>>,
    direction: Direction,
}

impl Way {
    /// A way over one relationship or two. It does not matter whether relationships that cannot be the same must differ.
    pub(crate) fn new(first: Leg, second: Option<Leg>, unlike: bool) -> Self {
        let unlike = unlike && second.as_ref().is_some_and(|second| first.meets(second));
        Self { first, second, unlike, order: None }
    }

    /// The same way in order of another property, or of none.
    pub(crate) fn by(self, order: Option<Symbol>) -> Self {
        Self { order, ..self }
    }

    /// Whether the far end finds the way back by the same way.
    pub(crate) fn is_symmetric(&self) -> bool {
        self.second.as_ref().is_some_and(|second| second.reversed() == self.first)
    }

    /// How many relationships there are of its types.
    pub(super) fn relationships(&self, graph: &Graph) -> usize {
        self.first.count(graph) + self.second.as_ref().map_or(0, |second| second.count(graph))
    }

    /// Every pair of a relationship to the middle and one that leads on.
    pub(super) fn pairs(&self, near: &[Neighbour], far: &[Neighbour], mut each: impl FnMut(NodeId, NodeId)) {
        for one in near {
            for other in far {
                if !self.unlike || one.relationship != other.relationship {
                    each(one.node, other.node);
                }
            }
        }
    }
}

impl Leg {
    pub(crate) fn new(kinds: Option<Vec<Symbol>>, direction: Direction) -> Self {
        let kinds = kinds.map(|mut kinds| {
            kinds.sort_unstable();
            kinds.dedup();
            kinds
        });
        Self { kinds, direction }
    }

    /// The same relationships, seen from the other end.
    pub(super) fn reversed(&self) -> Self {
        Self { kinds: self.kinds.clone(), direction: self.direction.reversed() }
    }

    /// Whether a relationship may be one of these and one of those.
    fn meets(&self, other: &Self) -> bool {
        match (&self.kinds, &other.kinds) {
            (Some(own), Some(others)) => own.iter().any(|kind| others.contains(kind)),
            _ => true,
        }
    }

    pub(super) fn admits(&self, kind: Symbol) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }

    /// From where to where a relationship leads, seen as one of these; a loop that may be walked both ways counts once.
    pub(super) fn ends(&self, Endpoints { start, end, .. }: Endpoints) -> impl Iterator<Item = (NodeId, NodeId)> {
        let (forward, backward) = ((start, end), (end, start));
        let (one, other) = match self.direction {
            Direction::Outgoing => (forward, None),
            Direction::Incoming => (backward, None),
            Direction::Both => (forward, (start != end).then_some(backward)),
        };
        std::iter::once(one).chain(other)
    }

    /// Adds the neighbours of a node to `found`.
    pub(super) fn neighbours(&self, graph: &Graph, id: NodeId, found: &mut Vec<Neighbour>) {
        let view = graph.view();
        match &self.kinds {
            None => found.extend(view.neighbours(id, self.direction, None)),
            Some(kinds) => {
                kinds.iter().for_each(|kind| found.extend(view.neighbours(id, self.direction, Some(*kind))));
            }
        }
    }

    /// How many neighbours a node has.
    pub(super) fn degree(&self, graph: &Graph, id: NodeId) -> usize {
        let view = graph.view();
        match &self.kinds {
            None => view.degree(id, self.direction, None),
            Some(kinds) => kinds.iter().map(|kind| view.degree(id, self.direction, Some(*kind))).sum(),
        }
    }

    /// How many relationships there are of its types.
    fn count(&self, graph: &Graph) -> usize {
        match &self.kinds {
            None => graph.topology.relationship_count(),
            Some(kinds) => kinds.iter().map(|kind| graph.indexes.kinds.count(*kind)).sum(),
        }
    }
}
