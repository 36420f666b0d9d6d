//! Shortest walks between two known nodes: breadth first from both ends, the smaller side first, until they meet.

use rustc_hash::FxHashMap;

use super::chunk::{Chunk, row_number};
use super::column::Column;
use super::expand::Ways;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use super::walk::retain;
use crate::query::QueryError;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Expression, Length, Operator, Slot, Step};
use crate::value::{NodeId, RelationshipId, Value};

/// Joins every row with the shortest walk between two of its nodes, or all of the shortest.
pub(super) struct ShortestWalk<'p> {
    input: Boxed<'p>,
    from: &'p Slot,
    step: &'p Step,
    length: Length,
    relationships: &'p Slot,
    to: &'p Slot,
    all: bool,
    condition: Option<&'p (Slot, Box<Expression>)>,
    keep: SlotSet,
}

/// What was found from one end: how far each node is, and over which relationships it is reached from nearer ones.
struct Side {
    ways: Ways,
    distances: FxHashMap<NodeId, u64>,
    nearer: FxHashMap<NodeId, Vec<(NodeId, RelationshipId)>>,
    frontier: Vec<NodeId>,
    depth: u64,
}

/// More shortest walks than this between two nodes are not listed.
const MAXIMUM_WALKS: usize = 1_000_000;

impl<'p> ShortestWalk<'p> {
    pub(super) fn new(input: Boxed<'p>, operator: &'p Operator, keep: SlotSet) -> Self {
        let Operator::ShortestPath { from, step, length, relationships, to, all, condition } = operator else {
            unreachable!("only a shortest path is sought so")
        };
        let condition = condition.as_ref();
        Self { input, from, step, length: *length, relationships, to, all: *all, condition, keep }
    }

    /// The shortest walks of one row.
    fn walks(
        &self,
        chunk: &Chunk,
        row: usize,
        (from, to): (NodeId, NodeId),
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Vec<Vec<RelationshipId>>, QueryError> {
        if from == to {
            return Ok(if self.length.minimum == 0 { vec![Vec::new()] } else { Vec::new() });
        }
        let ways = Ways::of(self.step, runtime);
        let mut behind = Side::new(to, ways.reversed());
        let mut ahead = Side::new(from, ways);
        loop {
            let reached = ahead.depth + behind.depth;
            let too_long = self.length.maximum.is_some_and(|maximum| reached >= maximum);
            if too_long || ahead.frontier.is_empty() || behind.frontier.is_empty() {
                return Ok(Vec::new());
            }
            let (side, other) = if ahead.frontier.len() <= behind.frontier.len() {
                (&mut ahead, &behind)
            } else {
                (&mut behind, &ahead)
            };
            let meeting = self.level(side, other, chunk, row, runtime)?;
            if !meeting.is_empty() {
                return Ok(self.join(&ahead, &behind, &meeting));
            }
        }
    }

    /// Goes one level further from one side; the nodes where it meets the other at the least distance.
    fn level(
        &self,
        side: &mut Side,
        other: &Side,
        chunk: &Chunk,
        row: usize,
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Vec<NodeId>, QueryError> {
        side.depth += 1;
        let mut next = Vec::new();
        let mut neighbours = Vec::new();
        for node in std::mem::take(&mut side.frontier) {
            neighbours.clear();
            side.ways.neighbours(node, runtime.view(), &mut neighbours);
            runtime.step(neighbours.len())?;
            if let Some(condition) = self.condition {
                retain(condition, &mut neighbours, chunk, row, runtime)?;
            }
            for neighbour in &neighbours {
                let distance = *side.distances.entry(neighbour.node).or_insert_with(|| {
                    next.push(neighbour.node);
                    side.depth
                });
                if distance == side.depth {
                    side.nearer.entry(neighbour.node).or_default().push((node, neighbour.relationship));
                }
            }
        }
        let met = next.iter().filter_map(|node| other.distances.get(node).map(|distance| (*distance, *node)));
        let met: Vec<_> = met.collect();
        let least = met.iter().map(|(distance, _)| *distance).min();
        side.frontier = next;
        Ok(met.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, node)| node).collect())
    }

    /// The walks that meet in these nodes.
    fn join(&self, ahead: &Side, behind: &Side, meeting: &[NodeId]) -> Vec<Vec<RelationshipId>> {
        let limit = if self.all { MAXIMUM_WALKS } else { 1 };
        let mut walks = Vec::new();
        for node in meeting {
            for first in ahead.back(*node, limit) {
                for second in behind.back(*node, limit) {
                    if walks.len() < limit {
                        walks.push(first.iter().rev().copied().chain(second).collect());
                    }
                }
            }
        }
        walks
    }
}

impl Side {
    fn new(node: NodeId, ways: Ways) -> Self {
        let distances = FxHashMap::from_iter([(node, 0)]);
        Self { ways, distances, nearer: FxHashMap::default(), frontier: vec![node], depth: 0 }
    }

    /// The ways back from a node to where this side began.
    fn back(&self, node: NodeId, limit: usize) -> Vec<Vec<RelationshipId>> {
        let mut complete = Vec::new();
        let mut pending = vec![(node, Vec::new())];
        while let Some((node, walked)) = pending.pop() {
            match self.nearer.get(&node) {
                None => complete.push(walked),
                Some(nearer) => {
                    for (nearer, relationship) in nearer.iter().rev() {
                        let mut walked: Vec<RelationshipId> = walked.clone();
                        walked.push(*relationship);
                        pending.push((*nearer, walked));
                    }
                }
            }
            if complete.len() >= limit {
                break;
            }
        }
        complete
    }
}

impl Source for ShortestWalk<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            let (from, to) = (chunk.column(self.from), chunk.column(self.to));
            let (mut rows, mut lists) = (Vec::new(), Vec::new());
            for row in 0..chunk.rows() {
                let (Some(start), Some(end)) = (from.node(row), to.node(row)) else { continue };
                for walk in self.walks(&chunk, row, (start, end), runtime)? {
                    rows.push(row_number(row));
                    lists.push(Value::list(walk.into_iter().map(Value::Relationship)));
                }
                runtime.check()?;
            }
            if rows.is_empty() {
                continue;
            }
            let mut joined = chunk.gather(&rows, Some(&self.keep));
            joined.set(self.relationships, Column::of(lists));
            return Ok(Some(joined));
        }
        Ok(None)
    }
}
