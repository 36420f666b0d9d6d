//! `a.key`, `a[index]`, `a[from..to]`.

use crate::query::function::error::{deleted, one, wrong_type};
use crate::query::function::{Environment, temporal};
use crate::query::{ErrorKind, QueryError};
use crate::value::{CoordinateSystem, NodeId, Point, RelationshipId, Value};

/// `value.key` of a map, a point, a moment or a duration; of a node or relationship see [`index`], which has the graph.
pub(crate) fn property(value: &Value, key: &str) -> Result<Value, QueryError> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Map(map) => Ok(map.get(key).cloned().unwrap_or_default()),
        Value::Point(point) => Ok(coordinate(point, key)),
        other => temporal::component(other, key).unwrap_or_else(|| Err(no_properties(other))),
    }
}

fn no_properties(value: &Value) -> QueryError {
    let message = format!("{} has no properties", one(value));
    QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message)
}

fn coordinate(point: &Point, key: &str) -> Value {
    let is_geographic = point.system == CoordinateSystem::Geographic;
    let number = |number: Option<f64>| number.map_or(Value::Null, Value::Float);
    match key {
        "x" => Value::Float(point.x),
        "y" => Value::Float(point.y),
        "z" => number(point.z),
        "longitude" if is_geographic => Value::Float(point.x),
        "latitude" if is_geographic => Value::Float(point.y),
        "height" if is_geographic => number(point.z),
        "crs" => Value::from(system_name(point)),
        "srid" => Value::Integer(system_number(point)),
        _ => Value::Null,
    }
}

/// The name of a point's coordinate system, as `point({crs: …})` takes it.
const fn system_name(point: &Point) -> &'static str {
    match (point.system, point.z.is_some()) {
        (CoordinateSystem::Geographic, false) => "wgs-84",
        (CoordinateSystem::Geographic, true) => "wgs-84-3d",
        (CoordinateSystem::Cartesian, false) => "cartesian",
        (CoordinateSystem::Cartesian, true) => "cartesian-3d",
    }
}

/// The number of a point's coordinate system: EPSG for the Earth, SR-ORG for the plane.
const fn system_number(point: &Point) -> i64 {
    match (point.system, point.z.is_some()) {
        (CoordinateSystem::Geographic, false) => 4326,
        (CoordinateSystem::Geographic, true) => 4979,
        (CoordinateSystem::Cartesian, false) => 7203,
        (CoordinateSystem::Cartesian, true) => 9157,
    }
}

/// `base[index]`: an element of a list, from the end where the index is negative; an entry of a map or a property.
pub(crate) fn index(base: &Value, index: &Value, environment: &Environment<'_>) -> Result<Value, QueryError> {
    match (base, index) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(list), Value::Integer(index)) => {
            Ok(position(*index, list.len()).and_then(|place| list.get(place)).cloned().unwrap_or_default())
        }
        (Value::List(_), other) => Err(wrong_type("[…] of a list", "an integer", other)),
        (Value::Node(node), Value::String(key)) => node_property(*node, key, environment),
        (Value::Relationship(relationship), Value::String(key)) => {
            relationship_property(*relationship, key, environment)
        }
        (Value::Map(_) | Value::Node(_) | Value::Relationship(_), other) if !matches!(other, Value::String(_)) => {
            let message = format!("a key is a string, not {}", one(other));
            Err(QueryError::runtime(ErrorKind::TypeError, "MapElementAccessByNonString", message))
        }
        (_, Value::String(key)) if matches!(base, Value::Map(_)) => property(base, key),
        (other, _) => Err(wrong_type("[…]", "a list, a map, a node or a relationship before it", other)),
    }
}

/// An index counted from the start, where it is not before it.
fn position(index: i64, length: usize) -> Option<usize> {
    let from_end = || usize::try_from(index.unsigned_abs()).ok().and_then(|back| length.checked_sub(back));
    if index < 0 { from_end() } else { usize::try_from(index).ok() }
}

fn node_property(node: NodeId, key: &str, environment: &Environment<'_>) -> Result<Value, QueryError> {
    let view = environment.view;
    if !view.has_node(node) {
        return Err(deleted("node"));
    }
    Ok(view.symbol(key).map_or(Value::Null, |symbol| view.node_property(node, symbol)))
}

fn relationship_property(id: RelationshipId, key: &str, environment: &Environment<'_>) -> Result<Value, QueryError> {
    let view = environment.view;
    if view.relationship(id).is_none() {
        return Err(deleted("relationship"));
    }
    Ok(view.symbol(key).map_or(Value::Null, |symbol| view.relationship_property(id, symbol)))
}

/// `base[from..to]`: the elements from one index up to another, without it; a bound left out is an end of the list.
pub(crate) fn slice(base: &Value, from: Option<&Value>, to: Option<&Value>) -> Result<Value, QueryError> {
    if [Some(base), from, to].into_iter().flatten().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let list = base.as_list().ok_or_else(|| wrong_type("[..]", "a list before it", base))?;
    let start = bound(from, list.len())?.unwrap_or(0);
    let end = bound(to, list.len())?.unwrap_or(list.len());
    Ok(Value::list(list.get(start..end).unwrap_or_default().iter().cloned()))
}

/// A bound as a place in the list: what lies before it is its start, what lies after it is its end.
fn bound(bound: Option<&Value>, length: usize) -> Result<Option<usize>, QueryError> {
    match bound {
        None => Ok(None),
        Some(Value::Integer(index)) => Ok(Some(position(*index, length).unwrap_or(0).min(length))),
        Some(other) => Err(wrong_type("[..]", "integers", other)),
    }
}
