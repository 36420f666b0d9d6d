//! One slot of many rows, as a vector of one type wherever the values allow it.
//!
//! ```text
//! Constant  'Kyiv' × 1024            Integers  [Some(1), None, …]
//! Nodes     [7, 9, NO_NODE, …]       Values    [1, 'a', null, …]   where nothing tighter fits
//! ```

use std::sync::Arc;

use crate::time::Date;
use crate::value::{NodeId, RelationshipId, Value};

/// Stands for null among nodes: an id no store ever reaches.
pub(super) const NO_NODE: NodeId = NodeId(u32::MAX);
/// Stands for null among relationships.
pub(super) const NO_RELATIONSHIP: RelationshipId = RelationshipId(u32::MAX);

/// The values of one slot, row by row.
#[derive(Clone, Debug)]
pub(super) enum Column {
    /// The same value in so many rows.
    Constant(Value, usize),
    Nodes(Vec<NodeId>),
    Relationships(Vec<RelationshipId>),
    Booleans(Vec<Option<bool>>),
    Integers(Vec<Option<i64>>),
    Floats(Vec<Option<f64>>),
    Strings(Vec<Option<Arc<str>>>),
    Dates(Vec<Option<Date>>),
    /// Anything else, or of several types.
    Values(Vec<Value>),
}

impl Column {
    /// The tightest column for these values.
    pub(super) fn of(values: Vec<Value>) -> Self {
        let first = values.iter().find(|value| !value.is_null());
        let uniform = first.is_some_and(|first| {
            let class = std::mem::discriminant(first);
            values.iter().all(|value| value.is_null() || std::mem::discriminant(value) == class)
        });
        match first {
            None => Self::Constant(Value::Null, values.len()),
            Some(_) if !uniform => Self::Values(values),
            Some(Value::Node(_)) => Self::Nodes(values.iter().map(|value| as_node(value).unwrap_or(NO_NODE)).collect()),
            Some(Value::Relationship(_)) => Self::Relationships(
                values.iter().map(|value| as_relationship(value).unwrap_or(NO_RELATIONSHIP)).collect(),
            ),
            Some(Value::Boolean(_)) => Self::Booleans(values.iter().map(Value::as_boolean).collect()),
            Some(Value::Integer(_)) => Self::Integers(values.iter().map(Value::as_integer).collect()),
            Some(Value::Float(_)) => Self::Floats(values.iter().map(Value::as_number).collect()),
            Some(Value::String(_)) => Self::Strings(values.into_iter().map(into_string).collect()),
            Some(Value::Date(_)) => Self::Dates(values.iter().map(as_date).collect()),
            Some(_) => Self::Values(values),
        }
    }

    /// Whether its values say something by themselves: none is a node or a relationship, or holds one.
    pub(super) fn is_plain(&self) -> bool {
        match self {
            Self::Nodes(_) | Self::Relationships(_) => false,
            Self::Values(values) => values.iter().all(is_plain),
            _ => true,
        }
    }

    pub(super) fn nulls(rows: usize) -> Self {
        Self::Constant(Value::Null, rows)
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Constant(_, rows) => *rows,
            Self::Nodes(values) => values.len(),
            Self::Relationships(values) => values.len(),
            Self::Booleans(values) => values.len(),
            Self::Integers(values) => values.len(),
            Self::Floats(values) => values.len(),
            Self::Strings(values) => values.len(),
            Self::Dates(values) => values.len(),
            Self::Values(values) => values.len(),
        }
    }

    /// The value of a row.
    pub(super) fn get(&self, row: usize) -> Value {
        match self {
            Self::Constant(value, _) => value.clone(),
            Self::Nodes(values) => node(values[row]),
            Self::Relationships(values) => relationship(values[row]),
            Self::Booleans(values) => values[row].map_or(Value::Null, Value::Boolean),
            Self::Integers(values) => values[row].map_or(Value::Null, Value::Integer),
            Self::Floats(values) => values[row].map_or(Value::Null, Value::Float),
            Self::Strings(values) => values[row].clone().map_or(Value::Null, Value::String),
            Self::Dates(values) => values[row].map_or(Value::Null, Value::Date),
            Self::Values(values) => values[row].clone(),
        }
    }

    pub(super) fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Constant(value, _) => value.is_null(),
            Self::Nodes(values) => values[row] == NO_NODE,
            Self::Relationships(values) => values[row] == NO_RELATIONSHIP,
            Self::Booleans(values) => values[row].is_none(),
            Self::Integers(values) => values[row].is_none(),
            Self::Floats(values) => values[row].is_none(),
            Self::Strings(values) => values[row].is_none(),
            Self::Dates(values) => values[row].is_none(),
            Self::Values(values) => values[row].is_null(),
        }
    }

    /// The node in a row, where there is one.
    pub(super) fn node(&self, row: usize) -> Option<NodeId> {
        match self {
            Self::Nodes(values) => Some(values[row]).filter(|node| *node != NO_NODE),
            Self::Values(values) => as_node(&values[row]),
            Self::Constant(value, _) => as_node(value),
            _ => None,
        }
    }

    /// The relationship in a row, where there is one.
    pub(super) fn relationship(&self, row: usize) -> Option<RelationshipId> {
        match self {
            Self::Relationships(values) => Some(values[row]).filter(|relationship| *relationship != NO_RELATIONSHIP),
            Self::Values(values) => as_relationship(&values[row]),
            Self::Constant(value, _) => as_relationship(value),
            _ => None,
        }
    }

    /// The values of these rows, in this order.
    pub(super) fn gather(&self, rows: &[u32]) -> Self {
        match self {
            Self::Constant(value, _) => Self::Constant(value.clone(), rows.len()),
            Self::Nodes(values) => Self::Nodes(pick(values, rows)),
            Self::Relationships(values) => Self::Relationships(pick(values, rows)),
            Self::Booleans(values) => Self::Booleans(pick(values, rows)),
            Self::Integers(values) => Self::Integers(pick(values, rows)),
            Self::Floats(values) => Self::Floats(pick(values, rows)),
            Self::Strings(values) => Self::Strings(pick(values, rows)),
            Self::Dates(values) => Self::Dates(pick(values, rows)),
            Self::Values(values) => Self::Values(pick(values, rows)),
        }
    }

    /// One column after another.
    pub(super) fn concatenate(columns: &[Arc<Self>]) -> Self {
        macro_rules! same {
            ($variant:ident) => {
                if columns.iter().all(|column| matches!(&**column, Self::$variant(_))) {
                    let parts = columns.iter().flat_map(|column| match &**column {
                        Self::$variant(values) => values.as_slice(),
                        _ => &[],
                    });
                    return Self::$variant(parts.cloned().collect());
                }
            };
        }
        match columns {
            [] => return Self::nulls(0),
            [only] => return (**only).clone(),
            _ => {}
        }
        same!(Nodes);
        same!(Relationships);
        same!(Booleans);
        same!(Integers);
        same!(Floats);
        same!(Strings);
        same!(Dates);
        Self::of(columns.iter().flat_map(|column| column.iter()).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        (0..self.len()).map(|row| self.get(row))
    }

    /// About how many bytes it holds.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Constant(..) => 64,
            Self::Nodes(values) => values.len() * 4,
            Self::Relationships(values) => values.len() * 4,
            Self::Booleans(values) => values.len(),
            Self::Integers(values) => values.len() * 16,
            Self::Floats(values) => values.len() * 16,
            Self::Dates(values) => values.len() * 16,
            Self::Strings(values) => values.iter().map(|text| 16 + text.as_ref().map_or(0, |text| text.len())).sum(),
            Self::Values(values) => values.iter().map(value_bytes).sum(),
        }
    }
}

fn is_plain(value: &Value) -> bool {
    match value {
        Value::List(values) => values.iter().all(is_plain),
        Value::Map(values) => values.values().all(is_plain),
        Value::Node(_) | Value::Relationship(_) | Value::Path(_) => false,
        _ => true,
    }
}

/// About how many bytes a value holds.
pub(super) fn value_bytes(value: &Value) -> usize {
    let beyond = match value {
        Value::String(text) => text.len(),
        Value::List(items) => items.len() * 24,
        Value::Map(entries) => entries.len() * 64,
        Value::Path(path) => path.nodes.len() * 8,
        _ => 0,
    };
    24 + beyond
}

pub(super) fn node(id: NodeId) -> Value {
    if id == NO_NODE { Value::Null } else { Value::Node(id) }
}

pub(super) fn relationship(id: RelationshipId) -> Value {
    if id == NO_RELATIONSHIP { Value::Null } else { Value::Relationship(id) }
}

pub(super) fn as_node(value: &Value) -> Option<NodeId> {
    match value {
        Value::Node(id) => Some(*id),
        _ => None,
    }
}

pub(super) fn as_relationship(value: &Value) -> Option<RelationshipId> {
    match value {
        Value::Relationship(id) => Some(*id),
        _ => None,
    }
}

fn as_date(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

fn into_string(value: Value) -> Option<Arc<str>> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn pick<T: Clone>(values: &[T], rows: &[u32]) -> Vec<T> {
    rows.iter().map(|row| values[*row as usize].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_tight_as_its_values_allow() {
        let integers = Column::of(vec![Value::Integer(1), Value::Null]);
        assert!(matches!(integers, Column::Integers(_)));
        assert_eq!(integers.iter().collect::<Vec<_>>(), [Value::Integer(1), Value::Null]);
        assert!(matches!(Column::of(vec![Value::Integer(1), Value::Float(1.0)]), Column::Values(_)));
        assert!(matches!(Column::of(vec![Value::Null; 3]), Column::Constant(Value::Null, 3)));
    }

    #[test]
    fn concatenation_keeps_every_value() {
        let nodes = Arc::new(Column::Nodes(vec![NodeId(1), NO_NODE]));
        let constant = Arc::new(Column::Constant(Value::Boolean(true), 2));
        let both = Column::concatenate(&[nodes, constant]);
        let expected = [Value::Node(NodeId(1)), Value::Null, Value::Boolean(true), Value::Boolean(true)];
        assert_eq!(both.iter().collect::<Vec<_>>(), expected);
    }
}
