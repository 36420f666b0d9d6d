//! The end of a projection: to keep the first rows of an order, not all rows need to be held.

use crate::query::plan::{Operator, Pipeline};

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
            Some(Operator::Sort { keys }) => kept.push(Operator::Top { keys, skip, limit: count, presorted: false }),
            other => {
                kept.extend(other);
                kept.extend(skip.map(|count| Operator::Skip { count }));
                kept.push(Operator::Limit { count });
            }
        }
    }
    pipeline.operators = kept;
}
