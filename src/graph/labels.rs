//! Which nodes there are, and which labels each has.
//!
//! Most nodes share few sets of labels, so each set is kept once and a node holds its number.
//!
//! ```text
//! sets    0 {}   1 {Entity, Person}   2 {Event, Attack, Airstrike}
//! nodes   [1, 2, 2, –, 1, ...]
//! ```

use std::cell::Cell;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{PAGE, Packed, Symbol};
use crate::value::NodeId;

/// The number of a set of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct LabelSet(pub(crate) u32);

/// Every node and its labels.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    sets: Vec<Box<[Symbol]>>,
    lookup: FxHashMap<Box<[Symbol]>, LabelSet>,
    nodes: Packed<LabelSet>,
    /// The set that all nodes of a page have, where the page is full of such; found when it is first asked for.
    uniform: Vec<OnceLock<Option<LabelSet>>>,
}

impl Labels {
    /// Nodes that are read when they are needed, in place of those there are.
    pub(crate) fn place(&mut self, nodes: Packed<LabelSet>) {
        self.nodes = nodes;
        self.uniform.clear();
        self.reserve();
    }

    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn has_node(&self, id: NodeId) -> bool {
        self.nodes.has(id.index())
    }

    /// Every node, in order of id.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes.ids().map(NodeId)
    }

    /// The set of every node, by id.
    pub(crate) fn table(&self) -> &Packed<LabelSet> {
        &self.nodes
    }

    /// The labels of a node, in order of symbol; none where there is no such node.
    pub(crate) fn of(&self, id: NodeId) -> &[Symbol] {
        self.set_of(id).map_or(&[], |set| self.set(set))
    }

    /// The set of a node that is there.
    pub(crate) fn set_of(&self, id: NodeId) -> Option<LabelSet> {
        self.nodes.get(id.index())
    }

    /// The labels of a set, in order of symbol.
    pub(crate) fn set(&self, set: LabelSet) -> &[Symbol] {
        self.sets.get(set.0 as usize).map_or(&[], |labels| labels)
    }

    /// Every set, by number.
    pub(crate) fn sets(&self) -> &[Box<[Symbol]>] {
        &self.sets
    }

    /// The nodes with a label, in order of id.
    pub(crate) fn nodes_with(&self, label: Symbol) -> Vec<NodeId> {
        let with: Vec<bool> = self.sets.iter().map(|labels| labels.contains(&label)).collect();
        let has_it = |set: &LabelSet| with.get(set.0 as usize).copied().unwrap_or(false);
        self.nodes.ids_where(has_it).map(NodeId).collect()
    }

    /// Tells of any node whether its labels, in order of symbol, are `wanted`: asked once for each set, not for each node.
    pub(crate) fn test(&self, wanted: impl Fn(&[Symbol]) -> bool) -> impl Fn(NodeId) -> bool + '_ {
        let without = wanted(&[]);
        let verdicts: Vec<bool> = self.sets.iter().map(|labels| wanted(labels)).collect();
        let verdict = move |set: LabelSet| verdicts.get(set.0 as usize).copied().unwrap_or(without);
        // Ids mostly follow each other: what was found out of a page of one set is kept for the next id.
        let last = Cell::new((usize::MAX, without));
        move |id| {
            let (number, verdict_of_page) = last.get();
            if id.index() / PAGE == number {
                return verdict_of_page;
            }
            match self.uniform(id) {
                Some(set) => {
                    last.set((id.index() / PAGE, verdict(set)));
                    verdict(set)
                }
                None => self.set_of(id).map_or(without, &verdict),
            }
        }
    }

    /// The set of all nodes of a node's page, where they have the same and there is no hole between them.
    fn uniform(&self, id: NodeId) -> Option<LabelSet> {
        let number = id.index() / PAGE;
        *self.uniform.get(number)?.get_or_init(|| {
            if let Some(set) = self.nodes.alike(number) {
                return Some(set);
            }
            self.nodes.with_page(number, |page| {
                let first = page.values().first().copied().filter(|_| page.len() == PAGE)?;
                page.values().iter().all(|set| *set == first).then_some(first)
            })
        })
    }

    /// Makes room for what is found out of each page.
    fn reserve(&mut self) {
        self.uniform.resize_with(self.nodes.pages(), OnceLock::new);
    }

    fn changed(&mut self, id: NodeId) {
        self.reserve();
        if let Some(uniform) = self.uniform.get_mut(id.index() / PAGE) {
            *uniform = OnceLock::new();
        }
    }

    /// Adds a node with a set of labels, or gives it another; answers with the set it had.
    pub(crate) fn assign(&mut self, id: NodeId, set: LabelSet) -> Option<LabelSet> {
        let old = self.nodes.set(id.index(), set);
        self.changed(id);
        old
    }

    /// Adds nodes that follow each other, at and after the next free id.
    pub(crate) fn extend(&mut self, first: usize, sets: impl ExactSizeIterator<Item = Option<LabelSet>>) {
        self.nodes.extend(first, sets);
        self.uniform.truncate(first / PAGE);
        self.reserve();
    }

    /// Removes a node.
    pub(crate) fn remove(&mut self, id: NodeId) {
        self.nodes.remove(id.index());
        self.changed(id);
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
        self.uniform.truncate(len / PAGE);
        self.reserve();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_set_answer_as_their_nodes_do() {
        let mut labels = Labels::default();
        let sets = [vec![Symbol(1)], vec![Symbol(1), Symbol(2)], vec![]].map(|set| labels.intern(set));
        labels.extend(0, std::iter::repeat_n(Some(sets[0]), 3 * PAGE));
        let agree = |labels: &Labels| {
            let is_so = labels.test(|own| own.contains(&Symbol(2)));
            (0..4 * PAGE).step_by(7).chain([PAGE - 1, PAGE, 5000]).all(|index| {
                let id = NodeId(u32::try_from(index).expect("a small number"));
                is_so(id) == labels.of(id).contains(&Symbol(2))
            })
        };
        assert!(agree(&labels));
        labels.assign(NodeId(5000), sets[1]);
        assert!(agree(&labels));
        labels.remove(NodeId(5000));
        assert!(agree(&labels));
        labels.assign(NodeId(5000), sets[0]);
        labels.extend(3 * PAGE, std::iter::repeat_n(Some(sets[1]), PAGE));
        assert!(agree(&labels));
        labels.truncate(PAGE + 1);
        labels.assign(NodeId(4 * 4096 - 1), sets[2]);
        assert!(agree(&labels));
    }
}
