//! The row of one node, from its neighbours and theirs.

use super::order::{day, orders};
use super::rows::{Rows, span};
use super::way::Way;
use crate::graph::labels::LabelSet;
use crate::graph::{Graph, Neighbour};
use crate::value::NodeId;

/// Makes the row of a node.
pub(super) fn make(graph: &Graph, way: &Way, id: NodeId) -> Rows {
    let mut ways = found(graph, way, id);
    let column = way.order.and_then(|key| graph.node_columns.column(key)).filter(|column| orders(Some(column)));
    if way.order.is_some() {
        for (lacks, value, middle, _) in &mut ways {
            let day = day(column, middle.index());
            (*lacks, *value) = (day.is_none(), day.unwrap_or_default());
        }
    }
    // Stable, because neighbours come in order of relationship, which is often that of the middle too.
    ways.sort();
    rows(&ways, graph, way.order.is_some(), way.second.is_some())
}

/// A way: whether the property is lacked, the property, the middle, the far end.
type Found = (bool, i32, NodeId, NodeId);

const NOWHERE: NodeId = NodeId(0);

fn found(graph: &Graph, way: &Way, id: NodeId) -> Vec<Found> {
    let (mut near, mut far, mut ways) = (Vec::new(), Vec::new(), Vec::new());
    way.first.neighbours(graph, id, &mut near);
    let Some(second) = &way.second else {
        return near.iter().map(|neighbour| (false, 0, neighbour.node, NOWHERE)).collect();
    };
    for Neighbour { relationship, node: middle } in near {
        far.clear();
        second.neighbours(graph, middle, &mut far);
        way.pairs(&[Neighbour { relationship, node: id }], &far, |_, far| ways.push((false, 0, middle, far)));
    }
    ways
}

fn rows(ways: &[Found], graph: &Graph, ordered: bool, second: bool) -> Rows {
    let known = if ordered { ways.partition_point(|(lacks, ..)| !lacks) } else { ways.len() };
    let width = |count| u32::try_from(count).expect("a row has fewer ways than there are relationships");
    let middles = || ways.iter().map(|(_, _, middle, _)| *middle);
    let fars = || ways.iter().map(|(.., far)| *far).filter(|_| second);
    let fars_of_all: Vec<NodeId> = fars().collect();
    Rows {
        starts: vec![0, width(ways.len())],
        unknown: vec![width(known)],
        values: ways.iter().map(|(_, value, ..)| *value).filter(|_| ordered).collect(),
        middles: middles().collect(),
        ends: span(&fars_of_all),
        fars: fars_of_all,
        labels_of_middles: sets(graph, middles()),
        labels_of_fars: sets(graph, fars()),
        ..Rows::default()
    }
}

/// The different sets of labels of nodes.
pub(super) fn sets(graph: &Graph, nodes: impl Iterator<Item = NodeId>) -> Vec<LabelSet> {
    let mut seen = vec![false; graph.labels.sets().len()];
    for node in nodes {
        if let Some(seen) = graph.labels.set_of(node).and_then(|set| seen.get_mut(set.0 as usize)) {
            *seen = true;
        }
    }
    (0..).zip(seen).filter(|(_, seen)| *seen).map(|(set, _)| LabelSet(set)).collect()
}
