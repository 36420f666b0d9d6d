//! Equivalence: being in the same place of the total order, and hashing alike.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::{TWO_TO_THE_63, order, rank, truncate};
use crate::value::{Point, Value};

/// A value as a key of `DISTINCT` and of grouping: equal and hashed by equivalence, sorted by orderability.
///
/// ```
/// use annals::value::{Value, order::Key};
/// let keys = std::collections::HashSet::from([Key(Value::Integer(1)), Key(Value::Float(1.0)), Key(Value::Null)]);
/// assert_eq!(keys.len(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct Key(pub Value);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        order(&self.0, &other.0).is_eq()
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        order(&self.0, &other.0)
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}

/// Feeds a value to a hasher so that equivalent values hash alike.
pub fn hash<H: Hasher>(value: &Value, state: &mut H) {
    state.write_u8(rank(value));
    match value {
        Value::Null => {}
        Value::Boolean(truth) => truth.hash(state),
        Value::Integer(integer) => integer.hash(state),
        Value::Float(float) => hash_float(*float, state),
        Value::String(text) => text.hash(state),
        Value::Date(date) => date.hash(state),
        Value::LocalTime(time) => time.hash(state),
        Value::Time(time) => time.hash(state),
        Value::LocalDateTime(moment) => moment.hash(state),
        Value::DateTime(moment) => moment.hash(state),
        Value::Duration(duration) => duration.hash(state),
        Value::Point(point) => hash_point(point, state),
        Value::List(list) => list.iter().for_each(|element| hash(element, state)),
        Value::Map(map) => map.iter().for_each(|(key, value)| {
            key.hash(state);
            hash(value, state);
        }),
        Value::Node(node) => node.hash(state),
        Value::Relationship(relationship) => relationship.hash(state),
        Value::Path(path) => path.hash(state),
    }
}

/// A float that is a whole number hashes as the integer it is equivalent to.
fn hash_float<H: Hasher>(float: f64, state: &mut H) {
    if float.is_nan() {
        f64::NAN.to_bits().hash(state);
    } else if float.fract() == 0.0 && (-TWO_TO_THE_63..TWO_TO_THE_63).contains(&float) {
        truncate(float).hash(state);
    } else {
        float.to_bits().hash(state);
    }
}

fn hash_point<H: Hasher>(point: &Point, state: &mut H) {
    point.system.hash(state);
    point.z.is_some().hash(state);
    for coordinate in [point.x, point.y, point.z.unwrap_or_default()] {
        hash_float(coordinate, state);
    }
}
