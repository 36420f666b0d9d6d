//! The three orders on examples of every type, and their laws.

use std::hash::{BuildHasher, BuildHasherDefault};

use proptest::prelude::*;

use super::*;
use crate::value::NodeId;

fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::List(Arc::new(values.into_iter().collect()))
}

fn map(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Map(Arc::new(entries.into_iter().map(|(key, value)| (Arc::from(key), value)).collect()))
}

const ONE: Value = Value::Integer(1);
const TWO: Value = Value::Integer(2);

#[test]
fn equality_is_three_valued() {
    assert_eq!(equal(&Value::Null, &Value::Null), None);
    assert_eq!(equal(&list([ONE, Value::Null]), &list([ONE, TWO])), None);
    assert_eq!(equal(&list([ONE, Value::Null]), &list([TWO, TWO])), Some(false));
    assert_eq!(equal(&list([Value::Null]), &list([])), Some(false));
    assert_eq!(equal(&map([("a", Value::Null)]), &map([("a", Value::Null)])), None);
    assert_eq!(equal(&map([("a", Value::Null)]), &map([])), Some(false));
    assert_eq!(equal(&Value::Float(f64::NAN), &Value::Float(f64::NAN)), Some(false));
    assert_eq!(equal(&Value::Float(f64::NAN), &Value::from("a")), Some(false));
}

#[test]
fn integers_and_floats_are_compared_exactly() {
    let two_to_the_53 = 9_007_199_254_740_992;
    assert_eq!(equal(&Value::Integer(two_to_the_53), &Value::Float(9_007_199_254_740_992.0)), Some(true));
    assert_eq!(equal(&Value::Integer(two_to_the_53 + 1), &Value::Float(9_007_199_254_740_992.0)), Some(false));
    assert_eq!(order(&Value::Integer(i64::MAX), &Value::Float(TWO_TO_THE_63)), Ordering::Less);
    assert_eq!(order(&Value::Integer(i64::MIN), &Value::Float(-TWO_TO_THE_63)), Ordering::Equal);
    assert_eq!(order(&Value::Integer(-1), &Value::Float(-1.5)), Ordering::Greater);
}

#[test]
fn comparison_is_within_one_type() {
    assert_eq!(compare(&ONE, &Value::from("a")), Comparison::Unknown);
    assert_eq!(compare(&ONE, &Value::Float(f64::NAN)), Comparison::Unordered);
    assert_eq!(compare(&Value::from("a"), &Value::Float(f64::NAN)), Comparison::Unknown);
    assert_eq!(compare(&list([ONE, Value::from(0)]), &list([ONE])), Comparison::Ordered(Ordering::Greater));
    assert_eq!(compare(&list([ONE, TWO]), &list([ONE, Value::Null])), Comparison::Unknown);
    assert_eq!(compare(&list([ONE, TWO]), &list([TWO, Value::Null])), Comparison::Ordered(Ordering::Less));
    assert_eq!(compare(&map([]), &map([])), Comparison::Unknown);
}

#[test]
fn every_type_has_its_place() {
    let sorted = [
        map([("a", ONE)]),
        Value::Node(NodeId(7)),
        list([]),
        list([Value::from("a")]),
        list([Value::from("a"), ONE]),
        list([ONE]),
        list([ONE, Value::from("a")]),
        list([ONE, Value::Null]),
        list([Value::Null, ONE]),
        Value::from("text"),
        Value::Boolean(false),
        Value::Float(1.5),
        Value::Float(f64::NAN),
        Value::Null,
    ];
    assert!(sorted.is_sorted_by(|left, right| order(left, right).is_lt()));
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        (-3_i64..3).prop_map(Value::Integer),
        any::<i64>().prop_map(Value::Integer),
        prop_oneof![Just(f64::NAN), Just(-0.0), Just(0.5), Just(TWO_TO_THE_63), any::<f64>()].prop_map(Value::Float),
        "[ab]{0,2}".prop_map(Value::from),
        (0_u32..3).prop_map(|id| Value::Node(NodeId(id))),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(list),
            prop::collection::btree_map("[ab]".prop_map(Arc::from), inner, 0..3).prop_map(|map| Value::Map(map.into())),
        ]
    })
}

fn hash_of(value: &Value) -> u64 {
    BuildHasherDefault::<std::collections::hash_map::DefaultHasher>::default().hash_one(Key(value.clone()))
}

proptest! {
    #[test]
    fn order_is_total(values in prop::collection::vec(any_value(), 3)) {
        let (a, b, c) = (&values[0], &values[1], &values[2]);
        prop_assert_eq!(order(a, b), order(b, a).reverse());
        prop_assert!(order(a, a).is_eq());
        if order(a, b).is_le() && order(b, c).is_le() {
            prop_assert!(order(a, c).is_le());
        }
    }

    #[test]
    fn equivalent_values_hash_alike(a in any_value(), b in any_value()) {
        if order(&a, &b).is_eq() {
            prop_assert_eq!(hash_of(&a), hash_of(&b));
        }
    }

    #[test]
    fn equal_values_are_equivalent(a in any_value(), b in any_value()) {
        if equal(&a, &b) == Some(true) {
            prop_assert!(order(&a, &b).is_eq());
        }
    }
}
