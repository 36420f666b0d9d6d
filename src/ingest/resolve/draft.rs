//! The batch in the making: changes so far, and what they mean for the nodes and relationships they touch.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::{Batch, Change, Direction, Name, Neighbour, View};
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
    deleted: FxHashSet<RelationshipId>,
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
            deleted: FxHashSet::default(),
            document_hashes: FxHashSet::default(),
            sources: FxHashMap::default(),
        }
    }

    pub(super) fn into_batch(self) -> Batch {
        self.batch
    }

    pub(super) fn create_node(&mut self, labels: &[&str], properties: Properties) -> NodeId {
        let id = self.reserve_node();
        self.create_reserved(id, labels, properties);
        id
    }

    /// The id of a node that will be created.
    pub(super) fn reserve_node(&mut self) -> NodeId {
        let id = NodeId(self.next_node);
        self.next_node += 1;
        id
    }

    pub(super) fn create_reserved(&mut self, id: NodeId, labels: &[&str], properties: Properties) {
        let labels = labels.iter().map(|label| Arc::from(*label)).collect();
        let properties = self.named(properties);
        self.batch.changes.push(Change::CreateNode { id, labels, properties });
    }

    /// Relates two nodes, unless they are so related already.
    pub(super) fn relate(&mut self, start: NodeId, kind: &'static str, end: NodeId) {
        if !self.are_related(start, kind, end) {
            self.relate_with(start, kind, end, Vec::new());
        }
    }

    /// Relates two nodes, whatever stands between them already.
    pub(super) fn relate_with(&mut self, start: NodeId, kind: &'static str, end: NodeId, properties: Properties) {
        self.related.insert((kind, start, end));
        let properties = self.named(properties);
        let kind = self.name(kind);
        self.create_relationship(start, kind, end, properties);
    }

    pub(super) fn are_related(&self, start: NodeId, kind: &'static str, end: NodeId) -> bool {
        self.related.contains(&(kind, start, end)) || self.outgoing(start, kind).any(|found| found.node == end)
    }

    /// The relationships of a type the graph, not the draft, has from a node, without those the draft takes away.
    pub(super) fn outgoing(&self, start: NodeId, kind: &str) -> impl Iterator<Item = Neighbour> + '_ {
        self.around(start, Direction::Outgoing, kind)
    }

    /// The same of those that lead to a node.
    pub(super) fn incoming(&self, end: NodeId, kind: &str) -> impl Iterator<Item = Neighbour> + '_ {
        self.around(end, Direction::Incoming, kind)
    }

    fn around(&self, node: NodeId, direction: Direction, kind: &str) -> impl Iterator<Item = Neighbour> + '_ {
        let view = self.view;
        let symbol = view.symbol(kind).filter(|_| view.has_node(node));
        let found = symbol.into_iter().flat_map(move |symbol| view.neighbours(node, direction, Some(symbol)));
        found.filter(|found| !self.deleted.contains(&found.relationship))
    }

    /// Makes what a node is related to a list in its order. Only what stood in the list before is taken away, and what
    /// follows the first difference is made anew, because relationships are listed in the order they were made.
    pub(super) fn align(
        &mut self,
        start: NodeId,
        kind: &'static str,
        before: &[NodeId],
        now: Vec<(NodeId, Properties)>,
    ) {
        let stands = before.iter().zip(&now).take_while(|(old, (new, _))| *old == new).count();
        let here: Vec<Neighbour> = self.outgoing(start, kind).collect();
        let at = |end: NodeId| here.iter().find(|found| found.node == end).map(|found| found.relationship);
        for relationship in before[stands..].iter().filter_map(|&end| at(end)) {
            self.delete_relationship(relationship);
        }
        for (place, (end, properties)) in now.into_iter().enumerate() {
            match at(end).filter(|relationship| place < stands && !self.deleted.contains(relationship)) {
                Some(relationship) => self.restate(relationship, properties),
                None if self.are_related(start, kind, end) => {}
                None => self.relate_with(start, kind, end, properties),
            }
        }
    }

    /// Sets what a relationship says otherwise.
    fn restate(&mut self, id: RelationshipId, properties: Properties) {
        for (key, value) in properties {
            if self.claim(id, key) != value {
                let key = self.name(key);
                self.batch.changes.push(Change::SetRelationshipProperty { id, key, value });
            }
        }
    }

    /// Gives a standing relation the fuller title.
    pub(super) fn retitle(&mut self, id: RelationshipId, title: Option<&str>) {
        let fullness = |title: &str| (title.chars().count(), title.to_owned());
        if title.map(fullness) > self.claim_text(id, "title").as_deref().map(fullness) {
            self.restate(id, vec![("title", optional_text(title))]);
        }
    }

    pub(super) fn delete_relationship(&mut self, id: RelationshipId) {
        if self.deleted.insert(id) {
            self.batch.changes.push(Change::DeleteRelationship { id });
        }
    }

    /// Takes a node away that nothing speaks of any more; what somebody else tied to it is tied to its heir.
    pub(super) fn replace_node(&mut self, id: NodeId, heir: NodeId) {
        let view = self.view;
        for direction in [Direction::Outgoing, Direction::Incoming] {
            for Neighbour { relationship, node } in view.neighbours(id, direction, None) {
                if self.deleted.contains(&relationship) {
                    continue;
                }
                let kind = view.relationship(relationship).map(|ends| view.name(ends.kind)).unwrap_or_default();
                let (start, end) = if direction == Direction::Outgoing { (heir, node) } else { (node, heir) };
                self.delete_relationship(relationship);
                if start != end && start != id && end != id {
                    let properties = view.relationship_properties(relationship);
                    let properties =
                        properties.into_iter().map(|(key, value)| (Arc::from(view.name(key)), value)).collect();
                    self.create_relationship(start, Arc::from(kind), end, properties);
                }
            }
        }
        self.batch.changes.push(Change::DeleteNode { id });
    }

    fn create_relationship(&mut self, start: NodeId, kind: Name, end: NodeId, properties: Vec<(Name, Value)>) {
        let id = RelationshipId(self.next_relationship);
        self.next_relationship += 1;
        self.batch.changes.push(Change::CreateRelationship { id, kind, start, end, properties });
    }

    pub(super) fn set(&mut self, id: NodeId, key: &'static str, value: Value) {
        let key = self.name(key);
        self.batch.changes.push(Change::SetNodeProperty { id, key, value });
    }

    pub(super) fn add_label(&mut self, id: NodeId, label: &str) {
        self.batch.changes.push(Change::AddLabel { id, label: label.into() });
    }

    pub(super) fn remove_label(&mut self, id: NodeId, label: &str) {
        self.batch.changes.push(Change::RemoveLabel { id, label: label.into() });
    }

    /// A property of a relationship of the graph, not of the draft; null where there is none.
    pub(super) fn claim(&self, id: RelationshipId, key: &str) -> Value {
        self.view.symbol(key).map_or(Value::Null, |key| self.view.relationship_property(id, key))
    }

    pub(super) fn claim_text(&self, id: RelationshipId, key: &str) -> Option<String> {
        text_of(&self.claim(id, key))
    }

    /// Sets properties of a node that were derived before and are derived otherwise now. What is no longer as it was derived
    /// is somebody's own, and stays.
    pub(super) fn rederive(&mut self, id: NodeId, before: &Properties, now: Properties) {
        for (key, value) in now {
            let old = before.iter().find(|(old, _)| *old == key).map_or(&Value::Null, |(_, value)| value);
            if *old != value && self.property(id, key) == *old {
                self.set(id, key, value);
            }
        }
    }

    /// The same of labels.
    pub(super) fn relabel(&mut self, id: NodeId, before: &[String], now: &[String]) {
        now.iter().filter(|label| !before.contains(label)).for_each(|label| self.add_label(id, label));
        before.iter().filter(|label| !now.contains(label)).for_each(|label| self.remove_label(id, label));
    }

    /// A property of a node of the graph, not of the draft; null where there is none.
    pub(super) fn property(&self, id: NodeId, key: &str) -> Value {
        self.view.symbol(key).map_or(Value::Null, |key| self.view.node_property(id, key))
    }

    pub(super) fn text(&self, id: NodeId, key: &str) -> Option<String> {
        text_of(&self.property(id, key))
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

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.to_string()),
        _ => None,
    }
}

/// The texts of a list.
pub(super) fn texts_of(value: &Value) -> Vec<String> {
    let Value::List(list) = value else { return Vec::new() };
    list.iter().filter_map(text_of).collect()
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
