//! The nodes in order of the value of one property.
//!
//! What is kept is the order alone; values stay in their column. When a node's value changes, the order still speaks of the
//! old one, so that is remembered in `stale`, and the node's new place is in `fresh`. When those are no longer few, the
//! order is dropped and made again when it is next asked for.
//!
//! ```text
//! settled  [7, 2, 9, 4]         as of when it was made
//! stale    {2: 'Kyiv'}          node 2 changed since; it stands in the order for 'Kyiv'
//! fresh    {('Kharkiv', 2), ('Lviv', 31)}
//! ```

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::{Bound, Range};

use rustc_hash::FxHashMap;

use crate::graph::{Column, PropertyRange};
use crate::value::order::{Key, compare, equal, order};
use crate::value::{NodeId, Value};

/// So few changes are never worth a new order.
const FEW: usize = if cfg!(test) { 8 } else { 4096 };

/// The nodes that have a property, in order of its value, then of id.
#[derive(Debug, Default)]
pub(crate) struct Ordered {
    settled: Vec<NodeId>,
    stale: FxHashMap<NodeId, Value>,
    fresh: BTreeSet<(Key, NodeId)>,
}

impl Ordered {
    pub(super) fn build(column: &Column) -> Self {
        let settled = column.sorted_ids().into_iter().map(NodeId).collect();
        Self { settled, ..Self::default() }
    }

    /// A node's value changed. False where so many did that the order is better made again.
    pub(super) fn replace(&mut self, id: NodeId, old: &Value, new: &Value) -> bool {
        let was_fresh = !is_null(old) && self.fresh.remove(&(Key(old.clone()), id));
        if !is_null(old) && !was_fresh {
            self.stale.insert(id, old.clone());
        }
        if !is_null(new) {
            self.fresh.insert((Key(new.clone()), id));
        }
        self.fresh.len() + self.stale.len() <= FEW.max(self.settled.len() / 8)
    }

    /// The nodes in a range that `wanted` keeps, in order of value, then of id.
    pub(crate) fn seek(&self, column: &Column, range: &PropertyRange, wanted: impl Fn(NodeId) -> bool) -> Vec<NodeId> {
        let place = |id| (Key(self.value(column, id)), id);
        let settled = self.settled[self.span(column, range)].iter().copied();
        let settled = settled.filter(|id| !self.stale.contains_key(id) && wanted(*id));
        let is_exact = self.stale.is_empty() && is_exact(column, range);
        let found = settled.filter(|id| is_exact || contains(range, &self.value(column, *id)));
        let fresh: Vec<&(Key, NodeId)> = self.fresh_within(range).filter(|(_, id)| wanted(*id)).collect();
        if fresh.is_empty() {
            return found.collect();
        }
        let mut merged: Vec<(Key, NodeId)> = found.map(place).chain(fresh.into_iter().cloned()).collect();
        // Two sorted runs, which the stable sort merges.
        merged.sort();
        merged.into_iter().map(|(_, id)| id).collect()
    }

    /// All nodes, and where those of a range are, if they lie side by side and none changed since.
    pub(crate) fn seek_at_once(&self, column: &Column, range: &PropertyRange) -> Option<(&[NodeId], Range<usize>)> {
        let is_so = self.stale.is_empty() && is_exact(column, range) && self.fresh_within(range).next().is_none();
        is_so.then(|| (&*self.settled, self.span(column, range)))
    }

    /// How many nodes about lie in a range.
    pub(crate) fn estimate(&self, column: &Column, range: &PropertyRange) -> usize {
        self.span(column, range).len() + self.fresh_within(range).count()
    }

    fn fresh_within(&self, range: &PropertyRange) -> impl Iterator<Item = &(Key, NodeId)> {
        let low = match range {
            PropertyRange::Equal(value) => Some(value.clone()),
            PropertyRange::Prefix(prefix) => Some(Value::String(prefix.as_str().into())),
            PropertyRange::Between(Bound::Included(low) | Bound::Excluded(low), _) => Some(low.clone()),
            PropertyRange::Between(Bound::Unbounded, _) => None,
        };
        let start = low.map_or(Bound::Unbounded, |low| Bound::Included((Key(low), NodeId(0))));
        let entries = self.fresh.range((start, Bound::Unbounded));
        entries.take_while(|(value, _)| !is_past(range, &value.0)).filter(|(value, _)| contains(range, &value.0))
    }

    /// The value a node stands in the order for.
    fn value(&self, column: &Column, id: NodeId) -> Value {
        let stale = if self.stale.is_empty() { None } else { self.stale.get(&id) };
        stale.cloned().unwrap_or_else(|| column.get(id.index()))
    }

    /// Where the nodes of a range stand, and perhaps a few that `contains` refuses.
    fn span(&self, column: &Column, range: &PropertyRange) -> Range<usize> {
        if self.stale.is_empty()
            && let Some(span) = self.span_of_text(column, range)
        {
            return span;
        }
        let before = |test: &dyn Fn(&Value) -> bool| self.settled.partition_point(|id| test(&self.value(column, *id)));
        let from = |value: &Value| before(&|own| order(own, value) == Ordering::Less);
        let past = |value: &Value| before(&|own| order(own, value) != Ordering::Greater);
        match range {
            PropertyRange::Equal(value) => from(value)..past(value),
            PropertyRange::Prefix(prefix) => {
                let low = Value::String(prefix.as_str().into());
                from(&low)..before(&|own| order(own, &low) == Ordering::Less || starts_with(own, prefix))
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
                    Bound::Unbounded => self.settled.len(),
                };
                start..end.max(start)
            }
        }
    }
}

impl Ordered {
    /// Where the nodes with a text stand, by the texts as they lie in the column.
    fn span_of_text(&self, column: &Column, range: &PropertyRange) -> Option<Range<usize>> {
        let wanted = match range {
            PropertyRange::Equal(Value::String(text)) => text,
            PropertyRange::Prefix(prefix) => prefix.as_str(),
            _ => return None,
        };
        let is_before = |own: &str| own < wanted;
        let start = partition(&self.settled, column, is_before)?;
        let rest = &self.settled[start..];
        let length = match range {
            PropertyRange::Prefix(_) => partition(rest, column, |own| own.starts_with(wanted))?,
            _ => partition(rest, column, |own| own == wanted)?,
        };
        Some(start..start + length)
    }
}

/// How many nodes at the beginning have a text that passes; `None` where the column is not one of texts.
fn partition(nodes: &[NodeId], column: &Column, passes: impl Fn(&str) -> bool) -> Option<usize> {
    match column {
        Column::Text(codes, texts) => {
            let text = |id: &NodeId| codes.get(id.index()).and_then(|code| texts.texts().get(code as usize));
            Some(nodes.partition_point(|id| passes(text(id).map_or("", |text| text))))
        }
        Column::OwnText(texts) => {
            Some(nodes.partition_point(|id| texts.look(id.index(), |text| passes(text)).unwrap_or_else(|| passes(""))))
        }
        _ => None,
    }
}

/// Whether a value lies in a range, by Cypher's equality and comparability.
pub(crate) fn contains(range: &PropertyRange, value: &Value) -> bool {
    match range {
        PropertyRange::Equal(wanted) => equal(value, wanted) == Some(true),
        PropertyRange::Prefix(prefix) => starts_with(value, prefix),
        PropertyRange::Between(low, high) => {
            within(value, low, Ordering::Less) && within(value, high, Ordering::Greater)
        }
    }
}

/// Whether what stands within the span of a range is all in the range: so it is where order and equality agree.
fn is_exact(column: &Column, range: &PropertyRange) -> bool {
    let texts = matches!(column, Column::Text(..) | Column::OwnText(_));
    match range {
        PropertyRange::Equal(Value::String(_)) | PropertyRange::Prefix(_) => texts,
        PropertyRange::Equal(Value::Date(_)) => matches!(column, Column::Date(_)),
        _ => false,
    }
}

/// Whether a value is not on the `outside` of a bound.
fn within(value: &Value, bound: &Bound<Value>, outside: Ordering) -> bool {
    let ordering = |bound| compare(value, bound).ordering();
    match bound {
        Bound::Included(bound) => ordering(bound).is_some_and(|ordering| ordering != outside),
        Bound::Excluded(bound) => ordering(bound) == Some(outside.reverse()),
        Bound::Unbounded => true,
    }
}

/// Whether a value comes after every value of a range.
fn is_past(range: &PropertyRange, value: &Value) -> bool {
    match range {
        PropertyRange::Equal(high) | PropertyRange::Between(_, Bound::Included(high) | Bound::Excluded(high)) => {
            order(value, high) == Ordering::Greater
        }
        PropertyRange::Prefix(prefix) => !starts_with(value, prefix),
        PropertyRange::Between(_, Bound::Unbounded) => false,
    }
}

fn starts_with(value: &Value, prefix: &str) -> bool {
    matches!(value, Value::String(text) if text.starts_with(prefix))
}

fn is_null(value: &Value) -> bool {
    matches!(value, Value::Null)
}
