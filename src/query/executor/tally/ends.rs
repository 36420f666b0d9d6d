//! Rows counted by the node at the other end of a relationship.

use super::beside::{Beside, beside};
use super::table::Table;
use super::times;
use crate::graph::{Neighbour, NeighbourRows, View};
use crate::query::QueryError;
use crate::query::executor::bulk::Bulk;
use crate::query::executor::expand::Ways;
use crate::query::executor::parallel::{Share, in_parts};
use crate::query::executor::runtime::Runtime;
use crate::query::executor::source::Boxed;
use crate::query::plan::{Slot, Step};
use crate::value::NodeId;

/// So many nodes are looked at between two looks at the clock.
const PART: usize = 1 << 14;

/// The nodes at the end, in order of id, each with how many rows lead there.
pub(super) fn count(
    input: &mut Boxed<'_>,
    (from, step): (&Slot, &Step),
    weight: Option<&Slot>,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<(NodeId, u64)>, QueryError> {
    let ways = Ways::of(step, runtime);
    let bulk = if weight.is_none() { input.bulk(from, runtime)? } else { None };
    let counts = match bulk {
        Some(bulk) => of_bulk(&bulk, &ways, runtime)?,
        None => of_rows(input, from, weight, &ways, runtime)?,
    };
    let counted: Vec<_> =
        counts.each().filter(|(_, times)| *times > 0).map(|(id, times)| (NodeId(id), times)).collect();
    runtime.hold(size_of_val(&*counted))?;
    runtime.release(counts.bytes());
    Ok(counted)
}

fn of_rows(
    input: &mut Boxed<'_>,
    from: &Slot,
    weight: Option<&Slot>,
    ways: &Ways,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Table<u64>, QueryError> {
    let (mut counts, mut held, mut neighbours) = (Table::default(), 0, Vec::new());
    while let Some(chunk) = input.next(runtime)? {
        let (from, weights) = (chunk.column(from), weight.map(|weight| chunk.column(weight)));
        let mut steps = 0;
        for row in 0..chunk.rows() {
            let Some(node) = from.node(row) else { continue };
            neighbours.clear();
            ways.neighbours(node, runtime.view(), &mut neighbours);
            let times = times(weights.as_deref(), row);
            steps += neighbours.len();
            for neighbour in &neighbours {
                let count: &mut u64 = counts.at(neighbour.node.0);
                *count = count.saturating_add(times);
            }
        }
        runtime.step(steps)?;
        runtime.hold(counts.bytes() - held)?;
        held = counts.bytes();
        runtime.check()?;
    }
    Ok(counts)
}

fn of_bulk(bulk: &Bulk<'_>, ways: &Ways, runtime: &mut Runtime<'_, '_>) -> Result<Table<u64>, QueryError> {
    let (rows, share, threads) = (ways.rows(bulk.view, bulk.nodes.len()), runtime.share(), runtime.threads());
    let laid_out = rows.as_ref().and_then(|rows| beside(bulk, &ways.told(), |beside| lay_out(bulk, rows, beside)));
    let parts = match &laid_out {
        Some(beside) => in_parts(beside.numbers(), threads, |_, part| of_ends(part, &share)),
        None => in_parts(&bulk.nodes, threads, |_, part| of_part(bulk, part, (ways, rows.as_deref()), &share)),
    };
    let (mut counts, mut steps) = (Table::default(), 0);
    for part in parts {
        let (of_part, walked) = part?;
        merge(&mut counts, of_part);
        steps += walked;
    }
    runtime.step(steps)?;
    runtime.hold(counts.bytes())?;
    Ok(counts)
}

/// The ends of all nodes, none of those that lack the label.
fn lay_out(bulk: &Bulk<'_>, rows: &[&NeighbourRows], beside: &mut Beside) -> Option<()> {
    let is_labelled = bulk.is_labelled();
    for node in &*bulk.nodes {
        let own = rows.iter().filter(|_| is_labelled(*node)).flat_map(|rows| rows.row(*node));
        beside.add(own.map(|neighbour| neighbour.node.0));
    }
    Some(())
}

/// Counts ends that are known already.
fn of_ends(ends: &[u32], share: &Share<'_>) -> Result<(Table<u64>, usize), QueryError> {
    let mut counts = Table::default();
    for (part, before) in ends.chunks(PART).zip((0..).step_by(PART)) {
        part.iter().for_each(|end| *counts.at(*end) += 1);
        share.check_use(before + part.len(), counts.bytes())?;
    }
    Ok((counts, ends.len()))
}

/// Puts what was counted later to what was counted before.
fn merge(counts: &mut Table<u64>, later: Table<u64>) {
    if counts.bytes() == 0 {
        *counts = later;
    } else {
        counts.merge(&later, |own, more| *own = own.saturating_add(more));
    }
}

/// The ends of some nodes, and how many relationships were walked.
fn of_part(
    bulk: &Bulk<'_>,
    part: &[NodeId],
    (ways, rows): (&Ways, Option<&[&NeighbourRows]>),
    share: &Share<'_>,
) -> Result<(Table<u64>, usize), QueryError> {
    let (mut counts, mut steps) = (Table::default(), 0);
    let is_labelled = bulk.is_labelled();
    for part in part.chunks(PART) {
        let nodes = part.iter().copied().filter(|node| is_labelled(*node));
        steps += match rows {
            Some([only]) => nodes.map(|node| add(only.row(node), &mut counts)).sum(),
            Some(rows) => nodes.map(|node| each(rows, node, &mut counts)).sum(),
            None => look(nodes, ways, bulk.view, &mut counts),
        };
        share.check_use(steps, counts.bytes())?;
    }
    Ok((counts, steps))
}

fn each(rows: &[&NeighbourRows], node: NodeId, counts: &mut Table<u64>) -> usize {
    rows.iter().map(|rows| add(rows.row(node), counts)).sum::<usize>()
}

#[inline]
fn add(neighbours: &[Neighbour], counts: &mut Table<u64>) -> usize {
    neighbours.iter().for_each(|neighbour| *counts.at(neighbour.node.0) += 1);
    neighbours.len()
}

fn look(nodes: impl Iterator<Item = NodeId>, ways: &Ways, view: View<'_>, counts: &mut Table<u64>) -> usize {
    let (mut neighbours, mut steps) = (Vec::new(), 0);
    for node in nodes {
        neighbours.clear();
        ways.neighbours(node, view, &mut neighbours);
        steps += add(&neighbours, counts);
    }
    steps
}
