//! WHERE facts stand: a property graph in memory.
//!
//! 1. A [`Batch`] of [`Change`]s is the only way in: [`Graph::apply`] does all of it or nothing; a [`Transaction`] does it
//!    step by step, so that a statement sees its own writes, and takes it all back on failure.
//! 2. [`View`] is the only way to look.
//!
//! What is kept: `labels` (which nodes there are, each set of labels once), `topology` (who is joined to whom), `column`
//! (typed property columns beside them), `symbol` (each name once). What is derived and built on first use: `adjacency`
//! (contiguous neighbours by type and direction), `neighbourhood` (neighbours in order of a property, and theirs) and `index`
//! (label, property, interval, name). A `keepsake` is what others derived, kept until something is written.
//!
//! Whole tables come and go by two side doors: `builder` makes a graph of them, `image` lays one flat.

mod adjacency;
mod apply;
mod builder;
pub mod change;
mod column;
mod image;
mod index;
mod keepsake;
mod labels;
mod neighbourhood;
mod symbol;
mod topology;
mod transaction;
mod verify;
mod view;

#[cfg(test)]
pub(crate) mod tests;

pub use apply::ApplyError;
pub use change::{Batch, Change, Name};
pub use symbol::Symbol;
pub use transaction::Transaction;
pub use view::{Direction, Endpoints, Neighbour, PropertyRange, View};

pub(crate) use adjacency::{RowSource, Rows as NeighbourRows, StoredRows};
pub(crate) use builder::{Builder, Contradiction};
pub(crate) use column::{Column, Dictionary, PAGE, Packed, Page, Source, Texts, Values};
pub(crate) use image::{FlatRows, Image};
pub(crate) use labels::LabelSet;
pub(crate) use neighbourhood::{Leg, NO_CODE, Neighbourhood, Row, Way};
pub(crate) use transaction::Unfinished;

use adjacency::Adjacency;
use column::Columns;
use index::Indexes;
use keepsake::Keepsakes;
use labels::Labels;
use neighbourhood::Neighbourhoods;
use symbol::Symbols;
use topology::Topology;

/// A property graph in memory.
///
/// ```
/// use annals::graph::{Batch, Change, Graph};
/// use annals::value::NodeId;
///
/// let mut graph = Graph::new();
/// let kyiv = Change::CreateNode { id: NodeId(0), labels: vec!["City".into()], properties: vec![] };
/// graph.apply(&Batch { changes: vec![kyiv] })?;
/// assert_eq!(graph.view().node_count(), 1);
/// # Ok::<(), annals::graph::ApplyError>(())
/// ```
#[derive(Debug, Default)]
pub struct Graph {
    symbols: Symbols,
    topology: Topology,
    labels: Labels,
    node_columns: Columns,
    relationship_columns: Columns,
    adjacency: Adjacency,
    indexes: Indexes,
    neighbourhoods: Neighbourhoods,
    keepsakes: Keepsakes,
}

impl Graph {
    /// An empty graph.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets what is derived; it is derived again when it is needed.
    fn forget_derived(&mut self) {
        self.adjacency = Adjacency::default();
        self.indexes.forget();
        self.neighbourhoods = Neighbourhoods::default();
        self.keepsakes.lose();
        self.reserve_symbols();
    }

    /// The graph to look at.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::new(self)
    }
}
