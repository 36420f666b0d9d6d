//! The only way to look at a graph.
//!
//! A view borrows the graph, so it never changes under its holder, and is two words to copy. Derived structures it needs
//! (adjacency, indexes) are built on first use.

use std::ops::Bound;

use super::{Graph, Symbol};
use crate::value::{NodeId, RelationshipId, Value};

/// A graph to look at.
#[derive(Clone, Copy, Debug)]
pub struct View<'g> {
    graph: &'g Graph,
}

/// Which relationships of a node are meant, seen from that node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Those that leave it.
    Outgoing,
    /// Those that enter it.
    Incoming,
    /// Both; a relationship from a node to itself counts once.
    Both,
}

/// A relationship of a node and the node at its other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Neighbour {
    /// The relationship.
    pub relationship: RelationshipId,
    /// The node at the other end.
    pub node: NodeId,
}

/// A relationship's type and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Endpoints {
    /// Its type.
    pub kind: Symbol,
    /// The node it leaves.
    pub start: NodeId,
    /// The node it enters.
    pub end: NodeId,
}

/// The values a property seek may find; values of another type than the bounds are never within.
#[derive(Clone, Debug, PartialEq)]
pub enum PropertyRange {
    /// Equal to this value.
    Equal(Value),
    /// Between two bounds by Cypher's comparability.
    Between(Bound<Value>, Bound<Value>),
    /// Texts that start so.
    Prefix(String),
}

impl<'g> View<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        Self { graph }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(self) -> usize {
        let _ = self.graph;
        todo!()
    }

    /// How many relationships there are.
    #[must_use]
    pub fn relationship_count(self) -> usize {
        todo!()
    }

    /// The symbol of a name, where the graph has ever used it.
    #[must_use]
    pub fn symbol(self, name: &str) -> Option<Symbol> {
        let _ = name;
        todo!()
    }

    /// The name of a symbol of this graph.
    #[must_use]
    pub fn name(self, symbol: Symbol) -> &'g str {
        let _ = symbol;
        todo!()
    }

    /// Labels in use, each with the number of its nodes, in order of name.
    #[must_use]
    pub fn labels_in_use(self) -> Vec<(Symbol, usize)> {
        todo!()
    }

    /// Relationship types in use, each with the number of its relationships, in order of name.
    #[must_use]
    pub fn types_in_use(self) -> Vec<(Symbol, usize)> {
        todo!()
    }

    /// Property keys in use, in order of name.
    #[must_use]
    pub fn keys_in_use(self) -> Vec<Symbol> {
        todo!()
    }

    /// Every node, in order of id.
    pub fn nodes(self) -> impl Iterator<Item = NodeId> + 'g {
        std::iter::empty()
    }

    /// Every relationship, in order of id.
    pub fn relationships(self) -> impl Iterator<Item = RelationshipId> + 'g {
        std::iter::empty()
    }

    /// The nodes with a label, in order of id.
    #[must_use]
    pub fn nodes_with_label(self, label: Symbol) -> &'g [NodeId] {
        let _ = label;
        todo!()
    }

    /// The relationships of a type, in order of id.
    #[must_use]
    pub fn relationships_of_type(self, kind: Symbol) -> &'g [RelationshipId] {
        let _ = kind;
        todo!()
    }

    /// Whether the node is there (and not deleted).
    #[must_use]
    pub fn has_node(self, id: NodeId) -> bool {
        let _ = id;
        todo!()
    }

    /// Type and ends of a relationship, where it is there.
    #[must_use]
    pub fn relationship(self, id: RelationshipId) -> Option<Endpoints> {
        let _ = id;
        todo!()
    }

    /// The labels of a node, in order of symbol; empty where there is no such node.
    #[must_use]
    pub fn labels(self, id: NodeId) -> &'g [Symbol] {
        let _ = id;
        todo!()
    }

    /// A property of a node; null where it has none.
    #[must_use]
    pub fn node_property(self, id: NodeId, key: Symbol) -> Value {
        let _ = (id, key);
        todo!()
    }

    /// A property of a relationship; null where it has none.
    #[must_use]
    pub fn relationship_property(self, id: RelationshipId, key: Symbol) -> Value {
        let _ = (id, key);
        todo!()
    }

    /// The properties of a node, in order of key name.
    #[must_use]
    pub fn node_properties(self, id: NodeId) -> Vec<(Symbol, Value)> {
        let _ = id;
        todo!()
    }

    /// The properties of a relationship, in order of key name.
    #[must_use]
    pub fn relationship_properties(self, id: RelationshipId) -> Vec<(Symbol, Value)> {
        let _ = id;
        todo!()
    }

    /// The relationships of a node in a direction, of one type or of every type, each with its other end.
    /// In order of type, then of relationship id.
    pub fn neighbours(
        self,
        id: NodeId,
        direction: Direction,
        kind: Option<Symbol>,
    ) -> impl Iterator<Item = Neighbour> + 'g {
        let _ = (id, direction, kind);
        std::iter::empty()
    }

    /// How many relationships [`View::neighbours`] would yield.
    #[must_use]
    pub fn degree(self, id: NodeId, direction: Direction, kind: Option<Symbol>) -> usize {
        let _ = (id, direction, kind);
        todo!()
    }

    /// The nodes with a label (or all nodes) whose property lies in a range, by the ordered index of that property.
    /// In order of value, then of id.
    #[must_use]
    pub fn seek(self, label: Option<Symbol>, key: Symbol, range: &PropertyRange) -> Vec<NodeId> {
        let _ = (label, key, range);
        todo!()
    }

    /// How many nodes [`View::seek`] would about find, without finding them: what the optimizer decides by.
    #[must_use]
    pub fn estimate(self, label: Option<Symbol>, key: Symbol, range: &PropertyRange) -> usize {
        let _ = (label, key, range);
        todo!()
    }

    /// The nodes whose `name` or one of whose `aliases` is this, after folding case, accents and apostrophes.
    /// In order of id.
    #[must_use]
    pub fn named(self, name: &str) -> Vec<NodeId> {
        let _ = name;
        todo!()
    }

    /// Whether a longer known name starts with this folded text and a space: the reader of questions asks it word by word.
    #[must_use]
    pub fn name_continues(self, folded: &str) -> bool {
        let _ = folded;
        todo!()
    }

    /// Up to `limit` names and aliases whose folded form starts so, shortest first, then in order: completion asks it.
    #[must_use]
    pub fn names_with_prefix(self, prefix: &str, limit: usize) -> Vec<(&'g str, NodeId)> {
        let _ = (prefix, limit);
        todo!()
    }

    /// Up to `limit` names and aliases nearest to a misspelt one, nearest first: what "did you mean" offers.
    #[must_use]
    pub fn names_like(self, name: &str, limit: usize) -> Vec<(&'g str, NodeId)> {
        let _ = (name, limit);
        todo!()
    }

    /// The nodes whose `start`..`end` interval (null `end` is open) meets the given days, both ends included.
    /// In order of start, then of id.
    #[must_use]
    pub fn overlapping(self, first: crate::time::Date, last: crate::time::Date) -> Vec<NodeId> {
        let _ = (first, last);
        todo!()
    }
}
