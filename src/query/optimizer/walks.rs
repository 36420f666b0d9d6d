//! Walks of variable length whose ends are all that matters: to find each end once is linear, to find every walk is not.

use super::Purpose;
use crate::query::ast::Direction;
use crate::query::plan::walk::{SlotSet, fills, operator_needs};
use crate::query::plan::{AggregateKind, Length, Operator, Pipeline, Slot, Step};

/// Marks the walks of which only the ends matter.
pub(super) fn reach(pipeline: &mut Pipeline, wanted: &SlotSet, purpose: Purpose) {
    let mut needed = wanted.clone();
    // Whether what follows gives the same for repeated rows.
    let mut repeats_matter = purpose == Purpose::Rows;
    for operator in pipeline.operators.iter_mut().rev() {
        repeats_matter = matter_before(operator, repeats_matter);
        if let Operator::VariableExpand { step, length, relationships, unlike, reach, .. } = operator {
            *reach = !repeats_matter && unlike.is_empty() && is_reachability(step, *length, relationships, &needed);
        }
        if matches!(operator, Operator::Aggregate { .. }) {
            // Nothing before an aggregation is seen after it; a key may go by the name of what it is made of.
            fills(operator).iter().for_each(|slot| needed.remove(slot));
        }
        needed.extend(&operator_needs(operator));
    }
}

/// Whether a walk between two ends exists exactly where one without repeated relationships does: the shortest repeats
/// none, except that a walk back to its start over undirected relationships may return the way it came.
fn is_reachability(step: &Step, length: Length, relationships: &Slot, needed: &SlotSet) -> bool {
    let same = length.minimum == 0 || length.minimum == 1 && step.direction != Direction::Both;
    same && !needed.contains(relationships)
}

/// Whether repeated rows before an operator matter, given whether they do after it.
fn matter_before(operator: &Operator, after: bool) -> bool {
    match operator {
        Operator::Distinct { .. } => false,
        Operator::Aggregate { aggregates, .. } => !aggregates.iter().all(|(_, aggregate)| {
            aggregate.distinct || matches!(aggregate.kind, AggregateKind::Minimum | AggregateKind::Maximum)
        }),
        Operator::Filter { .. }
        | Operator::Project { .. }
        | Operator::AllNodes { .. }
        | Operator::LabelScan { .. }
        | Operator::PropertySeek { .. }
        | Operator::IdSeek { .. }
        | Operator::Expand { .. }
        | Operator::VariableExpand { .. }
        | Operator::Ends { .. }
        | Operator::Sort { .. }
        | Operator::Unwind { .. }
        | Operator::SemiApply { .. }
        | Operator::SemiJoin { .. }
        | Operator::Join { .. }
        | Operator::Optional { .. }
        | Operator::Eager => after,
        _ => true,
    }
}
