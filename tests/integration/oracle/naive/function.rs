//! The functions that generated statements call.

use annals::query::ErrorKind;
use annals::query::ast::{ArithmeticOperator, UnaryOperator};
use annals::value::{NodeId, Value};

use super::world::World;
use super::{Failure, Result, operator, type_error};

/// `name(arguments)`; null where an argument is, but for `coalesce`.
pub(super) fn call(world: &World, name: &str, arguments: &[Value]) -> Result<Value> {
    let name = name.to_lowercase();
    if name == "coalesce" {
        return Ok(arguments.iter().find(|argument| !argument.is_null()).cloned().unwrap_or_default());
    }
    if name == "exists" {
        return Ok(Value::Boolean(!arguments[0].is_null()));
    }
    if arguments.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    match &arguments[0] {
        Value::Node(_) | Value::Relationship(_) => of_entity(world, &name, &arguments[0]),
        Value::String(text) if name == "date" => Ok(Value::Date(text.parse().unwrap())),
        Value::String(text) => of_text(&name, text, &arguments[1..]),
        Value::List(items) => of_list(&name, items),
        Value::Integer(_) | Value::Float(_) => of_number(&name, arguments),
        Value::Path(path) => match name.as_str() {
            "length" => Ok(count(path.relationships.len())),
            "nodes" => Ok(Value::list(path.nodes.iter().copied().map(Value::Node))),
            "relationships" => Ok(Value::list(path.relationships.iter().copied().map(Value::Relationship))),
            _ => type_error(),
        },
        Value::Map(entries) if name == "keys" => Ok(Value::list(entries.keys().map(|key| Value::from(&**key)))),
        Value::Boolean(truth) if name == "tostring" => Ok(Value::from(truth.to_string())),
        _ => Err(Failure::Error(ErrorKind::TypeError, "InvalidArgumentValue")),
    }
}

fn count(length: usize) -> Value {
    Value::Integer(i64::try_from(length).unwrap())
}

fn of_entity(world: &World, name: &str, entity: &Value) -> Result<Value> {
    let Some(properties) = world.properties(entity) else {
        return Err(Failure::Error(ErrorKind::EntityNotFound, "DeletedEntityAccess"));
    };
    let end = |of: fn(&super::world::Relationship) -> NodeId| match entity {
        Value::Relationship(id) => Ok(Value::Node(of(&world.relationships[id]))),
        _ => type_error(),
    };
    match (name, entity) {
        ("id", Value::Node(id)) => Ok(Value::from(id.0)),
        ("id", Value::Relationship(id)) => Ok(Value::from(id.0)),
        ("labels", Value::Node(id)) => {
            Ok(Value::list(world.nodes[id].labels.iter().map(|label| Value::from(&**label))))
        }
        ("type", Value::Relationship(id)) => Ok(Value::from(&*world.relationships[id].kind)),
        ("keys", _) => Ok(Value::list(properties.keys().map(|key| Value::from(&**key)))),
        ("properties", _) => Ok(Value::map(properties.clone())),
        ("startnode", _) => end(|relationship| relationship.start),
        ("endnode", _) => end(|relationship| relationship.end),
        _ => type_error(),
    }
}

fn of_text(name: &str, text: &str, rest: &[Value]) -> Result<Value> {
    let number = |at: usize| rest[at].as_integer().and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    let part = |skip: usize, take: usize| Value::from(text.chars().skip(skip).take(take).collect::<String>());
    let length = text.chars().count();
    Ok(match name {
        "size" => count(length),
        "toupper" => Value::from(text.to_uppercase()),
        "tolower" => Value::from(text.to_lowercase()),
        "trim" => Value::from(text.trim()),
        "tostring" => Value::from(text),
        "reverse" => Value::from(text.chars().rev().collect::<String>()),
        "left" => part(0, number(0)),
        "right" => part(length.saturating_sub(number(0)), length),
        "substring" if rest.len() == 1 => part(number(0), length),
        "substring" => part(number(0), number(1)),
        "tointeger" => text.parse::<i64>().map_or(Value::Null, Value::Integer),
        _ => return type_error(),
    })
}

fn of_list(name: &str, items: &[Value]) -> Result<Value> {
    Ok(match name {
        "size" => count(items.len()),
        "head" => items.first().cloned().unwrap_or_default(),
        "last" => items.last().cloned().unwrap_or_default(),
        "tail" => Value::list(items.iter().skip(1).cloned()),
        "reverse" => Value::list(items.iter().rev().cloned()),
        _ => return type_error(),
    })
}

fn of_number(name: &str, arguments: &[Value]) -> Result<Value> {
    let number = arguments[0].as_number().unwrap();
    Ok(match (name, &arguments[0]) {
        ("abs", value) if number < 0.0 => operator::unary(UnaryOperator::Negate, value)?,
        ("abs", value) => value.clone(),
        ("sign", _) => Value::Integer(i64::from(number > 0.0) - i64::from(number < 0.0)),
        ("tostring", Value::Integer(integer)) => Value::from(integer.to_string()),
        ("tofloat", _) => Value::Float(number),
        ("tointeger", Value::Integer(_)) => arguments[0].clone(),
        ("range", Value::Integer(first)) => {
            let last = arguments[1].as_integer().unwrap();
            Value::list((*first..=last).map(Value::Integer))
        }
        ("floor", _) => {
            operator::arithmetic(ArithmeticOperator::Add, &Value::Float(number.floor()), &Value::Float(0.0))?
        }
        _ => return type_error(),
    })
}
