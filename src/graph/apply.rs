//! How a graph changes: each change is checked, done, and answered with what undoes it.

use super::{Batch, Change, Endpoints, Graph, Name, Symbol};
use crate::graph::labels::LabelSet;
use crate::value::{NodeId, RelationshipId, Value};

/// How many ids a creation may skip. Columns are as long as ids are high, so a wild id must not cost gigabytes.
const LONGEST_SKIP: usize = 1 << 20;

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
    /// An id is created that skips more than a million free ones, or the last one there is.
    #[error("the id {0} is too far beyond the next free one")]
    IdOutOfReach(u32),
    /// A node is deleted that still has relationships.
    #[error("the node {0} still has relationships")]
    StillConnected(NodeId),
    /// A value that cannot be stored: a node, a relationship, a path, a map, or a list of such.
    #[error("a property cannot hold a {0}")]
    NotStorable(&'static str),
}

/// What takes a change back.
#[derive(Debug)]
pub(super) struct Undo {
    step: UndoStep,
    /// How many symbols there were before the change.
    symbols: usize,
}

#[derive(Debug)]
enum UndoStep {
    /// The node was created when this was the next free id.
    ForgetNode(NodeId, usize),
    /// The relationship was created when this was the next free id.
    ForgetRelationship(RelationshipId, usize),
    RestoreNode(NodeId, LabelSet, Vec<(Symbol, Value)>),
    RestoreRelationship(RelationshipId, Endpoints, Vec<(Symbol, Value)>),
    NodeProperty(NodeId, Symbol, Value),
    RelationshipProperty(RelationshipId, Symbol, Value),
    Labels(NodeId, LabelSet),
}

impl Graph {
    /// Applies all changes of `batch` in order, or none.
    ///
    /// # Errors
    /// The first change that makes no sense in this graph.
    pub fn apply(&mut self, batch: &Batch) -> Result<(), ApplyError> {
        let mut done = Vec::with_capacity(batch.changes.len());
        for change in &batch.changes {
            match self.change(change) {
                Ok(undo) => done.push(undo),
                Err(error) => {
                    done.into_iter().rev().for_each(|undo| self.undo(undo));
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Checks and does one change.
    pub(super) fn change(&mut self, change: &Change) -> Result<Undo, ApplyError> {
        let symbols = self.symbols.len();
        self.keepsakes.lose();
        let step = match change {
            Change::CreateNode { id, labels, properties } => self.create_node(*id, labels, properties),
            Change::CreateRelationship { id, kind, start, end, properties } => {
                self.create_relationship(*id, kind, (*start, *end), properties)
            }
            Change::SetNodeProperty { id, key, value } => self.set_node_property(*id, key, value),
            Change::SetRelationshipProperty { id, key, value } => self.set_relationship_property(*id, key, value),
            Change::AddLabel { id, label } => self.add_label(*id, label),
            Change::RemoveLabel { id, label } => self.remove_label(*id, label),
            Change::DeleteNode { id } => self.delete_node(*id),
            Change::DeleteRelationship { id } => self.delete_relationship(*id),
        }?;
        Ok(Undo { step, symbols })
    }

    /// Takes the latest change back.
    pub(super) fn undo(&mut self, undo: Undo) {
        self.keepsakes.lose();
        match undo.step {
            UndoStep::ForgetNode(id, next) => {
                self.drop_node(id);
                self.topology.forget_nodes(next);
                self.labels.truncate(next);
            }
            UndoStep::ForgetRelationship(id, next) => {
                self.drop_relationship(id);
                self.topology.forget_relationships(next);
            }
            UndoStep::RestoreNode(id, labels, properties) => {
                self.put_node(id, labels);
                for (key, value) in properties {
                    self.put_node_property(id, key, value);
                }
            }
            UndoStep::RestoreRelationship(id, endpoints, properties) => {
                self.put_relationship(id, endpoints);
                for (key, value) in properties {
                    self.relationship_columns.set(id.index(), key, value);
                }
            }
            UndoStep::NodeProperty(id, key, value) => {
                self.put_node_property(id, key, value);
            }
            UndoStep::RelationshipProperty(id, key, value) => {
                self.relationship_columns.set(id.index(), key, value);
            }
            UndoStep::Labels(id, labels) => {
                self.put_labels(id, labels);
            }
        }
        self.symbols.truncate(undo.symbols);
    }

    fn create_node(&mut self, id: NodeId, labels: &[Name], properties: &Properties) -> Result<UndoStep, ApplyError> {
        let next = self.topology.next_node();
        if id.index() < next {
            return Err(ApplyError::NodeIdReused(id));
        }
        check_reach(id.0, next)?;
        check_storable(properties)?;
        let labels = labels.iter().map(|label| self.symbols.intern(label)).collect();
        let labels = self.labels.intern(labels);
        self.put_node(id, labels);
        for (key, value) in properties {
            let key = self.symbols.intern(key);
            self.put_node_property(id, key, value.clone());
        }
        Ok(UndoStep::ForgetNode(id, next))
    }

    fn create_relationship(
        &mut self,
        id: RelationshipId,
        kind: &Name,
        (start, end): (NodeId, NodeId),
        properties: &Properties,
    ) -> Result<UndoStep, ApplyError> {
        let next = self.topology.next_relationship();
        if id.index() < next {
            return Err(ApplyError::RelationshipIdReused(id));
        }
        check_reach(id.0, next)?;
        self.check_node(start)?;
        self.check_node(end)?;
        check_storable(properties)?;
        let kind = self.symbols.intern(kind);
        self.put_relationship(id, Endpoints { kind, start, end });
        for (key, value) in properties {
            let key = self.symbols.intern(key);
            self.relationship_columns.set(id.index(), key, value.clone());
        }
        Ok(UndoStep::ForgetRelationship(id, next))
    }

    fn set_node_property(&mut self, id: NodeId, key: &Name, value: &Value) -> Result<UndoStep, ApplyError> {
        self.check_node(id)?;
        storable(value)?;
        let key = self.symbols.intern(key);
        let old = self.put_node_property(id, key, value.clone());
        Ok(UndoStep::NodeProperty(id, key, old))
    }

    fn set_relationship_property(
        &mut self,
        id: RelationshipId,
        key: &Name,
        value: &Value,
    ) -> Result<UndoStep, ApplyError> {
        self.endpoints(id)?;
        storable(value)?;
        let key = self.symbols.intern(key);
        let old = self.relationship_columns.set(id.index(), key, value.clone());
        Ok(UndoStep::RelationshipProperty(id, key, old))
    }

    fn add_label(&mut self, id: NodeId, label: &Name) -> Result<UndoStep, ApplyError> {
        self.check_node(id)?;
        let label = self.symbols.intern(label);
        let mut labels = self.labels.of(id).to_vec();
        labels.push(label);
        let labels = self.labels.intern(labels);
        Ok(UndoStep::Labels(id, self.put_labels(id, labels).unwrap_or(labels)))
    }

    fn remove_label(&mut self, id: NodeId, label: &Name) -> Result<UndoStep, ApplyError> {
        self.check_node(id)?;
        let label = self.symbols.get(label);
        let labels = self.labels.of(id).iter().copied().filter(|own| Some(*own) != label).collect();
        let labels = self.labels.intern(labels);
        Ok(UndoStep::Labels(id, self.put_labels(id, labels).unwrap_or(labels)))
    }

    fn delete_node(&mut self, id: NodeId) -> Result<UndoStep, ApplyError> {
        self.check_node(id)?;
        if self.topology.is_connected(id) {
            return Err(ApplyError::StillConnected(id));
        }
        let labels = self.labels.set_of(id).ok_or(ApplyError::NoSuchNode(id))?;
        Ok(UndoStep::RestoreNode(id, labels, self.drop_node(id)))
    }

    fn delete_relationship(&mut self, id: RelationshipId) -> Result<UndoStep, ApplyError> {
        let endpoints = self.endpoints(id)?;
        Ok(UndoStep::RestoreRelationship(id, endpoints, self.drop_relationship(id)))
    }

    fn check_node(&self, id: NodeId) -> Result<(), ApplyError> {
        self.labels.has_node(id).then_some(()).ok_or(ApplyError::NoSuchNode(id))
    }

    fn endpoints(&self, id: RelationshipId) -> Result<Endpoints, ApplyError> {
        self.topology.relationship(id).ok_or(ApplyError::NoSuchRelationship(id))
    }
}

/// The steps all changes come down to. They keep what is derived in step, and nothing else writes.
impl Graph {
    pub(super) fn put_node(&mut self, id: NodeId, labels: LabelSet) {
        self.topology.add_node(id);
        self.put_labels(id, labels);
    }

    fn drop_node(&mut self, id: NodeId) -> Vec<(Symbol, Value)> {
        let properties = self.node_columns.of(id.index());
        for (key, _) in &properties {
            self.put_node_property(id, *key, Value::Null);
        }
        self.labels.of(id).iter().for_each(|label| self.indexes.labels.remove(*label, id));
        self.labels.remove(id);
        self.topology.remove_node(id);
        properties
    }

    pub(super) fn put_relationship(&mut self, id: RelationshipId, endpoints: Endpoints) {
        self.reserve_symbols();
        self.topology.add_relationship(id, endpoints);
        self.adjacency.insert(id, endpoints);
        self.indexes.kinds.insert(endpoints.kind, id);
        self.relationship_changed(endpoints);
    }

    fn drop_relationship(&mut self, id: RelationshipId) -> Vec<(Symbol, Value)> {
        let properties = self.relationship_columns.of(id.index());
        for (key, _) in &properties {
            self.relationship_columns.set(id.index(), *key, Value::Null);
        }
        if let Some(endpoints) = self.topology.relationship(id) {
            self.topology.remove_relationship(id);
            self.adjacency.remove(id, endpoints);
            self.indexes.kinds.remove(endpoints.kind, id);
            self.relationship_changed(endpoints);
        }
        properties
    }

    fn put_node_property(&mut self, id: NodeId, key: Symbol, value: Value) -> Value {
        self.reserve_symbols();
        let old = self.node_columns.set(id.index(), key, value.clone());
        self.reindex(id, key, &old, &value);
        self.property_changed(id, key);
        old
    }

    /// Gives a node a set of labels; answers with the set it had, if it was there.
    fn put_labels(&mut self, id: NodeId, labels: LabelSet) -> Option<LabelSet> {
        self.reserve_symbols();
        let old = self.labels.assign(id, labels);
        if old != Some(labels) {
            if old.is_some() {
                self.labels_changed(labels);
            }
            let (old, new) = (old.map_or(&[][..], |old| self.labels.set(old)), self.labels.set(labels));
            old.iter().filter(|label| !new.contains(label)).for_each(|label| self.indexes.labels.remove(*label, id));
            new.iter().filter(|label| !old.contains(label)).for_each(|label| self.indexes.labels.insert(*label, id));
        }
        old
    }

    /// Derived structures are built behind a shared reference, so room for every symbol is made while there is none.
    pub(super) fn reserve_symbols(&mut self) {
        self.indexes.reserve(self.symbols.len());
        self.adjacency.reserve(self.symbols.len());
    }
}

type Properties = [(Name, Value)];

fn check_reach(id: u32, next: usize) -> Result<(), ApplyError> {
    let reach = next.saturating_add(LONGEST_SKIP).min(u32::MAX as usize - 1);
    (id as usize <= reach).then_some(()).ok_or(ApplyError::IdOutOfReach(id))
}

fn check_storable(properties: &Properties) -> Result<(), ApplyError> {
    properties.iter().try_for_each(|(_, value)| storable(value))
}

/// A property holds a scalar or a list of scalars; null stands for "no property".
fn storable(value: &Value) -> Result<(), ApplyError> {
    match value {
        Value::List(values) => values.iter().try_for_each(|value| match value {
            Value::Null => Err(ApplyError::NotStorable("list with a null in it")),
            Value::List(_) => Err(ApplyError::NotStorable("list of lists")),
            value => storable(value),
        }),
        Value::Map(_) => Err(ApplyError::NotStorable("map")),
        Value::Node(_) => Err(ApplyError::NotStorable("node")),
        Value::Relationship(_) => Err(ApplyError::NotStorable("relationship")),
        Value::Path(_) => Err(ApplyError::NotStorable("path")),
        _ => Ok(()),
    }
}
