//! The property that rows are in order of: one that holds days.

use crate::graph::Column;

/// The day of a node, as days since 1970-01-01; none where it has none.
#[inline]
pub(super) fn day(column: Option<&Column>, index: usize) -> Option<i32> {
    match column {
        Some(Column::Date(days)) => days.get(index),
        _ => None,
    }
}

/// Whether nodes may be put in order of a property: whether all its values are days.
pub(super) fn orders(column: Option<&Column>) -> bool {
    matches!(column, Some(Column::Date(_)))
}
