//! What is read whenever a store is opened: names, label sets, and how much there is of everything.

use serde::{Deserialize, Serialize};

/// The one page of the catalog.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::storage) struct StoredCatalog<'b> {
    /// Every label, relationship type and property key, each once. Elsewhere a name is its place here: its symbol.
    #[serde(borrow)]
    pub(in crate::storage) symbols: Vec<&'b str>,
    /// The different sets of labels, by symbol, each in order.
    pub(in crate::storage) sets: Vec<Vec<u32>>,
    /// How many nodes have each set.
    pub(in crate::storage) nodes: Vec<u32>,
    /// Each relationship type in use and how many relationships have it.
    pub(in crate::storage) relationships: Vec<(u32, u32)>,
    /// The next node id and the next relationship id to be given out.
    pub(in crate::storage) next: (u32, u32),
}
