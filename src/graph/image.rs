//! A graph laid flat, for whoever writes it down. Only what is kept appears here; what is derived is derived again.

use super::labels::LabelSet;
use super::{Column, Endpoints, Graph, Packed, Symbol};

/// Everything a graph keeps, table by table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Image<'g> {
    graph: &'g Graph,
}

impl Graph {
    /// The graph laid flat.
    pub(crate) fn image(&self) -> Image<'_> {
        Image { graph: self }
    }
}

impl<'g> Image<'g> {
    /// Every name, in order of symbol.
    pub(crate) fn symbols(self) -> impl Iterator<Item = &'g str> {
        self.graph.symbols.iter().map(|name| &**name)
    }

    /// The different sets of labels, by number.
    pub(crate) fn sets(self) -> &'g [Box<[Symbol]>] {
        self.graph.labels.sets()
    }

    /// The number of each node's set, by id.
    pub(crate) fn nodes(self) -> &'g Packed<LabelSet> {
        self.graph.labels.table()
    }

    /// Type and ends of each relationship, by id.
    pub(crate) fn relationships(self) -> &'g Packed<Endpoints> {
        self.graph.topology.table()
    }

    /// The node id and the relationship id that were not given out yet.
    pub(crate) fn next(self) -> (usize, usize) {
        (self.graph.topology.next_node(), self.graph.topology.next_relationship())
    }

    /// The columns of properties of nodes, in order of symbol.
    pub(crate) fn node_columns(self) -> impl Iterator<Item = (Symbol, &'g Column)> {
        self.graph.node_columns.iter()
    }

    /// The columns of properties of relationships, in order of symbol.
    pub(crate) fn relationship_columns(self) -> impl Iterator<Item = (Symbol, &'g Column)> {
        self.graph.relationship_columns.iter()
    }
}
