//! Changes, one at a time: applied at once, so that what follows sees them, and counted.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::runtime::{Access, Runtime};
use crate::graph::{ApplyError, Change, Name};
use crate::query::ast;
use crate::query::function::one;
use crate::query::{ErrorKind, QueryError};
use crate::value::{NodeId, RelationshipId, Value};

/// The properties of something new.
pub(super) type Properties = BTreeMap<Arc<str>, Value>;

impl Runtime<'_, '_> {
    fn apply(&mut self, change: Change) -> Result<(), QueryError> {
        match &mut self.access {
            Access::Write(transaction) => transaction.apply(change).map_err(refused),
            Access::Read(_) => Err(QueryError::runtime(
                ErrorKind::SemanticError,
                "",
                "the statement writes, and the graph is open for reading only",
            )),
        }
    }

    pub(super) fn create_node(&mut self, labels: &[ast::Name], properties: Properties) -> Result<NodeId, QueryError> {
        let id = self.view().next_node_id();
        let labels: Vec<Name> = labels.iter().map(|label| Arc::clone(&label.text)).collect();
        let properties = present(properties);
        self.effects.nodes_created += 1;
        self.effects.labels_added += labels.len() as u64;
        self.effects.properties_set += properties.len() as u64;
        self.apply(Change::CreateNode { id, labels, properties })?;
        Ok(id)
    }

    pub(super) fn create_relationship(
        &mut self,
        kind: &ast::Name,
        (start, end): (NodeId, NodeId),
        properties: Properties,
    ) -> Result<RelationshipId, QueryError> {
        let id = self.view().next_relationship_id();
        let properties = present(properties);
        self.effects.relationships_created += 1;
        self.effects.properties_set += properties.len() as u64;
        self.apply(Change::CreateRelationship { id, kind: Arc::clone(&kind.text), start, end, properties })?;
        Ok(id)
    }

    /// Sets or, with null, removes a property; nothing where it has that value already.
    pub(super) fn set_property(&mut self, target: Target, key: &Arc<str>, value: Value) -> Result<(), QueryError> {
        let view = self.view();
        let before = view.symbol(key).map_or(Value::Null, |key| match target {
            Target::Node(id) => view.node_property(id, key),
            Target::Relationship(id) => view.relationship_property(id, key),
        });
        match (&before, &value) {
            (Value::Null, Value::Null) => return Ok(()),
            (_, Value::Null) => self.effects.properties_removed += 1,
            (before, value) if before == value => return Ok(()),
            _ => self.effects.properties_set += 1,
        }
        let key = Arc::clone(key);
        self.apply(match target {
            Target::Node(id) => Change::SetNodeProperty { id, key, value },
            Target::Relationship(id) => Change::SetRelationshipProperty { id, key, value },
        })
    }

    pub(super) fn add_label(&mut self, id: NodeId, label: &ast::Name) -> Result<(), QueryError> {
        if self.has_label(id, label) {
            return Ok(());
        }
        self.effects.labels_added += 1;
        self.apply(Change::AddLabel { id, label: Arc::clone(&label.text) })
    }

    pub(super) fn remove_label(&mut self, id: NodeId, label: &ast::Name) -> Result<(), QueryError> {
        if !self.has_label(id, label) {
            return Ok(());
        }
        self.effects.labels_removed += 1;
        self.apply(Change::RemoveLabel { id, label: Arc::clone(&label.text) })
    }

    fn has_label(&self, id: NodeId, label: &ast::Name) -> bool {
        let view = self.view();
        view.symbol(&label.text).is_some_and(|label| view.has_label(id, label))
    }

    pub(super) fn delete_node(&mut self, id: NodeId) -> Result<(), QueryError> {
        // What the statement made and unmade is no difference.
        if id < self.own.0 {
            self.effects.nodes_deleted += 1;
        } else {
            self.effects.nodes_created -= 1;
        }
        self.deleted.nodes.insert(id);
        self.apply(Change::DeleteNode { id })
    }

    pub(super) fn delete_relationship(&mut self, id: RelationshipId) -> Result<(), QueryError> {
        let view = self.view();
        let Some(ends) = view.relationship(id) else { return Ok(()) };
        let kind: Rc<str> = Rc::from(view.name(ends.kind));
        if id < self.own.1 {
            self.effects.relationships_deleted += 1;
        } else {
            self.effects.relationships_created -= 1;
        }
        self.deleted.relationships.insert(id, (kind, ends.start, ends.end));
        self.apply(Change::DeleteRelationship { id })
    }
}

/// What a property is set on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Node(NodeId),
    Relationship(RelationshipId),
}

impl Target {
    /// The node or relationship a value is; `None` of null.
    pub(super) fn of(value: &Value) -> Result<Option<Self>, QueryError> {
        match value {
            Value::Null => Ok(None),
            Value::Node(id) => Ok(Some(Self::Node(*id))),
            Value::Relationship(id) => Ok(Some(Self::Relationship(*id))),
            other => {
                let message = format!("expected a node or a relationship to write to, found {}", one(other));
                Err(QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message))
            }
        }
    }
}

fn present(properties: Properties) -> Vec<(Name, Value)> {
    properties.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

/// What a refused change means to whoever wrote the statement.
fn refused(error: ApplyError) -> QueryError {
    let (kind, detail) = match error {
        ApplyError::NotStorable(_) => (ErrorKind::TypeError, "InvalidPropertyType"),
        ApplyError::StillConnected(_) => (ErrorKind::ConstraintVerificationFailed, "DeleteConnectedNode"),
        ApplyError::NoSuchNode(_) | ApplyError::NoSuchRelationship(_) => {
            (ErrorKind::EntityNotFound, "DeletedEntityAccess")
        }
        _ => (ErrorKind::SemanticError, ""),
    };
    let message = match error {
        // Whatever a row holds was there when it was found.
        ApplyError::NoSuchNode(_) => "the node was deleted by this statement".to_owned(),
        ApplyError::NoSuchRelationship(_) => "the relationship was deleted by this statement".to_owned(),
        _ => error.to_string(),
    };
    let refused = QueryError::runtime(kind, detail, message);
    match error {
        ApplyError::StillConnected(_) => refused.help("delete its relationships first, or use DETACH DELETE"),
        _ => refused,
    }
}
