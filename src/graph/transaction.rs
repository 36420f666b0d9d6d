//! A batch in the making.

use super::apply::Undo;
use super::{ApplyError, Batch, Change, Graph, View};
use crate::value::{NodeId, RelationshipId};

/// A batch in the making: each change is applied at once, so that what follows sees it, and recorded.
///
/// Dropped without [`Transaction::commit`], all changes are taken back.
#[derive(Debug)]
pub struct Transaction<'g> {
    graph: &'g mut Graph,
    batch: Batch,
    undo: Vec<Undo>,
}

impl<'g> Transaction<'g> {
    /// Begins with nothing changed.
    pub fn begin(graph: &'g mut Graph) -> Self {
        Self { graph, batch: Batch::default(), undo: Vec::new() }
    }

    /// The graph as changed so far.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        self.graph.view()
    }

    /// The id the next created node must take.
    #[must_use]
    pub fn next_node_id(&self) -> NodeId {
        self.graph.view().next_node_id()
    }

    /// The id the next created relationship must take.
    #[must_use]
    pub fn next_relationship_id(&self) -> RelationshipId {
        self.graph.view().next_relationship_id()
    }

    /// Applies and records one change.
    ///
    /// # Errors
    /// A change that makes no sense; the transaction stays as it was before it.
    pub fn apply(&mut self, change: Change) -> Result<(), ApplyError> {
        self.undo.push(self.graph.change(&change)?);
        self.batch.changes.push(change);
        Ok(())
    }

    /// What was changed so far, to be made durable before [`Transaction::commit`].
    #[must_use]
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// Keeps the changes.
    pub fn commit(mut self) -> Batch {
        self.undo.clear();
        std::mem::take(&mut self.batch)
    }

    /// Takes back every change; also what dropping does.
    pub fn rollback(self) {}

    /// How many changes were made so far: a mark to return to.
    #[must_use]
    pub fn savepoint(&self) -> usize {
        self.undo.len()
    }

    /// Takes back every change after `savepoint`.
    pub fn rollback_to(&mut self, savepoint: usize) {
        while self.undo.len() > savepoint {
            let undo = self.undo.pop().expect("there are more changes than the savepoint has");
            self.graph.undo(undo);
        }
        self.batch.changes.truncate(savepoint);
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        self.rollback_to(0);
    }
}
