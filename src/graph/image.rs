//! A graph laid flat, for whoever writes it down, and built again from that.
//!
//! Only what is kept appears here; what is derived is derived again. A builder believes nothing: a table that contradicts
//! another is refused, so that bytes which pass their checksum but mean nonsense cannot make a graph that panics later.

use std::sync::Arc;

use super::column::Columns;
use super::labels::LabelSet;
use super::{Column, Endpoints, Graph, Symbol};
use crate::value::{NodeId, RelationshipId};

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

    /// The labels of every node id ever given out; `None` where the node is gone.
    pub(crate) fn nodes(self) -> impl Iterator<Item = Option<&'g [Symbol]>> {
        let ids = (0..self.graph.view().next_node_id().0).map(NodeId);
        ids.map(move |id| self.graph.topology.has_node(id).then(|| self.graph.labels.of(id)))
    }

    /// Every relationship id ever given out; `None` where the relationship is gone.
    pub(crate) fn relationships(self) -> impl Iterator<Item = Option<Endpoints>> + 'g {
        let ids = (0..self.graph.view().next_relationship_id().0).map(RelationshipId);
        ids.map(move |id| self.graph.topology.relationship(id))
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

/// Tables that do not fit together, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contradiction(pub(crate) &'static str);

/// A graph being built from its tables: symbols first, then nodes, then relationships, then columns.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    graph: Graph,
}

impl Builder {
    /// The names, in order of symbol.
    pub(crate) fn symbols(&mut self, names: impl Iterator<Item = Arc<str>>) -> Result<(), Contradiction> {
        for (count, name) in names.enumerate() {
            self.graph.symbols.intern(&name);
            check(self.graph.symbols.len() == count + 1, "a name comes twice")?;
        }
        self.graph.reserve_symbols();
        Ok(())
    }

    /// The sets of labels, and per node id the number of its set; `None` where the node is gone.
    pub(crate) fn nodes(
        &mut self,
        sets: Vec<Vec<u32>>,
        nodes: impl ExactSizeIterator<Item = Option<u32>>,
    ) -> Result<(), Contradiction> {
        let known = |labels: &Vec<u32>| labels.iter().all(|label| (*label as usize) < self.graph.symbols.len());
        check(sets.iter().all(known), "a label has no name")?;
        let sets: Vec<LabelSet> =
            sets.into_iter().map(|labels| self.graph.labels.intern(labels.into_iter().map(Symbol).collect())).collect();
        let next = nodes.len();
        check(next < u32::MAX as usize, "there are too many nodes")?;
        self.graph.topology.reserve(next, 0);
        for (id, set) in (0u32..).map(NodeId).zip(nodes) {
            let Some(set) = set else { continue };
            let set = *sets.get(set as usize).ok_or(Contradiction("a node has labels that are not listed"))?;
            self.graph.put_node(id, set);
        }
        self.graph.topology.skip_to(next, 0);
        Ok(())
    }

    /// The first node id that was not given out.
    pub(crate) fn next_node(&self) -> usize {
        self.graph.topology.next_node()
    }

    /// The first relationship id that was not given out.
    pub(crate) fn next_relationship(&self) -> usize {
        self.graph.topology.next_relationship()
    }

    /// Per relationship id its type, start and end; `None` where the relationship is gone.
    pub(crate) fn relationships(
        &mut self,
        relationships: impl ExactSizeIterator<Item = Option<(u32, u32, u32)>>,
    ) -> Result<(), Contradiction> {
        let next = relationships.len();
        check(next < u32::MAX as usize, "there are too many relationships")?;
        self.graph.topology.reserve(0, next);
        for (id, ends) in (0u32..).map(RelationshipId).zip(relationships) {
            let Some((kind, start, end)) = ends else { continue };
            let (start, end) = (NodeId(start), NodeId(end));
            check((kind as usize) < self.graph.symbols.len(), "a relationship type has no name")?;
            let there = self.graph.topology.has_node(start) && self.graph.topology.has_node(end);
            check(there, "a relationship has an end that is not there")?;
            self.graph.put_relationship(id, Endpoints { kind: Symbol(kind), start, end });
        }
        self.graph.topology.skip_to(0, next);
        Ok(())
    }

    /// The properties of nodes of one key.
    pub(crate) fn node_column(&mut self, key: u32, column: Column) -> Result<(), Contradiction> {
        let topology = &self.graph.topology;
        check(column.ids().all(|id| topology.has_node(NodeId(id))), "a property belongs to no node")?;
        place(&mut self.graph.node_columns, key, self.graph.symbols.len(), column)
    }

    /// The properties of relationships of one key.
    pub(crate) fn relationship_column(&mut self, key: u32, column: Column) -> Result<(), Contradiction> {
        let topology = &self.graph.topology;
        let there = column.ids().all(|id| topology.has_relationship(RelationshipId(id)));
        check(there, "a property belongs to no relationship")?;
        place(&mut self.graph.relationship_columns, key, self.graph.symbols.len(), column)
    }

    /// The graph.
    pub(crate) fn finish(self) -> Graph {
        self.graph
    }
}

fn place(columns: &mut Columns, key: u32, symbols: usize, column: Column) -> Result<(), Contradiction> {
    check((key as usize) < symbols, "a property key has no name")?;
    check(columns.place(Symbol(key), column), "a property key comes twice")
}

fn check(holds: bool, otherwise: &'static str) -> Result<(), Contradiction> {
    holds.then_some(()).ok_or(Contradiction(otherwise))
}
