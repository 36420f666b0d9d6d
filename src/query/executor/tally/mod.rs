//! Rows counted by what they are told apart by, before anything else is computed for them.
//!
//! 1. Where rows come straight from a scan, all its nodes are taken at once (`bulk`) and no row is ever made; otherwise they come
//!    chunk by chunk, each row with how many it stands for.
//! 2. `ends` counts by the node at the other end of a relationship, `values` by a property. Both count in a `table`, and what is
//!    looked up often for the nodes of an index lies `beside` it.
//! 3. What was counted comes out in the order of ids, or of values as they lie in their column.

mod beside;
mod ends;
mod table;
mod values;

use super::chunk::Chunk;
use super::column::Column;
use super::hold::Slices;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::function::operator::overflow;
use crate::query::plan::Tally;
use crate::query::plan::tally::By;
use crate::value::{NodeId, Value};

/// `Tally`.
pub(super) struct Tallying<'p> {
    input: Boxed<'p>,
    tally: &'p Tally,
    state: State,
}

enum State {
    Fresh,
    Counted(Slices),
    /// Values do not repeat: rows go on as they come.
    Plain,
}

impl<'p> Tallying<'p> {
    pub(super) fn new(input: Boxed<'p>, tally: &'p Tally) -> Self {
        Self { input, tally, state: State::Fresh }
    }

    fn count(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<State, QueryError> {
        let counted = match &self.tally.by {
            By::End { from, step, .. } => {
                Some(ends::count(&mut self.input, (from, step), self.tally.weight.as_ref(), runtime)?)
            }
            By::Property { node, key } => {
                values::count(&mut self.input, (node, key), self.tally.weight.as_ref(), runtime)?
            }
        };
        counted.map_or(Ok(State::Plain), |counted| Ok(State::Counted(Slices::all(self.rows(counted)?))))
    }

    fn rows(&self, counted: Vec<(NodeId, u64)>) -> Result<Chunk, QueryError> {
        let mut rows = Chunk::empty(counted.len());
        let times = counted.iter().map(|(_, times)| i64::try_from(*times).map(Some));
        let times: Vec<_> = times.collect::<Result<_, _>>().map_err(|_| overflow("a number of rows"))?;
        rows.set(self.tally.by.node(), Column::Nodes(counted.into_iter().map(|(node, _)| node).collect()));
        rows.set(&self.tally.times, Column::Integers(times));
        Ok(rows)
    }

    /// A chunk as it came, each row with how many it stands for.
    fn plain(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        let Some(mut chunk) = self.input.next(runtime)? else { return Ok(None) };
        let times = match &self.tally.weight {
            Some(weight) => chunk.column(weight),
            None => Column::Constant(Value::Integer(1), chunk.rows()).into(),
        };
        chunk.set(&self.tally.times, times);
        Ok(Some(chunk))
    }
}

impl Source for Tallying<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        if matches!(self.state, State::Fresh) {
            self.state = self.count(runtime)?;
        }
        match &mut self.state {
            State::Counted(rows) => Ok(rows.next()),
            State::Fresh | State::Plain => self.plain(runtime),
        }
    }
}

/// How many rows a row stands for.
fn times(weights: Option<&Column>, row: usize) -> u64 {
    let times = weights.map_or(Some(1), |weights| weights.get(row).as_integer());
    times.and_then(|times| u64::try_from(times).ok()).unwrap_or(0)
}
