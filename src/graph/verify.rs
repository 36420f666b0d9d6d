//! A graph looked over: whether its tables fit together, down to the last value.
//!
//! What is read when it is needed is checked by itself when it is read. What only the whole can tell is checked here.

use super::builder::Contradiction;
use super::{Column, Dictionary, Graph, Packed, Symbol};
use crate::value::{NodeId, RelationshipId};

impl Graph {
    /// Looks at every table, whole.
    pub(crate) fn verify(&self) -> Result<(), Contradiction> {
        self.verify_nodes()?;
        self.verify_relationships()?;
        let there = |id| self.labels.has_node(NodeId(id));
        self.node_columns.iter().try_for_each(|(_, column)| verify_column(column, &there))?;
        let there = |id| self.topology.has_relationship(RelationshipId(id));
        self.relationship_columns.iter().try_for_each(|(_, column)| verify_column(column, &there))
    }

    fn verify_nodes(&self) -> Result<(), Contradiction> {
        let mut counts = vec![0; self.symbols.len()];
        for (_, set) in self.labels.table().iter() {
            self.labels.set(*set).iter().for_each(|label| counts[label.index()] += 1);
        }
        let counted = |symbol: Symbol| self.indexes.labels.count(symbol);
        check(are_equal(&counts, counted), "there are not as many nodes of a label as its count says")?;
        check(is_counted(self.labels.table()), "there are not as many nodes as their count says")
    }

    fn verify_relationships(&self) -> Result<(), Contradiction> {
        let mut counts = vec![0; self.symbols.len()];
        let mut joined = true;
        for (_, ends) in self.topology.table().iter() {
            counts[ends.kind.index()] += 1;
            joined &= self.labels.has_node(ends.start) && self.labels.has_node(ends.end);
        }
        check(joined, "a relationship has an end that is not there")?;
        let counted = |symbol: Symbol| self.indexes.kinds.count(symbol);
        check(are_equal(&counts, counted), "there are not as many relationships of a type as its count says")?;
        check(is_counted(self.topology.table()), "there are not as many relationships as their count says")
    }
}

fn verify_column(column: &Column, there: &dyn Fn(u32) -> bool) -> Result<(), Contradiction> {
    check(column.ids().all(there), "a property belongs to nothing that is there")?;
    check(column.ids().count() == column.len(), "a column has not as many values as its count says")?;
    match column {
        Column::Text(codes, texts) => check(are_used(codes, texts), "a column lists a text that it does not use"),
        _ => Ok(()),
    }
}

fn are_used(codes: &Packed<u32>, texts: &Dictionary) -> bool {
    let mut used = vec![false; texts.texts().len()];
    for (_, code) in codes.iter() {
        used.get_mut(*code as usize).into_iter().for_each(|used| *used = true);
    }
    used.into_iter().filter(|used| *used).count() == texts.len()
}

fn are_equal(counts: &[usize], counted: impl Fn(Symbol) -> usize) -> bool {
    (0u32..).map(Symbol).zip(counts).all(|(symbol, count)| counted(symbol) == *count)
}

fn is_counted<T>(table: &Packed<T>) -> bool {
    table.iter().count() == table.len()
}

fn check(holds: bool, otherwise: &'static str) -> Result<(), Contradiction> {
    holds.then_some(()).ok_or(Contradiction(otherwise))
}
