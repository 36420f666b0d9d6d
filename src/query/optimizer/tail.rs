//! The end of a projection: to keep the first rows of an order, not all rows need to be held, and what their order does
//! not depend on need not be found for the others.
//!
//! ```text
//! Limit 3                                                           Project COLLECT {… actor.name} AS actors
//! └─ Sort start                                                     └─ Top start limit 3
//!    └─ Project e.start AS start, COLLECT {… actor.name} AS actors     └─ Project e.start AS start
//! ```

use super::exists::asks;
use crate::query::plan::walk::{needs, operator_needs};
use crate::query::plan::{Expression, Operator, Pipeline, Slot};

/// `Sort`, perhaps `Skip`, then `Limit` become `Top`.
pub(super) fn keep_first(pipeline: &mut Pipeline) {
    let operators = std::mem::take(&mut pipeline.operators);
    let mut kept: Vec<Operator> = Vec::with_capacity(operators.len());
    for operator in operators {
        let Operator::Limit { count } = operator else {
            kept.push(operator);
            continue;
        };
        let skip = match kept.as_slice() {
            [.., Operator::Sort { .. }, Operator::Skip { .. }] => kept.pop(),
            _ => None,
        };
        let skip = match skip {
            Some(Operator::Skip { count }) => Some(count),
            _ => None,
        };
        match kept.pop() {
            Some(Operator::Sort { keys }) => {
                let top = Operator::Top { keys, skip, limit: count, presorted: false };
                let late = take_late(kept.last_mut(), &top);
                kept.push(top);
                kept.extend(late);
            }
            other => {
                kept.extend(other);
                kept.extend(skip.map(|count| Operator::Skip { count }));
                kept.push(Operator::Limit { count });
            }
        }
    }
    pipeline.operators = kept;
}

/// Takes out of a projection what is found by subqueries and neither the order nor the rest of the projection needs.
fn take_late(projection: Option<&mut Operator>, top: &Operator) -> Option<Operator> {
    let Some(Operator::Project { items }) = projection else { return None };
    let mut needed = operator_needs(top);
    items.iter().for_each(|(_, expression)| needed.extend(&needs(expression)));
    let is_late = |(slot, expression): &mut (Slot, Expression)| !needed.contains(slot) && asks(expression);
    let late: Vec<_> = items.extract_if(.., is_late).collect();
    (!late.is_empty()).then_some(Operator::Project { items: late })
}
