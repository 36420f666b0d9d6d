//! A row for each way, chunk by chunk, for each node in order of the property.
//!
//! In order, the first chunks are small, because whoever asks for the first few rows stops soon; and rows of the same day come
//! in one chunk, so that whoever has enough need not look at the next.

use std::ops::Range;

use super::bearing::Bearing;
use super::sieve::{Mesh, Sieve};
use crate::graph::{Neighbourhood as Rows, Row};
use crate::query::QueryError;
use crate::query::executor::chunk::{Chunk, ROWS, row_number};
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::executor::source::{Boxed, Source};
use crate::query::plan::neighbourhood::Neighbourhood;
use crate::query::plan::walk::SlotSet;
use crate::value::NodeId;

/// Ways as rows.
pub(super) struct Ways<'p> {
    plan: &'p Neighbourhood,
    bearing: Bearing,
    input: Boxed<'p>,
    manner: Manner,
    keep: SlotSet,
    current: Option<Current>,
    /// How many rows the next chunk has.
    size: usize,
}

/// How ways become rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Whether those that differ in relationships alone may be one row.
    pub(super) once: bool,
    pub(super) descending: bool,
    /// Whether the first rows may be all that is asked for.
    pub(super) few: bool,
}

/// The chunk at hand, and how far it is joined.
struct Current {
    chunk: Chunk,
    row: usize,
    left: Option<Left>,
}

/// The ways of a node that are left.
struct Left {
    row: Row,
    range: Range<usize>,
    /// Where the only far end there may be has the shorter row, it is looked at from there: the node that must be at its
    /// end, and the far end.
    turned: Option<(NodeId, NodeId)>,
    /// The way that was taken last.
    last: Option<usize>,
}

/// Rows in the making: the row each belongs to, the middle and the far end.
#[derive(Default)]
struct Taken {
    rows: Vec<u32>,
    middles: Vec<NodeId>,
    fars: Vec<NodeId>,
}

/// The first rows of an order are few, or all.
const FIRST: usize = 32;

impl<'p> Ways<'p> {
    pub(super) fn new(
        plan: &'p Neighbourhood,
        bearing: Bearing,
        input: Boxed<'p>,
        manner: Manner,
        keep: SlotSet,
    ) -> Self {
        Self { plan, bearing, input, manner, keep, current: None, size: if manner.few { FIRST } else { ROWS } }
    }

    /// The next rows of the current chunk.
    fn take(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Taken, QueryError> {
        let mut taken = Taken::default();
        let (Some(current), Some(view)) = (&mut self.current, runtime.unchanging()) else { return Ok(taken) };
        let Some(mut rows) = view.neighbourhood(&self.bearing.way) else { return Ok(taken) };
        let sieve = Sieve::of(self.plan, view);
        let from = current.chunk.column(&self.plan.from);
        let mut steps = 0;
        while current.row < current.chunk.rows() && taken.rows.len() < self.size {
            let Some(node) = from.node(current.row) else {
                current.advance();
                continue;
            };
            let left = current.left.get_or_insert_with(|| Left::begin(node, &self.bearing, &sieve, &mut rows));
            let mesh = sieve.mesh(&self.bearing, &rows, &left.row);
            let before = left.range.len();
            left.join(row_number(current.row), &mesh, self.manner, self.size, &mut taken);
            steps += before - left.range.len();
            if left.range.is_empty() {
                current.advance();
            }
        }
        runtime.step(steps)?;
        Ok(taken)
    }

    fn joined(&self, current: &Current, taken: Taken) -> Chunk {
        let mut joined = current.chunk.gather(&taken.rows, Some(&self.keep));
        if self.keep.contains(&self.plan.middle) {
            joined.set(&self.plan.middle, Column::Nodes(taken.middles));
        }
        if let Some(far) = self.plan.far().filter(|far| self.keep.contains(far)) {
            joined.set(far, Column::Nodes(taken.fars));
        }
        joined
    }
}

impl Current {
    fn advance(&mut self) {
        self.row += 1;
        self.left = None;
    }
}

impl Left {
    fn begin(node: NodeId, bearing: &Bearing, sieve: &Sieve<'_>, rows: &mut Rows<'_>) -> Self {
        let row = rows.row(node);
        let range = bearing.within(&row);
        match bearing.targets.as_deref() {
            Some([target]) if bearing.way.is_symmetric() => {
                let other = rows.row(*target);
                let shorter = bearing.within(&other);
                if shorter.len() >= range.len() {
                    return Self { row, range, turned: None, last: None };
                }
                let range = if sieve.admits_far(*target) { shorter } else { 0..0 };
                Self { row: other, range, turned: Some((node, *target)), last: None }
            }
            _ => Self { row, range, turned: None, last: None },
        }
    }

    /// Takes ways until there are so many rows, or none is left.
    fn join(&mut self, number: u32, mesh: &Mesh<'_>, manner: Manner, size: usize, taken: &mut Taken) {
        while taken.rows.len() < size || manner.few && self.is_within_a_day(manner.descending) {
            let Some(way) = self.next(mesh, manner.descending) else { return };
            self.last = Some(way);
            let middle = self.row.middles()[way];
            let far = self.turned.map(|(_, far)| far).or_else(|| self.row.fars().get(way).copied());
            let repeated = manner.once
                && taken.rows.last() == Some(&number)
                && taken.middles.last() == Some(&middle)
                && taken.fars.last() == far.as_ref();
            if !repeated {
                taken.rows.push(number);
                taken.middles.push(middle);
                taken.fars.extend(far);
            }
        }
    }

    /// Whether the next way is of the same day as the last one taken, or both have none.
    fn is_within_a_day(&self, descending: bool) -> bool {
        let next = if descending { self.range.end.checked_sub(1) } else { Some(self.range.start) };
        match (self.last, next.filter(|_| !self.range.is_empty())) {
            (Some(last), Some(next)) => self.row.day(last) == self.row.day(next),
            _ => false,
        }
    }

    /// The next way that passes.
    fn next(&mut self, mesh: &Mesh<'_>, descending: bool) -> Option<usize> {
        let Self { row, range, turned, .. } = self;
        let turned = *turned;
        let passes = |way: &usize| match turned {
            Some((end, _)) => row.fars()[*way] == end && mesh.admits_middle(row, *way),
            None => mesh.passes(row, *way),
        };
        if descending {
            return range.rfind(passes);
        }
        if let Some(end) = turned.map_or_else(|| mesh.target(), |(end, _)| Some(end)) {
            skip_to(end, row.fars(), range);
        }
        range.find(passes)
    }
}

/// Goes on to about where a node comes first.
fn skip_to(node: NodeId, fars: &[NodeId], range: &mut Range<usize>) {
    // A whole block is looked at before it is decided on, so that it is looked at many nodes at a time.
    let blocks = fars[range.clone()].chunks(64);
    let without = blocks.take_while(|block| !block.iter().fold(false, |found, far| found | (*far == node)));
    range.start = (range.start + without.count() * 64).min(range.end);
}

impl Source for Ways<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            let taken = self.take(runtime)?;
            if let (Some(current), false) = (&self.current, taken.rows.is_empty()) {
                self.size = (self.size * 4).min(ROWS);
                return Ok(Some(self.joined(current, taken)));
            }
            runtime.check()?;
            let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
            self.current = Some(Current { chunk, row: 0, left: None });
        }
    }
}
