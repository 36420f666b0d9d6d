//! Triangles around nodes: how many there are, without making a row for each.
//!
//! 1. `relation` finds the relationships of each side once, whatever node they hang on, with their conditions tested over
//!    typed columns; sides that say the same share what was found.
//! 2. `rows` lays them out: the neighbours of each node in order of id, each with how many relationships lead there.
//! 3. `ring` closes triangles: the nodes that close one with a node are marked, and the neighbours of its neighbours are
//!    looked up among the marks, or the marked nodes among them, whichever are fewer. So the work is bound by what the
//!    relationships allow at worst (Ngo et al., Worst-case optimal join algorithms, J. ACM 65, 2018), not by the number of
//!    walks of two relationships.
//!
//! A triangle of three nodes uses no relationship twice; where two of its nodes are the same, `loops` counts with care.

mod loops;
mod relation;
mod ring;
mod rows;

use super::chunk::{Chunk, ROWS, row_number};
use super::column::Column;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::plan::Triangle;
use crate::query::plan::walk::SlotSet;
use crate::value::NodeId;
use ring::Ring;

/// Joins every row with the triangles around one of its nodes.
pub(super) struct Closing<'p> {
    input: Boxed<'p>,
    triangle: &'p Triangle,
    keep: SlotSet,
    ring: Option<Ring<'p>>,
    current: Option<(Chunk, usize)>,
}

/// Pairs of corners, and the row and the number of triangles of each.
#[derive(Default)]
struct Closed {
    rows: Vec<u32>,
    corners: [Vec<NodeId>; 2],
    counts: Vec<Option<i64>>,
}

impl<'p> Closing<'p> {
    pub(super) fn new(input: Boxed<'p>, triangle: &'p Triangle, keep: SlotSet) -> Self {
        Self { input, triangle, keep, ring: None, current: None }
    }

    /// The next rows of the current chunk.
    fn close(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Closed, QueryError> {
        let mut closed = Closed::default();
        let (Some((chunk, row)), Some(ring)) = (&mut self.current, &mut self.ring) else { return Ok(closed) };
        let nodes = chunk.column(&self.triangle.from);
        let each = self.triangle.corners.iter().any(|corner| self.keep.contains(corner));
        while *row < chunk.rows() && closed.rows.len() < ROWS {
            let Some(node) = nodes.node(*row) else {
                *row += 1;
                continue;
            };
            let is_over = if each {
                ring.next_pairs(node, &mut |corners, count| closed.add(*row, corners, count))
            } else {
                let count = ring.count(node);
                if count > 0 {
                    closed.add(*row, [node, node], count);
                }
                true
            };
            runtime.step(ring.take_work())?;
            *row += usize::from(is_over);
        }
        Ok(closed)
    }

    fn join(&self, chunk: &Chunk, closed: Closed) -> Chunk {
        let mut joined = chunk.gather(&closed.rows, Some(&self.keep));
        for (slot, nodes) in self.triangle.corners.iter().zip(closed.corners) {
            if self.keep.contains(slot) {
                joined.set(slot, Column::Nodes(nodes));
            }
        }
        joined.set(&self.triangle.count, Column::Integers(closed.counts));
        joined
    }
}

impl Closed {
    fn add(&mut self, row: usize, [first, second]: [NodeId; 2], count: u64) {
        self.rows.push(row_number(row));
        self.corners[0].push(first);
        self.corners[1].push(second);
        self.counts.push(Some(i64::try_from(count).unwrap_or(i64::MAX)));
    }
}

impl Source for Closing<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            let closed = self.close(runtime)?;
            if let (Some((chunk, _)), false) = (&self.current, closed.rows.is_empty()) {
                return Ok(Some(self.join(chunk, closed)));
            }
            runtime.check()?;
            let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
            if self.ring.is_none() {
                self.ring = Some(Ring::new(self.triangle, runtime)?);
            }
            self.current = Some((chunk, 0));
        }
    }
}
