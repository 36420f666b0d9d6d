//! The second waist: everything that *tells* the graph something becomes one [`Batch`] of [`Change`]s.
//!
//! Cypher writes, ingested articles, loaded tables and replayed journals all arrive here, and `apply` is the only code
//! that changes a graph. A batch speaks in names, not symbols, so it means the same in every store.
//!
//! ```text
//! batch
//!  ├─ create node 7 :Entity:Place:City {name: 'Kyiv'}
//!  ├─ create relationship 12 (3)-[:OCCURRED_IN]->(7)
//!  └─ set node 3 .end = date('2025-05-24')
//! ```

use std::sync::Arc;

use crate::value::{NodeId, RelationshipId, Value};

/// A name: a label, a relationship type or a property key. Shared, because batches repeat few names many times.
pub type Name = Arc<str>;

/// One step of a [`Batch`]. Ids of created things are chosen by whoever builds the batch, so replay gives them again.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A new node with an id that was never used before.
    CreateNode {
        /// The id, at least the graph's next free node id.
        id: NodeId,
        /// Its labels, in any order, without repeats.
        labels: Vec<Name>,
        /// Its properties; none is null.
        properties: Vec<(Name, Value)>,
    },
    /// A new relationship between two existing nodes.
    CreateRelationship {
        /// The id, at least the graph's next free relationship id.
        id: RelationshipId,
        /// Its type.
        kind: Name,
        /// The node it leaves.
        start: NodeId,
        /// The node it enters.
        end: NodeId,
        /// Its properties; none is null.
        properties: Vec<(Name, Value)>,
    },
    /// A property of a node takes a value; null removes it.
    SetNodeProperty {
        /// The node.
        id: NodeId,
        /// The property.
        key: Name,
        /// The new value, or null.
        value: Value,
    },
    /// A property of a relationship takes a value; null removes it.
    SetRelationshipProperty {
        /// The relationship.
        id: RelationshipId,
        /// The property.
        key: Name,
        /// The new value, or null.
        value: Value,
    },
    /// A node gains a label; nothing happens where it has it.
    AddLabel {
        /// The node.
        id: NodeId,
        /// The label.
        label: Name,
    },
    /// A node loses a label; nothing happens where it has it not.
    RemoveLabel {
        /// The node.
        id: NodeId,
        /// The label.
        label: Name,
    },
    /// A node without relationships goes away.
    DeleteNode {
        /// The node.
        id: NodeId,
    },
    /// A relationship goes away.
    DeleteRelationship {
        /// The relationship.
        id: RelationshipId,
    },
}

/// Changes that happen together or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The changes, in order: a later one may speak of what an earlier one created.
    pub changes: Vec<Change>,
}

impl Batch {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}
