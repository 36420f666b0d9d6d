//! What a statement answers: named columns, rows of values, and the nodes and relationships the values speak of.

use std::collections::BTreeMap;

use crate::value::{NodeId, RelationshipId, Value};

/// An answer. It owns everything it shows: it outlives the graph's next change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The columns' names, in order.
    pub columns: Vec<String>,
    /// The rows; each has a value for every column.
    pub rows: Vec<Vec<Value>>,
    /// The nodes that values refer to, also inside paths and lists, as they were when the rows were made.
    pub nodes: BTreeMap<NodeId, NodeData>,
    /// The relationships that values refer to.
    pub relationships: BTreeMap<RelationshipId, RelationshipData>,
    /// What the statement changed.
    pub side_effects: SideEffects,
    /// Remarks, such as a label the graph does not know.
    pub warnings: Vec<String>,
}

/// A node as it was when the rows were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeData {
    /// Its labels, in order of name.
    pub labels: Vec<String>,
    /// Its properties, in order of key.
    pub properties: BTreeMap<String, Value>,
}

/// A relationship as it was when the rows were made.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationshipData {
    /// Its type.
    pub kind: String,
    /// The node it leaves.
    pub start: NodeId,
    /// The node it enters.
    pub end: NodeId,
    /// Its properties, in order of key.
    pub properties: BTreeMap<String, Value>,
}

/// How much a statement changed.
///
/// Nodes and relationships are differences of the graph before and after; properties and labels count each time one is
/// set or removed, and not where what bears them comes or goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SideEffects {
    /// Nodes that are new.
    pub nodes_created: u64,
    /// Nodes that are gone.
    pub nodes_deleted: u64,
    /// Relationships that are new.
    pub relationships_created: u64,
    /// Relationships that are gone.
    pub relationships_deleted: u64,
    /// Properties that were set or changed.
    pub properties_set: u64,
    /// Properties that are gone.
    pub properties_removed: u64,
    /// Labels added to nodes.
    pub labels_added: u64,
    /// Labels taken from nodes.
    pub labels_removed: u64,
}
