//! A graph as plain maps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use annals::graph::{Symbol, View};
use annals::value::{NodeId, RelationshipId, Value};

/// The properties of a node or relationship.
pub(in crate::oracle) type Properties = BTreeMap<Arc<str>, Value>;

/// A node: its labels and properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::oracle) struct Node {
    pub(in crate::oracle) labels: BTreeSet<Arc<str>>,
    pub(in crate::oracle) properties: Properties,
}

/// A relationship: its type, ends and properties.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::oracle) struct Relationship {
    pub(in crate::oracle) kind: Arc<str>,
    pub(in crate::oracle) start: NodeId,
    pub(in crate::oracle) end: NodeId,
    pub(in crate::oracle) properties: Properties,
}

/// A graph: everything by its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::oracle) struct World {
    pub(in crate::oracle) nodes: BTreeMap<NodeId, Node>,
    pub(in crate::oracle) relationships: BTreeMap<RelationshipId, Relationship>,
    next: (u32, u32),
}

impl World {
    /// A copy of a graph.
    pub(in crate::oracle) fn of(view: View<'_>) -> Self {
        let named = |properties: Vec<(Symbol, Value)>| -> Properties {
            properties.into_iter().map(|(key, value)| (view.name(key).into(), value)).collect()
        };
        let nodes = view.nodes().map(|id| {
            let labels = view.labels(id).iter().map(|label| view.name(*label).into()).collect();
            (id, Node { labels, properties: named(view.node_properties(id)) })
        });
        let relationships = view.relationships().map(|id| {
            let ends = view.relationship(id).unwrap();
            let properties = named(view.relationship_properties(id));
            let kind = view.name(ends.kind).into();
            (id, Relationship { kind, start: ends.start, end: ends.end, properties })
        });
        let next = (view.next_node_id().0, view.next_relationship_id().0);
        Self { nodes: nodes.collect(), relationships: relationships.collect(), next }
    }

    /// A property of a node, a relationship; null where there is none.
    pub(super) fn property(&self, of: &Value, key: &str) -> Option<Value> {
        Some(self.properties(of)?.get(key).cloned().unwrap_or_default())
    }

    pub(super) fn properties(&self, of: &Value) -> Option<&Properties> {
        match of {
            Value::Node(id) => self.nodes.get(id).map(|node| &node.properties),
            Value::Relationship(id) => self.relationships.get(id).map(|relationship| &relationship.properties),
            _ => None,
        }
    }

    pub(super) fn properties_mut(&mut self, of: &Value) -> Option<&mut Properties> {
        match of {
            Value::Node(id) => self.nodes.get_mut(id).map(|node| &mut node.properties),
            Value::Relationship(id) => self.relationships.get_mut(id).map(|relationship| &mut relationship.properties),
            _ => None,
        }
    }

    pub(super) fn create_node(&mut self, node: Node) -> NodeId {
        let id = NodeId(self.next.0);
        self.next.0 += 1;
        self.nodes.insert(id, node);
        id
    }

    pub(super) fn create_relationship(&mut self, relationship: Relationship) -> RelationshipId {
        let id = RelationshipId(self.next.1);
        self.next.1 += 1;
        self.relationships.insert(id, relationship);
        id
    }
}
