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
    made: Unfinished,
}

/// What an unfinished transaction has changed so far, put aside so that others may look at the graph meanwhile.
///
/// It belongs to its graph, which nothing else may change before it is resumed: only so can each change be taken back.
#[derive(Debug, Default)]
pub(crate) struct Unfinished {
    batch: Batch,
    undo: Vec<Undo>,
}

impl<'g> Transaction<'g> {
    /// Begins with nothing changed.
    pub fn begin(graph: &'g mut Graph) -> Self {
        Self::resume(graph, Unfinished::default())
    }

    /// Goes on where [`Transaction::suspend`] stopped, on the same graph.
    pub(crate) fn resume(graph: &'g mut Graph, made: Unfinished) -> Self {
        Self { graph, made }
    }

    /// Lets the graph go with the changes in it, neither kept nor taken back.
    pub(crate) fn suspend(mut self) -> Unfinished {
        std::mem::take(&mut self.made)
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
        self.made.undo.push(self.graph.change(&change)?);
        self.made.batch.changes.push(change);
        Ok(())
    }

    /// What was changed so far, to be made durable before [`Transaction::commit`].
    #[must_use]
    pub fn batch(&self) -> &Batch {
        &self.made.batch
    }

    /// Keeps the changes.
    pub fn commit(self) -> Batch {
        self.suspend().batch
    }

    /// Takes back every change; also what dropping does.
    pub fn rollback(self) {}

    /// How many changes were made so far: a mark to return to.
    #[must_use]
    pub fn savepoint(&self) -> usize {
        self.made.undo.len()
    }

    /// Takes back every change after `savepoint`.
    pub fn rollback_to(&mut self, savepoint: usize) {
        while self.made.undo.len() > savepoint {
            let undo = self.made.undo.pop().expect("there are more changes than the savepoint has");
            self.graph.undo(undo);
        }
        self.made.batch.changes.truncate(savepoint);
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        self.rollback_to(0);
    }
}
