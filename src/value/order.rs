//! The orders of openCypher, which are not one order.
//!
//! - *Equality* ([`equal`], the operator `=`) is three-valued: a null anywhere makes the answer unknown, unless another
//!   part already differs. `NaN` equals nothing. `1 = 1.0`, compared exactly, without rounding either side.
//! - *Comparability* ([`compare`], the operator `<`) holds within one type only; across types it is unknown.
//! - *Orderability* ([`order`], `ORDER BY`) is total: every value has a place, from maps over entities, lists, paths,
//!   moments and texts to numbers, `NaN` and null.
//! - *Equivalence* ([`Key`], `DISTINCT` and grouping) is being in the same place of that order: null is equivalent to
//!   null, `NaN` to `NaN`, `1` to `1.0`.

mod key;

pub use key::{Key, hash};

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Path, Point, Value};
use crate::time::{DateTime, Duration, Time};

/// Whether two values are equal (`=`); `None` is unknown.
///
/// ```
/// use annals::value::{Value, order};
/// assert_eq!(order::equal(&Value::Integer(1), &Value::Float(1.0)), Some(true));
/// assert_eq!(order::equal(&Value::Integer(1), &Value::Null), None);
/// assert_eq!(order::equal(&Value::Integer(1), &Value::from("1")), Some(false));
/// ```
#[must_use]
pub fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::List(left), Value::List(right)) => equal_lists(left, right),
        (Value::Map(left), Value::Map(right)) => equal_maps(left, right),
        (Value::Float(number), _) | (_, Value::Float(number)) if number.is_nan() => Some(false),
        _ => Some(rank(left) == rank(right) && order(left, right).is_eq()),
    }
}

fn equal_lists(left: &[Value], right: &[Value]) -> Option<bool> {
    if left.len() != right.len() {
        return Some(false);
    }
    all_equal(left.iter().zip(right))
}

fn equal_maps(left: &BTreeMap<Arc<str>, Value>, right: &BTreeMap<Arc<str>, Value>) -> Option<bool> {
    if !left.keys().eq(right.keys()) {
        return Some(false);
    }
    all_equal(left.values().zip(right.values()))
}

/// False as soon as one pair differs, else unknown as soon as one pair is unknown.
fn all_equal<'v>(pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Option<bool> {
    let mut verdict = Some(true);
    for (left, right) in pairs {
        match equal(left, right) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => verdict = None,
        }
    }
    verdict
}

/// What comparing two values with `<` and its kin finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// They stand in this order.
    Ordered(Ordering),
    /// They are numbers without an order, because one is `NaN`: every comparison is false.
    Unordered,
    /// One is null, or they are of different types: every comparison is unknown.
    Unknown,
}

impl Comparison {
    /// The order, where there is one.
    #[must_use]
    pub const fn ordering(self) -> Option<Ordering> {
        match self {
            Self::Ordered(ordering) => Some(ordering),
            Self::Unordered | Self::Unknown => None,
        }
    }

    /// Whether the order passes `test`, such as [`Ordering::is_lt`]: false of numbers without an order, else unknown.
    #[must_use]
    pub fn passes(self, test: impl FnOnce(Ordering) -> bool) -> Option<bool> {
        match self {
            Self::Ordered(ordering) => Some(test(ordering)),
            Self::Unordered => Some(false),
            Self::Unknown => None,
        }
    }
}

/// Compares two values as `<`, `<=`, `>` and `>=` do.
///
/// ```
/// use annals::value::{Value, order};
/// use std::cmp::Ordering;
/// assert_eq!(order::compare(&Value::Integer(1), &Value::Float(1.5)).passes(Ordering::is_lt), Some(true));
/// assert_eq!(order::compare(&Value::Integer(1), &Value::from("a")).passes(Ordering::is_lt), None);
/// ```
#[must_use]
pub fn compare(left: &Value, right: &Value) -> Comparison {
    match (left, right) {
        (Value::List(left), Value::List(right)) => compare_lists(left, right),
        (Value::Integer(_) | Value::Float(_), Value::Integer(_) | Value::Float(_)) if is_nan(left) || is_nan(right) => {
            Comparison::Unordered
        }
        _ if rank(left) == rank(right) && is_comparable(left) => Comparison::Ordered(order(left, right)),
        _ => Comparison::Unknown,
    }
}

fn compare_lists(left: &[Value], right: &[Value]) -> Comparison {
    for (left, right) in left.iter().zip(right) {
        match compare(left, right) {
            Comparison::Ordered(Ordering::Equal) => {}
            decided => return decided,
        }
    }
    Comparison::Ordered(left.len().cmp(&right.len()))
}

fn is_comparable(value: &Value) -> bool {
    match value {
        Value::Null
        | Value::Map(_)
        | Value::Node(_)
        | Value::Relationship(_)
        | Value::Path(_)
        | Value::Point(_)
        | Value::Duration(_) => false,
        Value::Boolean(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::String(_)
        | Value::Date(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::List(_) => true,
    }
}

fn is_nan(value: &Value) -> bool {
    matches!(value, Value::Float(number) if number.is_nan())
}

/// The place of two values in the total order of `ORDER BY`, ascending.
///
/// Types stand in the order openCypher gives them; null comes last. Moments at different offsets stand in order of
/// instant, then of offset, then of zone; durations in order of average length, then of their parts.
#[must_use]
pub fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Map(left), Value::Map(right)) => order_maps(left, right),
        (Value::Node(left), Value::Node(right)) => left.cmp(right),
        (Value::Relationship(left), Value::Relationship(right)) => left.cmp(right),
        (Value::List(left), Value::List(right)) => order_lists(left, right),
        (Value::Path(left), Value::Path(right)) => order_paths(left, right),
        (Value::Point(left), Value::Point(right)) => order_points(left, right),
        (Value::DateTime(left), Value::DateTime(right)) => order_date_times(left, right),
        (Value::LocalDateTime(left), Value::LocalDateTime(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Time(left), Value::Time(right)) => order_times(*left, *right),
        (Value::LocalTime(left), Value::LocalTime(right)) => left.cmp(right),
        (Value::Duration(left), Value::Duration(right)) => order_durations(left, right),
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Float(left), Value::Float(right)) => order_floats(*left, *right),
        (Value::Integer(left), Value::Float(right)) => order_integer_float(*left, *right),
        (Value::Float(left), Value::Integer(right)) => order_integer_float(*right, *left).reverse(),
        _ => rank(left).cmp(&rank(right)),
    }
}

/// The place of a type among the types.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Relationship(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::Point(_) => 5,
        Value::DateTime(_) => 6,
        Value::LocalDateTime(_) => 7,
        Value::Date(_) => 8,
        Value::Time(_) => 9,
        Value::LocalTime(_) => 10,
        Value::Duration(_) => 11,
        Value::String(_) => 12,
        Value::Boolean(_) => 13,
        Value::Integer(_) | Value::Float(_) => 14,
        Value::Null => 15,
    }
}

fn order_lists(left: &[Value], right: &[Value]) -> Ordering {
    let differing = left.iter().zip(right).map(|(left, right)| order(left, right)).find(|ordering| ordering.is_ne());
    differing.unwrap_or_else(|| left.len().cmp(&right.len()))
}

fn order_maps(left: &BTreeMap<Arc<str>, Value>, right: &BTreeMap<Arc<str>, Value>) -> Ordering {
    let values = || left.values().zip(right.values()).map(|(left, right)| order(left, right));
    left.len()
        .cmp(&right.len())
        .then_with(|| left.keys().cmp(right.keys()))
        .then_with(|| values().find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal))
}

/// Step by step: a path that continues another comes after it.
fn order_paths(left: &Path, right: &Path) -> Ordering {
    let steps = |path: &Path| -> Vec<(u32, u32)> {
        let relationships = path.relationships.iter().map(|relationship| relationship.0);
        std::iter::once(0).chain(relationships).zip(path.nodes.iter().map(|node| node.0)).collect()
    };
    steps(left).cmp(&steps(right))
}

fn order_points(left: &Point, right: &Point) -> Ordering {
    left.system
        .cmp(&right.system)
        .then_with(|| left.z.is_some().cmp(&right.z.is_some()))
        .then_with(|| order_floats(left.x, right.x))
        .then_with(|| order_floats(left.y, right.y))
        .then_with(|| order_floats(left.z.unwrap_or_default(), right.z.unwrap_or_default()))
}

const NANOSECONDS_PER_SECOND: i128 = 1_000_000_000;
const SECONDS_PER_DAY: i128 = 86_400;
/// A twelfth of the mean Gregorian year of 365.2425 days.
const SECONDS_PER_AVERAGE_MONTH: i128 = 2_629_746;

fn order_times(left: Time, right: Time) -> Ordering {
    let instant =
        |time: Time| i128::from(time.local.nanoseconds) - i128::from(time.offset_seconds) * NANOSECONDS_PER_SECOND;
    instant(left).cmp(&instant(right)).then_with(|| left.offset_seconds.cmp(&right.offset_seconds))
}

fn order_date_times(left: &DateTime, right: &DateTime) -> Ordering {
    let instant = |moment: &DateTime| {
        let seconds = i128::from(moment.local.date.days) * SECONDS_PER_DAY - i128::from(moment.offset_seconds);
        seconds * NANOSECONDS_PER_SECOND + i128::from(moment.local.time.nanoseconds)
    };
    let zone = |moment: &DateTime| moment.zone.as_ref().map(|zone| zone.0.clone());
    instant(left)
        .cmp(&instant(right))
        .then_with(|| left.offset_seconds.cmp(&right.offset_seconds))
        .then_with(|| zone(left).cmp(&zone(right)))
}

fn order_durations(left: &Duration, right: &Duration) -> Ordering {
    let average = |duration: &Duration| {
        let days = i128::from(duration.days) * SECONDS_PER_DAY;
        let seconds = i128::from(duration.months) * SECONDS_PER_AVERAGE_MONTH + days + i128::from(duration.seconds);
        seconds * NANOSECONDS_PER_SECOND + i128::from(duration.nanoseconds)
    };
    let parts = |duration: &Duration| (duration.months, duration.days, duration.seconds, duration.nanoseconds);
    average(left).cmp(&average(right)).then_with(|| parts(left).cmp(&parts(right)))
}

/// `NaN` is the largest number, `-0.0` is `0.0`.
fn order_floats(left: f64, right: f64) -> Ordering {
    left.partial_cmp(&right).unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
}

/// Exactly: `2^53 + 1` is larger than the float `2^53`, though converting it would say they are equal.
fn order_integer_float(integer: i64, float: f64) -> Ordering {
    if float.is_nan() || float >= TWO_TO_THE_63 {
        return Ordering::Less;
    }
    if float < -TWO_TO_THE_63 {
        return Ordering::Greater;
    }
    integer.cmp(&truncate(float)).then_with(|| order_floats(0.0, float.fract()))
}

/// One more than the largest integer; the smallest float that is too large to be one.
const TWO_TO_THE_63: f64 = 9_223_372_036_854_775_808.0;

#[expect(clippy::cast_possible_truncation, reason = "callers have checked that the float is within the integers")]
const fn truncate(float: f64) -> i64 {
    float as i64
}

#[cfg(test)]
mod tests;
