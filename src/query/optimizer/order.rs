//! Rows that an index gives in order need no sorting.
//!
//! ```text
//! Sort name                                           Project n.name AS name
//! └─ Project n.name AS name                           └─ PropertySeek n:Entity name STARTS WITH 'Ch'
//!    └─ PropertySeek n:Entity name STARTS WITH 'Ch'
//! ```
//! Then a limit is reached after as many rows as it asks for.

use crate::query::ast::Name;
use crate::query::plan::{Expression, Operator, Pipeline, SeekRange, Slot, SortKey};

/// Takes out a sort by the property that the nodes were sought by.
pub(super) fn keep(pipeline: &mut Pipeline) {
    let Some((Operator::PropertySeek { node, key, range, .. }, rest)) = pipeline.operators.split_first() else {
        return;
    };
    // What equals one of several values comes in order of id.
    if matches!(range, SeekRange::AnyOf(_)) {
        return;
    }
    let Some(sort) = rest.iter().position(|operator| !keeps_order(operator)) else { return };
    if let Operator::Sort { keys } = &rest[sort]
        && is_order(keys, node, key, &rest[..sort])
    {
        pipeline.operators.remove(sort + 1);
    }
}

fn keeps_order(operator: &Operator) -> bool {
    matches!(operator, Operator::Filter { .. } | Operator::Project { .. })
}

/// Whether the keys are the property of the node, from the lowest value on.
fn is_order(keys: &[SortKey], node: &Slot, key: &Name, between: &[Operator]) -> bool {
    let [SortKey { expression, descending: false }] = keys else { return false };
    let expression = match expression {
        Expression::Slot(slot) => projected(slot, between).unwrap_or(expression),
        other => other,
    };
    matches!(expression, Expression::Property(base, own) if own == key && matches!(&**base, Expression::Slot(slot) if slot == node))
}

/// What a slot was last filled with.
fn projected<'o>(slot: &Slot, operators: &'o [Operator]) -> Option<&'o Expression> {
    let items = operators.iter().rev().filter_map(|operator| match operator {
        Operator::Project { items } => Some(items),
        _ => None,
    });
    let mut filled = items.flatten().filter(|(own, _)| own == slot);
    filled.next().map(|(_, expression)| expression)
}
