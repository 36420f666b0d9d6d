//! Points and distances.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::environment::Environment;
use super::error::{deleted, wrong_argument};
use super::{Function, QueryError};
use crate::query::ErrorKind;
use crate::value::{CoordinateSystem, Point, Value};

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("point", 1, 1, point),
    Function::new("distance", 2, 2, |arguments, _| distance("distance", arguments)),
    Function::new("point.distance", 2, 2, |arguments, _| distance("point.distance", arguments)),
    Function::new("point.withinBBox", 3, 3, within_box),
    Function::new("distance_km", 2, 2, distance_km).impure(),
];

/// The mean radius of the Earth in metres: IUGG 1980, (2a + b) / 3 of the GRS 80 ellipsoid.
const EARTH_RADIUS_METRES: f64 = 6_371_008.8;

type Map = BTreeMap<Arc<str>, Value>;

/// `point({longitude, latitude, height})`, `point({x, y, z, crs, srid})`
fn point(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let map = arguments[0].as_map().ok_or_else(|| wrong_argument("point", "a map", &arguments[0]))?;
    if map.values().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let is_geographic = map.contains_key("longitude") || map.contains_key("latitude");
    let (system, has_height) = system(map, is_geographic)?;
    let (x, y, z) = if is_geographic { ("longitude", "latitude", "height") } else { ("x", "y", "z") };
    let height = if map.contains_key(z) { Some(coordinate(map, z)?) } else { None };
    if has_height.is_some_and(|has_height| has_height != height.is_some()) {
        return Err(bad_point("the number of coordinates does not fit the coordinate system"));
    }
    let point = Point { system, x: coordinate(map, x)?, y: coordinate(map, y)?, z: height };
    check_range(&point)?;
    Ok(Value::from(point))
}

fn coordinate(map: &Map, key: &str) -> Result<f64, QueryError> {
    let value = map.get(key).ok_or_else(|| bad_point(format!("a point needs `{key}`")))?;
    let number = value.as_number().ok_or_else(|| wrong_argument("point", &format!("a number as `{key}`"), value))?;
    if number.is_finite() { Ok(number) } else { Err(bad_point(format!("`{key}` must be finite"))) }
}

/// The coordinate system, and whether it says that there is a third coordinate.
fn system(map: &Map, is_geographic: bool) -> Result<(CoordinateSystem, Option<bool>), QueryError> {
    let named = match (map.get("crs"), map.get("srid")) {
        (Some(Value::String(name)), _) => system_of_name(name),
        (None, Some(Value::Integer(number))) => system_of_number(*number),
        (None, None) if is_geographic => Some((CoordinateSystem::Geographic, None)),
        (None, None) => Some((CoordinateSystem::Cartesian, None)),
        _ => None,
    };
    match named {
        Some((CoordinateSystem::Cartesian, _)) if is_geographic => {
            Err(bad_point("longitude and latitude do not belong to a Cartesian coordinate system"))
        }
        Some(named) => Ok(named),
        None => Err(bad_point("no such coordinate system")
            .help("crs is one of 'wgs-84', 'wgs-84-3d', 'cartesian', 'cartesian-3d'")),
    }
}

fn system_of_name(name: &str) -> Option<(CoordinateSystem, Option<bool>)> {
    match name.to_ascii_lowercase().as_str() {
        "wgs-84" => Some((CoordinateSystem::Geographic, Some(false))),
        "wgs-84-3d" => Some((CoordinateSystem::Geographic, Some(true))),
        "cartesian" => Some((CoordinateSystem::Cartesian, Some(false))),
        "cartesian-3d" => Some((CoordinateSystem::Cartesian, Some(true))),
        _ => None,
    }
}

const fn system_of_number(number: i64) -> Option<(CoordinateSystem, Option<bool>)> {
    match number {
        4326 => Some((CoordinateSystem::Geographic, Some(false))),
        4979 => Some((CoordinateSystem::Geographic, Some(true))),
        7203 => Some((CoordinateSystem::Cartesian, Some(false))),
        9157 => Some((CoordinateSystem::Cartesian, Some(true))),
        _ => None,
    }
}

fn check_range(point: &Point) -> Result<(), QueryError> {
    let is_geographic = point.system == CoordinateSystem::Geographic;
    if is_geographic && !((-180.0..=180.0).contains(&point.x) && (-90.0..=90.0).contains(&point.y)) {
        return Err(bad_point("a longitude lies within ±180 degrees and a latitude within ±90"));
    }
    Ok(())
}

fn bad_point(message: impl Into<String>) -> QueryError {
    QueryError::runtime(ErrorKind::ArgumentError, "InvalidArgumentValue", message)
}

/// Metres on the Earth, or the unit of the plane; null between points of different systems.
fn distance(function: &str, arguments: &[Value]) -> Result<Value, QueryError> {
    let (from, to) = (as_point(function, &arguments[0])?, as_point(function, &arguments[1])?);
    if from.system != to.system || from.z.is_some() != to.z.is_some() {
        return Ok(Value::Null);
    }
    Ok(Value::Float(match from.system {
        CoordinateSystem::Cartesian => cartesian_distance(from, to),
        CoordinateSystem::Geographic => geographic_distance(from, to),
    }))
}

fn as_point<'v>(function: &str, value: &'v Value) -> Result<&'v Point, QueryError> {
    match value {
        Value::Point(point) => Ok(point),
        other => Err(wrong_argument(function, "a point", other)),
    }
}

fn cartesian_distance(from: &Point, to: &Point) -> f64 {
    let height = from.z.unwrap_or_default() - to.z.unwrap_or_default();
    (from.x - to.x).hypot(from.y - to.y).hypot(height)
}

fn geographic_distance(from: &Point, to: &Point) -> f64 {
    let heights = (from.z.unwrap_or_default(), to.z.unwrap_or_default());
    let radius = EARTH_RADIUS_METRES + f64::midpoint(heights.0, heights.1);
    great_circle((from.x, from.y), (to.x, to.y), radius).hypot(heights.0 - heights.1)
}

/// The way along the surface of a sphere between two places given in degrees, by the haversine formula:
/// Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984.
fn great_circle(from: (f64, f64), to: (f64, f64), radius: f64) -> f64 {
    let (latitude_from, latitude_to) = (from.1.to_radians(), to.1.to_radians());
    let haversin = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord = haversin(latitude_to - latitude_from)
        + latitude_from.cos() * latitude_to.cos() * haversin((to.0 - from.0).to_radians());
    2.0 * radius * chord.sqrt().min(1.0).asin()
}

/// `point.withinBBox(point, lower left, upper right)`; a geographic box may cross the date line.
fn within_box(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let point = as_point("point.withinBBox", &arguments[0])?;
    let (low, high) = (as_point("point.withinBBox", &arguments[1])?, as_point("point.withinBBox", &arguments[2])?);
    let same = |other: &Point| other.system == point.system && other.z.is_some() == point.z.is_some();
    if !same(low) || !same(high) {
        return Ok(Value::Null);
    }
    let crosses = point.system == CoordinateSystem::Geographic && low.x > high.x;
    let within_x = if crosses { point.x >= low.x || point.x <= high.x } else { (low.x..=high.x).contains(&point.x) };
    let height = |point: &Point| point.z.unwrap_or_default();
    let within_z = (height(low)..=height(high)).contains(&height(point));
    Ok(Value::Boolean(within_x && within_z && (low.y..=high.y).contains(&point.y)))
}

/// Kilometres between two places: points, or nodes and maps with `lat` and `lon`; null where one has none.
fn distance_km(arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    let (from, to) = (place(&arguments[0], environment)?, place(&arguments[1], environment)?);
    Ok(match (from, to) {
        (Some(from), Some(to)) => Value::Float(great_circle(from, to, EARTH_RADIUS_METRES) / 1000.0),
        _ => Value::Null,
    })
}

/// Longitude and latitude of a place, where it has both.
fn place(value: &Value, environment: &Environment<'_>) -> Result<Option<(f64, f64)>, QueryError> {
    let both = |longitude: Value, latitude: Value| longitude.as_number().zip(latitude.as_number());
    match value {
        Value::Point(point) if point.system == CoordinateSystem::Geographic => Ok(Some((point.x, point.y))),
        Value::Map(map) => {
            let entry = |key: &str| map.get(key).cloned().unwrap_or_default();
            Ok(both(entry("lon"), entry("lat")))
        }
        Value::Node(node) if !environment.view.has_node(*node) => Err(deleted("node")),
        Value::Node(node) => {
            let view = environment.view;
            let property = |key| view.symbol(key).map_or(Value::Null, |symbol| view.node_property(*node, symbol));
            Ok(both(property("lon"), property("lat")))
        }
        other => Err(wrong_argument("distance_km", "a point on the Earth, or a place with `lat` and `lon`", other)),
    }
}
