//! The triangles around one node.

use std::ops::Range;
use std::sync::Arc;

use super::relation::{self, Laid};
use super::rows::{Nodes, Rows};
use crate::query::QueryError;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::evaluate::select;
use crate::query::executor::runtime::Runtime;
use crate::query::plan::Triangle;
use crate::value::NodeId;

/// What triangles are made of, and the marks of the node at hand.
pub(super) struct Ring<'p> {
    pub(super) triangle: &'p Triangle,
    pub(super) laid: Arc<Laid>,
    /// Which nodes may be a corner, by number; all where there is no condition.
    allowed: [Option<Vec<bool>>; 2],
    /// How many relationships lead from each second corner back to the node.
    marks: Vec<u32>,
    /// The node whose triangles are being listed, and the place of the next first corner.
    current: Option<(u32, usize)>,
    work: usize,
}

impl<'p> Ring<'p> {
    pub(super) fn new(triangle: &'p Triangle, runtime: &mut Runtime<'_, '_>) -> Result<Self, QueryError> {
        let laid = relation::sides(triangle, runtime)?;
        let nodes = &laid.0;
        let first = allowed(triangle, 0, nodes, runtime)?;
        let second = allowed(triangle, 1, nodes, runtime)?;
        let marks = vec![0; nodes.len()];
        runtime.hold(nodes.len() * 12)?;
        Ok(Self { triangle, laid, allowed: [first, second], marks, current: None, work: 0 })
    }

    pub(super) fn nodes(&self) -> &Nodes {
        &self.laid.0
    }

    /// From the node to the first corner, from there to the second, and from the node to the second corner.
    pub(super) fn sides(&self) -> &[Arc<Rows>; 3] {
        &self.laid.1
    }

    /// How many triangles there are around a node.
    pub(super) fn count(&mut self, id: NodeId) -> u64 {
        let Some(node) = self.nodes().number(id) else { return 0 };
        let firsts = self.firsts(node);
        self.work += 1;
        let mut total = 0;
        if !firsts.is_empty() && self.mark(node) {
            for entry in firsts {
                let mut closed = 0;
                self.close(node, entry, |_, count| closed += count);
                total += closed * u64::from(self.sides()[0].weight(entry));
            }
            self.unmark(node);
        }
        self.each_with_loops(node, &mut |_, count| total += count);
        total
    }

    /// Lists some more pairs of corners of a node, with the triangles of each; whether those were the last.
    pub(super) fn next_pairs(&mut self, id: NodeId, add: &mut dyn FnMut([NodeId; 2], u64)) -> bool {
        let Some(node) = self.nodes().number(id) else { return true };
        let firsts = self.firsts(node);
        self.work += 1;
        let entry = match self.current {
            Some((_, entry)) => entry,
            None => {
                self.mark(node);
                firsts.start
            }
        };
        if entry < firsts.end {
            let (first, weight) = (self.sides()[0].ends()[entry], u64::from(self.sides()[0].weight(entry)));
            let mut closed = Vec::new();
            self.close(node, entry, |second, count| closed.push((second, count)));
            closed.into_iter().for_each(|(second, count)| add(self.ids([first, second]), weight * count));
            self.current = Some((node, entry + 1));
            return false;
        }
        self.unmark(node);
        self.current = None;
        self.each_with_loops(node, &mut |corners, count| add(self.ids(corners), count));
        true
    }

    /// How much was looked at since this was last asked.
    pub(super) fn take_work(&mut self) -> usize {
        std::mem::take(&mut self.work)
    }

    /// Whether a node may be a corner.
    pub(super) fn is_allowed(&self, corner: usize, node: u32) -> bool {
        self.allowed[corner].as_ref().is_none_or(|allowed| allowed[node as usize])
    }

    fn ids(&self, corners: [u32; 2]) -> [NodeId; 2] {
        corners.map(|corner| self.nodes().ids()[corner as usize])
    }

    /// The places of the first corners of a node.
    fn firsts(&self, node: u32) -> Range<usize> {
        let side = &self.sides()[0];
        within(side.ends(), side.row(node), self.between(1, &[(0, node)]))
    }

    /// Marks the nodes that close a triangle with a node; whether there are any.
    fn mark(&mut self, node: u32) -> bool {
        let side = Arc::clone(&self.laid.1[2]);
        let row = side.row(node);
        for entry in row.clone() {
            let end = side.ends()[entry];
            if end != node && self.is_allowed(1, end) {
                self.marks[end as usize] = side.weight(entry);
            }
        }
        self.work += row.len();
        !row.is_empty()
    }

    fn unmark(&mut self, node: u32) {
        let side = &self.laid.1[2];
        side.ends()[side.row(node)].iter().for_each(|end| self.marks[*end as usize] = 0);
    }

    /// The second corners that close a triangle with a node and a first corner, and how often. All three are different.
    fn close(&mut self, node: u32, entry: usize, mut add: impl FnMut(u32, u64)) {
        let first = self.sides()[0].ends()[entry];
        if first == node || !self.is_allowed(0, first) {
            return;
        }
        let range = self.between(2, &[(0, node), (1, first)]);
        let [_, on, back] = &self.laid.1;
        let walks = within(on.ends(), on.row(first), range.clone());
        let closers = within(back.ends(), back.row(node), range);
        // A mark is one look; to find a closer among the walks takes several.
        let steps = walks.len().checked_ilog2().unwrap_or(0) as usize + 1;
        if walks.len() <= closers.len() * steps {
            self.work += walks.len();
            for walk in walks {
                let second = on.ends()[walk];
                let mark = self.marks[second as usize];
                if mark != 0 && second != first {
                    add(second, u64::from(mark) * u64::from(on.weight(walk)));
                }
            }
        } else {
            self.work += closers.len();
            for closer in closers {
                let second = back.ends()[closer];
                let mark = self.marks[second as usize];
                if mark != 0
                    && second != first
                    && let Ok(place) = on.ends()[walks.clone()].binary_search(&second)
                {
                    add(second, u64::from(mark) * u64::from(on.weight(walks.start + place)));
                }
            }
        }
    }

    /// What the number of a corner must lie between, given those of others; 0 is the node.
    pub(super) fn between(&self, corner: usize, others: &[(usize, u32)]) -> Range<u32> {
        let mut range = 0..u32::MAX;
        for (place, number) in others {
            for (low, high) in &self.triangle.below {
                if (*low, *high) == (*place, corner) {
                    range.start = range.start.max(number + 1);
                }
                if (*low, *high) == (corner, *place) {
                    range.end = range.end.min(*number);
                }
            }
        }
        range
    }
}

/// The part of a row whose ends lie in a range.
fn within(ends: &[u32], row: Range<usize>, range: Range<u32>) -> Range<usize> {
    let all = &ends[row.clone()];
    let start = if range.start == 0 { 0 } else { all.partition_point(|end| *end < range.start) };
    let end = if range.end == u32::MAX { all.len() } else { all.partition_point(|end| *end < range.end) };
    row.start + start..row.start + end.max(start)
}

/// Which nodes may be a corner; none where all may.
fn allowed(
    triangle: &Triangle,
    corner: usize,
    nodes: &Nodes,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Option<Vec<bool>>, QueryError> {
    let Some(condition) = &triangle.conditions[corner] else { return Ok(None) };
    let mut chunk = Chunk::empty(nodes.len());
    chunk.set(&triangle.corners[corner], Column::Nodes(nodes.ids().to_vec()));
    let rows = select(condition, &chunk, runtime)?;
    if rows.len() == nodes.len() {
        return Ok(None);
    }
    let mut allowed = vec![false; nodes.len()];
    rows.into_iter().for_each(|row| allowed[row as usize] = true);
    Ok(Some(allowed))
}
