//! The rows of all nodes at once.
//!
//! 1. Relationships are grouped by the node in the middle, where they meet.
//! 2. The ways through each middle are counted for each node they begin at.
//! 3. Middle after middle, in order of id, each way goes to the end of its row; then rows are put in order of the property,
//!    where they are not. Events mostly come by date, so that there is little to do.

use super::alone::sets;
use super::order::day;
use super::rows::{Rows, span};
use super::way::{Leg, Way};
use crate::graph::adjacency::Ranks;
use crate::graph::{Column, Endpoints, Graph, Neighbour, Symbol};
use crate::value::{NodeId, RelationshipId};

/// Lays out the rows; `None` where they take more than `limit` bytes.
pub(super) fn lay(graph: &Graph, way: &Way, limit: usize) -> Option<Rows> {
    let near = Meetings::at_the_end(graph, &way.first)?;
    let far = match &way.second {
        Some(second) if !way.is_symmetric() => Some(Meetings::at_the_end(graph, &second.reversed())?),
        _ => None,
    };
    let far = way.second.as_ref().map(|_| far.as_ref().unwrap_or(&near));
    let column = way.order.and_then(|key| graph.node_columns.column(key));
    let crossing = Crossing { way, near: &near, far, column };
    let width = 4 * (1 + usize::from(way.order.is_some()) + usize::from(far.is_some()));
    let most = u32::try_from(limit / width).unwrap_or(u32::MAX - 1);
    if crossing.most() > u64::from(most) {
        return None;
    }
    let mut rows = crossing.room(graph.topology.next_node());
    crossing.fill(&mut rows);
    crossing.sort(&mut rows);
    label(&mut rows, graph, near.middles());
    Some(rows)
}

/// Relationships by the node they lead to: where they come from, for each.
struct Meetings {
    starts: Vec<u32>,
    from: Vec<Neighbour>,
}

impl Meetings {
    /// The relationships of a leg by the node at its end. `None` where there are too many to count in 32 bits.
    fn at_the_end(graph: &Graph, leg: &Leg) -> Option<Self> {
        let mut starts = vec![0u32; graph.topology.next_node() + 2];
        each(graph, leg, |_, _, to| starts[to.index() + 2] += 1);
        let total = starts.iter().try_fold(0u32, |sum, count| sum.checked_add(*count))?;
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let nowhere = Neighbour { relationship: RelationshipId(0), node: NodeId(0) };
        let mut from = vec![nowhere; total as usize];
        each(graph, leg, |relationship, node, to| {
            let next = &mut starts[to.index() + 1];
            from[*next as usize] = Neighbour { relationship, node };
            *next += 1;
        });
        Some(Self { starts, from })
    }

    #[inline]
    fn at(&self, middle: NodeId) -> &[Neighbour] {
        &self.from[self.starts[middle.index()] as usize..self.starts[middle.index() + 1] as usize]
    }

    /// The nodes where any meet, in order of id.
    fn middles(&self) -> impl Iterator<Item = NodeId> + '_ {
        let met = self.starts.windows(2).zip(0u32..).filter(|(ends, _)| ends[0] < ends[1]);
        met.map(|(_, id)| NodeId(id))
    }
}

/// Does something for each relationship of a leg, with where it comes from and where it leads.
#[inline]
pub(super) fn each(graph: &Graph, leg: &Leg, mut work: impl FnMut(RelationshipId, NodeId, NodeId)) {
    let names = u32::try_from(graph.symbols.len()).expect("fewer names than 2^32");
    let admitted: Vec<bool> = (0..names).map(|kind| leg.admits(Symbol(kind))).collect();
    let is_admitted = |ends: &Endpoints| admitted.get(ends.kind.index()).copied().unwrap_or(false);
    for (id, ends) in graph.topology.table().iter_where(is_admitted) {
        if is_admitted(ends) {
            let id = RelationshipId(u32::try_from(id).expect("ids are 32 bits wide"));
            leg.ends(*ends).for_each(|(from, to)| work(id, from, to));
        }
    }
}

/// Where ways meet.
struct Crossing<'a> {
    way: &'a Way,
    near: &'a Meetings,
    far: Option<&'a Meetings>,
    /// The property that rows are in order of, if any.
    column: Option<&'a Column>,
}

/// Stands for a property that is lacked, or for the last day there is.
const LAST: i32 = i32::MAX;

impl Crossing<'_> {
    /// Does something for every way through a node: where it begins and where it ends.
    #[inline]
    fn through(&self, middle: NodeId, mut each: impl FnMut(NodeId, NodeId)) {
        let near = self.near.at(middle);
        match self.far {
            Some(far) => self.way.pairs(near, far.at(middle), each),
            None => near.iter().for_each(|neighbour| each(neighbour.node, middle)),
        }
    }

    /// How many ways there are at most.
    fn most(&self) -> u64 {
        let pairs = |middle: NodeId| {
            (self.near.at(middle).len() as u64) * self.far.map_or(1, |far| far.at(middle).len() as u64)
        };
        self.near.middles().map(pairs).sum()
    }

    /// Rows as long as there are ways from each node.
    fn room(&self, nodes: usize) -> Rows {
        let mut counts = vec![0u32; nodes];
        self.near.middles().for_each(|middle| self.through(middle, |near, _| counts[near.index()] += 1));
        let begin = (0u32..).map(NodeId).zip(&counts).filter(|(_, count)| **count > 0).map(|(id, _)| id);
        let ranks = Ranks::of(begin, nodes);
        let mut starts = vec![0];
        let mut total = 0;
        for count in counts.into_iter().filter(|count| *count > 0) {
            total += count;
            starts.push(total);
        }
        let room = |wanted: bool| if wanted { total as usize } else { 0 };
        Rows {
            ranks,
            unknown: starts[1..].to_vec(),
            starts,
            values: vec![0; room(self.way.order.is_some())],
            middles: vec![NodeId(0); room(true)],
            fars: vec![NodeId(0); room(self.far.is_some())],
            ..Rows::default()
        }
    }

    /// Puts every way at the end of its row, those through the first middle first.
    fn fill(&self, rows: &mut Rows) {
        let mut next = rows.starts.clone();
        for middle in self.near.middles() {
            let value = day(self.column, middle.index()).unwrap_or(LAST);
            self.through(middle, |near, far| {
                let row = rows.ranks.rank(near).expect("every node a way begins at has a row");
                let place = next[row] as usize;
                next[row] += 1;
                rows.middles[place] = middle;
                if let Some(own) = rows.fars.get_mut(place) {
                    *own = far;
                }
                if let Some(own) = rows.values.get_mut(place) {
                    *own = value;
                }
            });
        }
    }

    /// Puts each row in order of the property; what lacks it stands last.
    fn sort(&self, rows: &mut Rows) {
        if rows.values.is_empty() {
            return;
        }
        let mut sorted = Vec::new();
        for row in 0..rows.unknown.len() {
            let range = rows.starts[row] as usize..rows.starts[row + 1] as usize;
            if !rows.values[range.clone()].is_sorted() || rows.values[range.end - 1] == LAST {
                sorted.clear();
                sorted.extend(range.clone().map(|way| self.placed(rows, way)));
                sorted.sort_unstable();
                for (way, (value, lacks, middle, far)) in range.clone().zip(&sorted) {
                    (rows.values[way], rows.middles[way]) = (*value, *middle);
                    rows.fars.get_mut(way).into_iter().for_each(|own| *own = *far);
                    if *lacks {
                        rows.unknown[row] -= 1;
                    }
                }
            }
        }
    }

    /// What places a way in its row.
    fn placed(&self, rows: &Rows, way: usize) -> (i32, bool, NodeId, NodeId) {
        let (value, middle) = (rows.values[way], rows.middles[way]);
        let lacks = value == LAST && day(self.column, middle.index()).is_none();
        (value, lacks, middle, rows.fars.get(way).copied().unwrap_or(middle))
    }
}

/// Notes the sets of labels that nodes have in the middle and at the far end.
fn label(rows: &mut Rows, graph: &Graph, middles: impl Iterator<Item = NodeId>) {
    rows.labels_of_middles = sets(graph, middles);
    rows.ends = span(&rows.fars);
    let mut ends = vec![false; graph.topology.next_node()];
    rows.fars.iter().for_each(|far| ends[far.index()] = true);
    let ends = (0u32..).map(NodeId).zip(ends).filter(|(_, is_end)| *is_end).map(|(id, _)| id);
    rows.labels_of_fars = sets(graph, ends);
}
