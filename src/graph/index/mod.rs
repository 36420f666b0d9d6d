//! What finds nodes without looking at all of them: derived, built on first use, never persisted.
//!
//! - `label`: the nodes of a label, the relationships of a type.
//! - `property`: the nodes by the value of a property, in order.
//! - `interval`: the nodes by the days from `start` to `end`.
//! - `name`: the nodes by `name` and `aliases`, folded.

mod interval;
mod label;
mod name;
mod order;
mod property;

use std::sync::OnceLock;

use super::{Graph, Symbol};
use crate::value::{NodeId, RelationshipId};
use interval::Intervals;
use label::Members;
pub(crate) use name::Names;
use property::Ordered;

/// Every index of a graph.
#[derive(Debug, Default)]
pub(crate) struct Indexes {
    /// The nodes of each label.
    pub(crate) labels: Members<NodeId>,
    /// The relationships of each type.
    pub(crate) kinds: Members<RelationshipId>,
    properties: Vec<OnceLock<Ordered>>,
    intervals: OnceLock<Intervals>,
    names: OnceLock<Names>,
}

impl Indexes {
    /// Makes room for symbols up to `symbols`.
    pub(crate) fn reserve(&mut self, symbols: usize) {
        self.labels.reserve(symbols);
        self.kinds.reserve(symbols);
        self.properties.resize_with(symbols.max(self.properties.len()), OnceLock::new);
    }

    /// A property of a node is about to change.
    pub(crate) fn property_changes(&mut self, key: Symbol) {
        self.properties[key.index()] = OnceLock::new();
        self.intervals = OnceLock::new();
        self.names = OnceLock::new();
    }
}

impl Graph {
    /// The nodes in order of a property.
    pub(super) fn ordered(&self, key: Symbol) -> Option<&Ordered> {
        let lock = self.indexes.properties.get(key.index())?;
        Some(lock.get_or_init(|| Ordered::build(self, key)))
    }

    /// The names of all nodes.
    pub(super) fn names(&self) -> &Names {
        self.indexes.names.get_or_init(|| Names::build(self))
    }

    /// The nodes with a start and perhaps an end.
    pub(super) fn intervals(&self) -> &Intervals {
        self.indexes.intervals.get_or_init(|| Intervals::build(self))
    }
}
