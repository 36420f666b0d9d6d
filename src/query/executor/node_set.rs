//! Nodes to look others up among: a bit for each id where they are many, a table where they are few and far between.

use rustc_hash::FxHashSet;

use crate::value::NodeId;

/// A set of nodes.
pub(super) enum NodeSet {
    Bits(Vec<u64>),
    Table(FxHashSet<NodeId>),
}

/// Up to so many bits are taken for each node of a set.
const BITS_FOR_EACH: usize = 128;

impl NodeSet {
    /// The set of these nodes.
    pub(super) fn of(nodes: &[NodeId]) -> Self {
        let end = nodes.iter().map(|node| node.index() + 1).max().unwrap_or(0);
        if end > nodes.len().saturating_mul(BITS_FOR_EACH) {
            return Self::Table(nodes.iter().copied().collect());
        }
        let mut words = vec![0; end.div_ceil(64)];
        nodes.iter().for_each(|node| words[node.index() / 64] |= 1 << (node.index() % 64));
        Self::Bits(words)
    }

    /// Whether a node is in it.
    #[inline]
    pub(super) fn contains(&self, node: NodeId) -> bool {
        match self {
            Self::Bits(words) => words.get(node.index() / 64).is_some_and(|word| word >> (node.index() % 64) & 1 == 1),
            Self::Table(nodes) => nodes.contains(&node),
        }
    }

    /// About how many bytes it holds.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Bits(words) => words.len() * 8,
            Self::Table(nodes) => nodes.len() * 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_hold_what_was_put_in() {
        let dense: Vec<NodeId> = (0..200).step_by(3).map(NodeId).collect();
        let sparse = [NodeId(7), NodeId(4_000_000_000)];
        for (nodes, is_dense) in [(&dense[..], true), (&sparse[..], false), (&[][..], true)] {
            let set = NodeSet::of(nodes);
            assert_eq!(matches!(set, NodeSet::Bits(_)), is_dense);
            let held: Vec<NodeId> =
                (0..300).chain([4_000_000_000]).map(NodeId).filter(|id| set.contains(*id)).collect();
            assert_eq!(held, nodes);
        }
    }
}
