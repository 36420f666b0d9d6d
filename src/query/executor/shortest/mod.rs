//! Shortest walks between two known nodes: of the walks that match, one of the fewest relationships, or all of those.
//!
//! - `meeting` goes breadth first from both ends, the smaller side first, until they meet: where only the relationships
//!   themselves are asked about.
//! - `trail` goes through the walks by length, longer ones only where no shorter one will do: where a walk must have more
//!   than one relationship, lead back to where it began, or satisfy a condition as a whole.

mod meeting;
mod trail;

use super::chunk::{Chunk, row_number};
use super::column::Column;
use super::evaluate::{evaluate, truths};
use super::expand::Ways;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use super::walk::retain;
use crate::graph::Neighbour;
use crate::query::QueryError;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Expression, Length, Operator, Slot, Step};
use crate::value::{NodeId, RelationshipId, Value};

/// The relationships of a walk, in order.
type Walk = Vec<RelationshipId>;

/// Joins every row with the shortest walk between two of its nodes, or all of the shortest.
pub(super) struct ShortestWalk<'p> {
    input: Boxed<'p>,
    keep: SlotSet,
    search: Search<'p>,
}

/// What is looked for.
struct Search<'p> {
    from: &'p Slot,
    to: &'p Slot,
    step: &'p Step,
    length: Length,
    relationships: &'p Slot,
    all: bool,
    condition: Option<&'p (Slot, Box<Expression>)>,
    filter: Option<&'p (Slot, Box<Expression>)>,
    /// The walk as a path, for the filter to speak of.
    path: Expression,
}

/// The row that walks are looked for.
#[derive(Clone, Copy)]
struct Row<'c> {
    chunk: &'c Chunk,
    row: usize,
}

impl<'p> ShortestWalk<'p> {
    pub(super) fn new(input: Boxed<'p>, operator: &'p Operator, keep: SlotSet) -> Self {
        let Operator::ShortestPath { from, step, length, relationships, to, all, condition, filter } = operator else {
            unreachable!("only a shortest path is sought so")
        };
        let path = Expression::Path(vec![from.clone(), relationships.clone(), to.clone()]);
        let (condition, filter) = (condition.as_ref(), filter.as_ref());
        let search = Search { from, to, step, length: *length, relationships, all: *all, condition, filter, path };
        Self { input, keep, search }
    }
}

impl Search<'_> {
    /// The shortest walks of one row.
    fn walks(
        &self,
        row: Row<'_>,
        (from, to): (NodeId, NodeId),
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Vec<Walk>, QueryError> {
        let ways = Ways::of(self.step, runtime);
        if self.filter.is_some() || self.length.minimum > 1 || from == to {
            trail::walks(self, row, (from, to), &ways, runtime)
        } else {
            meeting::walks(self, row, (from, to), ways, runtime)
        }
    }

    /// Whether walks of `length` relationships may be looked for.
    fn admits(&self, length: u64) -> bool {
        self.length.maximum.is_none_or(|maximum| length <= maximum)
    }

    /// The relationships a walk may take from a node.
    fn neighbours(
        &self,
        node: NodeId,
        ways: &Ways,
        row: Row<'_>,
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Vec<Neighbour>, QueryError> {
        let mut neighbours = Vec::new();
        ways.neighbours(node, runtime.view(), &mut neighbours);
        runtime.step(neighbours.len())?;
        if let Some(condition) = self.condition {
            retain(condition, &mut neighbours, row.chunk, row.row, runtime)?;
        }
        Ok(neighbours)
    }

    /// Whether a walk satisfies the condition on the whole of it.
    fn accepts(
        &self,
        walk: &[RelationshipId],
        row: Row<'_>,
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<bool, QueryError> {
        let Some((path, filter)) = self.filter else { return Ok(true) };
        let mut candidate = row.chunk.gather(&[row_number(row.row)], None);
        candidate.set(self.relationships, Column::of(vec![as_list(walk)]));
        let whole = evaluate(&self.path, &candidate, runtime)?;
        candidate.set(path, whole);
        Ok(truths(filter, &candidate, runtime)?[0] == Some(true))
    }
}

fn as_list(walk: &[RelationshipId]) -> Value {
    Value::list(walk.iter().copied().map(Value::Relationship))
}

/// The bytes of walks that are held until their row is done.
fn bytes(walk: &[RelationshipId]) -> usize {
    size_of::<Walk>() + size_of_val(walk)
}

impl Source for ShortestWalk<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            let (from, to) = (chunk.column(self.search.from), chunk.column(self.search.to));
            let (mut rows, mut lists, mut held) = (Vec::new(), Vec::new(), 0);
            for row in 0..chunk.rows() {
                let (Some(start), Some(end)) = (from.node(row), to.node(row)) else { continue };
                for walk in self.search.walks(Row { chunk: &chunk, row }, (start, end), runtime)? {
                    held += bytes(&walk);
                    rows.push(row_number(row));
                    lists.push(as_list(&walk));
                }
                runtime.check()?;
            }
            runtime.release(held);
            if rows.is_empty() {
                continue;
            }
            let mut joined = chunk.gather(&rows, Some(&self.keep));
            joined.set(self.search.relationships, Column::of(lists));
            return Ok(Some(joined));
        }
        Ok(None)
    }
}
