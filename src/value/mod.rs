//! WHAT a datum is: the values of openCypher, how they compare, convert and print.
//!
//! - [`Value`]: a null, a number, a text, a moment, a list, a map, or a reference into the graph.
//! - [`identity`]: the stable ids of nodes and relationships.
//! - [`order`]: the three orders of openCypher: equality (`=`), comparability (`<`) and orderability (`ORDER BY`).
//! - `convert`: from Rust's own types and back, and what the types are called.
//! - [`text`]: how values print as Cypher literals.
//! - `json`: JSON read strictly, for whoever makes values of it.
//! - [`fold`]: the folding of names and words: case, accents, apostrophes.

mod convert;
pub mod fold;
pub mod identity;
pub(crate) mod json;
pub mod order;
pub mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use identity::{NodeId, RelationshipId};

use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};

/// A datum, as Cypher knows it.
///
/// Cloning is cheap: everything larger than two words is shared. Derived equality is *identity of representation*
/// (`1` and `1.0` differ, `NaN` equals nothing); Cypher's own comparisons are in `order`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// The absence of a value; unknown in three-valued logic.
    #[default]
    Null,
    /// A truth value.
    Boolean(bool),
    /// A 64-bit signed integer.
    Integer(i64),
    /// A 64-bit IEEE 754 number.
    Float(f64),
    /// A text.
    String(Arc<str>),
    /// A calendar day.
    Date(Date),
    /// A time of day without an offset.
    LocalTime(LocalTime),
    /// A time of day at an offset from UTC.
    Time(Time),
    /// A day and a time of day without an offset.
    LocalDateTime(LocalDateTime),
    /// A day and a time of day in a time zone.
    DateTime(Arc<DateTime>),
    /// A length of time in months, days, seconds and nanoseconds.
    Duration(Arc<Duration>),
    /// A point in space.
    Point(Arc<Point>),
    /// An ordered collection.
    List(Arc<Vec<Value>>),
    /// A collection by name.
    Map(Arc<BTreeMap<Arc<str>, Value>>),
    /// A node of the graph the value came from.
    Node(NodeId),
    /// A relationship of the graph the value came from.
    Relationship(RelationshipId),
    /// A walk through the graph the value came from.
    Path(Arc<Path>),
}

/// A walk: `nodes` has one more element than `relationships`, and relationship *i* joins nodes *i* and *i + 1*.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// The nodes met, in order; never empty.
    pub nodes: Vec<NodeId>,
    /// The relationships walked, in order, in either direction.
    pub relationships: Vec<RelationshipId>,
}

/// A point in one of the coordinate systems of Cypher.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The coordinate system.
    pub system: CoordinateSystem,
    /// Longitude in degrees, or the first Cartesian coordinate.
    pub x: f64,
    /// Latitude in degrees, or the second Cartesian coordinate.
    pub y: f64,
    /// Height in metres, or the third Cartesian coordinate, where the system has one.
    pub z: Option<f64>,
}

/// The coordinate systems of [`Point`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoordinateSystem {
    /// Degrees on the WGS 84 ellipsoid (EPSG 4326, with a height 4979).
    Geographic,
    /// A flat plane or space (SR-ORG 7203, 9157).
    Cartesian,
}
