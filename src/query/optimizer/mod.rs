//! Plans to cheaper plans for the same answer.
//!
//! 1. `fold` computes what is the same for every row and needs no graph: `date('2025-05-23')` becomes a date.
//! 2. `block` takes neighbouring scans, expansions and filters apart into nodes, relationships and conditions, and puts
//!    them together again in the order that `cost` finds cheapest; `access` turns conditions into index seeks, `days` two
//!    of them into one by the days from a start to an end, `among` into look-ups among what an index finds.
//! 3. `exists` answers an existential condition once for all rows, from its most selective end, where that is cheaper
//!    than once per row.
//! 4. `triangle` closes triangles over laid out relationships where they are only counted.
//! 5. `walks` looks for the ends of walks instead of all walks where nothing can tell the difference.
//! 6. `order` sorts nothing that an index gives in order.
//! 7. `tail` keeps only the first rows of an order where only they are asked for.
//! 8. `neighbourhood` joins expansions around a node into one operator, where the graph keeps them side by side.
//! 9. `tally` counts rows that differ in nothing an aggregation asks for before it, where they are many and those few.
//!
//! Only the order of rows may change, and only where the statement does not ask for one.

mod access;
mod among;
mod block;
mod cost;
mod days;
mod exists;
mod fold;
mod neighbourhood;
mod order;
mod tail;
mod tally;
mod triangle;
mod walks;

use super::plan::rewrite::{branches_mut, children_mut, expressions_mut};
use super::plan::walk::{SlotSet, fills, operator_needs};
use super::plan::{Expression, Operator, Pipeline, Plan, SubqueryKind};
use crate::graph::View;
use cost::Costs;

/// A cheaper plan for the same answer.
pub(super) fn optimize(mut plan: Plan, view: View<'_>) -> Plan {
    let wanted = plan.columns.iter().map(|(_, slot)| slot).collect();
    let optimizer = Optimizer { costs: Costs::of(view) };
    plan.pipeline = optimizer.pipeline(plan.pipeline, &SlotSet::default(), wanted, Purpose::Rows);
    plan
}

/// What the rows of a pipeline are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// All of them count.
    Rows,
    /// Whether there is one.
    Existence,
}

struct Optimizer<'v> {
    costs: Costs<'v>,
}

impl Optimizer<'_> {
    /// The cheaper pipeline. `bound` are the slots of the rows it starts from, `wanted` those asked of its last rows.
    fn pipeline(&self, mut pipeline: Pipeline, bound: &SlotSet, wanted: SlotSet, purpose: Purpose) -> Pipeline {
        fold::fold(&mut pipeline, self.costs.view);
        self.inner_pipelines(&mut pipeline, bound);
        let mut pipeline = block::arrange(pipeline, bound, &wanted, &self.costs);
        if bound.is_empty() && purpose == Purpose::Rows {
            triangle::close(&mut pipeline, &self.costs);
        }
        exists::answer_once(&mut pipeline, bound, &self.costs);
        walks::reach(&mut pipeline, &wanted, purpose);
        order::keep(&mut pipeline);
        tail::keep_first(&mut pipeline);
        if purpose == Purpose::Rows {
            neighbourhood::join(&mut pipeline, &wanted, self.costs.view);
            if bound.is_empty() {
                tally::count_ahead(&mut pipeline, &self.costs);
            }
        }
        pipeline
    }

    /// Optimizes the pipelines within a pipeline, each knowing which slots have values where it starts.
    fn inner_pipelines(&self, pipeline: &mut Pipeline, bound: &SlotSet) {
        let mut bound = bound.clone();
        let after = needed_after(pipeline);
        for (operator, after) in pipeline.operators.iter_mut().zip(after) {
            for expression in expressions_mut(operator) {
                self.subqueries(expression, &bound);
            }
            if let Some(after) = after {
                self.branches(operator, &bound, after);
            }
            fills(operator).iter().for_each(|slot| bound.insert(slot));
        }
    }

    /// Optimizes the branches of an operator; `wanted` are the slots used after it.
    fn branches(&self, operator: &mut Operator, bound: &SlotSet, mut wanted: SlotSet) {
        let purpose = if matches!(operator, Operator::SemiApply { .. }) { Purpose::Existence } else { Purpose::Rows };
        let bound = if matches!(operator, Operator::Join { .. }) { SlotSet::default() } else { bound.clone() };
        wanted.extend(&operator_outputs(operator));
        for branch in branches_mut(operator) {
            let inner = std::mem::take(branch);
            *branch = self.pipeline(inner, &bound, wanted.clone(), purpose);
        }
    }

    /// Optimizes the subqueries within an expression.
    fn subqueries(&self, expression: &mut Expression, bound: &SlotSet) {
        let mut bound = bound.clone();
        match expression {
            Expression::Subquery(subquery) => {
                let (wanted, purpose) = match &subquery.kind {
                    SubqueryKind::Exists => (SlotSet::default(), Purpose::Existence),
                    SubqueryKind::Count => (SlotSet::default(), Purpose::Rows),
                    SubqueryKind::Collect(slot) => ([slot].into_iter().collect(), Purpose::Rows),
                };
                let inner = std::mem::take(&mut subquery.plan.pipeline);
                subquery.plan.pipeline = self.pipeline(inner, &bound, wanted, purpose);
            }
            Expression::Comprehension(variable, ..) | Expression::Quantifier(_, variable, ..) => bound.insert(variable),
            Expression::Reduce { accumulator, variable, .. } => {
                bound.insert(accumulator);
                bound.insert(variable);
            }
            _ => {}
        }
        for child in children_mut(expression) {
            self.subqueries(child, &bound);
        }
    }
}

/// The slots that branches of an operator must fill.
fn operator_outputs(operator: &Operator) -> SlotSet {
    let mut outputs: SlotSet = fills(operator).iter().collect();
    match operator {
        Operator::Union { branches, .. } => {
            branches.iter().flat_map(|(_, slots)| slots).for_each(|slot| outputs.insert(slot))
        }
        Operator::SemiJoin { found, .. } => outputs.insert(found),
        _ => {}
    }
    outputs
}

/// The slots used by what comes after each operator that has branches.
fn needed_after(pipeline: &mut Pipeline) -> Vec<Option<SlotSet>> {
    let mut needed = SlotSet::default();
    let mut after: Vec<_> = pipeline
        .operators
        .iter_mut()
        .rev()
        .map(|operator| {
            let after = (!branches_mut(operator).is_empty()).then(|| needed.clone());
            needed.extend(&operator_needs(operator));
            after
        })
        .collect();
    after.reverse();
    after
}
