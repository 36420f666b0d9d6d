//! Which labels each node has.
//!
//! Most nodes share few sets of labels, so each set is kept once and a node holds its number.
//!
//! ```text
//! sets    0 {}   1 {Entity, Person}   2 {Event, Attack, Airstrike}
//! nodes   [1, 2, 2, 2, 1, ...]
//! ```

use rustc_hash::FxHashMap;

use super::Symbol;
use crate::value::NodeId;

/// The number of a set of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LabelSet(pub(crate) u32);

/// The labels of every node.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    sets: Vec<Box<[Symbol]>>,
    lookup: FxHashMap<Box<[Symbol]>, LabelSet>,
    nodes: Vec<LabelSet>,
}

impl Labels {
    /// The labels of a node, in order of symbol; none for an id never given out.
    pub(crate) fn of(&self, id: NodeId) -> &[Symbol] {
        self.nodes.get(id.index()).map_or(&[], |set| &self.sets[set.0 as usize])
    }

    /// The set of a node.
    pub(crate) fn set_of(&self, id: NodeId) -> LabelSet {
        self.nodes[id.index()]
    }

    /// The labels of a set, in order of symbol.
    pub(crate) fn set(&self, set: LabelSet) -> &[Symbol] {
        &self.sets[set.0 as usize]
    }

    /// The nodes with a label, in order of id.
    pub(crate) fn nodes_with(&self, label: Symbol) -> Vec<NodeId> {
        let with: Vec<bool> = self.sets.iter().map(|labels| labels.contains(&label)).collect();
        let nodes = (0u32..).zip(&self.nodes).filter(|(_, set)| with[set.0 as usize]);
        nodes.map(|(id, _)| NodeId(id)).collect()
    }

    /// Gives a node a set of labels; answers with the set it had.
    pub(crate) fn assign(&mut self, id: NodeId, set: LabelSet) -> LabelSet {
        if id.index() >= self.nodes.len() {
            let empty = self.intern(Vec::new());
            self.nodes.resize(id.index() + 1, empty);
        }
        std::mem::replace(&mut self.nodes[id.index()], set)
    }

    /// The number of a set of labels, given in any order.
    pub(crate) fn intern(&mut self, mut labels: Vec<Symbol>) -> LabelSet {
        labels.sort_unstable();
        labels.dedup();
        if let Some(set) = self.lookup.get(labels.as_slice()) {
            return *set;
        }
        let set = LabelSet(u32::try_from(self.sets.len()).expect("fewer label sets than 2^32"));
        let labels = labels.into_boxed_slice();
        self.sets.push(labels.clone());
        self.lookup.insert(labels, set);
        set
    }

    /// Forgets ids at and after `len`, which were never given out after all.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.nodes.truncate(len);
    }
}
