//! Graphs of a few nodes, dense enough that patterns match.

use std::sync::Arc;

use annals::graph::{Batch, Change, Graph};
use annals::value::{NodeId, RelationshipId, Value};

use crate::oracle::choices::Choices;

pub(super) const LABELS: &[&str] = &["A", "B", "C"];
pub(super) const TYPES: &[&str] = &["R", "S", "T"];
pub(super) const TEXTS: &[&str] = &["a", "ab", "b", "Ba", ""];

/// A graph of 5 to 12 nodes; a failing one may be made smaller.
pub(in crate::oracle) fn graph(choices: &mut Choices, whole_floats: bool) -> Graph {
    let mut changes = Vec::new();
    let nodes = 5 + choices.below(8);
    for id in 0..nodes {
        let id = NodeId(u32::try_from(id).unwrap());
        let labels = LABELS.iter().filter(|_| choices.chance(55)).map(|label| Arc::from(*label)).collect();
        changes.push(Change::CreateNode { id, labels, properties: properties(choices, whole_floats) });
    }
    let relationships = if choices.chance(95) { nodes + choices.below(nodes) } else { choices.below(nodes) };
    for id in 0..relationships {
        let mut end = || NodeId(u32::try_from(choices.below(nodes)).unwrap());
        let (start, end) = (end(), end());
        let kind = Arc::from(choices.pick(TYPES));
        let id = RelationshipId(u32::try_from(id).unwrap());
        changes.push(Change::CreateRelationship {
            id,
            kind,
            start,
            end,
            properties: properties(choices, whole_floats),
        });
    }
    // A gap in the ids, where relationships and then a node were deleted.
    if choices.chance(15) {
        let gone = NodeId(u32::try_from(choices.below(nodes)).unwrap());
        let holding = changes.iter().filter_map(|change| match change {
            Change::CreateRelationship { id, start, end, .. } if *start == gone || *end == gone => Some(*id),
            _ => None,
        });
        let deleted: Vec<_> = holding.map(|id| Change::DeleteRelationship { id }).collect();
        changes.extend(deleted);
        changes.push(Change::DeleteNode { id: gone });
    }
    let mut graph = Graph::new();
    graph.apply(&Batch { changes }).unwrap();
    graph
}

/// `i` integer, `s` text, `b` boolean, `f` float, `d` day, `l` list of integers, `m` anything; any may be missing.
fn properties(choices: &mut Choices, whole_floats: bool) -> Vec<(Arc<str>, Value)> {
    let mut made = Vec::new();
    for (key, chance) in [("i", 75), ("s", 60), ("b", 35), ("f", 35), ("d", 25), ("l", 25), ("m", 60)] {
        if choices.chance(chance) {
            let value = match key {
                "i" => integer(choices),
                "s" => text(choices),
                "b" => Value::Boolean(choices.chance(50)),
                "f" => float(choices, whole_floats),
                "d" => day(choices),
                "l" => list(choices),
                _ => any(choices, whole_floats),
            };
            made.push((Arc::from(key), value));
        }
    }
    made
}

pub(super) fn integer(choices: &mut Choices) -> Value {
    if choices.chance(2) {
        return Value::Integer(choices.pick(&[i64::MAX, i64::MIN]));
    }
    Value::Integer(choices.pick(&[0, 1, 2, 3, -1]))
}

pub(super) fn text(choices: &mut Choices) -> Value {
    Value::from(choices.pick(TEXTS))
}

pub(super) fn float(choices: &mut Choices, whole_floats: bool) -> Value {
    if whole_floats && choices.chance(50) {
        return Value::Float(choices.pick(&[1.0, 0.0, 2.0]));
    }
    Value::Float(choices.pick(&[0.37, 2.71, -1.63, 1.01]))
}

pub(super) fn day(choices: &mut Choices) -> Value {
    Value::Date(choices.pick(&["2024-02-29", "2024-03-01", "2023-12-31"]).parse().unwrap())
}

pub(super) fn list(choices: &mut Choices) -> Value {
    let length = choices.below(3);
    Value::list((0..length).map(|_| integer(choices)))
}

/// A value of any kind, but null.
pub(super) fn any(choices: &mut Choices, whole_floats: bool) -> Value {
    match choices.below(9) {
        0 | 1 => integer(choices),
        2 => text(choices),
        3 => Value::Boolean(choices.chance(50)),
        4 | 5 => float(choices, whole_floats),
        6 => day(choices),
        7 => list(choices),
        _ if choices.chance(30) => Value::Float(f64::NAN),
        _ => Value::list([text(choices), text(choices)]),
    }
}
