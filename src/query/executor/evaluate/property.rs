//! Properties and labels: of nodes and relationships by the graph's columns, of maps and moments by key.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Evaluated, evaluate, row_by_row};
use crate::graph::{Symbol, View};
use crate::query::ast::{LabelExpression, Name};
use crate::query::executor::chunk::{Chunk, row_number};
use crate::query::executor::column::{Column, NO_NODE};
use crate::query::executor::runtime::Runtime;
use crate::query::executor::typed;
use crate::query::function::one;
use crate::query::function::operator;
use crate::query::plan::{Expression, MapItem};
use crate::query::{ErrorKind, QueryError};
use crate::value::{NodeId, Value};

/// `base.key`
pub(super) fn property(base: &Expression, key: &Name, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Evaluated {
    let base = evaluate(base, chunk, runtime)?;
    match &*base {
        Column::Nodes(nodes) if runtime.deleted.nodes.is_empty() => {
            let view = runtime.view();
            let Some(symbol) = view.symbol(&key.text) else { return Ok(Arc::new(Column::nulls(nodes.len()))) };
            let places = nodes.iter().map(|id| id.index());
            Ok(Arc::new(
                view.node_column(symbol)
                    .map_or_else(|| Column::nulls(nodes.len()), |column| typed::read(column, places)),
            ))
        }
        Column::Relationships(relationships) if runtime.deleted.relationships.is_empty() => {
            let view = runtime.view();
            let Some(symbol) = view.symbol(&key.text) else { return Ok(Arc::new(Column::nulls(relationships.len()))) };
            let places = relationships.iter().map(|id| id.index());
            Ok(Arc::new(
                view.relationship_column(symbol)
                    .map_or_else(|| Column::nulls(relationships.len()), |column| typed::read(column, places)),
            ))
        }
        other => row_by_row(chunk.rows(), runtime, |row| property_of(&other.get(row), &key.text, runtime)),
    }
}

/// The property of one value.
fn property_of(base: &Value, key: &str, runtime: &Runtime<'_, '_>) -> Result<Value, QueryError> {
    let view = runtime.view();
    let symbol = || view.symbol(key);
    match base {
        Value::Node(id) if runtime.deleted.nodes.contains(id) => Err(deleted("node")),
        Value::Relationship(id) if runtime.deleted.relationships.contains_key(id) => Err(deleted("relationship")),
        Value::Node(id) => Ok(symbol().map_or(Value::Null, |symbol| view.node_property(*id, symbol))),
        Value::Relationship(id) => Ok(symbol().map_or(Value::Null, |symbol| view.relationship_property(*id, symbol))),
        other => operator::property(other, key),
    }
}

fn deleted(what: &str) -> QueryError {
    QueryError::runtime(
        ErrorKind::EntityNotFound,
        "DeletedEntityAccess",
        format!("the {what} was deleted by this statement"),
    )
}

/// The properties of a node or relationship, or the entries of a map; `None` of null.
pub(in crate::query::executor) fn map_of(
    value: &Value,
    runtime: &Runtime<'_, '_>,
) -> Result<Option<BTreeMap<Arc<str>, Value>>, QueryError> {
    let view = runtime.view();
    let named = |properties: Vec<(Symbol, Value)>| {
        properties.into_iter().map(|(key, value)| (Arc::from(view.name(key)), value)).collect()
    };
    match value {
        Value::Null => Ok(None),
        Value::Map(entries) => Ok(Some((**entries).clone())),
        Value::Node(id) if runtime.deleted.nodes.contains(id) => Err(deleted("node")),
        Value::Relationship(id) if runtime.deleted.relationships.contains_key(id) => Err(deleted("relationship")),
        Value::Node(id) => Ok(Some(named(view.node_properties(*id)))),
        Value::Relationship(id) => Ok(Some(named(view.relationship_properties(*id)))),
        other => {
            let message = format!("expected a map, a node or a relationship, found {}", one(other));
            Err(QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message))
        }
    }
}

/// `base {.key, .*, key: value}`
pub(super) fn map_projection(
    base: &Expression,
    items: &[MapItem],
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    let base = evaluate(base, chunk, runtime)?;
    // Nothing is projected of null, and what is wrong with an entry is no matter there.
    let known: Vec<u32> = (0..chunk.rows()).filter(|row| !base.get(*row).is_null()).map(row_number).collect();
    let known = chunk.gather(&known, None);
    let mut columns = Vec::with_capacity(items.len());
    for item in items {
        columns.push(match item {
            MapItem::Entry(key, value) => Some((key, evaluate(value, &known, runtime)?)),
            MapItem::AllProperties => None,
        });
    }
    let mut positions = 0..;
    row_by_row(chunk.rows(), runtime, |row| {
        let Some(properties) = map_of(&base.get(row), runtime)? else { return Ok(Value::Null) };
        let position = positions.next().unwrap_or(row);
        let mut entries = BTreeMap::new();
        for column in &columns {
            match column {
                Some((key, column)) => drop(entries.insert(Arc::clone(key), column.get(position))),
                None => entries.extend(properties.clone()),
            }
        }
        Ok(Value::Map(Arc::new(entries)))
    })
}

/// `a:Label`, `r:TYPE`
pub(super) fn has_labels(
    operand: &Expression,
    labels: &LabelExpression,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    let column = evaluate(operand, chunk, runtime)?;
    let view = runtime.view();
    let labels = Known::of(labels, view);
    if let Column::Nodes(nodes) = &*column {
        let is_so = view.labels_test(|own| labels.hold(&|label| own.contains(&label)));
        let has = |id: &NodeId| (*id != NO_NODE).then(|| is_so(*id));
        return Ok(Arc::new(Column::Booleans(nodes.iter().map(has).collect())));
    }
    row_by_row(chunk.rows(), runtime, |row| match column.get(row) {
        Value::Null => Ok(Value::Null),
        Value::Node(id) => Ok(Value::Boolean(labels.hold(&|label| view.has_label(id, label)))),
        Value::Relationship(id) => {
            let kind = view.relationship(id).map(|ends| ends.kind);
            Ok(Value::Boolean(kind.is_some_and(|kind| labels.hold_of_type(kind))))
        }
        other => {
            let message = format!("expected a node or a relationship, found {}", one(&other));
            Err(QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message))
        }
    })
}

/// A condition on labels whose names are looked up once.
enum Known {
    /// A label; `None` where the graph has never used it.
    Label(Option<Symbol>),
    /// Every label there is; a relationship has a type whatever it is.
    Any(Vec<Symbol>),
    Not(Box<Known>),
    And(Vec<Known>),
    Or(Vec<Known>),
}

impl Known {
    fn of(labels: &LabelExpression, view: View<'_>) -> Self {
        let all = |operands: &[LabelExpression]| operands.iter().map(|operand| Self::of(operand, view)).collect();
        match labels {
            LabelExpression::Label(name) => Self::Label(view.symbol(&name.text)),
            LabelExpression::Any => Self::Any(view.labels_in_use().into_iter().map(|(label, _)| label).collect()),
            LabelExpression::Not(operand) => Self::Not(Box::new(Self::of(operand, view))),
            LabelExpression::And(operands) => Self::And(all(operands)),
            LabelExpression::Or(operands) => Self::Or(all(operands)),
        }
    }

    fn hold_of_type(&self, kind: Symbol) -> bool {
        match self {
            Self::Any(_) => true,
            Self::Label(label) => *label == Some(kind),
            Self::Not(operand) => !operand.hold_of_type(kind),
            Self::And(operands) => operands.iter().all(|operand| operand.hold_of_type(kind)),
            Self::Or(operands) => operands.iter().any(|operand| operand.hold_of_type(kind)),
        }
    }

    fn hold(&self, has: &impl Fn(Symbol) -> bool) -> bool {
        match self {
            Self::Label(label) => label.is_some_and(has),
            Self::Any(labels) => labels.iter().any(|label| has(*label)),
            Self::Not(operand) => !operand.hold(has),
            Self::And(operands) => operands.iter().all(|operand| operand.hold(has)),
            Self::Or(operands) => operands.iter().any(|operand| operand.hold(has)),
        }
    }
}
