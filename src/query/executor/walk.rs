//! Walks of some length from a node: every one that repeats no relationship, or only where walks can end.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::chunk::{Chunk, ROWS, row_number};
use super::column::Column;
use super::evaluate::truths;
use super::expand::{Ways, is_repeated, is_satisfied};
use super::runtime::Runtime;
use super::source::{Boxed, Satisfied, Source};
use crate::graph::Neighbour;
use crate::query::QueryError;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Expression, Length, Operator, Slot, Step};
use crate::value::{NodeId, RelationshipId, Value};

/// Joins every row with the walks from one of its nodes.
pub(super) struct Walking<'p> {
    input: Boxed<'p>,
    from: &'p Slot,
    step: &'p Step,
    length: Length,
    relationships: &'p Slot,
    to: &'p Slot,
    into: bool,
    unlike: &'p [Slot],
    condition: Option<&'p (Slot, Box<Expression>)>,
    reach: bool,
    keep: SlotSet,
    satisfied: Option<Satisfied>,
    current: Option<Current>,
}

/// The chunk at hand and how far it is joined.
struct Current {
    chunk: Chunk,
    ways: Ways,
    row: usize,
    walk: Option<Walk>,
}

/// The walks from one node, in the making.
enum Walk {
    /// Depth first; every level keeps the ways it has not gone yet.
    Trails { start: Option<NodeId>, levels: Vec<Level>, trail: Vec<RelationshipId> },
    /// The ends found, nearest first.
    Ends(VecDeque<NodeId>),
}

struct Level {
    neighbours: Vec<Neighbour>,
    position: usize,
}

/// Where a walk ends and what it walked.
struct Found {
    end: NodeId,
    relationships: Option<Vec<RelationshipId>>,
}

impl<'p> Walking<'p> {
    pub(super) fn new(input: Boxed<'p>, operator: &'p Operator, keep: SlotSet, satisfied: Option<Satisfied>) -> Self {
        let Operator::VariableExpand { from, step, length, relationships, to, into, unlike, condition, reach } =
            operator
        else {
            unreachable!("only a walk of variable length walks")
        };
        Self {
            input,
            from,
            step,
            length: *length,
            relationships,
            to,
            into: *into,
            unlike,
            condition: condition.as_ref(),
            reach: *reach,
            keep,
            satisfied,
            current: None,
        }
    }

    /// The next rows of the current chunk, each with a walk.
    fn take(&self, current: &mut Current, runtime: &mut Runtime<'_, '_>) -> Result<(Vec<u32>, Vec<Found>), QueryError> {
        let (mut rows, mut found) = (Vec::new(), Vec::new());
        let from = current.chunk.column(self.from);
        let to = self.into.then(|| current.chunk.column(self.to));
        let unlike: Vec<_> = self.unlike.iter().map(|slot| current.chunk.column(slot)).collect();
        let ordinals = self.satisfied.as_ref().map(|satisfied| current.chunk.column(&satisfied.ordinal));
        while current.row < current.chunk.rows() && rows.len() < ROWS {
            let row = current.row;
            let mut walk = match current.walk.take() {
                Some(walk) => walk,
                None => {
                    let done = is_satisfied(self.satisfied.as_ref(), ordinals.as_deref(), row);
                    let (false, Some(node)) = (done, from.node(row)) else {
                        current.row += 1;
                        continue;
                    };
                    self.begin(node, current, &unlike, runtime)?
                }
            };
            while rows.len() < ROWS {
                let Some(next) = self.walk_on(&mut walk, current, &unlike, runtime)? else { break };
                if to.as_ref().is_none_or(|to| to.node(row) == Some(next.end)) {
                    rows.push(row_number(row));
                    found.push(next);
                }
            }
            if rows.len() < ROWS {
                current.row += 1;
            } else {
                current.walk = Some(walk);
            }
        }
        Ok((rows, found))
    }

    fn begin(
        &self,
        node: NodeId,
        current: &Current,
        unlike: &[Arc<Column>],
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Walk, QueryError> {
        if self.reach {
            return self.ends(node, current, unlike, runtime).map(Walk::Ends);
        }
        let neighbours = self.ways_on(node, 0, current, unlike, runtime)?;
        let levels = vec![Level { neighbours, position: 0 }];
        Ok(Walk::Trails { start: (self.length.minimum == 0).then_some(node), levels, trail: Vec::new() })
    }

    /// The next walk of this row that is long enough.
    fn walk_on(
        &self,
        walk: &mut Walk,
        current: &Current,
        unlike: &[Arc<Column>],
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Option<Found>, QueryError> {
        let (start, levels, trail) = match walk {
            Walk::Ends(ends) => return Ok(ends.pop_front().map(|end| Found { end, relationships: None })),
            Walk::Trails { start, levels, trail } => (start, levels, trail),
        };
        if let Some(end) = start.take() {
            return Ok(Some(Found { end, relationships: Some(Vec::new()) }));
        }
        while let Some(level) = levels.last_mut() {
            let Some(neighbour) = level.neighbours.get(level.position).copied() else {
                levels.pop();
                trail.pop();
                continue;
            };
            level.position += 1;
            if trail.contains(&neighbour.relationship) {
                continue;
            }
            trail.push(neighbour.relationship);
            let walked = trail.len();
            let relationships = trail.clone();
            let neighbours = self.ways_on(neighbour.node, walked as u64, current, unlike, runtime)?;
            levels.push(Level { neighbours, position: 0 });
            if walked as u64 >= self.length.minimum {
                return Ok(Some(Found { end: neighbour.node, relationships: Some(relationships) }));
            }
        }
        Ok(None)
    }

    /// The relationships a walk may take from a node after `walked` of them.
    fn ways_on(
        &self,
        node: NodeId,
        walked: u64,
        current: &Current,
        unlike: &[Arc<Column>],
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Vec<Neighbour>, QueryError> {
        let mut neighbours = Vec::new();
        if self.length.maximum.is_some_and(|maximum| walked >= maximum) {
            return Ok(neighbours);
        }
        current.ways.neighbours(node, runtime.view(), &mut neighbours);
        runtime.step(neighbours.len())?;
        if !unlike.is_empty() {
            neighbours.retain(|neighbour| !is_repeated(neighbour.relationship, unlike, current.row));
        }
        if let Some(condition) = self.condition {
            retain(condition, &mut neighbours, &current.chunk, current.row, runtime)?;
        }
        Ok(neighbours)
    }

    /// Where walks from a node can end, each once: what is near is found first.
    fn ends(
        &self,
        node: NodeId,
        current: &Current,
        unlike: &[Arc<Column>],
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<VecDeque<NodeId>, QueryError> {
        let mut ends = VecDeque::new();
        let mut seen = FxHashSet::default();
        if self.length.minimum == 0 {
            ends.push_back(node);
            seen.insert(node);
        }
        let mut frontier = vec![node];
        let mut walked = 0;
        while !frontier.is_empty() {
            let mut next = Vec::new();
            for node in frontier {
                for neighbour in self.ways_on(node, walked, current, unlike, runtime)? {
                    if seen.insert(neighbour.node) {
                        ends.push_back(neighbour.node);
                        next.push(neighbour.node);
                    }
                }
            }
            frontier = next;
            walked += 1;
        }
        Ok(ends)
    }
}

/// Keeps the neighbours whose relationships meet a condition.
pub(super) fn retain(
    (slot, condition): &(Slot, Box<Expression>),
    neighbours: &mut Vec<Neighbour>,
    chunk: &Chunk,
    row: usize,
    runtime: &mut Runtime<'_, '_>,
) -> Result<(), QueryError> {
    if neighbours.is_empty() {
        return Ok(());
    }
    let mut tested = chunk.gather(&vec![row_number(row); neighbours.len()], None);
    tested.set(slot, Column::Relationships(neighbours.iter().map(|neighbour| neighbour.relationship).collect()));
    let mut passed = truths(condition, &tested, runtime)?.into_iter();
    neighbours.retain(|_| passed.next().flatten() == Some(true));
    Ok(())
}

impl Source for Walking<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            runtime.check()?;
            let Some(mut current) = self.current.take() else {
                let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
                self.current = Some(Current { chunk, ways: Ways::of(self.step, runtime), row: 0, walk: None });
                continue;
            };
            let (rows, found) = self.take(&mut current, runtime)?;
            if rows.is_empty() {
                continue;
            }
            let mut joined = current.chunk.gather(&rows, Some(&self.keep));
            if !self.into && self.keep.contains(self.to) {
                joined.set(self.to, Column::Nodes(found.iter().map(|found| found.end).collect()));
            }
            if self.keep.contains(self.relationships) {
                joined.set(self.relationships, Column::of(found.into_iter().map(relationship_list).collect()));
            }
            self.current = Some(current);
            return Ok(Some(joined));
        }
    }
}

fn relationship_list(found: Found) -> Value {
    Value::list(found.relationships.unwrap_or_default().into_iter().map(Value::Relationship))
}
