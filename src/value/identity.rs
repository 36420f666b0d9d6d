//! The stable identities of nodes and relationships.
//!
//! Ids count up from zero in order of creation and are never reused, so one that was printed yesterday still means the
//! same node today, or nothing. They are 32 bits wide because a neighbour is a pair of them and traversal is memory-bound.

use std::fmt;

/// The identity of a node, never reused within a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The identity of a relationship, never reused within a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationshipId(pub u32);

impl NodeId {
    /// The id as an index into a column.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl RelationshipId {
    /// The id as an index into a column.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for RelationshipId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
