//! A graph built from whole tables, for whoever reads a store or brings more than a batch can carry.
//!
//! A builder believes nothing: a table that contradicts another is refused, so that bytes which pass their checksum but mean
//! nonsense cannot make a graph that panics later.
//!
//! ```text
//! let mut builder = Builder::on(graph);
//! let (event, date) = (builder.symbol("Event"), builder.symbol("date"));
//! let first = builder.add_nodes(&[event], 3)?;                                 ids first, first + 1, first + 2
//! builder.add_node_values(date, first, Values::Date(vec![Some(18_000), None, Some(18_001)]))?;
//! let actor = builder.symbol("ACTOR");
//! builder.add_relationships(actor, &[first.0, first.0 + 1], &[7, 8])?;
//! let graph = builder.finish();
//! ```

use std::sync::Arc;

use super::column::Columns;
use super::labels::LabelSet;
use super::topology::Topology;
use super::{Column, Endpoints, Graph, Packed, StoredRows, Symbol, Values};
use crate::value::{NodeId, RelationshipId};

/// Tables that do not fit together, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contradiction(pub(crate) &'static str);

/// A graph being built from whole tables.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    graph: Graph,
}

/// Adding to what is there.
impl Builder {
    /// Goes on with a graph; what was derived of it is derived again.
    pub(crate) fn on(mut graph: Graph) -> Self {
        graph.forget_derived();
        Self { graph }
    }

    /// The symbol of a name, new where the name is.
    pub(crate) fn symbol(&mut self, name: &str) -> Symbol {
        let symbol = self.graph.symbols.get(name).unwrap_or_else(|| self.graph.symbols.intern(&Arc::from(name)));
        self.graph.reserve_symbols();
        symbol
    }

    /// So many new nodes with these labels, whose ids follow each other; answers with the first.
    pub(crate) fn add_nodes(&mut self, labels: &[Symbol], count: usize) -> Result<NodeId, Contradiction> {
        let first = self.graph.topology.next_node();
        check(first + count < u32::MAX as usize, "there are too many nodes")?;
        let set = self.graph.labels.intern(labels.to_vec());
        self.graph.labels.extend(first, std::iter::repeat_n(Some(set), count));
        self.graph.topology.skip_to(first + count, 0);
        labels.iter().for_each(|label| self.graph.indexes.labels.add(*label, count));
        Ok(NodeId(u32::try_from(first).expect("ids are 32 bits wide")))
    }

    /// A property of nodes whose ids follow each other. Keys may come in any order, but each only once for a node, and for
    /// earlier nodes first.
    pub(crate) fn add_node_values(&mut self, key: Symbol, first: NodeId, values: Values) -> Result<(), Contradiction> {
        let next = self.graph.topology.next_node();
        add_values(self.graph.node_columns.column_mut(key), first.index(), next, values)
    }

    /// New relationships of a type, whose ids follow each other; answers with the first.
    pub(crate) fn add_relationships(
        &mut self,
        kind: Symbol,
        starts: &[u32],
        ends: &[u32],
    ) -> Result<RelationshipId, Contradiction> {
        let first = self.graph.topology.next_relationship();
        check(starts.len() == ends.len(), "relationships have not as many ends as starts")?;
        check(first + starts.len() < u32::MAX as usize, "there are too many relationships")?;
        let labels = &self.graph.labels;
        let there = starts.iter().chain(ends).all(|id| labels.has_node(NodeId(*id)));
        check(there, "a relationship has an end that is not there")?;
        let endpoints = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| Some(Endpoints { kind, start: NodeId(*start), end: NodeId(*end) }));
        self.graph.topology.extend(endpoints);
        self.graph.indexes.kinds.add(kind, starts.len());
        Ok(RelationshipId(u32::try_from(first).expect("ids are 32 bits wide")))
    }

    /// A property of relationships whose ids follow each other, as [`Builder::add_node_values`].
    pub(crate) fn add_relationship_values(
        &mut self,
        key: Symbol,
        first: RelationshipId,
        values: Values,
    ) -> Result<(), Contradiction> {
        let next = self.graph.topology.next_relationship();
        add_values(self.graph.relationship_columns.column_mut(key), first.index(), next, values)
    }

    /// The graph.
    pub(crate) fn finish(self) -> Graph {
        self.graph
    }
}

/// Placing what a store lists: symbols first, then nodes, then relationships, then columns.
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
        let sets = self.sets(sets)?;
        let next = nodes.len();
        check(next < u32::MAX as usize, "there are too many nodes")?;
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
        for (id, ends) in (0u32..).map(RelationshipId).zip(relationships) {
            let Some((kind, start, end)) = ends else { continue };
            let (start, end) = (NodeId(start), NodeId(end));
            check((kind as usize) < self.graph.symbols.len(), "a relationship type has no name")?;
            let there = self.graph.labels.has_node(start) && self.graph.labels.has_node(end);
            check(there, "a relationship has an end that is not there")?;
            self.graph.put_relationship(id, Endpoints { kind: Symbol(kind), start, end });
        }
        self.graph.topology.skip_to(0, next);
        Ok(())
    }

    /// The properties of nodes of one key.
    pub(crate) fn node_column(&mut self, key: u32, column: Column) -> Result<(), Contradiction> {
        let labels = &self.graph.labels;
        check(column.ids().all(|id| labels.has_node(NodeId(id))), "a property belongs to no node")?;
        place(&mut self.graph.node_columns, key, self.graph.symbols.len(), column)
    }

    /// The properties of relationships of one key.
    pub(crate) fn relationship_column(&mut self, key: u32, column: Column) -> Result<(), Contradiction> {
        let topology = &self.graph.topology;
        let there = column.ids().all(|id| topology.has_relationship(RelationshipId(id)));
        check(there, "a property belongs to no relationship")?;
        place(&mut self.graph.relationship_columns, key, self.graph.symbols.len(), column)
    }

    /// Nodes that are read when they are needed: the sets of labels, how many nodes have each, and the next free id.
    pub(crate) fn lazy_nodes(
        &mut self,
        sets: Vec<Vec<u32>>,
        counts: &[u32],
        nodes: Packed<LabelSet>,
        next: usize,
    ) -> Result<(), Contradiction> {
        check(sets.len() == counts.len(), "there are not as many counts as sets of labels")?;
        check(nodes.len() == sum(counts.iter().copied()), "there are not as many nodes as their counts say")?;
        let numbers = self.sets(sets)?;
        check(numbers.iter().map(|set| set.0).eq((0u32..).take(counts.len())), "a set of labels comes twice")?;
        for (set, count) in numbers.into_iter().zip(counts) {
            let (labels, indexes) = (&self.graph.labels, &mut self.graph.indexes);
            labels.set(set).iter().for_each(|label| indexes.labels.add(*label, *count as usize));
        }
        self.graph.labels.place(nodes);
        self.graph.topology.skip_to(next, 0);
        Ok(())
    }

    /// Relationships that are read when they are needed: each type and how many relationships have it, and the next free id.
    pub(crate) fn lazy_relationships(
        &mut self,
        counts: &[(u32, u32)],
        relationships: Packed<Endpoints>,
        next: usize,
    ) -> Result<(), Contradiction> {
        let all = sum(counts.iter().map(|(_, count)| *count));
        check(relationships.len() == all, "there are not as many relationships as their counts say")?;
        check(counts.is_sorted_by(|(left, _), (right, _)| left < right), "a relationship type comes twice")?;
        let known = counts.iter().all(|(kind, _)| (*kind as usize) < self.graph.symbols.len());
        check(known, "a relationship type has no name")?;
        counts.iter().for_each(|(kind, count)| self.graph.indexes.kinds.add(Symbol(*kind), *count as usize));
        self.graph.topology = Topology::lazy(relationships, self.next_node(), next);
        Ok(())
    }

    /// A column of properties of nodes that is read when it is needed.
    pub(crate) fn lazy_node_column(&mut self, key: u32, column: Column) -> Result<(), Contradiction> {
        place(&mut self.graph.node_columns, key, self.graph.symbols.len(), column)
    }

    /// A column of properties of relationships that is read when it is needed.
    pub(crate) fn lazy_relationship_column(&mut self, key: u32, column: Column) -> Result<(), Contradiction> {
        place(&mut self.graph.relationship_columns, key, self.graph.symbols.len(), column)
    }

    /// The rows of a type of relationship, read when they are needed.
    pub(crate) fn rows(&mut self, kind: u32, rows: &StoredRows) -> Result<(), Contradiction> {
        check((kind as usize) < self.graph.symbols.len(), "a relationship type has no name")?;
        let counted = self.graph.indexes.kinds.count(Symbol(kind));
        check(rows.count == counted, "rows have not as many relationships as there are")?;
        self.graph.adjacency.place(Symbol(kind), rows);
        Ok(())
    }

    fn sets(&mut self, sets: Vec<Vec<u32>>) -> Result<Vec<LabelSet>, Contradiction> {
        let known = |labels: &Vec<u32>| labels.iter().all(|label| (*label as usize) < self.graph.symbols.len());
        check(sets.iter().all(known), "a label has no name")?;
        let labels = &mut self.graph.labels;
        Ok(sets.into_iter().map(|set| labels.intern(set.into_iter().map(Symbol).collect())).collect())
    }
}

fn add_values(column: &mut Column, first: usize, next: usize, values: Values) -> Result<(), Contradiction> {
    check(values.are_sound(), "a column means a text that is not listed, or lists one twice")?;
    check(first + values.len() <= next, "a property belongs to nothing")?;
    check(column.end() <= first, "a property of one thing comes twice, or of later things first")?;
    column.extend(first, values);
    Ok(())
}

fn place(columns: &mut Columns, key: u32, symbols: usize, column: Column) -> Result<(), Contradiction> {
    check((key as usize) < symbols, "a property key has no name")?;
    check(columns.place(Symbol(key), column), "a property key comes twice")
}

fn sum(counts: impl Iterator<Item = u32>) -> usize {
    counts.map(|count| count as usize).sum()
}

fn check(holds: bool, otherwise: &'static str) -> Result<(), Contradiction> {
    holds.then_some(()).ok_or(Contradiction(otherwise))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::tests::{node, print, relationship, text};
    use crate::graph::{Batch, Change, Direction};
    use crate::time::Date;
    use crate::value::Value;

    /// What [`built`] makes, one change at a time.
    fn told() -> Graph {
        let day = |days| Value::Date(Date { days });
        let mut graph = Graph::new();
        let changes = vec![
            node(0, &["Entity"], &[("name", text("Kyiv"))]),
            node(1, &["Entity"], &[("name", text("Lviv"))]),
            node(2, &["Event"], &[("date", day(7)), ("type", text("strike")), ("n", Value::Integer(4))]),
            node(3, &["Event"], &[("type", text("strike"))]),
            node(4, &["Event"], &[("date", day(9)), ("type", text("protest")), ("n", text("many"))]),
            relationship(0, "ACTOR", 2, 0),
            relationship(1, "ACTOR", 4, 1),
            Change::SetRelationshipProperty { id: RelationshipId(1), key: "w".into(), value: Value::Float(0.5) },
        ];
        graph.apply(&Batch { changes }).expect("the changes make sense");
        graph
    }

    fn built() -> Result<Graph, Contradiction> {
        let mut start = Graph::new();
        start.apply(&Batch { changes: vec![node(0, &["Entity"], &[("name", text("Kyiv"))])] }).expect("it makes sense");
        let mut builder = Builder::on(start);
        let [entity, event, name] = ["Entity", "Event", "name"].map(|name| builder.symbol(name));
        let lviv = builder.add_nodes(&[entity], 1)?;
        builder.add_node_values(name, lviv, Values::Texts(vec![Some("Lviv".into())]))?;
        let first = builder.add_nodes(&[event], 3)?;
        let [date, kind, n] = ["date", "type", "n"].map(|name| builder.symbol(name));
        builder.add_node_values(date, first, Values::Date(vec![Some(7), None, Some(9)]))?;
        let codes = Values::Codes(vec!["strike".into(), "protest".into()], vec![Some(0), Some(0), Some(1)]);
        builder.add_node_values(kind, first, codes)?;
        builder.add_node_values(n, first, Values::Any(vec![Value::Integer(4), Value::Null, text("many")]))?;
        let (actor, w) = (builder.symbol("ACTOR"), builder.symbol("w"));
        let relationships = builder.add_relationships(actor, &[2, 4], &[0, 1])?;
        builder.add_relationship_values(w, relationships, Values::Float(vec![None, Some(0.5)]))?;
        Ok(builder.finish())
    }

    #[test]
    fn tables_make_the_graph_that_changes_make() {
        let (built, told) = (built().expect("the tables fit together"), told());
        assert_eq!(print(built.view()), print(told.view()));
        let view = built.view();
        let event = view.symbol("Event").expect("there are events");
        assert_eq!((view.label_count(event), view.nodes_with_label(event).len()), (3, 3));
        assert_eq!(view.degree(NodeId(0), Direction::Incoming, view.symbol("ACTOR")), 1);
    }

    #[test]
    fn a_built_graph_takes_changes() {
        let mut graph = built().expect("the tables fit together");
        let set = |id, value| Change::SetNodeProperty { id: NodeId(id), key: "type".into(), value };
        let changes = vec![set(4, text("strike")), set(3, Value::Null), set(0, text("protest"))];
        graph.apply(&Batch { changes }).expect("the changes make sense");
        let key = graph.view().symbol("type").expect("there are types");
        let types = [0, 2, 3, 4].map(|id| graph.view().node_property(NodeId(id), key));
        assert_eq!(types, [text("protest"), text("strike"), Value::Null, text("strike")]);
    }

    #[test]
    fn tables_that_do_not_fit_are_refused() {
        let mut builder = Builder::on(told());
        let (name, actor) = (builder.symbol("name"), builder.symbol("ACTOR"));
        let texts = |count| Values::Texts(vec![Some("x".into()); count]);
        assert!(builder.add_node_values(name, NodeId(1), texts(1)).is_err(), "it has a name");
        assert!(builder.add_node_values(name, NodeId(4), texts(2)).is_err(), "there are not so many nodes");
        assert!(builder.add_node_values(name, NodeId(4), Values::Codes(vec![], vec![Some(0)])).is_err());
        assert!(builder.add_relationships(actor, &[0], &[5]).is_err(), "an end is missing");
        assert!(builder.add_relationships(actor, &[0], &[]).is_err());
        assert_eq!(print(builder.finish().view()), print(told().view()));
    }
}
