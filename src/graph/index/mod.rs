//! What finds nodes without looking at all of them: derived, built on first use, never persisted.
//!
//! - `label`: the nodes of a label, the relationships of a type.
//! - `property`: the nodes by the value of a property, in order.
//! - `interval`: the nodes by the days from `start` to `end`.
//! - `name`: the nodes by `name` and `aliases`, folded.
//! - `unique`: whether a value of a property names one node.

mod interval;
mod label;
mod name;
mod property;
mod sample;
mod unique;

use std::sync::OnceLock;

use super::{Column, Graph, PropertyRange, Symbol};
use crate::value::{NodeId, RelationshipId, Value};
use interval::Intervals;
use label::Members;
pub(crate) use name::Names;
use property::Ordered;
use unique::Unique;

/// Every index of a graph.
#[derive(Debug, Default)]
pub(crate) struct Indexes {
    /// The nodes of each label.
    pub(crate) labels: Members<NodeId>,
    /// The relationships of each type.
    pub(crate) kinds: Members<RelationshipId>,
    properties: Vec<OnceLock<Ordered>>,
    unique: Vec<OnceLock<Unique>>,
    intervals: OnceLock<Intervals>,
    names: OnceLock<Names>,
}

impl Indexes {
    /// Makes room for symbols up to `symbols`.
    pub(crate) fn reserve(&mut self, symbols: usize) {
        self.labels.reserve(symbols);
        self.kinds.reserve(symbols);
        self.properties.resize_with(symbols.max(self.properties.len()), OnceLock::new);
        self.unique.resize_with(symbols.max(self.unique.len()), OnceLock::new);
    }

    /// Forgets every index; counts are kept.
    pub(crate) fn forget(&mut self) {
        self.labels.forget();
        self.kinds.forget();
        self.properties.clear();
        self.unique.clear();
        self.intervals = OnceLock::new();
        self.names = OnceLock::new();
    }
}

impl Graph {
    /// The nodes in order of a property, and its column.
    pub(super) fn ordered(&self, key: Symbol) -> Option<(&Ordered, &Column)> {
        let lock = self.indexes.properties.get(key.index())?;
        let column = self.node_columns.column(key)?;
        Some((lock.get_or_init(|| Ordered::build(column)), column))
    }

    /// How many nodes about have a property in a range.
    pub(super) fn estimate(&self, key: Symbol, range: &PropertyRange) -> usize {
        let Some(column) = self.node_columns.column(key) else { return 0 };
        let ordered = self.indexes.properties.get(key.index()).is_some_and(|lock| lock.get().is_some());
        if !ordered && column.len() > sample::SHORT {
            return sample::estimate(column, range);
        }
        self.ordered(key).map_or(0, |(ordered, column)| ordered.estimate(column, range))
    }

    /// Whether no two nodes have an equal value of a property, as far as that is cheaply told.
    pub(super) fn is_unique(&self, key: Symbol) -> bool {
        let (Some(lock), Some(column)) = (self.indexes.unique.get(key.index()), self.node_columns.column(key)) else {
            return false;
        };
        *lock.get_or_init(|| Unique::of(column)) != Unique::No
    }

    /// The names of all nodes.
    pub(super) fn names(&self) -> &Names {
        self.indexes.names.get_or_init(|| Names::build(self))
    }

    /// The nodes with a start and perhaps an end.
    pub(super) fn intervals(&self) -> &Intervals {
        self.indexes.intervals.get_or_init(|| Intervals::build(self))
    }

    /// Keeps the indexes in step with a property that changed from `old` to `new`.
    pub(super) fn reindex(&mut self, id: NodeId, key: Symbol, old: &Value, new: &Value) {
        let lock = &mut self.indexes.properties[key.index()];
        if lock.get_mut().is_some_and(|ordered| !ordered.replace(id, old, new)) {
            *lock = OnceLock::new();
        }
        let lock = &mut self.indexes.unique[key.index()];
        if let Some(unique) = lock.get_mut() {
            let kept = match (old, new) {
                (Value::Null, Value::Integer(value)) => unique.with(id.index(), *value),
                _ => None,
            };
            *lock = kept.map_or_else(OnceLock::new, OnceLock::from);
        }
        if self.indexes.names.get().is_none() && self.indexes.intervals.get().is_none() {
            return;
        }
        match self.symbols.name(key) {
            "name" | "aliases" => self.rename(id, old),
            "start" | "end" => self.reschedule(id),
            _ => {}
        }
    }

    /// The name or the aliases of a node were `old`.
    fn rename(&mut self, id: NodeId, old: &Value) {
        let Some(names) = self.indexes.names.get_mut() else { return };
        names.remove(id, old);
        // A name may also be an alias, so both are entered again.
        let values =
            ["name", "aliases"].map(|key| self.symbols.get(key).map(|key| self.node_columns.get(id.index(), key)));
        values.iter().flatten().for_each(|value| names.insert(id, value));
    }

    /// The start or the end of a node changed.
    fn reschedule(&mut self, id: NodeId) {
        let Some(intervals) = self.indexes.intervals.get_mut() else { return };
        let column = |key| self.node_columns.column(self.symbols.get(key)?);
        if !intervals.change(id, column("start"), column("end")) {
            self.indexes.intervals = OnceLock::new();
        }
    }
}
