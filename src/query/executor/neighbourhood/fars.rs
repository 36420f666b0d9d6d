//! The far ends of ways: each once, or how many ways lead to each.
//!
//! Far ends are counted in an array by id, or marked in a bit set; what is looked at beyond that, as a condition or a value, is
//! looked at once for each of them, and where only the largest counts are asked for, only for those.

use std::ops::Range;
use std::sync::Arc;

use super::bearing::Bearing;
use super::sieve::{Mesh, Sieve};
use crate::graph::{Column as Values, Neighbourhood as Rows, Row, View};
use crate::query::QueryError;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::evaluate::{evaluate, select};
use crate::query::executor::limit::row_count;
use crate::query::executor::runtime::Runtime;
use crate::query::plan::neighbourhood::{Count, Key, Neighbourhood};
use crate::query::plan::{Expression, Slot};
use crate::value::order::Key as Group;
use crate::value::{NodeId, Value};
use rustc_hash::FxHashMap;

/// Each far end once.
pub(super) fn distinct(
    plan: &Neighbourhood,
    bearing: &Bearing,
    conditions: &[Expression],
    nodes: &[NodeId],
    runtime: &mut Runtime<'_, '_>,
) -> Result<Chunk, QueryError> {
    let found = marked(plan, bearing, nodes, runtime)?;
    let mut rows = Chunk::empty(found.len());
    let Some(far) = plan.far() else { return Ok(rows) };
    rows.set(far, Column::Nodes(found));
    passing(&rows, conditions, runtime)
}

/// Every far end, in order of id.
fn marked(
    plan: &Neighbourhood,
    bearing: &Bearing,
    nodes: &[NodeId],
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<NodeId>, QueryError> {
    let mut marks: ByNode<u64> = ByNode::default();
    each_row(plan, bearing, nodes, runtime, |rows, node, row, range, mesh| {
        let ends = row.ends();
        marks.cover(ends.start / 64..ends.end.div_ceil(64));
        let mut mark = |far: NodeId| *marks.at(far.index() / 64) |= 1 << (far.index() % 64);
        if let Some(fars) = whole(rows, node, row, &range, mesh) {
            fars.iter().for_each(|(far, _)| mark(*far));
        } else if mesh.is_open() {
            row.fars()[range].iter().for_each(|far| mark(*far));
        } else {
            range.filter(|way| mesh.passes(row, *way)).for_each(|way| mark(row.fars()[way]));
        }
    })?;
    let words = (marks.first..).zip(marks.values).filter(|(_, word)| *word != 0);
    let bits = words
        .flat_map(|(number, word)| (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| number * 64 + bit));
    let found: Vec<NodeId> = bits.map(|id| NodeId(u32::try_from(id).expect("ids are 32 bits wide"))).collect();
    runtime.hold(found.len() * size_of::<NodeId>())?;
    Ok(found)
}

/// Ways counted by the far end, or by a property of it.
pub(super) fn count(
    plan: &Neighbourhood,
    bearing: &Bearing,
    count: &Count,
    key: &Key,
    nodes: &[NodeId],
    runtime: &mut Runtime<'_, '_>,
) -> Result<Chunk, QueryError> {
    let Some(far) = plan.far() else { return Ok(Chunk::default()) };
    let mut tally = Tally::default();
    each_row(plan, bearing, nodes, runtime, |rows, node, row, range, mesh| {
        tally.counts.cover(row.ends());
        if let Some(fars) = whole(rows, node, row, &range, mesh) {
            fars.iter().for_each(|(far, count)| tally.add(*far, u64::from(*count)));
        } else if mesh.is_open() {
            row.fars()[range].iter().for_each(|far| tally.add(*far, 1));
        } else {
            range.filter(|way| mesh.passes(row, *way)).for_each(|way| tally.add(row.fars()[way], 1));
        }
    })?;
    runtime.hold(tally.found.len() * size_of::<NodeId>())?;
    let largest = match &count.most {
        Some((skip, limit)) if names_one(key, runtime.view()) => {
            let skip = skip.as_ref().map_or(Ok(0), |skip| row_count(skip, "SKIP", runtime))?;
            skip.saturating_add(row_count(limit, "LIMIT", runtime)?)
        }
        _ => usize::MAX,
    };
    let wanted = Wanted { count: largest, nameless: runtime.unchanging().and_then(|view| nameless(key, view)) };
    let rows = tally.largest(&wanted, far, &count.conditions, runtime)?;
    groups(&rows, far, key, count, &tally, runtime)
}

/// The far ends of a row, each once, where all of it counts and they are kept beside it.
fn whole(rows: &Rows<'_>, node: NodeId, row: &Row, range: &Range<usize>, mesh: &Mesh<'_>) -> Option<Fars> {
    let all = mesh.is_open() && *range == row.all() && !range.is_empty();
    all.then(|| rows.fars(node, row)).flatten()
}

/// Far ends, each with how many ways lead to it.
type Fars = Arc<[(NodeId, u32)]>;

/// How many of the largest counts are wanted. The nodes without a name are one group, however small each count is.
struct Wanted<'g> {
    count: usize,
    nameless: Option<&'g Values>,
}

impl Wanted<'_> {
    fn is_nameless(&self, node: NodeId) -> bool {
        self.nameless.is_some_and(|names| !names.has(node.index()))
    }
}

/// The property that names nodes.
fn nameless<'g>(key: &Key, view: View<'g>) -> Option<&'g Values> {
    view.node_column(view.symbol(&key.property.as_ref()?.text)?)
}

/// Whether a value of the key is that of one node.
fn names_one(key: &Key, view: View<'_>) -> bool {
    key.property.as_ref().is_none_or(|name| view.symbol(&name.text).is_some_and(|key| view.is_unique(key)))
}

/// Goes through the ways of nodes that lie within the bounds.
pub(super) fn each_row(
    plan: &Neighbourhood,
    bearing: &Bearing,
    nodes: &[NodeId],
    runtime: &mut Runtime<'_, '_>,
    mut work: impl FnMut(&Rows<'_>, NodeId, &Row, Range<usize>, &Mesh<'_>),
) -> Result<(), QueryError> {
    let Some(view) = runtime.unchanging() else { return Ok(()) };
    let Some(mut rows) = view.neighbourhood(&bearing.way) else { return Ok(()) };
    let sieve = Sieve::of(plan, view);
    for node in nodes {
        let row = rows.row(*node);
        let range = bearing.within(&row);
        runtime.step(range.len())?;
        let mesh = sieve.mesh(bearing, &rows, &row);
        work(&rows, *node, &row, range, &mesh);
    }
    Ok(())
}

/// A number for each of the nodes, or groups of nodes, from one on.
#[derive(Default)]
struct ByNode<T> {
    first: usize,
    values: Vec<T>,
}

impl<T: Copy + Default> ByNode<T> {
    /// Makes room for more.
    fn cover(&mut self, range: Range<usize>) {
        if self.values.is_empty() {
            self.first = range.start;
        }
        if range.start < self.first {
            self.values.splice(0..0, std::iter::repeat_n(T::default(), self.first - range.start));
            self.first = range.start;
        }
        if range.end > self.first + self.values.len() {
            self.values.resize(range.end - self.first, T::default());
        }
    }

    #[inline]
    fn at(&mut self, place: usize) -> &mut T {
        &mut self.values[place - self.first]
    }

    fn of(&self, place: usize) -> T {
        self.values[place - self.first]
    }
}

/// Counts by node.
#[derive(Default)]
struct Tally {
    counts: ByNode<u64>,
    /// The nodes that are counted, in the order they came.
    found: Vec<NodeId>,
}

impl Tally {
    #[inline]
    fn add(&mut self, node: NodeId, ways: u64) {
        let count = self.counts.at(node.index());
        if *count == 0 {
            self.found.push(node);
        }
        *count += ways;
    }

    /// The nodes that pass and have at least the so manieth largest count of those that do.
    fn largest(
        &self,
        wanted: &Wanted<'_>,
        far: &Slot,
        conditions: &[Expression],
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Chunk, QueryError> {
        // Some will not pass: a few more are tried at once, then many more.
        let mut tried = wanted.count.saturating_add(SPARE);
        loop {
            let found = self.at_least(tried, wanted);
            let all = found.len() == self.found.len();
            let mut rows = Chunk::empty(found.len());
            rows.set(far, Column::Nodes(found));
            let passing = passing(&rows, conditions, runtime)?;
            let fars = passing.column(far);
            let named = (0..passing.rows()).filter_map(|row| fars.node(row)).filter(|node| !wanted.is_nameless(*node));
            if all || named.count() >= wanted.count {
                return Ok(passing);
            }
            tried = tried.saturating_mul(8);
        }
    }

    /// The nodes that have at least the so manieth largest count, and those without a name.
    fn at_least(&self, place: usize, wanted: &Wanted<'_>) -> Vec<NodeId> {
        if place >= self.found.len() {
            return self.found.clone();
        }
        let mut counts: Vec<u64> = self.found.iter().map(|node| self.counts.of(node.index())).collect();
        let (_, least, _) = counts.select_nth_unstable_by(place, |left, right| right.cmp(left));
        let least = *least;
        let is_asked_for = |node: &NodeId| self.counts.of(node.index()) >= least || wanted.is_nameless(*node);
        self.found.iter().copied().filter(is_asked_for).collect()
    }
}

/// How many more nodes than asked for are tried at first.
const SPARE: usize = 16;

/// The rows for which all conditions hold.
fn passing(rows: &Chunk, conditions: &[Expression], runtime: &mut Runtime<'_, '_>) -> Result<Chunk, QueryError> {
    let mut rows = rows.clone();
    for condition in conditions {
        let passing = select(condition, &rows, runtime)?;
        if passing.len() < rows.rows() {
            rows = rows.gather(&passing, None);
        }
    }
    Ok(rows)
}

/// A row for each value of the key.
fn groups(
    rows: &Chunk,
    far: &Slot,
    key: &Key,
    count: &Count,
    tally: &Tally,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Chunk, QueryError> {
    let node = Expression::Slot(far.clone());
    let column = match &key.property {
        None => rows.column(far),
        Some(name) => evaluate(&Expression::Property(Box::new(node), name.clone()), rows, runtime)?,
    };
    let fars = rows.column(far);
    let counts = (0..rows.rows()).map(|row| fars.node(row).map_or(0, |node| tally.counts.of(node.index())));
    let named = names_one(key, runtime.view()) && !(0..rows.rows()).any(|row| column.is_null(row));
    let (column, counts) = if named {
        (column, counts.collect())
    } else {
        let (values, counts) = together(&column, counts);
        (Arc::new(Column::of(values)), counts)
    };
    let mut groups = Chunk::empty(counts.len());
    groups.set(&key.slot, column);
    let counts: Vec<Option<i64>> = counts.iter().map(|count| i64::try_from(*count).ok()).collect();
    count.counts.iter().for_each(|(slot, _)| groups.set(slot, Column::Integers(counts.clone())));
    Ok(groups)
}

/// Equal values once, with the sum of their counts, in the order they came.
fn together(column: &Column, counts: impl Iterator<Item = u64>) -> (Vec<Value>, Vec<u64>) {
    let mut numbers: FxHashMap<Group, usize> = FxHashMap::default();
    let (mut values, mut sums) = (Vec::new(), Vec::new());
    for (value, count) in column.iter().zip(counts) {
        let number = *numbers.entry(Group(value.clone())).or_insert(values.len());
        if number == values.len() {
            values.push(value);
            sums.push(0);
        }
        sums[number] += count;
    }
    (values, sums)
}
