//! Nodes, relationships and paths deleted, once all rows are known: a row may delete what holds another row's node.

use std::collections::BTreeSet;

use super::chunk::Chunk;
use super::evaluate::evaluate;
use super::hold::drain;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::graph::Direction;
use crate::query::function::one;
use crate::query::plan::Expression;
use crate::query::{ErrorKind, QueryError};
use crate::value::{NodeId, RelationshipId, Value};

pub(super) struct Deletion<'p> {
    input: Boxed<'p>,
    expressions: &'p [Expression],
    detach: bool,
    rows: Option<std::vec::IntoIter<Chunk>>,
}

/// What is to go.
#[derive(Default)]
struct Doomed {
    nodes: BTreeSet<NodeId>,
    relationships: BTreeSet<RelationshipId>,
}

impl<'p> Deletion<'p> {
    pub(super) fn new(input: Boxed<'p>, expressions: &'p [Expression], detach: bool) -> Self {
        Self { input, expressions, detach, rows: None }
    }

    fn delete(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Vec<Chunk>, QueryError> {
        let chunks = drain(&mut self.input, runtime)?;
        let mut doomed = Doomed::default();
        for chunk in &chunks {
            for expression in self.expressions {
                let column = evaluate(expression, chunk, runtime)?;
                (0..chunk.rows()).try_for_each(|row| doomed.add(&column.get(row)))?;
            }
        }
        let view = runtime.view();
        doomed.nodes.retain(|id| view.has_node(*id));
        if self.detach {
            for id in &doomed.nodes {
                let neighbours = view.neighbours(*id, Direction::Both, None);
                doomed.relationships.extend(neighbours.map(|neighbour| neighbour.relationship));
            }
        }
        doomed.relationships.into_iter().try_for_each(|id| runtime.delete_relationship(id))?;
        doomed.nodes.into_iter().try_for_each(|id| runtime.delete_node(id))?;
        Ok(chunks)
    }
}

impl Doomed {
    fn add(&mut self, value: &Value) -> Result<(), QueryError> {
        match value {
            Value::Null => {}
            Value::Node(id) => drop(self.nodes.insert(*id)),
            Value::Relationship(id) => drop(self.relationships.insert(*id)),
            Value::Path(path) => {
                self.nodes.extend(&path.nodes);
                self.relationships.extend(&path.relationships);
            }
            other => {
                let message = format!("expected a node, a relationship or a path to delete, found {}", one(other));
                return Err(QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message));
            }
        }
        Ok(())
    }
}

impl Source for Deletion<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        if self.rows.is_none() {
            self.rows = Some(self.delete(runtime)?.into_iter());
        }
        Ok(self.rows.as_mut().and_then(Iterator::next))
    }
}
