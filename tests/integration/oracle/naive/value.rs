//! Equality, comparability, orderability: the three orders of openCypher, written down once more.

use std::cmp::Ordering;

use annals::value::Value;

/// `left = right`; `None` is unknown.
pub(in crate::oracle) fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::List(left), Value::List(right)) if left.len() == right.len() => {
            all(left.iter().zip(right.iter()).map(|(left, right)| equal(left, right)))
        }
        (Value::Map(left), Value::Map(right)) if left.keys().eq(right.keys()) => {
            all(left.values().zip(right.values()).map(|(left, right)| equal(left, right)))
        }
        (Value::List(_), Value::List(_)) | (Value::Map(_), Value::Map(_)) => Some(false),
        _ => Some(match numbers(left, right) {
            Some(ordering) => ordering == Some(Ordering::Equal),
            None => left == right,
        }),
    }
}

/// All of these: false where one is false, else unknown where one is unknown.
pub(super) fn all(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut verdict = Some(true);
    for truth in truths {
        verdict = match truth {
            Some(false) => return Some(false),
            Some(true) => verdict,
            None => None,
        };
    }
    verdict
}

/// How two numbers compare: `Some(None)` where one of them is NaN, `None` where one of them is no number.
fn numbers(left: &Value, right: &Value) -> Option<Option<Ordering>> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(Some(left.cmp(right))),
        (Value::Integer(_) | Value::Float(_), Value::Integer(_) | Value::Float(_)) => {
            Some(left.as_number()?.partial_cmp(&right.as_number()?))
        }
        _ => None,
    }
}

/// What `<` and its kin see: `None` is unknown, `Some(None)` makes every one of them false.
pub(super) fn compare(left: &Value, right: &Value) -> Option<Option<Ordering>> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(Some(left.chars().cmp(right.chars()))),
        (Value::Boolean(left), Value::Boolean(right)) => Some(Some(left.cmp(right))),
        (Value::Date(left), Value::Date(right)) => Some(Some(left.days.cmp(&right.days))),
        (Value::List(left), Value::List(right)) => {
            for (left, right) in left.iter().zip(right.iter()) {
                match compare(left, right) {
                    Some(Some(Ordering::Equal)) => {}
                    decided => return decided,
                }
            }
            Some(Some(left.len().cmp(&right.len())))
        }
        _ => numbers(left, right),
    }
}

/// The place of two values in the order of `ORDER BY`.
pub(in crate::oracle) fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::List(left), Value::List(right)) => {
            let pairs = left.iter().zip(right.iter()).map(|(left, right)| order(left, right));
            pairs.fold(Ordering::Equal, Ordering::then).then(left.len().cmp(&right.len()))
        }
        (Value::Map(left), Value::Map(right)) => {
            let values = left.values().zip(right.values()).map(|(left, right)| order(left, right));
            let keys = left.len().cmp(&right.len()).then(left.keys().cmp(right.keys()));
            keys.then(values.fold(Ordering::Equal, Ordering::then))
        }
        (Value::Node(left), Value::Node(right)) => left.cmp(right),
        (Value::Relationship(left), Value::Relationship(right)) => left.cmp(right),
        (Value::Path(left), Value::Path(right)) => {
            (&left.nodes, &left.relationships).cmp(&(&right.nodes, &right.relationships))
        }
        _ => rank(left).cmp(&rank(right)).then_with(|| match numbers(left, right) {
            Some(Some(ordering)) => ordering,
            Some(None) => is_nan(left).cmp(&is_nan(right)),
            None => compare(left, right).flatten().unwrap_or(Ordering::Equal),
        }),
    }
}

fn is_nan(value: &Value) -> bool {
    matches!(value, Value::Float(number) if number.is_nan())
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Relationship(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::Date(_) => 5,
        Value::String(_) => 6,
        Value::Boolean(_) => 7,
        Value::Integer(_) | Value::Float(_) => 8,
        Value::Null => 9,
        other => panic!("the oracle does not order {other:?}"),
    }
}

/// Whether two values are the same to `DISTINCT` and to grouping.
pub(super) fn same(left: &[Value], right: &[Value]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| order(left, right).is_eq())
}
