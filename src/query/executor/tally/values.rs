//! Rows counted by a property that has few values: days, or texts with a dictionary.

use super::beside::{Beside, beside};
use super::table::Table;
use super::times;
use crate::graph::{self, Packed, View};
use crate::query::QueryError;
use crate::query::ast::Name;
use crate::query::executor::bulk::Bulk;
use crate::query::executor::parallel::{Share, in_parts};
use crate::query::executor::runtime::Runtime;
use crate::query::executor::source::Boxed;
use crate::query::plan::Slot;
use crate::value::NodeId;

/// So many nodes are looked at between two looks at the clock.
const PART: usize = 1 << 14;

/// How often a value came, and the first node that came with it.
type Seen = (u64, u32);

/// The values so far; rows without one apart.
#[derive(Default)]
struct Values {
    table: Table<Seen>,
    missing: Seen,
}

/// A node with each value, in the order of values as they lie in the column, and how many rows have it; `None` where values do not
/// repeat, and nothing was taken from the input.
pub(super) fn count(
    input: &mut Boxed<'_>,
    (node, key): (&Slot, &Name),
    weight: Option<&Slot>,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Option<Vec<(NodeId, u64)>>, QueryError> {
    if column(key, runtime.view()).is_none() {
        return Ok(None);
    }
    let bulk = if weight.is_none() { input.bulk(node, runtime)? } else { None };
    let values = match bulk {
        Some(bulk) => of_bulk(&bulk, key, runtime)?,
        None => of_rows(input, (node, key), weight, runtime)?,
    };
    let all = values.table.each().map(|(_, seen)| seen).chain([values.missing]);
    let counted: Vec<_> = all.filter(|(times, _)| *times > 0).map(|(times, node)| (NodeId(node), times)).collect();
    runtime.hold(size_of_val(&*counted))?;
    runtime.release(values.table.bytes());
    Ok(Some(counted))
}

fn of_rows(
    input: &mut Boxed<'_>,
    (node, key): (&Slot, &Name),
    weight: Option<&Slot>,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Values, QueryError> {
    let (mut values, mut held) = (Values::default(), 0);
    while let Some(chunk) = input.next(runtime)? {
        let (nodes, weights) = (chunk.column(node), weight.map(|weight| chunk.column(weight)));
        let rows = (0..chunk.rows()).map(|row| (nodes.node(row).unwrap_or(NOBODY), times(weights.as_deref(), row)));
        values.count(column(key, runtime.view()), rows);
        runtime.hold(values.table.bytes() - held)?;
        held = values.table.bytes();
        runtime.check()?;
    }
    Ok(values)
}

fn of_bulk(bulk: &Bulk<'_>, key: &Name, runtime: &mut Runtime<'_, '_>) -> Result<Values, QueryError> {
    let (share, threads) = (runtime.share(), runtime.threads());
    let laid_out = beside(bulk, &key.text, |beside| lay_out(bulk, key, beside));
    let parts = match &laid_out {
        Some(beside) => {
            in_parts(beside.numbers(), threads, |start, part| of_numbers(part, &bulk.nodes[start..], &share))
        }
        None => in_parts(&bulk.nodes, threads, |_, part| of_part(bulk, part, key, &share)),
    };
    let mut values = Values::default();
    for part in parts {
        values.merge(part?);
    }
    runtime.hold(values.table.bytes())?;
    Ok(values)
}

/// Stands for a value that is lacked.
const LACKING: u32 = u32::MAX;

/// The number of every node; `None` where one lacks the label, or has what stands for none.
fn lay_out(bulk: &Bulk<'_>, key: &Name, beside: &mut Beside) -> Option<()> {
    let is_labelled = bulk.is_labelled();
    let mut number = column(key, bulk.view)?.look();
    for node in &*bulk.nodes {
        let own = number(*node);
        if !is_labelled(*node) || own == Some(LACKING) {
            return None;
        }
        beside.add([own.unwrap_or(LACKING)].into_iter());
    }
    Some(())
}

/// Counts numbers that are known already, each with its node.
fn of_numbers(numbers: &[u32], nodes: &[NodeId], share: &Share<'_>) -> Result<Values, QueryError> {
    let mut values = Values::default();
    for (numbers, nodes) in numbers.chunks(PART).zip(nodes.chunks(PART)) {
        for (number, node) in numbers.iter().zip(nodes) {
            let seen = if *number == LACKING { &mut values.missing } else { values.table.at(*number) };
            see(seen, *node, 1);
        }
        share.check_use(0, values.table.bytes())?;
    }
    Ok(values)
}

fn of_part(bulk: &Bulk<'_>, part: &[NodeId], key: &Name, share: &Share<'_>) -> Result<Values, QueryError> {
    let mut values = Values::default();
    let is_labelled = bulk.is_labelled();
    for part in part.chunks(PART) {
        let nodes = part.iter().copied().filter(|node| is_labelled(*node));
        values.count(column(key, bulk.view), nodes.map(|node| (node, 1)));
        share.check_use(0, values.table.bytes())?;
    }
    Ok(values)
}

/// A node no store has: it lacks every property.
const NOBODY: NodeId = NodeId(u32::MAX);

/// A column whose values are numbers that repeat.
enum Numbers<'g> {
    Days(&'g Packed<i32>),
    Codes(&'g Packed<u32>),
}

fn column<'g>(key: &Name, view: View<'g>) -> Option<Numbers<'g>> {
    match view.node_column(view.symbol(&key.text)?)? {
        graph::Column::Date(days) => Some(Numbers::Days(days)),
        graph::Column::Text(codes, _) => Some(Numbers::Codes(codes)),
        _ => None,
    }
}

impl<'g> Numbers<'g> {
    /// Tells the number of any node.
    fn look(self) -> Box<dyn FnMut(NodeId) -> Option<u32> + 'g> {
        match self {
            Self::Days(days) => {
                let mut days = days.cursor();
                Box::new(move |node| days.get(node.index()).map(of_day))
            }
            Self::Codes(codes) => {
                let mut codes = codes.cursor();
                Box::new(move |node| codes.get(node.index()))
            }
        }
    }
}

/// The number of a day: in order, those before 1970 before those after it.
fn of_day(day: i32) -> u32 {
    day.cast_unsigned() ^ (1 << 31)
}

impl Values {
    /// Puts what was counted later to what was counted before.
    fn merge(&mut self, later: Self) {
        if self.table.bytes() == 0 {
            self.table = later.table;
        } else {
            self.table.merge(&later.table, |own, (times, node)| see(own, NodeId(node), times));
        }
        see(&mut self.missing, NodeId(later.missing.1), later.missing.0);
    }

    fn count(&mut self, column: Option<Numbers<'_>>, nodes: impl Iterator<Item = (NodeId, u64)>) {
        match column {
            Some(Numbers::Days(days)) => self.add(days, of_day, nodes),
            Some(Numbers::Codes(codes)) => self.add(codes, |code| code, nodes),
            None => nodes.for_each(|(node, times)| see(&mut self.missing, node, times)),
        }
    }

    fn add<T: Copy>(
        &mut self,
        values: &Packed<T>,
        number: impl Fn(T) -> u32,
        nodes: impl Iterator<Item = (NodeId, u64)>,
    ) {
        let mut values = values.cursor();
        for (node, times) in nodes {
            match values.get(node.index()) {
                Some(value) => see(self.table.at(number(value)), node, times),
                None => see(&mut self.missing, node, times),
            }
        }
    }
}

#[inline]
fn see(seen: &mut Seen, node: NodeId, times: u64) {
    if seen.0 == 0 {
        seen.1 = node.0;
    }
    seen.0 = seen.0.saturating_add(times);
}
