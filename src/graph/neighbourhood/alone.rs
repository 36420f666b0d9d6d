//! The row of one node, from its neighbours and theirs.

use super::lay::each;
use super::order::{day, orders};
use super::rows::{Row, Rows, span};
use super::way::{Leg, Way};
use crate::graph::labels::LabelSet;
use crate::graph::{Graph, Neighbour};
use crate::value::NodeId;

/// Makes the row of a node.
pub(super) fn make(graph: &Graph, way: &Way, id: NodeId) -> Rows {
    let mut ways = found(graph, way, id);
    look_up(&mut ways, graph, way);
    // Stable, because neighbours come in order of relationship, which is often that of the middle too.
    ways.sort();
    let mut rows = rows(&ways, way);
    rows.labels_of_middles = sets(graph, rows.middles.iter().copied());
    rows.labels_of_fars = sets(graph, rows.fars.iter().copied());
    rows
}

/// Makes the row of a node from the one it had, which is right but for ways through some middles.
pub(super) fn patch(graph: &Graph, way: &Way, id: NodeId, before: &Row, touched: &[NodeId]) -> Rows {
    let mut touched = touched.to_vec();
    touched.sort_unstable();
    let mut fresh: Vec<Found> = touched.iter().flat_map(|middle| through(graph, way, id, *middle)).collect();
    look_up(&mut fresh, graph, way);
    let kept = before.all().filter(|way| touched.binary_search(&before.middles()[*way]).is_err());
    let mut ways: Vec<Found> = kept.map(|place| before.found(place)).collect();
    let (middles, fars) = (fresh.iter().map(|(_, _, middle, _)| *middle), fresh.iter().map(|(.., far)| *far));
    let labels = (sets(graph, middles), sets(graph, fars));
    ways.extend(fresh);
    // Stable: one run of ways, and some more.
    ways.sort();
    let mut rows = rows(&ways, way);
    // Labels of nodes that are there no more do no harm: they only make one look.
    rows.labels_of_middles = [before.labels_of_middles(), &labels.0].concat();
    rows.labels_of_fars = [before.labels_of_fars(), &labels.1].concat();
    rows
}

/// The ways from a node through a middle.
fn through(graph: &Graph, way: &Way, id: NodeId, middle: NodeId) -> Vec<Found> {
    let (mut near, mut far, mut ways) = (Vec::new(), Vec::new(), Vec::new());
    way.first.reversed().neighbours(graph, middle, &mut near);
    near.retain(|neighbour| neighbour.node == id);
    match &way.second {
        None => ways.extend(near.iter().map(|_| (false, 0, middle, NOWHERE))),
        Some(second) => {
            second.neighbours(graph, middle, &mut far);
            way.pairs(&near, &far, |_, far| ways.push((false, 0, middle, far)));
        }
    }
    ways
}

/// Looks up the property of every middle, where there is an order by one.
fn look_up(ways: &mut [Found], graph: &Graph, way: &Way) {
    let column = way.order.and_then(|key| graph.node_columns.column(key)).filter(|column| orders(Some(column)));
    if way.order.is_some() {
        for (lacks, value, middle, _) in ways {
            let day = day(column, middle.index());
            (*lacks, *value) = (day.is_none(), day.unwrap_or_default());
        }
    }
}

/// A way: whether the property is lacked, the property, the middle, the far end.
pub(super) type Found = (bool, i32, NodeId, NodeId);

/// The far end where there is none.
pub(super) const NOWHERE: NodeId = NodeId(0);

fn found(graph: &Graph, way: &Way, id: NodeId) -> Vec<Found> {
    let (mut near, mut far, mut ways) = (Vec::new(), Vec::new(), Vec::new());
    way.first.neighbours(graph, id, &mut near);
    let Some(second) = &way.second else {
        return near.iter().map(|neighbour| (false, 0, neighbour.node, NOWHERE)).collect();
    };
    if looks_at_all(graph, way, near.len()) {
        return found_among_all(graph, way, second, (id, near));
    }
    for Neighbour { relationship, node: middle } in near {
        far.clear();
        second.neighbours(graph, middle, &mut far);
        way.pairs(&[Neighbour { relationship, node: id }], &far, |_, far| ways.push((false, 0, middle, far)));
    }
    ways
}

/// Whether the row of a node with so many neighbours is made by looking at every relationship once: that costs less than to
/// look for the neighbours of so many.
pub(super) fn looks_at_all(graph: &Graph, way: &Way, degree: usize) -> bool {
    way.second.is_some() && degree > FEW.max(way.relationships(graph) / MISSES)
}

/// So few neighbours are as well looked at one by one.
const FEW: usize = if cfg!(test) { 3 } else { 1 << 12 };

/// So many relationships are read in a row while the neighbours of one node are looked for.
const MISSES: usize = if cfg!(test) { 1 << 10 } else { 1 << 7 };

/// The ways from a node with its neighbours, found by looking at every relationship.
fn found_among_all(graph: &Graph, way: &Way, second: &Leg, (id, mut near): (NodeId, Vec<Neighbour>)) -> Vec<Found> {
    let mut wanted = vec![0u64; graph.topology.next_node().div_ceil(64)];
    near.iter().for_each(|near| wanted[near.node.index() / 64] |= 1 << (near.node.index() % 64));
    let mut onward: Vec<(NodeId, Neighbour)> = Vec::new();
    each(graph, second, |relationship, middle, node| {
        if wanted[middle.index() / 64] >> (middle.index() % 64) & 1 == 1 {
            onward.push((middle, Neighbour { relationship, node }));
        }
    });
    // Stable, because relationships of one type mostly come in order of the middle: these are a few runs.
    onward.sort_by_key(|(middle, _)| *middle);
    near.sort_by_key(|near| near.node);
    let (mut ways, mut far) = (Vec::with_capacity(onward.len()), Vec::new());
    let mut rest = &*onward;
    for near in near.chunk_by(|one, other| one.node == other.node) {
        let middle = near[0].node;
        rest = &rest[rest.iter().take_while(|(other, _)| *other < middle).count()..];
        far.clear();
        far.extend(rest.iter().take_while(|(other, _)| *other == middle).map(|(_, far)| *far));
        let near = near.iter().map(|near| Neighbour { relationship: near.relationship, node: id });
        way.pairs(&near.collect::<Vec<_>>(), &far, |_, far| ways.push((false, 0, middle, far)));
    }
    ways
}

fn rows(ways: &[Found], way: &Way) -> Rows {
    let (ordered, second) = (way.order.is_some(), way.second.is_some());
    let known = if ordered { ways.partition_point(|(lacks, ..)| !lacks) } else { ways.len() };
    let width = |count| u32::try_from(count).expect("a row has fewer ways than there are relationships");
    let fars: Vec<NodeId> = ways.iter().map(|(.., far)| *far).filter(|_| second).collect();
    Rows {
        starts: vec![0, width(ways.len())],
        unknown: vec![width(known)],
        values: ways.iter().map(|(_, value, ..)| *value).filter(|_| ordered).collect(),
        middles: ways.iter().map(|(_, _, middle, _)| *middle).collect(),
        ends: span(&fars),
        fars,
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
