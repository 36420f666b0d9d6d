//! Who is joined to whom: the type and the ends of every relationship, by its id; and, when it is needed, the petgraph.
//!
//! Looking asks for the ends of a relationship or for the neighbours of a node, and neither needs a graph of pointers:
//! the ends are a column, and `adjacency` is laid out from them. What does need one is a node about to be deleted, which
//! must be joined to nothing, and whatever algorithm comes from petgraph. It is built then, and kept in step from then on.
//!
//! petgraph gives a freed index to the next newcomer; an id of ours is given out once. Two tables translate, and no petgraph
//! index leaves this file.
//!
//! ```text
//! RelationshipId  0          1          2            NodeId          0  1  2  3
//! type            ACTOR      –          PART_OF      petgraph index  0  1  –  2
//! ends            7 → 3                 7 → 8
//! petgraph index  0          –          1
//! ```

use std::sync::OnceLock;

use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};

use super::{Endpoints, Packed, Symbol};
use crate::value::{NodeId, RelationshipId};

/// Relationships, without properties.
#[derive(Debug, Default)]
pub(crate) struct Topology {
    relationships: Packed<Endpoints>,
    next_node: usize,
    next_relationship: usize,
    joined: OnceLock<Joined>,
}

impl Topology {
    /// Relationships that are read when they are needed, in a graph whose next free ids are these.
    pub(crate) fn lazy(relationships: Packed<Endpoints>, next_node: usize, next_relationship: usize) -> Self {
        Self { relationships, next_node, next_relationship, joined: OnceLock::new() }
    }

    pub(crate) fn relationship_count(&self) -> usize {
        self.relationships.len()
    }

    /// How many node ids were given out or skipped: the next free one.
    pub(crate) fn next_node(&self) -> usize {
        self.next_node
    }

    /// How many relationship ids were given out or skipped: the next free one.
    pub(crate) fn next_relationship(&self) -> usize {
        self.next_relationship
    }

    pub(crate) fn has_relationship(&self, id: RelationshipId) -> bool {
        self.relationships.has(id.index())
    }

    /// Type and ends of a relationship, where it is there.
    pub(crate) fn relationship(&self, id: RelationshipId) -> Option<Endpoints> {
        self.relationships.get(id.index())
    }

    /// Type and ends of every relationship, by id.
    pub(crate) fn table(&self) -> &Packed<Endpoints> {
        &self.relationships
    }

    /// Whether any relationship leaves or enters the node.
    pub(crate) fn is_connected(&self, id: NodeId) -> bool {
        let joined = self.joined.get_or_init(|| Joined::build(&self.relationships, self.next_node));
        joined.is_connected(id)
    }

    /// Every relationship, in order of id.
    pub(crate) fn relationships(&self) -> impl Iterator<Item = RelationshipId> + '_ {
        self.relationships.ids().map(RelationshipId)
    }

    /// Every relationship of a type, in order of id.
    pub(crate) fn ids_of_kind(&self, kind: Symbol) -> impl Iterator<Item = RelationshipId> + '_ {
        self.relationships.ids_where(move |ends| ends.kind == kind).map(RelationshipId)
    }

    /// Every relationship of a type with its ends, in order of id.
    pub(crate) fn of_kind(&self, kind: Symbol) -> impl Iterator<Item = (RelationshipId, Endpoints)> + '_ {
        let all = self.relationships.iter_where(move |ends| ends.kind == kind);
        all.filter(move |(_, ends)| ends.kind == kind).map(|(index, ends)| (relationship(index), *ends))
    }

    /// A node was added, or a deleted one put back.
    pub(crate) fn add_node(&mut self, id: NodeId) {
        self.next_node = self.next_node.max(id.index() + 1);
        if let Some(joined) = self.joined.get_mut() {
            joined.add_node(id);
        }
    }

    /// Adds a relationship between two nodes that are there, or puts a deleted one back.
    pub(crate) fn add_relationship(&mut self, id: RelationshipId, endpoints: Endpoints) {
        self.next_relationship = self.next_relationship.max(id.index() + 1);
        self.relationships.set(id.index(), endpoints);
        if let Some(joined) = self.joined.get_mut() {
            joined.add_relationship(id, endpoints);
        }
    }

    /// Adds relationships that follow each other, at and after the next free id.
    pub(crate) fn extend(&mut self, endpoints: impl ExactSizeIterator<Item = Option<Endpoints>>) {
        let first = self.next_relationship;
        self.next_relationship += endpoints.len();
        self.relationships.extend(first, endpoints);
        self.joined = OnceLock::new();
    }

    /// A node that is there and has no relationships goes.
    pub(crate) fn remove_node(&mut self, id: NodeId) {
        if let Some(joined) = self.joined.get_mut() {
            joined.remove_node(id);
        }
    }

    /// Removes a relationship that is there.
    pub(crate) fn remove_relationship(&mut self, id: RelationshipId) {
        self.relationships.remove(id.index());
        if let Some(joined) = self.joined.get_mut() {
            joined.remove_relationship(id);
        }
    }

    /// Forgets node ids at and after `len`: nobody has seen them.
    pub(crate) fn forget_nodes(&mut self, len: usize) {
        self.next_node = len;
    }

    /// Forgets relationship ids at and after `len`: nobody has seen them.
    pub(crate) fn forget_relationships(&mut self, len: usize) {
        self.next_relationship = len;
        self.relationships.truncate(len);
    }

    /// Skips ids, so that the next free ones are these: how a store remembers that its last ids were deleted.
    pub(crate) fn skip_to(&mut self, next_node: usize, next_relationship: usize) {
        self.next_node = self.next_node.max(next_node);
        self.next_relationship = self.next_relationship.max(next_relationship);
    }
}

/// The petgraph, and where each id is in it.
#[derive(Debug, Default)]
struct Joined {
    graph: StableDiGraph<(), (), u32>,
    nodes: Vec<u32>,
    relationships: Vec<u32>,
}

/// The table entry of an id that is not in the petgraph.
const ABSENT: u32 = u32::MAX;

impl Joined {
    /// Nodes that are joined to none need not be there.
    fn build(relationships: &Packed<Endpoints>, next_node: usize) -> Self {
        let mut joined = Self { nodes: vec![ABSENT; next_node], ..Self::default() };
        joined.graph.reserve_edges(relationships.len());
        for (index, endpoints) in relationships.iter() {
            joined.add_relationship(relationship(index), *endpoints);
        }
        joined
    }

    fn is_connected(&self, id: NodeId) -> bool {
        let slot = self.nodes.get(id.index()).copied().unwrap_or(ABSENT);
        slot != ABSENT && self.graph.neighbors_undirected(NodeIndex::new(slot as usize)).next().is_some()
    }

    fn add_node(&mut self, id: NodeId) -> NodeIndex<u32> {
        match self.nodes.get(id.index()) {
            Some(slot) if *slot != ABSENT => NodeIndex::new(*slot as usize),
            _ => {
                let index = self.graph.add_node(());
                enter(&mut self.nodes, id.index(), index.index());
                index
            }
        }
    }

    fn add_relationship(&mut self, id: RelationshipId, endpoints: Endpoints) {
        let (start, end) = (self.add_node(endpoints.start), self.add_node(endpoints.end));
        let index = self.graph.add_edge(start, end, ());
        enter(&mut self.relationships, id.index(), index.index());
    }

    fn remove_node(&mut self, id: NodeId) {
        if let Some(slot) = self.nodes.get_mut(id.index()).filter(|slot| **slot != ABSENT) {
            self.graph.remove_node(NodeIndex::new(*slot as usize));
            *slot = ABSENT;
        }
    }

    fn remove_relationship(&mut self, id: RelationshipId) {
        if let Some(slot) = self.relationships.get_mut(id.index()).filter(|slot| **slot != ABSENT) {
            self.graph.remove_edge(EdgeIndex::new(*slot as usize));
            *slot = ABSENT;
        }
    }
}

fn relationship(index: usize) -> RelationshipId {
    RelationshipId(u32::try_from(index).expect("ids are 32 bits wide"))
}

fn enter(table: &mut Vec<u32>, id: usize, index: usize) {
    if id >= table.len() {
        table.resize(id + 1, ABSENT);
    }
    table[id] = u32::try_from(index).expect("the petgraph's indexes are 32 bits wide");
}
