//! The nodes around nodes, from rows that the graph keeps side by side.
//!
//! 1. `bearing` computes what is the same for all rows: the way, the bounds, the labels, the far ends sought. Where the graph
//!    has no such rows, or is being changed, the run of operators it stands for is run instead.
//! 2. `sieve` passes over the ways of a node that do not fit; often there is nothing to look at.
//! 3. `rows` gives a row for each way, in order where that is asked for; `fars` counts by the far end, or lists each far end
//!    once; `middles` counts by a property of the middle that has few values.

mod bearing;
mod fars;
mod middles;
mod rows;
mod sieve;

use super::chunk::Chunk;
use super::hold::{Holding, Slices, drain};
use super::runtime::Runtime;
use super::sort::Sorting;
use super::source::{Boxed, Source, Surroundings, chain};
use crate::query::QueryError;
use crate::query::plan::neighbourhood::{Count, End, Neighbourhood, Wanted};
use crate::query::plan::walk::{SlotSet, pipeline_needs};
use crate::query::plan::{Operator, Pipeline, Slot};
use crate::value::NodeId;
use bearing::Bearing;
use rows::{Manner, Ways};

/// `Neighbourhood`.
pub(super) struct Neighbouring<'p> {
    plan: &'p Neighbourhood,
    keep: SlotSet,
    surroundings: Surroundings,
    state: State<'p>,
}

enum State<'p> {
    Fresh(Option<Boxed<'p>>),
    /// As other operators do it.
    Plain(Boxed<'p>),
    Counted(Slices),
}

impl<'p> Neighbouring<'p> {
    pub(super) fn new(input: Boxed<'p>, plan: &'p Neighbourhood, keep: SlotSet, surroundings: Surroundings) -> Self {
        Self { plan, keep, surroundings, state: State::Fresh(Some(input)) }
    }

    fn begin(&mut self, mut input: Boxed<'p>, runtime: &mut Runtime<'_, '_>) -> Result<State<'p>, QueryError> {
        let Some(bearing) = Bearing::of(self.plan, runtime) else {
            let plain = self.run(&self.plan.body, input, runtime);
            let ordered = self.plan.order.as_ref().is_some_and(|order| order.wanted.is_some());
            return Ok(State::Plain(if ordered { Box::new(Whole(Some(plain))) } else { plain }));
        };
        match &self.plan.end {
            End::Rows { once } => self.rows(bearing, *once, input, runtime).map(State::Plain),
            End::Distinct { conditions } => {
                let chunks = drain(&mut input, runtime)?;
                let found = fars::distinct(self.plan, &bearing, conditions, &nodes(&chunks, &self.plan.from), runtime)?;
                Ok(self.counted(found, &chunks, runtime))
            }
            End::Count(count) => {
                let chunks = drain(&mut input, runtime)?;
                match self.count(&bearing, count, &chunks, runtime)? {
                    Some(counted) => Ok(self.counted(counted, &chunks, runtime)),
                    None => {
                        let input = Box::new(Holding::of(chunks));
                        let manner = Manner { once: false, descending: false, few: false };
                        let ways = Ways::new(self.plan, bearing, input, manner, pipeline_needs(&count.rest));
                        Ok(State::Plain(self.run(&count.rest, Box::new(ways), runtime)))
                    }
                }
            }
        }
    }

    /// A row for each way. Where an order is asked for, rows of many nodes are put in it as a whole.
    fn rows(
        &self,
        bearing: Bearing,
        once: bool,
        mut input: Boxed<'p>,
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Boxed<'p>, QueryError> {
        let (plan, mut keep) = (self.plan, self.keep.clone());
        let ways = |bearing, input, manner, keep| Box::new(Ways::new(plan, bearing, input, manner, keep));
        let Some(wanted) = plan.order.as_ref().and_then(|order| order.wanted) else {
            return Ok(ways(bearing, input, Manner { once, descending: false, few: false }, keep));
        };
        let chunks = drain(&mut input, runtime)?;
        let alone = chunks.iter().map(Chunk::rows).sum::<usize>() <= 1;
        let input = Box::new(Holding::of(chunks));
        match plan.body.operators.last() {
            Some(Operator::Sort { keys }) if !alone => {
                keep.insert(&plan.middle);
                let manner = Manner { once, descending: false, few: false };
                Ok(Box::new(Whole(Some(Box::new(Sorting::all(ways(bearing, input, manner, keep), keys))))))
            }
            _ => Ok(ways(bearing, input, Manner { once, descending: wanted == Wanted::Descending, few: true }, keep)),
        }
    }

    /// The counts, where there are such for what is counted.
    fn count(
        &self,
        bearing: &Bearing,
        count: &Count,
        chunks: &[Chunk],
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Option<Chunk>, QueryError> {
        let nodes = nodes(chunks, &self.plan.from);
        match &count.key {
            Some(key) if key.of_far => fars::count(self.plan, bearing, count, key, &nodes, runtime).map(Some),
            _ => middles::count(self.plan, bearing, count, &nodes, runtime),
        }
    }

    fn run(&self, pipeline: &'p Pipeline, input: Boxed<'p>, runtime: &mut Runtime<'_, '_>) -> Boxed<'p> {
        chain(&pipeline.operators, input, self.keep.clone(), &self.surroundings, runtime)
    }

    fn counted(&self, mut rows: Chunk, held: &[Chunk], runtime: &mut Runtime<'_, '_>) -> State<'p> {
        runtime.release(held.iter().map(Chunk::bytes).sum());
        if let Some(outer) = self.surroundings.outer() {
            rows.carry(outer);
        }
        State::Counted(Slices::all(rows))
    }
}

/// All rows in one chunk: whoever asks for the first in an order may stop after a chunk.
struct Whole<'p>(Option<Boxed<'p>>);

impl Source for Whole<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        let Some(mut input) = self.0.take() else { return Ok(None) };
        let whole = Chunk::concatenate(&drain(&mut input, runtime)?);
        Ok(Some(whole).filter(|whole| whole.rows() > 0))
    }
}

/// The nodes in a slot, row by row.
fn nodes(chunks: &[Chunk], slot: &Slot) -> Vec<NodeId> {
    let nodes = chunks.iter().flat_map(|chunk| {
        let column = chunk.column(slot);
        (0..chunk.rows()).filter_map(move |row| column.node(row))
    });
    nodes.collect()
}

impl Source for Neighbouring<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        if let State::Fresh(input) = &mut self.state {
            let Some(input) = input.take() else { return Ok(None) };
            self.state = self.begin(input, runtime)?;
        }
        match &mut self.state {
            State::Fresh(_) => Ok(None),
            State::Plain(source) => source.next(runtime),
            State::Counted(rows) => Ok(rows.next()),
        }
    }
}
