//! The only way to look at a graph.
//!
//! A view borrows the graph, so it never changes under its holder, and is two words to copy. Derived structures it needs
//! (adjacency, indexes) are built on first use.

use std::ops::{Bound, Range};

use super::adjacency::Neighbours;
use super::{Column, Graph, LabelSet, NeighbourRows, Neighbourhood, Packed, Symbol, Way};
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

impl Direction {
    /// The direction as the other end sees it.
    pub(crate) const fn reversed(self) -> Self {
        match self {
            Self::Outgoing => Self::Incoming,
            Self::Incoming => Self::Outgoing,
            Self::Both => Self::Both,
        }
    }
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
        self.graph.labels.node_count()
    }

    /// How many relationships there are.
    #[must_use]
    pub fn relationship_count(self) -> usize {
        self.graph.topology.relationship_count()
    }

    /// The id the next created node must take, or one after it.
    #[must_use]
    pub fn next_node_id(self) -> NodeId {
        NodeId(u32::try_from(self.graph.topology.next_node()).expect("ids are 32 bits wide"))
    }

    /// The id the next created relationship must take, or one after it.
    #[must_use]
    pub fn next_relationship_id(self) -> RelationshipId {
        RelationshipId(u32::try_from(self.graph.topology.next_relationship()).expect("ids are 32 bits wide"))
    }

    /// The symbol of a name, where the graph has ever used it.
    #[must_use]
    pub fn symbol(self, name: &str) -> Option<Symbol> {
        self.graph.symbols.get(name)
    }

    /// The name of a symbol of this graph.
    #[must_use]
    pub fn name(self, symbol: Symbol) -> &'g str {
        self.graph.symbols.name(symbol)
    }

    /// A number that changes when a name, a label or a type comes into use or out of use.
    pub(crate) fn names_epoch(self) -> u64 {
        let Graph { symbols, indexes, .. } = self.graph;
        symbols.turns() + indexes.labels.turns() + indexes.kinds.turns()
    }

    /// Labels in use, each with the number of its nodes, in order of name.
    #[must_use]
    pub fn labels_in_use(self) -> Vec<(Symbol, usize)> {
        let mut labels: Vec<_> = self.graph.indexes.labels.counts().collect();
        labels.sort_unstable_by_key(|(label, _)| self.name(*label));
        labels
    }

    /// Relationship types in use, each with the number of its relationships, in order of name.
    #[must_use]
    pub fn types_in_use(self) -> Vec<(Symbol, usize)> {
        let mut kinds: Vec<_> = self.graph.indexes.kinds.counts().collect();
        kinds.sort_unstable_by_key(|(kind, _)| self.name(*kind));
        kinds
    }

    /// Property keys in use, of nodes or of relationships, in order of name.
    #[must_use]
    pub fn keys_in_use(self) -> Vec<Symbol> {
        let mut keys: Vec<_> = self.graph.node_columns.keys().chain(self.graph.relationship_columns.keys()).collect();
        keys.sort_unstable_by_key(|key| self.name(*key));
        keys.dedup();
        keys
    }

    /// How many nodes have a label.
    #[must_use]
    pub fn label_count(self, label: Symbol) -> usize {
        self.graph.indexes.labels.count(label)
    }

    /// How many relationships have a type.
    #[must_use]
    pub fn type_count(self, kind: Symbol) -> usize {
        self.graph.indexes.kinds.count(kind)
    }

    /// Every node, in order of id.
    pub fn nodes(self) -> impl Iterator<Item = NodeId> + 'g {
        self.graph.labels.nodes()
    }

    /// Every relationship, in order of id.
    pub fn relationships(self) -> impl Iterator<Item = RelationshipId> + 'g {
        self.graph.topology.relationships()
    }

    /// The nodes with a label, in order of id.
    #[must_use]
    pub fn nodes_with_label(self, label: Symbol) -> &'g [NodeId] {
        self.graph.indexes.labels.list(label, || self.graph.labels.nodes_with(label))
    }

    /// The relationships of a type, in order of id.
    #[must_use]
    pub fn relationships_of_type(self, kind: Symbol) -> &'g [RelationshipId] {
        self.graph.indexes.kinds.list(kind, || self.graph.topology.ids_of_kind(kind).collect())
    }

    /// Whether the node is there (and not deleted).
    #[must_use]
    pub fn has_node(self, id: NodeId) -> bool {
        self.graph.labels.has_node(id)
    }

    /// Type and ends of a relationship, where it is there.
    #[must_use]
    pub fn relationship(self, id: RelationshipId) -> Option<Endpoints> {
        self.graph.topology.relationship(id)
    }

    /// The labels of a node, in order of symbol; empty where there is no such node.
    #[must_use]
    pub fn labels(self, id: NodeId) -> &'g [Symbol] {
        self.graph.labels.of(id)
    }

    /// Whether a node has a label.
    #[must_use]
    pub fn has_label(self, id: NodeId, label: Symbol) -> bool {
        self.labels(id).contains(&label)
    }

    /// The number of the set of labels of every node, and the labels of each set.
    pub(crate) fn label_sets(self) -> (&'g Packed<LabelSet>, &'g [Box<[Symbol]>]) {
        (self.graph.labels.table(), self.graph.labels.sets())
    }

    /// What was derived from the graph as it is, and kept under a name that says all of how.
    pub(crate) fn keepsake<T: std::any::Any + Send + Sync>(self, name: &str) -> Option<std::sync::Arc<T>> {
        self.graph.keepsake(name)
    }

    /// Whether so many bytes may be kept at all.
    pub(crate) fn may_keep(self, bytes: usize) -> bool {
        self.graph.may_keep(bytes)
    }

    /// Keeps something derived, which takes so many bytes, until anything is written.
    pub(crate) fn keep<T: std::any::Any + Send + Sync>(self, name: &str, thing: std::sync::Arc<T>, bytes: usize) {
        self.graph.keep(name, thing, bytes);
    }

    /// The rows of a way; `None` where they would take too much memory, or the property is not one to order by.
    pub(crate) fn neighbourhood(self, way: &Way) -> Option<Neighbourhood<'g>> {
        self.graph.neighbourhood(way)
    }

    /// Whether no two nodes have an equal value of a property, as far as that is cheaply told.
    pub(crate) fn is_unique(self, key: Symbol) -> bool {
        self.graph.is_unique(key)
    }

    /// Tells of any node whether its labels, in order of symbol, are `wanted`: asked once for each set of labels there is.
    pub(crate) fn labels_test(self, wanted: impl Fn(&[Symbol]) -> bool) -> impl Fn(NodeId) -> bool + 'g {
        self.graph.labels.test(wanted)
    }

    /// A property of a node; null where it has none.
    #[must_use]
    pub fn node_property(self, id: NodeId, key: Symbol) -> Value {
        self.graph.node_columns.get(id.index(), key)
    }

    /// A property of a relationship; null where it has none.
    #[must_use]
    pub fn relationship_property(self, id: RelationshipId, key: Symbol) -> Value {
        self.graph.relationship_columns.get(id.index(), key)
    }

    /// The properties of nodes of one key as they lie in memory, for loops over many of them.
    pub(crate) fn node_column(self, key: Symbol) -> Option<&'g Column> {
        self.graph.node_columns.column(key)
    }

    /// The same of relationships.
    pub(crate) fn relationship_column(self, key: Symbol) -> Option<&'g Column> {
        self.graph.relationship_columns.column(key)
    }

    /// The properties of a node, in order of key name.
    #[must_use]
    pub fn node_properties(self, id: NodeId) -> Vec<(Symbol, Value)> {
        self.by_name(self.graph.node_columns.of(id.index()))
    }

    /// The properties of a relationship, in order of key name.
    #[must_use]
    pub fn relationship_properties(self, id: RelationshipId) -> Vec<(Symbol, Value)> {
        self.by_name(self.graph.relationship_columns.of(id.index()))
    }

    /// The relationships of a node in a direction, of one type or of every type, each with its other end.
    /// In order of type (of its symbol), then of relationship id.
    pub fn neighbours(
        self,
        id: NodeId,
        direction: Direction,
        kind: Option<Symbol>,
    ) -> impl Iterator<Item = Neighbour> + 'g {
        self.kinds(kind).flat_map(move |kind| self.neighbours_of_type(id, direction, kind))
    }

    /// What [`View::neighbours`] would yield for one type, where all of it lies side by side.
    pub(crate) fn neighbours_at_once(self, id: NodeId, direction: Direction, kind: Symbol) -> Option<&'g [Neighbour]> {
        self.neighbours_of_type(id, direction, kind).as_slice()
    }

    /// The rows of a type in a direction, for whoever asks for so many of them; `None` where they do not tell all, or are not
    /// worth laying out.
    pub(crate) fn rows_of_type(self, direction: Direction, kind: Symbol, many: usize) -> Option<&'g NeighbourRows> {
        self.graph.adjacency.rows(&self.graph.topology, direction, kind, many)
    }

    /// How many relationships [`View::neighbours`] would yield.
    #[must_use]
    pub fn degree(self, id: NodeId, direction: Direction, kind: Option<Symbol>) -> usize {
        self.kinds(kind).map(|kind| self.neighbours_of_type(id, direction, kind).degree()).sum()
    }

    /// The nodes with a label (or all nodes) whose property lies in a range, by the ordered index of that property.
    /// In order of value, then of id.
    #[must_use]
    pub fn seek(self, label: Option<Symbol>, key: Symbol, range: &PropertyRange) -> Vec<NodeId> {
        let Some((ordered, column)) = self.graph.ordered(key) else { return Vec::new() };
        let is_labelled = self.labels_test(|labels| label.is_none_or(|label| labels.contains(&label)));
        ordered.seek(column, range, is_labelled)
    }

    /// The nodes that have a property, in order of value, then of id, and where among them those of a range lie side by side.
    pub(crate) fn seek_at_once(self, key: Symbol, range: &PropertyRange) -> Option<(&'g [NodeId], Range<usize>)> {
        let (ordered, column) = self.graph.ordered(key)?;
        ordered.seek_at_once(column, range)
    }

    /// How many nodes [`View::seek`] would about find, without finding them: what the optimizer decides by.
    #[must_use]
    pub fn estimate(self, label: Option<Symbol>, key: Symbol, range: &PropertyRange) -> usize {
        let found = self.graph.estimate(key, range);
        label.map_or(found, |label| found.min(self.label_count(label)))
    }

    /// The nodes whose `name` or one of whose `aliases` is this, after folding case, accents and apostrophes.
    /// In order of id.
    #[must_use]
    pub fn named(self, name: &str) -> Vec<NodeId> {
        self.graph.names().named(name)
    }

    /// Whether a longer known name starts with this folded text and a space: the reader of questions asks it word by word.
    #[must_use]
    pub fn name_continues(self, folded: &str) -> bool {
        self.graph.names().continues(folded)
    }

    /// Up to `limit` names and aliases whose folded form starts so, shortest first, then in order: completion asks it.
    #[must_use]
    pub fn names_with_prefix(self, prefix: &str, limit: usize) -> Vec<(&'g str, NodeId)> {
        self.graph.names().with_prefix(prefix, limit)
    }

    /// The names and aliases of several words one of which is this folded word, in order.
    #[must_use]
    pub fn names_with_word(self, word: &str) -> Vec<(&'g str, NodeId)> {
        self.graph.names().with_word(word)
    }

    /// Up to `limit` names and aliases nearest to a misspelt one, nearest first: what "did you mean" offers.
    #[must_use]
    pub fn names_like(self, name: &str, limit: usize) -> Vec<(&'g str, NodeId)> {
        self.graph.names().like(name, limit)
    }

    /// The nodes whose `start`..`end` interval (null `end` is open) meets the given days, both ends included.
    /// In order of start, then of id.
    #[must_use]
    pub fn overlapping(self, first: crate::time::Date, last: crate::time::Date) -> Vec<NodeId> {
        self.graph.intervals().overlapping(first, last)
    }

    /// One type of relationship, or all in use.
    fn kinds(self, kind: Option<Symbol>) -> impl Iterator<Item = Symbol> + 'g {
        let every = kind.is_none().then(|| self.graph.indexes.kinds.counts().map(|(kind, _)| kind));
        kind.into_iter().chain(every.into_iter().flatten())
    }

    fn neighbours_of_type(self, id: NodeId, direction: Direction, kind: Symbol) -> Neighbours<'g> {
        self.graph.adjacency.neighbours(&self.graph.topology, id, direction, kind)
    }

    fn by_name(self, mut properties: Vec<(Symbol, Value)>) -> Vec<(Symbol, Value)> {
        properties.sort_unstable_by_key(|(key, _)| self.name(*key));
        properties
    }
}
