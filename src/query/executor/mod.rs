//! Plans to rows, chunk by chunk.
//!
//! 1. `source` chains the operators of a plan; each pulls chunks of about a thousand rows from the one before. There is a
//!    file for each operator, named after what it does; `relay` runs long plans stretch by stretch.
//! 2. A `chunk` is rows column by column, a `column` a vector of one type wherever possible; `evaluate` computes
//!    expressions for all rows of a chunk at once.
//!    `typed` has the loops that read the columns of the graph as they lie.
//! 3. `subplan` runs the inner pipelines of `OPTIONAL MATCH`, `EXISTS` and their kin for all outer rows at once where
//!    that means the same as one by one.
//! 4. `runtime` holds the graph, the parameters and the budget; `write` applies changes. `answer` makes [`Rows`] of the
//!    chunks that come out.

mod accumulator;
mod aggregate;
mod answer;
mod apply;
mod bulk;
mod chunk;
mod column;
mod create;
mod delete;
mod distinct;
mod ends;
mod evaluate;
mod expand;
mod filter;
mod hold;
mod join;
mod limit;
mod merge;
mod neighbourhood;
mod node_set;
mod parallel;
mod procedure;
mod profile;
mod project;
mod relay;
mod runtime;
mod scan;
mod semi;
mod set;
mod shortest;
mod sort;
mod source;
mod subplan;
mod tally;
mod triangle;
mod typed;
mod union;
mod unwind;
mod walk;
mod write;

use super::ast::Mode;
use super::plan::Plan;
use super::{Context, QueryError, Rows};
use crate::graph::{Transaction, View};
use chunk::Chunk;
use runtime::{Access, Runtime};
use source::Start;

/// Runs a plan that reads.
pub(super) fn read(plan: &Plan, view: View<'_>, context: &Context) -> Result<Rows, QueryError> {
    run(plan, Access::Read(view), context)
}

/// Runs a plan that may write.
pub(super) fn write(plan: &Plan, transaction: &mut Transaction<'_>, context: &Context) -> Result<Rows, QueryError> {
    run(plan, Access::Write(transaction), context)
}

fn run(plan: &Plan, access: Access<'_, '_>, context: &Context) -> Result<Rows, QueryError> {
    if plan.mode == Mode::Explain {
        return Ok(profile::explain(plan));
    }
    plan.check_parameters(&context.parameters)?;
    let mut runtime = Runtime::new(access, context, plan.mode == Mode::Profile);
    let outputs = plan.columns.iter().map(|(_, slot)| slot).collect();
    let begin = Start { argument: Chunk::unit(), outputs, satisfied: None };
    let mut source = source::start(&plan.pipeline, begin, &mut runtime);
    let rows = answer::collect(plan, &mut source, &mut runtime)?;
    Ok(if plan.mode == Mode::Profile { profile::profile(plan, rows, &runtime) } else { rows })
}
