//! Who is joined to whom: the petgraph of record, and the stable ids over it.
//!
//! petgraph gives a freed index to the next newcomer; an id of ours is given out once. Two tables translate, and no petgraph
//! index leaves this file.
//!
//! ```text
//! NodeId          0  1  2  3          RelationshipId  0      1
//! petgraph index  0  1  –  2          petgraph index  0      1
//!                                     type            ACTOR  PART_OF
//! ```

use std::num::NonZeroU32;

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};

use super::{Endpoints, Symbol};
use crate::value::{NodeId, RelationshipId};

/// The table entry of an id that was deleted or skipped.
const ABSENT: u32 = u32::MAX;

/// The type of a relationship that was deleted or skipped.
const NO_KIND: Symbol = Symbol(u32::MAX);

/// An id as the weight of a petgraph's node or edge, plus one: an absent weight then takes no room of its own.
#[derive(Clone, Copy, Debug)]
struct Weight(NonZeroU32);

impl Weight {
    fn new(id: u32) -> Self {
        Self(NonZeroU32::MIN.checked_add(id).expect("ids stay below the largest number"))
    }

    fn id(self) -> u32 {
        self.0.get() - 1
    }
}

/// Nodes and relationships, without labels or properties.
#[derive(Debug, Default)]
pub(crate) struct Topology {
    graph: StableDiGraph<Weight, Weight, u32>,
    nodes: Vec<u32>,
    relationships: Vec<u32>,
    kinds: Vec<Symbol>,
}

impl Topology {
    pub(crate) fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    pub(crate) fn relationship_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// How many node ids were given out or skipped: the next free one.
    pub(crate) fn next_node(&self) -> usize {
        self.nodes.len()
    }

    /// How many relationship ids were given out or skipped: the next free one.
    pub(crate) fn next_relationship(&self) -> usize {
        self.relationships.len()
    }

    pub(crate) fn has_node(&self, id: NodeId) -> bool {
        self.nodes.get(id.index()).is_some_and(|slot| *slot != ABSENT)
    }

    pub(crate) fn has_relationship(&self, id: RelationshipId) -> bool {
        self.relationships.get(id.index()).is_some_and(|slot| *slot != ABSENT)
    }

    /// Type and ends of a relationship, where it is there.
    pub(crate) fn relationship(&self, id: RelationshipId) -> Option<Endpoints> {
        let slot = *self.relationships.get(id.index())?;
        let (start, end) = self.graph.edge_endpoints(EdgeIndex::new(slot as usize))?;
        let node = |index: NodeIndex<u32>| NodeId(self.graph[index].id());
        Some(Endpoints { kind: self.kinds[id.index()], start: node(start), end: node(end) })
    }

    /// Whether any relationship leaves or enters the node.
    pub(crate) fn is_connected(&self, id: NodeId) -> bool {
        let mut edges = self.graph.neighbors_undirected(self.node_index(id));
        edges.next().is_some()
    }

    /// Every node, in order of id.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        present(&self.nodes).map(NodeId)
    }

    /// Every relationship, in order of id.
    pub(crate) fn relationships(&self) -> impl Iterator<Item = RelationshipId> + '_ {
        present(&self.relationships).map(RelationshipId)
    }

    /// Every relationship of a type, in order of id.
    pub(crate) fn of_kind(&self, kind: Symbol) -> impl Iterator<Item = RelationshipId> + '_ {
        (0u32..).zip(&self.kinds).filter(move |(_, own)| **own == kind).map(|(id, _)| RelationshipId(id))
    }

    /// Makes room for what is about to be added.
    pub(crate) fn reserve(&mut self, nodes: usize, relationships: usize) {
        self.nodes.reserve(nodes);
        self.relationships.reserve(relationships);
        self.kinds.reserve(relationships);
        self.graph.reserve_nodes(nodes);
        self.graph.reserve_edges(relationships);
    }

    /// Adds a node, or puts a deleted one back.
    pub(crate) fn add_node(&mut self, id: NodeId) {
        let index = self.graph.add_node(Weight::new(id.0));
        enter(&mut self.nodes, id.index(), index.index());
    }

    /// Adds a relationship between two nodes that are there, or puts a deleted one back.
    pub(crate) fn add_relationship(&mut self, id: RelationshipId, endpoints: Endpoints) {
        let (start, end) = (self.node_index(endpoints.start), self.node_index(endpoints.end));
        let index = self.graph.add_edge(start, end, Weight::new(id.0));
        enter(&mut self.relationships, id.index(), index.index());
        self.kinds.resize(self.relationships.len(), NO_KIND);
        self.kinds[id.index()] = endpoints.kind;
    }

    /// Removes a node that is there and has no relationships.
    pub(crate) fn remove_node(&mut self, id: NodeId) {
        self.graph.remove_node(self.node_index(id));
        self.nodes[id.index()] = ABSENT;
    }

    /// Removes a relationship that is there.
    pub(crate) fn remove_relationship(&mut self, id: RelationshipId) {
        self.graph.remove_edge(EdgeIndex::new(self.relationships[id.index()] as usize));
        self.relationships[id.index()] = ABSENT;
        self.kinds[id.index()] = NO_KIND;
    }

    /// Forgets node ids at and after `len`: nobody has seen them.
    pub(crate) fn forget_nodes(&mut self, len: usize) {
        self.nodes.truncate(len);
    }

    /// Forgets relationship ids at and after `len`: nobody has seen them.
    pub(crate) fn forget_relationships(&mut self, len: usize) {
        self.relationships.truncate(len);
        self.kinds.truncate(len);
    }

    /// Skips ids, so that the next free ones are these: how a store remembers that its last ids were deleted.
    pub(crate) fn skip_to(&mut self, next_node: usize, next_relationship: usize) {
        self.nodes.resize(next_node.max(self.nodes.len()), ABSENT);
        self.relationships.resize(next_relationship.max(self.relationships.len()), ABSENT);
        self.kinds.resize(self.relationships.len(), NO_KIND);
    }

    fn node_index(&self, id: NodeId) -> NodeIndex<u32> {
        NodeIndex::new(self.nodes[id.index()] as usize)
    }
}

fn present(table: &[u32]) -> impl Iterator<Item = u32> + '_ {
    (0u32..).zip(table).filter(|(_, slot)| **slot != ABSENT).map(|(id, _)| id)
}

fn enter(table: &mut Vec<u32>, id: usize, index: usize) {
    if id >= table.len() {
        table.resize(id + 1, ABSENT);
    }
    table[id] = u32::try_from(index).expect("the petgraph's indexes are 32 bits wide");
}
