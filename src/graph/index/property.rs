//! The nodes in order of the value of one property.

use std::cmp::Ordering;
use std::ops::Bound;

use super::order;
use crate::graph::{Graph, PropertyRange, Symbol};
use crate::value::{NodeId, Value};

/// The nodes that have a property, in order of its value, then of id.
#[derive(Debug, Default)]
pub(crate) struct Ordered {
    entries: Vec<(Value, NodeId)>,
}

impl Ordered {
    pub(crate) fn build(graph: &Graph, key: Symbol) -> Self {
        let Some(column) = graph.node_columns.column(key) else { return Self::default() };
        let id = |index: usize| NodeId(u32::try_from(index).expect("ids are 32 bits wide"));
        let mut entries: Vec<(Value, NodeId)> = column.iter().map(|(index, value)| (value, id(index))).collect();
        entries.sort_by(|(left, left_id), (right, right_id)| order::total(left, right).then(left_id.cmp(right_id)));
        Self { entries }
    }

    /// The nodes in a range, in order of value, then of id.
    pub(crate) fn seek<'s>(&'s self, range: &'s PropertyRange) -> impl Iterator<Item = NodeId> + 's {
        let candidates = &self.entries[self.span(range)];
        candidates.iter().filter(|(value, _)| contains(range, value)).map(|(_, id)| *id)
    }

    /// How many nodes about lie in a range.
    pub(crate) fn estimate(&self, range: &PropertyRange) -> usize {
        self.span(range).len()
    }

    fn span(&self, range: &PropertyRange) -> std::ops::Range<usize> {
        let from = |value: &Value| self.entries.partition_point(|(own, _)| order::total(own, value) == Ordering::Less);
        let past =
            |value: &Value| self.entries.partition_point(|(own, _)| order::total(own, value) != Ordering::Greater);
        match range {
            PropertyRange::Equal(value) => from(value)..past(value),
            PropertyRange::Prefix(prefix) => {
                let prefix = Value::String(prefix.as_str().into());
                let start = from(&prefix);
                start..start + self.entries[start..].partition_point(|(own, _)| starts_with(own, &prefix))
            }
            PropertyRange::Between(low, high) => {
                let start = match low {
                    Bound::Included(value) => from(value),
                    Bound::Excluded(value) => past(value),
                    Bound::Unbounded => 0,
                };
                let end = match high {
                    Bound::Included(value) => past(value),
                    Bound::Excluded(value) => from(value),
                    Bound::Unbounded => self.entries.len(),
                };
                start..end.max(start)
            }
        }
    }
}

/// Whether a value lies in a range, by Cypher's equality and comparability.
pub(crate) fn contains(range: &PropertyRange, value: &Value) -> bool {
    match range {
        PropertyRange::Equal(wanted) => order::compare(value, wanted) == Some(Ordering::Equal),
        PropertyRange::Prefix(prefix) => matches!(value, Value::String(text) if text.starts_with(prefix.as_str())),
        PropertyRange::Between(low, high) => {
            let above = match low {
                Bound::Included(low) => matches!(order::compare(value, low), Some(Ordering::Greater | Ordering::Equal)),
                Bound::Excluded(low) => order::compare(value, low) == Some(Ordering::Greater),
                Bound::Unbounded => true,
            };
            above
                && match high {
                    Bound::Included(high) => {
                        matches!(order::compare(value, high), Some(Ordering::Less | Ordering::Equal))
                    }
                    Bound::Excluded(high) => order::compare(value, high) == Some(Ordering::Less),
                    Bound::Unbounded => true,
                }
        }
    }
}

fn starts_with(value: &Value, prefix: &Value) -> bool {
    matches!((value, prefix), (Value::String(text), Value::String(prefix)) if text.starts_with(prefix.as_ref()))
}
