//! Neighbours in order of id, each once, with the relationships that lead there.
//!
//! Nodes are numbered anew, only those that have a neighbour, in order of id: so marks fit in the cache, and lower ids have
//! lower numbers.
//!
//! ```text
//! row of node 3      ends      1     4        7        in order
//!                    firsts    0     1        4     5
//! relationships                r9    r2 r5 r8 r1       three from 3 to 4
//! ```

use super::relation::Edge;
use crate::graph::Direction;
use crate::value::{NodeId, RelationshipId};

/// The nodes at the ends of relationships, numbered in order of id.
pub(super) struct Nodes {
    ids: Vec<NodeId>,
    words: Vec<(u64, u32)>,
}

/// The neighbours of every node along one side.
pub(super) struct Rows {
    /// Where the neighbours of each node begin.
    offsets: Vec<u32>,
    ends: Vec<u32>,
    /// Where the relationships to each neighbour begin.
    firsts: Vec<u32>,
    relationships: Vec<RelationshipId>,
    has_loops: bool,
}

impl Nodes {
    pub(super) fn of<'e>(edges: impl Iterator<Item = &'e Edge>) -> Self {
        let mut words: Vec<(u64, u32)> = Vec::new();
        for node in edges.flat_map(|(_, start, end)| [start.index(), end.index()]) {
            if node / 64 >= words.len() {
                words.resize(node / 64 + 1, (0, 0));
            }
            words[node / 64].0 |= 1 << (node % 64);
        }
        let mut ids = Vec::new();
        for (word, number) in words.iter_mut().zip(0u32..) {
            word.1 = as_number(ids.len());
            let mut bits = word.0;
            while bits != 0 {
                ids.push(NodeId(number * 64 + bits.trailing_zeros()));
                bits &= bits - 1;
            }
        }
        Self { ids, words }
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn bytes(&self) -> usize {
        4 * self.ids.len() + size_of::<(u64, u32)>() * self.words.len()
    }

    pub(super) fn ids(&self) -> &[NodeId] {
        &self.ids
    }

    /// The number of a node, where it has a neighbour on any side.
    #[inline]
    pub(super) fn number(&self, id: NodeId) -> Option<u32> {
        let (bits, before) = self.words.get(id.index() / 64)?;
        let bit = 1u64 << (id.index() % 64);
        (bits & bit != 0).then(|| before + (bits & (bit - 1)).count_ones())
    }
}

impl Rows {
    /// The rows of relationships seen in a direction.
    pub(super) fn new(edges: &[Edge], direction: Direction, nodes: &Nodes) -> Self {
        let number = |id: NodeId| nodes.number(id).expect("every end of a relationship has a number");
        let mut steps: Vec<(u32, u32, RelationshipId)> = Vec::with_capacity(edges.len());
        let mut has_loops = false;
        for (id, start, end) in edges {
            let (start, end) = (number(*start), number(*end));
            has_loops |= start == end;
            if direction != Direction::Incoming {
                steps.push((start, end, *id));
            }
            if direction == Direction::Incoming || direction == Direction::Both && start != end {
                steps.push((end, start, *id));
            }
        }
        let by_end = counted(&steps, nodes.len(), |(_, end, _)| *end);
        let by_start = counted(&by_end, nodes.len(), |(start, ..)| *start);
        Self::of_sorted(&by_start, nodes.len(), has_loops)
    }

    /// The neighbours of a node.
    #[inline]
    pub(super) fn row(&self, node: u32) -> std::ops::Range<usize> {
        self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize
    }

    /// The other end of an entry of a row.
    pub(super) fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// How many relationships an entry of a row stands for.
    #[inline]
    pub(super) fn weight(&self, entry: usize) -> u32 {
        self.firsts[entry + 1] - self.firsts[entry]
    }

    /// The relationships from a node to another.
    pub(super) fn between(&self, node: u32, end: u32) -> &[RelationshipId] {
        let row = self.row(node);
        let Ok(place) = self.ends[row.clone()].binary_search(&end) else { return &[] };
        let entry = row.start + place;
        &self.relationships[self.firsts[entry] as usize..self.firsts[entry + 1] as usize]
    }

    pub(super) fn has_loops(&self) -> bool {
        self.has_loops
    }

    pub(super) fn bytes(&self) -> usize {
        4 * (self.offsets.len() + self.ends.len() + self.firsts.len() + self.relationships.len())
    }

    fn of_sorted(steps: &[(u32, u32, RelationshipId)], nodes: usize, has_loops: bool) -> Self {
        let mut rows = Self {
            offsets: Vec::with_capacity(nodes + 1),
            ends: Vec::with_capacity(steps.len()),
            firsts: Vec::with_capacity(steps.len() + 1),
            relationships: steps.iter().map(|(.., id)| *id).collect(),
            has_loops,
        };
        let mut last = None;
        for (place, (start, end, _)) in steps.iter().enumerate() {
            if last == Some((*start, *end)) {
                continue;
            }
            rows.offsets.resize(*start as usize + 1, as_number(rows.ends.len()));
            last = Some((*start, *end));
            rows.ends.push(*end);
            rows.firsts.push(as_number(place));
        }
        rows.firsts.push(as_number(steps.len()));
        rows.offsets.resize(nodes + 1, as_number(rows.ends.len()));
        rows
    }
}

/// Sorts by a number below a limit, by counting; what is equal stays in order.
fn counted<T: Copy>(items: &[T], limit: usize, number: impl Fn(&T) -> u32) -> Vec<T> {
    let Some(first) = items.first() else { return Vec::new() };
    let mut places = vec![0u32; limit + 1];
    items.iter().for_each(|item| places[number(item) as usize + 1] += 1);
    let mut total = 0;
    for place in &mut places {
        total += *place;
        *place = total;
    }
    let mut sorted = vec![*first; items.len()];
    for item in items {
        let place = &mut places[number(item) as usize];
        sorted[*place as usize] = *item;
        *place += 1;
    }
    sorted
}

fn as_number(index: usize) -> u32 {
    u32::try_from(index).expect("fewer steps than 2^32: each relationship makes at most two")
}
