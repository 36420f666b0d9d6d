//! Random writes with looks in between, so that indexes are built, patched and dropped at every moment; then every answer of
//! an index must be that of a scan.

use std::ops::Bound;

use proptest::collection::vec;
use proptest::prelude::*;

use super::print;
use crate::graph::{Batch, Change, Direction, Graph, Neighbour, PropertyRange, Symbol, Transaction, View};
use crate::time::Date;
use crate::value::fold::fold;
use crate::value::order::{Key, compare, equal};
use crate::value::{NodeId, RelationshipId, Value};

/// What to do next; numbers choose among what is there.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    CreateNode(Vec<u8>, Vec<(u8, Value)>),
    CreateRelationship(u8, u8, u8),
    SetNode(u8, u8, Value),
    SetRelationship(u8, u8, Value),
    AddLabel(u8, u8),
    RemoveLabel(u8, u8),
    DeleteNode(u8),
    DeleteRelationship(u8),
    Look,
    /// The steps since the last mark or look-back are taken back.
    Back,
    Mark,
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => (-3i64..4).prop_map(|days| Value::Date(Date { days })),
        2 => (-2i64..3).prop_map(Value::Integer),
        1 => prop_oneof![Just(0.5), Just(1.0), Just(f64::NAN)].prop_map(Value::Float),
        3 => "[aB]{0,2}( [éc])?".prop_map(|text| Value::String(text.into())),
        1 => any::<bool>().prop_map(Value::Boolean),
        1 => vec("[ab]{1,2}", 0..3).prop_map(|texts| Value::list(texts.into_iter().map(|text| Value::String(text.into())))),
        2 => Just(Value::Null),
    ]
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let any = any::<u8>;
    prop_oneof![
        4 => (vec(0u8..3, 0..3), vec((0u8..5, value()), 0..4)).prop_map(|(labels, properties)| Step::CreateNode(labels, properties)),
        5 => (0u8..2, any(), any()).prop_map(|(kind, start, end)| Step::CreateRelationship(kind, start, end)),
        4 => (any(), 0u8..5, value()).prop_map(|(id, key, value)| Step::SetNode(id, key, value)),
        1 => (any(), 0u8..5, value()).prop_map(|(id, key, value)| Step::SetRelationship(id, key, value)),
        2 => (any(), 0u8..3).prop_map(|(id, label)| Step::AddLabel(id, label)),
        1 => (any(), 0u8..3).prop_map(|(id, label)| Step::RemoveLabel(id, label)),
        1 => any().prop_map(Step::DeleteNode),
        2 => any().prop_map(Step::DeleteRelationship),
        2 => Just(Step::Look),
        1 => Just(Step::Back),
        1 => Just(Step::Mark),
    ]
}

const KEYS: [&str; 5] = ["name", "aliases", "start", "end", "n"];
const LABELS: [&str; 3] = ["A", "B", "C"];
const KINDS: [&str; 2] = ["R", "S"];

/// The change a step means here; none where there is nothing to choose from.
fn change(view: View<'_>, step: &Step) -> Option<Change> {
    let key = |key: &u8| KEYS[*key as usize].into();
    let label = |label: &u8| LABELS[*label as usize].into();
    let node = |number: &u8| view.nodes().nth(*number as usize % view.node_count().max(1));
    let relationship = |number: &u8| view.relationships().nth(*number as usize % view.relationship_count().max(1));
    Some(match step {
        Step::CreateNode(labels, properties) => Change::CreateNode {
            id: view.next_node_id(),
            labels: labels.iter().map(label).collect(),
            properties: properties.iter().map(|(name, value)| (key(name), value.clone())).collect(),
        },
        Step::CreateRelationship(kind, start, end) => Change::CreateRelationship {
            id: view.next_relationship_id(),
            kind: KINDS[*kind as usize].into(),
            start: node(start)?,
            end: node(end)?,
            properties: Vec::new(),
        },
        Step::SetNode(id, name, value) => {
            Change::SetNodeProperty { id: node(id)?, key: key(name), value: value.clone() }
        }
        Step::SetRelationship(id, name, value) => {
            Change::SetRelationshipProperty { id: relationship(id)?, key: key(name), value: value.clone() }
        }
        Step::AddLabel(id, name) => Change::AddLabel { id: node(id)?, label: label(name) },
        Step::RemoveLabel(id, name) => Change::RemoveLabel { id: node(id)?, label: label(name) },
        Step::DeleteNode(id) => Change::DeleteNode { id: node(id)? },
        Step::DeleteRelationship(id) => Change::DeleteRelationship { id: relationship(id)? },
        Step::Look | Step::Back | Step::Mark => return None,
    })
}

/// The changes that steps make of an empty graph.
pub(crate) fn batch(steps: &[Step]) -> Batch {
    continued(&mut Graph::new(), steps)
}

/// Changes a graph, with looks in between; answers with the changes.
pub(crate) fn continued(graph: &mut Graph, steps: &[Step]) -> Batch {
    let mut transaction = Transaction::begin(graph);
    for step in steps {
        if matches!(step, Step::Look) {
            look(transaction.view());
        }
        // A step that makes no sense here changes nothing.
        change(transaction.view(), step).map(|change| transaction.apply(change));
    }
    transaction.commit()
}

proptest! {
    #[test]
    fn every_index_answers_as_a_scan(steps in vec(step(), 0..60)) {
        let mut graph = Graph::new();
        let mut transaction = Transaction::begin(&mut graph);
        let mut marks = vec![(0, print(transaction.view()))];
        for step in &steps {
            match step {
                Step::Look => look(transaction.view()),
                Step::Mark => marks.push((transaction.savepoint(), print(transaction.view()))),
                Step::Back => {
                    let (savepoint, before) = if marks.len() > 1 { marks.pop().expect("two") } else { marks[0].clone() };
                    transaction.rollback_to(savepoint);
                    prop_assert_eq!(print(transaction.view()), before);
                }
                step => {
                    // A change that makes no sense, such as deleting a node that is still connected, does nothing.
                    let before = print(transaction.view());
                    let refused = change(transaction.view(), step).is_some_and(|change| transaction.apply(change).is_err());
                    if refused {
                        prop_assert_eq!(print(transaction.view()), before);
                    }
                }
            }
        }
        look(transaction.view());
        let batch = transaction.commit();
        let mut replayed = Graph::new();
        prop_assert_eq!(replayed.apply(&batch), Ok(()));
        prop_assert_eq!(print(replayed.view()), print(graph.view()));
        prop_assert_eq!(neighbours(replayed.view()), neighbours(graph.view()));
    }

    #[test]
    fn a_transaction_that_is_dropped_never_was(kept in vec(step(), 0..30), dropped in vec(step(), 0..30)) {
        let mut graph = Graph::new();
        let mut transaction = Transaction::begin(&mut graph);
        for step in &kept {
            change(transaction.view(), step).map(|change| transaction.apply(change));
        }
        transaction.commit();
        look(graph.view());
        let before = print(graph.view());
        let mut transaction = Transaction::begin(&mut graph);
        for step in &dropped {
            change(transaction.view(), step).map(|change| transaction.apply(change));
        }
        drop(transaction);
        prop_assert_eq!(print(graph.view()), before);
        look(graph.view());
        prop_assert_eq!(graph.apply(&Batch::default()), Ok(()));
    }
}

/// Compares every index with a scan.
pub(crate) fn look(view: View<'_>) {
    let symbols = |names: &[&str]| -> Vec<Symbol> { names.iter().filter_map(|name| view.symbol(name)).collect() };
    for label in symbols(&LABELS) {
        let scanned: Vec<NodeId> = view.nodes().filter(|id| view.labels(*id).contains(&label)).collect();
        assert_eq!(view.nodes_with_label(label), scanned);
        assert_eq!(view.label_count(label), scanned.len());
    }
    for kind in symbols(&KINDS) {
        let of_kind = |id: &RelationshipId| view.relationship(*id).is_some_and(|ends| ends.kind == kind);
        let scanned: Vec<RelationshipId> = view.relationships().filter(of_kind).collect();
        assert_eq!(view.relationships_of_type(kind), scanned);
    }
    symbols(&KEYS).into_iter().for_each(|key| look_by_property(view, key));
    look_by_day(view);
    look_by_name(view);
    look_around(view);
}

fn look_by_property(view: View<'_>, key: Symbol) {
    let text = |text: &str| Value::String(text.into());
    let bounds =
        [Value::Integer(0), Value::Float(1.0), text("a"), Value::Date(Date { days: 0 }), Value::list([text("a")])];
    let mut ranges = vec![PropertyRange::Prefix(String::new()), PropertyRange::Prefix("a".to_owned())];
    for bound in bounds {
        let (from, to) = (Bound::Included(bound.clone()), Bound::Excluded(bound.clone()));
        ranges.push(PropertyRange::Between(Bound::Unbounded, to));
        ranges.push(PropertyRange::Between(from, Bound::Unbounded));
        ranges.push(PropertyRange::Between(Bound::Excluded(Value::Integer(-2)), Bound::Included(bound.clone())));
        ranges.push(PropertyRange::Equal(bound));
    }
    for range in ranges {
        for label in [None, view.symbol("A")] {
            let labelled = |id: &NodeId| label.is_none_or(|label| view.has_label(*id, label));
            let within = |id: &NodeId| contains(&range, &view.node_property(*id, key));
            let mut scanned: Vec<NodeId> = view.nodes().filter(labelled).filter(within).collect();
            scanned.sort_by_key(|id| (Key(view.node_property(*id, key)), *id));
            assert_eq!(view.seek(label, key, &range), scanned, "{range:?}");
            assert!(view.estimate(label, key, &range) >= scanned.len());
        }
    }
}

/// The meaning of a range, said without an index.
fn contains(range: &PropertyRange, value: &Value) -> bool {
    let passes = |bound: &Value, test: fn(std::cmp::Ordering) -> bool| compare(value, bound).passes(test) == Some(true);
    match range {
        PropertyRange::Equal(wanted) => equal(value, wanted) == Some(true),
        PropertyRange::Prefix(prefix) => matches!(value, Value::String(text) if text.starts_with(prefix)),
        PropertyRange::Between(low, high) => {
            let above = match low {
                Bound::Included(low) => passes(low, std::cmp::Ordering::is_ge),
                Bound::Excluded(low) => passes(low, std::cmp::Ordering::is_gt),
                Bound::Unbounded => true,
            };
            let below = match high {
                Bound::Included(high) => passes(high, std::cmp::Ordering::is_le),
                Bound::Excluded(high) => passes(high, std::cmp::Ordering::is_lt),
                Bound::Unbounded => true,
            };
            above && below
        }
    }
}

fn look_by_day(view: View<'_>) {
    let property = |id, key: &str| view.symbol(key).map(|key| view.node_property(id, key)).unwrap_or_default();
    for (first, last) in [(-3, 3), (0, 0), (1, 2), (2, 1)] {
        let (first, last) = (Date { days: first }, Date { days: last });
        let mut scanned = Vec::new();
        for id in view.nodes() {
            let Value::Date(start) = property(id, "start") else { continue };
            let end = match property(id, "end") {
                Value::Date(end) => end,
                Value::Null => Date { days: i64::MAX },
                _ => continue,
            };
            if start <= last && end >= first {
                scanned.push((start, id));
            }
        }
        scanned.sort_unstable();
        let scanned: Vec<NodeId> = scanned.into_iter().map(|(_, id)| id).collect();
        assert_eq!(view.overlapping(first, last), scanned);
    }
}

fn look_by_name(view: View<'_>) {
    let named = |id| -> Vec<String> {
        let property = |key: &str| view.symbol(key).map(|key| view.node_property(id, key)).unwrap_or_default();
        let values = [property("name"), property("aliases")];
        let texts = values.iter().flat_map(|value| value.as_list().unwrap_or(std::slice::from_ref(value)));
        texts.filter_map(Value::as_text).map(fold).collect()
    };
    for name in ["a", "B", "ab É", ""] {
        let scanned: Vec<NodeId> = view.nodes().filter(|id| named(*id).contains(&fold(name))).collect();
        assert_eq!(view.named(name), scanned, "{name}");
        let start = format!("{} ", fold(name));
        let continues = view.nodes().flat_map(named).any(|own| own.starts_with(&start));
        assert_eq!(view.name_continues(&fold(name)), continues, "{name}");
    }
}

const DIRECTIONS: [Direction; 3] = [Direction::Outgoing, Direction::Incoming, Direction::Both];

fn look_around(view: View<'_>) {
    for id in view.nodes() {
        for direction in DIRECTIONS {
            for kind in [None, view.symbol("R"), view.symbol("S")] {
                let found: Vec<Neighbour> = view.neighbours(id, direction, kind).collect();
                assert_eq!(found, around(view, id, direction, kind), "{id} {direction:?} {kind:?}");
                assert_eq!(view.degree(id, direction, kind), found.len());
            }
        }
    }
}

/// The neighbours of a node, found by looking at every relationship.
fn around(view: View<'_>, id: NodeId, direction: Direction, kind: Option<Symbol>) -> Vec<Neighbour> {
    let mut found = Vec::new();
    for relationship in view.relationships() {
        let ends = view.relationship(relationship).expect("it is there");
        let node = match direction {
            Direction::Outgoing | Direction::Both if ends.start == id => ends.end,
            Direction::Incoming | Direction::Both if ends.end == id => ends.start,
            _ => continue,
        };
        if kind.is_none_or(|kind| kind == ends.kind) {
            found.push((ends.kind, Neighbour { relationship, node }));
        }
    }
    found.sort_by_key(|(kind, neighbour)| (*kind, neighbour.relationship));
    found.into_iter().map(|(_, neighbour)| neighbour).collect()
}

fn neighbours(view: View<'_>) -> Vec<Vec<Neighbour>> {
    view.nodes().map(|id| view.neighbours(id, Direction::Both, None).collect()).collect()
}
