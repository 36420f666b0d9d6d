//! Functions of nodes, relationships and paths.

use std::sync::Arc;

use super::environment::Environment;
use super::error::{deleted, wrong_argument, wrong_type};
use super::list::length;
use super::{Function, QueryError};
use crate::graph::{Endpoints, Symbol};
use crate::value::{NodeId, Path, RelationshipId, Value};

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("id", 1, 1, id).impure(),
    Function::new("elementId", 1, 1, element_id).impure(),
    Function::new("labels", 1, 1, labels).impure(),
    Function::new("type", 1, 1, kind).impure(),
    Function::new("keys", 1, 1, keys).impure(),
    Function::new("properties", 1, 1, properties).impure(),
    Function::new("startNode", 1, 1, |arguments, environment| {
        Ok(Value::Node(endpoints("startNode", &arguments[0], environment)?.start))
    })
    .impure(),
    Function::new("endNode", 1, 1, |arguments, environment| {
        Ok(Value::Node(endpoints("endNode", &arguments[0], environment)?.end))
    })
    .impure(),
    Function::new("nodes", 1, 1, |arguments, _| Ok(path("nodes", &arguments[0])?.nodes.clone().into())),
    Function::new("relationships", 1, 1, |arguments, _| {
        Ok(path("relationships", &arguments[0])?.relationships.clone().into())
    }),
    Function::new("length", 1, 1, |arguments, _| Ok(length(path("length", &arguments[0])?.relationships.len()))),
];

fn id(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    match &arguments[0] {
        Value::Node(NodeId(id)) | Value::Relationship(RelationshipId(id)) => Ok(Value::from(*id)),
        other => Err(wrong_argument("id", "a node or a relationship", other)),
    }
}

/// The id as a text that also says what it is the id of.
fn element_id(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    match &arguments[0] {
        Value::Node(id) => Ok(Value::from(format!("n{id}"))),
        Value::Relationship(id) => Ok(Value::from(format!("r{id}"))),
        other => Err(wrong_argument("elementId", "a node or a relationship", other)),
    }
}

fn node(function: &str, value: &Value, environment: &Environment<'_>) -> Result<NodeId, QueryError> {
    match value {
        Value::Node(id) if environment.view.has_node(*id) => Ok(*id),
        Value::Node(_) => Err(deleted("node")),
        other => Err(wrong_argument(function, "a node", other)),
    }
}

fn endpoints(function: &str, value: &Value, environment: &Environment<'_>) -> Result<Endpoints, QueryError> {
    match value {
        Value::Relationship(id) => environment.view.relationship(*id).ok_or_else(|| deleted("relationship")),
        other => Err(wrong_argument(function, "a relationship", other)),
    }
}

fn path<'v>(function: &str, value: &'v Value) -> Result<&'v Path, QueryError> {
    match value {
        Value::Path(path) => Ok(path),
        other => Err(wrong_type(&format!("{function}()"), "a path", other)),
    }
}

fn labels(arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    let node = node("labels", &arguments[0], environment)?;
    Ok(Value::list(environment.view.labels(node).iter().map(|label| name(*label, environment))))
}

fn name(symbol: Symbol, environment: &Environment<'_>) -> Value {
    Value::from(environment.view.name(symbol))
}

fn kind(arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    Ok(name(endpoints("type", &arguments[0], environment)?.kind, environment))
}

fn keys(arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    let entries = entries("keys", &arguments[0], environment)?;
    Ok(Value::list(entries.into_iter().map(|(key, _)| Value::from(key))))
}

fn properties(arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    Ok(Value::map(entries("properties", &arguments[0], environment)?))
}

/// The entries of a map, or the properties of a node or relationship.
fn entries(function: &str, value: &Value, environment: &Environment<'_>) -> Result<Vec<(Arc<str>, Value)>, QueryError> {
    let properties = match value {
        Value::Map(map) => return Ok(map.iter().map(|(key, value)| (Arc::clone(key), value.clone())).collect()),
        Value::Node(_) => environment.view.node_properties(node(function, value, environment)?),
        Value::Relationship(id) => {
            endpoints(function, value, environment)?;
            environment.view.relationship_properties(*id)
        }
        other => return Err(wrong_type(&format!("{function}()"), "a map, a node or a relationship", other)),
    };
    Ok(properties.into_iter().map(|(key, value)| (Arc::from(environment.view.name(key)), value)).collect())
}
