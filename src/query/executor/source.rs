//! From operators to running ones: a chain of sources, each pulling chunks from the one before.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;

use super::aggregate::Aggregation;
use super::apply::{Applied, Optional};
use super::bulk::Bulk;
use super::chunk::Chunk;
use super::create::Creation;
use super::delete::Deletion;
use super::distinct::Distinction;
use super::ends::Ends;
use super::expand::Expansion;
use super::filter::Filtering;
use super::hold::Holding;
use super::join::Joining;
use super::limit::{Limiting, Skipping};
use super::merge::Merging;
use super::neighbourhood::Neighbouring;
use super::procedure::Calling;
use super::project::Projecting;
use super::relay::Relay;
use super::runtime::Runtime;
use super::scan::Scan;
use super::semi::{SemiApplied, SemiJoined};
use super::set::Setting;
use super::shortest::ShortestWalk;
use super::sort::Sorting;
use super::tally::Tallying;
use super::triangle::Closing;
use super::union::Uniting;
use super::unwind::Unwinding;
use super::walk::Walking;
use crate::query::QueryError;
use crate::query::plan::walk::{SlotSet, fills, operator_needs};
use crate::query::plan::{Operator, Pipeline, STRETCH, Slot};

/// Something that gives chunks of rows until there are no more. A chunk has at least one row.
pub(super) trait Source {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError>;

    /// All rows at once, for whoever wants nothing of them but a node; `None` where they come one after another, and nothing was
    /// taken yet.
    fn bulk<'r>(&mut self, _: &Slot, _: &mut Runtime<'r, '_>) -> Result<Option<Bulk<'r>>, QueryError> {
        Ok(None)
    }

    /// Whether it is what every statement starts from: one row with nothing in it.
    fn is_unit(&self) -> bool {
        false
    }
}

/// A source that reads a plan.
pub(super) type Boxed<'p> = Box<dyn Source + 'p>;

/// What a pipeline starts from and must deliver.
pub(super) struct Start {
    /// The rows it starts from.
    pub(super) argument: Chunk,
    /// The slots wanted of the rows it ends with.
    pub(super) outputs: SlotSet,
    /// Outer rows that need no further match, where only existence is asked.
    pub(super) satisfied: Option<Satisfied>,
}

/// Which outer rows have found what they looked for.
#[derive(Clone)]
pub(super) struct Satisfied {
    pub(super) ordinal: Slot,
    pub(super) rows: Rc<RefCell<Vec<bool>>>,
}

/// The rows a pipeline starts from.
struct Argument(Option<Chunk>);

impl Source for Argument {
    fn next(&mut self, _: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        Ok(self.0.take().filter(|chunk| chunk.rows() > 0))
    }

    fn is_unit(&self) -> bool {
        self.0.as_ref().is_some_and(|chunk| chunk.rows() == 1 && chunk.columns().next().is_none())
    }
}

/// The rows of a pipeline.
pub(super) fn start<'p>(pipeline: &'p Pipeline, start: Start, runtime: &mut Runtime<'_, '_>) -> Boxed<'p> {
    // What makes new rows from many loses what the outer row brought along; it is the same for all of them.
    let outer = (start.argument.rows() == 1).then(|| start.argument.clone());
    let input = Box::new(Argument(Some(start.argument)));
    let mut needed = start.outputs;
    if let Some(satisfied) = &start.satisfied {
        needed.insert(&satisfied.ordinal);
    }
    let surroundings = Surroundings { outer, satisfied: start.satisfied };
    if pipeline.operators.len() <= STRETCH {
        return chain(&pipeline.operators, input, needed, &surroundings, runtime);
    }
    Box::new(Relay::new(&pipeline.operators, input, needed, surroundings))
}

/// What operators know of the rows around them.
pub(super) struct Surroundings {
    outer: Option<Chunk>,
    satisfied: Option<Satisfied>,
}

impl Surroundings {
    /// The one outer row, where there is one.
    pub(super) fn outer(&self) -> Option<&Chunk> {
        self.outer.as_ref()
    }
}

/// Chains operators; `needed` are the slots wanted of the rows they end with.
pub(super) fn chain<'p>(
    operators: &'p [Operator],
    input: Boxed<'p>,
    needed: SlotSet,
    Surroundings { outer, satisfied }: &Surroundings,
    runtime: &mut Runtime<'_, '_>,
) -> Boxed<'p> {
    let needs = needs(operators, needed, runtime);
    let mut source = input;
    for (index, operator) in operators.iter().enumerate() {
        let link = Link { input: source, keep: needs[index].clone(), outer, satisfied };
        source = link.to(operator);
        if runtime.is_profiled() {
            source = Box::new(Measured { operator, source });
        }
    }
    source
}

/// The slots needed after each operator, found from the end.
fn needs(operators: &[Operator], mut needed: SlotSet, runtime: &mut Runtime<'_, '_>) -> Rc<Vec<SlotSet>> {
    let key = Runtime::key(operators);
    if let Some(needs) = runtime.needs.get(&key) {
        return Rc::clone(needs);
    }
    let mut needs = Vec::with_capacity(operators.len());
    for operator in operators.iter().rev() {
        needs.push(needed.clone());
        needed_before(operator, &mut needed);
    }
    needs.reverse();
    let needs = Rc::new(needs);
    runtime.needs.insert(key, Rc::clone(&needs));
    needs
}

/// From the slots needed after an operator to those needed before it.
pub(super) fn needed_before(operator: &Operator, needed: &mut SlotSet) {
    fills(operator).iter().for_each(|slot| needed.remove(slot));
    needed.extend(&operator_needs(operator));
}

/// What an operator is linked to.
struct Link<'a, 'p> {
    input: Boxed<'p>,
    keep: SlotSet,
    outer: &'a Option<Chunk>,
    satisfied: &'a Option<Satisfied>,
}

impl<'p> Link<'_, 'p> {
    fn to(self, operator: &'p Operator) -> Boxed<'p> {
        let Self { input, keep, outer, satisfied } = self;
        match operator {
            Operator::AllNodes { .. }
            | Operator::LabelScan { .. }
            | Operator::PropertySeek { .. }
            | Operator::IdSeek { .. } => Box::new(Scan::new(input, operator, keep)),
            Operator::Expand { .. } => Box::new(Expansion::new(input, operator, keep, satisfied.clone())),
            Operator::VariableExpand { .. } => Box::new(Walking::new(input, operator, keep, satisfied.clone())),
            Operator::Triangle(triangle) => Box::new(Closing::new(input, triangle, keep)),
            Operator::Tally(tally) => Box::new(Tallying::new(input, tally)),
            Operator::Ends { .. } => Box::new(Ends::new(input, operator, keep)),
            Operator::ShortestPath { .. } => Box::new(ShortestWalk::new(input, operator, keep)),
            Operator::Filter { condition } => Box::new(Filtering::new(input, condition)),
            Operator::Project { items } => Box::new(Projecting { input, items }),
            Operator::Aggregate { keys, aggregates } => {
                Box::new(Aggregation::new(input, keys, aggregates, outer.clone()))
            }
            Operator::Distinct { slots } => Box::new(Distinction::new(input, slots, outer.clone())),
            Operator::Sort { keys } => Box::new(Sorting::all(input, keys)),
            Operator::Neighbourhood(plan) => {
                let surroundings = Surroundings { outer: outer.clone(), satisfied: satisfied.clone() };
                Box::new(Neighbouring::new(input, plan, keep, surroundings))
            }
            Operator::Top { keys, skip, limit, presorted } => {
                Box::new(Sorting::top(input, keys, (skip.as_ref(), limit), *presorted))
            }
            Operator::Skip { count } => Box::new(Skipping::new(input, count)),
            Operator::Limit { count } => Box::new(Limiting::new(input, count)),
            Operator::Unwind { list, variable } => Box::new(Unwinding::new(input, list, variable, keep)),
            Operator::Optional { inner, introduced } => Box::new(Optional::new(input, inner, introduced, keep)),
            Operator::Apply { inner, outputs } => Box::new(Applied::new(input, inner, outputs, keep)),
            Operator::SemiApply { inner, negated } => Box::new(SemiApplied { input, inner, negated: *negated }),
            Operator::SemiJoin { node, build, found, negated } => {
                Box::new(SemiJoined { input, node, build, found, negated: *negated, nodes: None })
            }
            Operator::Join { build, keys, outputs } => Box::new(Joining::new(input, build, keys, outputs, keep)),
            Operator::Union { branches, outputs } => Box::new(Uniting::new(input, branches, outputs, outer.clone())),
            Operator::Eager => Box::new(Holding::new(input)),
            Operator::Create { paths } => Box::new(Creation { input, paths }),
            Operator::Merge { plan } => Box::new(Merging::new(input, plan)),
            Operator::Set { .. } | Operator::Remove { .. } => Box::new(Setting { input, operator }),
            Operator::Delete { expressions, detach } => Box::new(Deletion::new(input, expressions, *detach)),
            Operator::ProcedureCall { .. } => Box::new(Calling::new(input, operator, keep)),
        }
    }
}

/// A source that tells how many rows it gave and how long that took, with all it pulled from.
struct Measured<'p> {
    operator: &'p Operator,
    source: Boxed<'p>,
}

impl Source for Measured<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        let began = Instant::now();
        let chunk = self.source.next(runtime)?;
        runtime.measure(self.operator, chunk.as_ref().map_or(0, Chunk::rows), began.elapsed());
        Ok(chunk)
    }

    fn bulk<'r>(&mut self, node: &Slot, runtime: &mut Runtime<'r, '_>) -> Result<Option<Bulk<'r>>, QueryError> {
        let began = Instant::now();
        let bulk = self.source.bulk(node, runtime)?;
        runtime.measure(self.operator, bulk.as_ref().map_or(0, Bulk::rows), began.elapsed());
        Ok(bulk)
    }

    fn is_unit(&self) -> bool {
        self.source.is_unit()
    }
}
