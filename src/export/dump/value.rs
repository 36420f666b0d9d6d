//! Property values as typed JSON.
//!
//! Booleans, integers, finite floats, texts and lists are JSON's own (a float always has a point or an exponent); every
//! other type is an object with one key: `{"date":"2025-05-24"}`, `{"duration":"P1M"}`, `{"float":"NaN"}`,
//! `{"point":{"crs":"wgs-84","x":30.52,"y":50.45}}`.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::super::json::system_name;
use crate::value::{CoordinateSystem, Point, Value};

/// A storable value as JSON that [`from_json`] reads back as the same value.
pub(super) fn to_json(value: &Value) -> Json {
    match value {
        Value::Boolean(truth) => json!(truth),
        Value::Integer(number) => json!(number),
        Value::Float(number) if number.is_finite() => json!(number),
        Value::Float(number) => json!({"float": number.to_string()}),
        Value::String(text) => json!(&**text),
        Value::Date(date) => json!({"date": date.to_string()}),
        Value::LocalTime(time) => json!({"localtime": time.to_string()}),
        Value::Time(time) => json!({"time": time.to_string()}),
        Value::LocalDateTime(moment) => json!({"localdatetime": moment.to_string()}),
        Value::DateTime(moment) => json!({"datetime": moment.to_string()}),
        Value::Duration(duration) => json!({"duration": duration.to_string()}),
        Value::Point(point) => json!({"point": point_to_json(point)}),
        Value::List(items) => items.iter().map(to_json).collect(),
        // No property holds these; a null in a list is JSON's.
        Value::Null | Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) => Json::Null,
    }
}

/// The value that a JSON of a dump stands for, or what is wrong with it.
pub(super) fn from_json(json: &Json) -> Result<Value, String> {
    match json {
        Json::Null => Ok(Value::Null),
        Json::Bool(truth) => Ok(Value::Boolean(*truth)),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => Ok(Value::Integer(integer)),
            (None, Some(float)) if number.is_f64() => Ok(Value::Float(float)),
            _ => Err(format!("the number {number} is out of range")),
        },
        Json::String(text) => Ok(Value::String(Arc::from(text.as_str()))),
        Json::Array(items) => Ok(Value::List(Arc::new(items.iter().map(from_json).collect::<Result<_, _>>()?))),
        Json::Object(entries) => tagged(entries),
    }
}

fn tagged(entries: &Map<String, Json>) -> Result<Value, String> {
    let mut entries = entries.iter();
    let (Some((tag, json)), None) = (entries.next(), entries.next()) else {
        return Err("expected an object with one key, the name of a type".to_owned());
    };
    if tag == "point" {
        return point_from_json(json).ok_or_else(|| format!("{json} is no point"));
    }
    let text = json.as_str().ok_or_else(|| format!("expected a text after \"{tag}\""))?;
    let value = match tag.as_str() {
        "float" => text.parse().ok().map(Value::Float),
        "date" => text.parse().ok().map(Value::Date),
        "localtime" => text.parse().ok().map(Value::LocalTime),
        "time" => text.parse().ok().map(Value::Time),
        "localdatetime" => text.parse().ok().map(Value::LocalDateTime),
        "datetime" => text.parse().ok().map(|moment| Value::DateTime(Arc::new(moment))),
        "duration" => text.parse().ok().map(|duration| Value::Duration(Arc::new(duration))),
        _ => return Err(format!("no type is called \"{tag}\"")),
    };
    value.ok_or_else(|| format!("\"{text}\" is no {tag}"))
}

fn point_to_json(point: &Point) -> Json {
    let mut json = json!({"crs": system_name(point), "x": coordinate(point.x), "y": coordinate(point.y)});
    if let Some(z) = point.z {
        json["z"] = coordinate(z);
    }
    json
}

fn coordinate(number: f64) -> Json {
    to_json(&Value::Float(number))
}

fn point_from_json(json: &Json) -> Option<Value> {
    let (system, has_height) = match json.get("crs")?.as_str()? {
        "wgs-84" => (CoordinateSystem::Geographic, false),
        "wgs-84-3d" => (CoordinateSystem::Geographic, true),
        "cartesian" => (CoordinateSystem::Cartesian, false),
        "cartesian-3d" => (CoordinateSystem::Cartesian, true),
        _ => return None,
    };
    let number = |key| match from_json(json.get(key)?).ok()? {
        Value::Float(number) => Some(number),
        _ => None,
    };
    let z = if has_height { Some(number("z")?) } else { None };
    Some(Value::Point(Arc::new(Point { system, x: number("x")?, y: number("y")?, z })))
}
