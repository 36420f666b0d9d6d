//! Rows of ways: for each node those that begin there, side by side.

use std::ops::Range;
use std::sync::Arc;

use super::alone::{Found, NOWHERE};
use crate::graph::adjacency::Ranks;
use crate::graph::labels::LabelSet;
use crate::value::NodeId;

/// Rows of many nodes, or of one.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Which nodes have a row.
    pub(super) ranks: Ranks,
    /// Where each row begins, and where the last one ends.
    pub(super) starts: Vec<u32>,
    /// Where in each row the ways begin whose middle lacks the property.
    pub(super) unknown: Vec<u32>,
    /// The property of the middle; empty without an order.
    pub(super) values: Vec<i32>,
    pub(super) middles: Vec<NodeId>,
    /// Empty where ways have one relationship.
    pub(super) fars: Vec<NodeId>,
    /// The sets of labels that the nodes in the middle have, and those at the far end.
    pub(super) labels_of_middles: Vec<LabelSet>,
    pub(super) labels_of_fars: Vec<LabelSet>,
    /// Between which ids the nodes at the far end lie.
    pub(super) ends: Range<usize>,
}

/// From the least id to the one after the greatest.
pub(super) fn span(nodes: &[NodeId]) -> Range<usize> {
    let ids = nodes.iter().map(|node| node.index());
    let (least, greatest) = ids.fold((usize::MAX, 0), |(least, greatest), id| (least.min(id), greatest.max(id + 1)));
    least.min(greatest)..greatest
}

/// The ways from one node, in order of the property, then of the middle's id; those that lack the property come last.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    rows: Arc<Rows>,
    range: Range<usize>,
    unknown: usize,
}

impl Rows {
    /// How many ways there are.
    pub(super) fn len(&self) -> usize {
        self.middles.len()
    }

    pub(super) fn bytes(&self) -> usize {
        let wide = self.values.len() + self.middles.len() + self.fars.len() + self.starts.len() + self.unknown.len();
        4 * wide + self.ranks.bytes()
    }
}

impl Row {
    /// The row of a node, perhaps an empty one.
    pub(super) fn of(rows: &Arc<Rows>, id: NodeId) -> Self {
        match rows.ranks.rank(id) {
            Some(row) => Self::numbered(rows, row),
            None => Self { rows: Arc::clone(rows), range: 0..0, unknown: 0 },
        }
    }

    /// The only row.
    pub(super) fn only(rows: Arc<Rows>) -> Self {
        Self::numbered(&rows, 0)
    }

    fn numbered(rows: &Arc<Rows>, row: usize) -> Self {
        let range = rows.starts[row] as usize..rows.starts[row + 1] as usize;
        Self { rows: Arc::clone(rows), range, unknown: rows.unknown[row] as usize }
    }

    /// All of it.
    pub(crate) fn all(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The ways whose property lies from one number up to another, both included.
    pub(crate) fn between(&self, low: Option<i64>, high: Option<i64>) -> Range<usize> {
        let values = &self.rows.values[self.range.start..self.unknown];
        let before =
            |test: &dyn Fn(i64) -> bool| self.range.start + values.partition_point(|own| test(i64::from(*own)));
        let start = low.map_or(self.range.start, |low| before(&|own| own < low));
        let end = high.map_or(self.unknown, |high| before(&|own| own <= high));
        start..end.max(start)
    }

    /// The nodes in the middle.
    pub(crate) fn middles(&self) -> &[NodeId] {
        &self.rows.middles
    }

    /// The nodes at the far end.
    pub(crate) fn fars(&self) -> &[NodeId] {
        &self.rows.fars
    }

    /// The day of a way, where it has one.
    pub(crate) fn day(&self, way: usize) -> Option<i32> {
        self.rows.values.get(way).copied().filter(|_| way < self.unknown)
    }

    /// A way as it is found.
    pub(super) fn found(&self, way: usize) -> Found {
        let day = self.rows.values.get(way).copied().unwrap_or_default();
        let lacks = !self.rows.values.is_empty() && way >= self.unknown;
        let far = self.rows.fars.get(way).copied().unwrap_or(NOWHERE);
        (lacks, if lacks { 0 } else { day }, self.rows.middles[way], far)
    }

    /// Between which ids the nodes at the far end lie, those of other rows included.
    pub(crate) fn ends(&self) -> Range<usize> {
        self.rows.ends.clone()
    }

    pub(super) fn labels_of_middles(&self) -> &[LabelSet] {
        &self.rows.labels_of_middles
    }

    pub(super) fn labels_of_fars(&self) -> &[LabelSet] {
        &self.rows.labels_of_fars
    }
}
