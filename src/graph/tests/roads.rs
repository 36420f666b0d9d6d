//! Random writes with looks in between, so that indexes are built, patched and dropped at every moment; then every answer of
//! an index must be that of a scan.

use std::ops::Bound;

use proptest::collection::vec;
use proptest::prelude::*;

use super::print;
use crate::graph::{
    Batch, Change, Column, Direction, Graph, Leg, NO_CODE, Neighbour, Neighbourhood, PropertyRange, Row, Symbol,
    Transaction, View, Way,
};
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
        4 => (vec(0u8..3, 0..3), vec((0u8..6, value()), 0..4)).prop_map(|(labels, properties)| Step::CreateNode(labels, properties)),
        5 => (0u8..2, any(), any()).prop_map(|(kind, start, end)| Step::CreateRelationship(kind, start, end)),
        4 => (any(), 0u8..6, value()).prop_map(|(id, key, value)| Step::SetNode(id, key, value)),
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

const KEYS: [&str; 6] = ["name", "aliases", "start", "end", "n", "day"];
const LABELS: [&str; 3] = ["A", "B", "C"];
const KINDS: [&str; 2] = ["R", "S"];

/// A value for a key: nearly every `day` is a day.
fn fitting(key: u8, value: &Value) -> Value {
    match value {
        Value::Integer(days) if KEYS[key as usize] == "day" => Value::Date(Date { days: *days }),
        Value::String(_) | Value::Float(_) | Value::List(_) if KEYS[key as usize] == "day" => Value::Null,
        other => other.clone(),
    }
}

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
            properties: properties.iter().map(|(name, value)| (key(name), fitting(*name, value))).collect(),
        },
        Step::CreateRelationship(kind, start, end) => Change::CreateRelationship {
            id: view.next_relationship_id(),
            kind: KINDS[*kind as usize].into(),
            start: node(start)?,
            end: node(end)?,
            properties: Vec::new(),
        },
        Step::SetNode(id, name, value) => {
            Change::SetNodeProperty { id: node(id)?, key: key(name), value: fitting(*name, value) }
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
    look_beyond(view);
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

/// Compares rows of ways with what is found by looking at every relationship.
fn look_beyond(view: View<'_>) {
    let (all, one) = (None, view.symbol("R").map(|kind| vec![kind]));
    let day = view.symbol("day");
    for direction in DIRECTIONS {
        let back = if direction == Direction::Outgoing { Direction::Incoming } else { Direction::Outgoing };
        for (first, second) in [(&all, None), (&one, None), (&all, Some(&all)), (&one, Some(&all)), (&one, Some(&one))]
        {
            let onward = second.map(|kinds| (kinds, back));
            for (unlike, order) in [(true, None), (false, day), (true, day)] {
                let leg = |kinds: &Option<Vec<Symbol>>, direction| Leg::new(kinds.clone(), direction);
                let second = onward.map(|(kinds, direction)| leg(kinds, direction));
                let way = Way::new(leg(first, direction), second, unlike).by(order);
                let Some(mut rows) = view.neighbourhood(&way) else { continue };
                for id in view.nodes() {
                    let row = rows.row(id);
                    let far = |place: usize| row.fars().get(place).copied();
                    let found: Vec<_> = row.all().map(|place| (row.middles()[place], far(place))).collect();
                    let scanned = ways(view, id, ((first, direction), onward, unlike));
                    compare_ways(view, order, &found, scanned);
                    compare_carried(view, &rows, id, &row);
                    if let Some(day) = order {
                        let days = |place: &usize| view.node_property(row.middles()[*place], day);
                        let inside = |value: Value| matches!(value, Value::Date(Date { days: 0..=1 }));
                        let expected: Vec<usize> = row.all().filter(|place| inside(days(place))).collect();
                        assert_eq!(row.between(Some(0), Some(1)).collect::<Vec<_>>(), expected);
                    }
                }
            }
        }
    }
    for key in symbols_of(view) {
        let values: Vec<Value> = view.nodes().map(|id| view.node_property(id, key)).filter(|v| !v.is_null()).collect();
        let twice =
            |(place, value): (usize, &Value)| values[..place].iter().any(|other| equal(other, value) == Some(true));
        assert!(!view.is_unique(key) || !values.iter().enumerate().any(twice));
    }
}

fn symbols_of(view: View<'_>) -> Vec<Symbol> {
    KEYS.iter().filter_map(|key| view.symbol(key)).collect()
}

type Legs<'k> = ((&'k Option<Vec<Symbol>>, Direction), Option<(&'k Option<Vec<Symbol>>, Direction)>, bool);

/// The middle and the far end of every way from a node.
fn ways(view: View<'_>, id: NodeId, ((first, direction), onward, unlike): Legs<'_>) -> Vec<(NodeId, Option<NodeId>)> {
    let kind = |kinds: &Option<Vec<Symbol>>| kinds.as_ref().and_then(|kinds| kinds.first().copied());
    let mut found = Vec::new();
    for one in around(view, id, direction, kind(first)) {
        let Some((second, back)) = onward else {
            found.push((one.node, None));
            continue;
        };
        let others = around(view, one.node, back, kind(second));
        let others = others.iter().filter(|other| !unlike || other.relationship != one.relationship);
        found.extend(others.map(|other| (one.node, Some(other.node))));
    }
    found
}

/// What is carried along with a row is what is found in it.
fn compare_carried(view: View<'_>, rows: &Neighbourhood<'_>, id: NodeId, row: &Row) {
    let middles = &row.middles()[row.all()];
    // Codes only mean something while the column has a dictionary.
    if let Some(key) = view.symbol("name")
        && matches!(view.node_column(key), Some(Column::Text(..)))
        && let Some(codes) = rows.codes(id, row, key, middles.len())
    {
        let text = |code: &u32| match view.node_column(key) {
            Some(Column::Text(_, texts)) if *code != NO_CODE => Value::String(texts.text(*code)),
            _ => Value::Null,
        };
        let found: Vec<Value> = codes.iter().map(text).collect();
        assert_eq!(found, middles.iter().map(|middle| view.node_property(*middle, key)).collect::<Vec<_>>());
    }
    if !row.fars().is_empty()
        && let Some(fars) = rows.fars(id, row)
    {
        let mut found: Vec<NodeId> = fars.iter().flat_map(|(far, count)| vec![*far; *count as usize]).collect();
        let mut scanned = row.fars()[row.all()].to_vec();
        found.sort_unstable();
        scanned.sort_unstable();
        assert_eq!(found, scanned);
    }
}

/// The same ways; in order of the day, where one is asked for, and then of the middle.
fn compare_ways(
    view: View<'_>,
    order: Option<Symbol>,
    found: &[(NodeId, Option<NodeId>)],
    mut scanned: Vec<(NodeId, Option<NodeId>)>,
) {
    if let Some(day) = order {
        let place = |id: NodeId| (Key(view.node_property(id, day)), id);
        assert!(found.is_sorted_by_key(|(middle, _)| place(*middle)), "{found:?}");
    }
    let mut found = found.to_vec();
    found.sort_unstable();
    scanned.sort_unstable();
    assert_eq!(found, scanned);
}

fn neighbours(view: View<'_>) -> Vec<Vec<Neighbour>> {
    view.nodes().map(|id| view.neighbours(id, Direction::Both, None).collect()).collect()
}
