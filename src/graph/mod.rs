//! WHERE facts stand: a property graph in memory.
//!
//! 1. A [`Batch`] of [`Change`]s is the only way in: [`Graph::apply`] does all of it or nothing; a [`Transaction`] does it
//!    step by step, so that a statement sees its own writes, and takes it all back on failure.
//! 2. [`View`] is the only way to look.
//!
//! What is kept: `topology` (a petgraph of thin nodes and edges: who is joined to whom), `column` (typed property columns
//! beside it), `symbol` (each name once). What is derived, built on first use and never persisted: `adjacency`
//! (contiguous neighbours by type and direction) and `index` (label, property, interval, name).

pub mod change;
mod symbol;
mod view;

pub use change::{Batch, Change, Name};
pub use symbol::Symbol;
pub use view::{Direction, Endpoints, Neighbour, PropertyRange, View};

use crate::value::{NodeId, RelationshipId};

/// A property graph in memory.
#[derive(Debug, Default)]
pub struct Graph {}

/// Why a batch was not applied. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApplyError {
    /// A change names a node that is not there.
    #[error("no node has the id {0}")]
    NoSuchNode(NodeId),
    /// A change names a relationship that is not there.
    #[error("no relationship has the id {0}")]
    NoSuchRelationship(RelationshipId),
    /// A node is created with an id that was given out before.
    #[error("the node id {0} was used before")]
    NodeIdReused(NodeId),
    /// A relationship is created with an id that was given out before.
    #[error("the relationship id {0} was used before")]
    RelationshipIdReused(RelationshipId),
    /// A node is deleted that still has relationships.
    #[error("the node {0} still has relationships")]
    StillConnected(NodeId),
    /// A value that cannot be stored: a node, a relationship, a path, a map, or a list of such.
    #[error("a property cannot hold a {0}")]
    NotStorable(&'static str),
}

impl Graph {
    /// An empty graph.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies all changes of `batch` in order, or none.
    ///
    /// # Errors
    /// The first change that makes no sense in this graph.
    pub fn apply(&mut self, batch: &Batch) -> Result<(), ApplyError> {
        let _ = batch;
        todo!()
    }

    /// The graph to look at.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::new(self)
    }
}

/// A batch in the making: each change is applied at once, so that what follows sees it, and recorded.
///
/// Dropped without [`Transaction::commit`], all changes are taken back.
#[derive(Debug)]
pub struct Transaction<'g> {
    graph: &'g mut Graph,
}

impl<'g> Transaction<'g> {
    /// Begins with nothing changed.
    pub fn begin(graph: &'g mut Graph) -> Self {
        Self { graph }
    }

    /// The graph as changed so far.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        self.graph.view()
    }

    /// The id the next created node must take.
    #[must_use]
    pub fn next_node_id(&self) -> NodeId {
        todo!()
    }

    /// The id the next created relationship must take.
    #[must_use]
    pub fn next_relationship_id(&self) -> RelationshipId {
        todo!()
    }

    /// Applies and records one change.
    ///
    /// # Errors
    /// A change that makes no sense; the transaction stays as it was before it.
    pub fn apply(&mut self, change: Change) -> Result<(), ApplyError> {
        let _ = change;
        todo!()
    }

    /// What was changed so far, to be made durable before [`Transaction::commit`].
    #[must_use]
    pub fn batch(&self) -> &Batch {
        todo!()
    }

    /// Keeps the changes.
    pub fn commit(self) -> Batch {
        todo!()
    }

    /// Takes back every change; also what dropping does.
    pub fn rollback(self) {}

    /// How many changes were made so far: a mark to return to.
    #[must_use]
    pub fn savepoint(&self) -> usize {
        todo!()
    }

    /// Takes back every change after `savepoint`.
    pub fn rollback_to(&mut self, savepoint: usize) {
        let _ = savepoint;
        todo!()
    }
}
