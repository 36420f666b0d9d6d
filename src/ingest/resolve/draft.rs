//! The batch in the making: changes so far, and what they mean for the nodes and relationships they touch.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::{Batch, Change, Direction, Name, View};
use crate::value::{NodeId, RelationshipId, Value};

/// A graph with changes that are not applied yet.
#[derive(Debug)]
pub(super) struct Draft<'g> {
    pub(super) view: View<'g>,
    batch: Batch,
    next_node: u32,
    next_relationship: u32,
    names: FxHashMap<&'static str, Name>,
    related: FxHashSet<(&'static str, NodeId, NodeId)>,
    document_hashes: FxHashSet<String>,
    sources: FxHashMap<String, NodeId>,
}

/// Properties of a node or a relationship to be created; a null one is left out.
pub(super) type Properties = Vec<(&'static str, Value)>;

impl<'g> Draft<'g> {
    pub(super) fn new(view: View<'g>) -> Self {
        Self {
            view,
            batch: Batch::default(),
            next_node: view.next_node_id().0,
            next_relationship: view.next_relationship_id().0,
            names: FxHashMap::default(),
            related: FxHashSet::default(),
            document_hashes: FxHashSet::default(),
            sources: FxHashMap::default(),
        }
    }

    pub(super) fn into_batch(self) -> Batch {
        self.batch
    }

    pub(super) fn create_node(&mut self, labels: &[&str], properties: Properties) -> NodeId {
        let id = NodeId(self.next_node);
        self.next_node += 1;
        let labels = labels.iter().map(|label| Arc::from(*label)).collect();
        let properties = self.named(properties);
        self.batch.changes.push(Change::CreateNode { id, labels, properties });
        id
    }

    /// Relates two nodes, unless they are so related already.
    pub(super) fn relate(&mut self, start: NodeId, kind: &'static str, end: NodeId) {
        if !self.are_related(start, kind, end) {
            self.relate_with(start, kind, end, Vec::new());
        }
    }

    /// Relates two nodes, whatever stands between them already.
    pub(super) fn relate_with(&mut self, start: NodeId, kind: &'static str, end: NodeId, properties: Properties) {
        let id = RelationshipId(self.next_relationship);
        self.next_relationship += 1;
        self.related.insert((kind, start, end));
        let properties = self.named(properties);
        let kind = self.name(kind);
        self.batch.changes.push(Change::CreateRelationship { id, kind, start, end, properties });
    }

    pub(super) fn are_related(&self, start: NodeId, kind: &'static str, end: NodeId) -> bool {
        self.related.contains(&(kind, start, end)) || self.targets(start, kind).any(|node| node == end)
    }

    /// Where the relationships of a type lead that the graph, not the draft, has from a node.
    pub(super) fn targets(&self, start: NodeId, kind: &str) -> impl Iterator<Item = NodeId> + use<'g> {
        self.ends(start, kind, Direction::Outgoing)
    }

    /// Where the relationships of a type come from that the graph, not the draft, has to a node.
    pub(super) fn origins(&self, end: NodeId, kind: &str) -> impl Iterator<Item = NodeId> + use<'g> {
        self.ends(end, kind, Direction::Incoming)
    }

    fn ends(&self, node: NodeId, kind: &str, direction: Direction) -> impl Iterator<Item = NodeId> + use<'g> {
        let view = self.view;
        let symbol = view.symbol(kind).filter(|_| view.has_node(node));
        symbol
            .into_iter()
            .flat_map(move |symbol| view.neighbours(node, direction, Some(symbol)))
            .map(|neighbour| neighbour.node)
    }

    pub(super) fn set(&mut self, id: NodeId, key: &'static str, value: Value) {
        let key = self.name(key);
        self.batch.changes.push(Change::SetNodeProperty { id, key, value });
    }

    pub(super) fn add_label(&mut self, id: NodeId, label: &str) {
        self.batch.changes.push(Change::AddLabel { id, label: label.into() });
    }

    /// A property of a node of the graph, not of the draft; null where there is none.
    pub(super) fn property(&self, id: NodeId, key: &str) -> Value {
        self.view.symbol(key).map_or(Value::Null, |key| self.view.node_property(id, key))
    }

    pub(super) fn text(&self, id: NodeId, key: &str) -> Option<String> {
        match self.property(id, key) {
            Value::String(text) => Some(text.to_string()),
            _ => None,
        }
    }

    pub(super) fn has_label(&self, id: NodeId, label: &str) -> bool {
        self.view.symbol(label).is_some_and(|label| self.view.has_label(id, label))
    }

    /// Notes that a document with this hash is part of the draft; whether none was before.
    pub(super) fn note_document(&mut self, sha256: &str) -> bool {
        self.document_hashes.insert(sha256.to_owned())
    }

    pub(super) fn has_document(&self, sha256: &str) -> bool {
        self.document_hashes.contains(sha256)
    }

    /// The publisher of this folded name, if the draft has made one, or as `make` makes it.
    pub(super) fn source(&mut self, folded: String, make: impl FnOnce(&mut Self) -> NodeId) -> NodeId {
        if let Some(known) = self.sources.get(&folded) {
            return *known;
        }
        let source = make(self);
        self.sources.insert(folded, source);
        source
    }

    fn named(&mut self, properties: Properties) -> Vec<(Name, Value)> {
        let given = properties.into_iter().filter(|(_, value)| !matches!(value, Value::Null));
        given.map(|(key, value)| (self.name(key), value)).collect()
    }

    fn name(&mut self, name: &'static str) -> Name {
        self.names.entry(name).or_insert_with(|| Arc::from(name)).clone()
    }
}

/// A text, or null where it is empty.
pub(super) fn text_value(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { Value::String(Arc::from(text)) }
}

/// A text where there is one.
pub(super) fn optional_text(text: Option<&str>) -> Value {
    text_value(text.unwrap_or_default())
}

/// A number where there is one.
pub(super) fn optional_integer(number: Option<i64>) -> Value {
    number.map_or(Value::Null, Value::Integer)
}

/// A whole number as an integer, another as a float.
#[expect(clippy::cast_possible_truncation, reason = "whole and within the integers a float holds exactly")]
pub(super) fn number_value(number: Option<f64>) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number {
        None => Value::Null,
        Some(number) if number.fract() == 0.0 && number.abs() <= EXACT => Value::Integer(number as i64),
        Some(number) => Value::Float(number),
    }
}

/// Texts as a list, or null where there are none.
pub(super) fn texts_value(texts: &[String]) -> Value {
    if texts.is_empty() {
        return Value::Null;
    }
    Value::List(Arc::new(texts.iter().map(|text| Value::String(Arc::from(text.as_str()))).collect()))
}
