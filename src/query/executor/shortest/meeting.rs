//! Breadth first from both ends, the smaller side first, until they meet.
//!
//! Where the sides meet first, they meet at the least distance: had a node of this level been nearer to the other end than
//! that side has gone, the node before it would have been met a level earlier.

use rustc_hash::FxHashMap;

use super::{Row, Search, Walk, bytes};
use crate::query::QueryError;
use crate::query::executor::expand::Ways;
use crate::query::executor::runtime::Runtime;
use crate::value::{NodeId, RelationshipId};

/// What was found from one end.
struct Side {
    ways: Ways,
    reached: FxHashMap<NodeId, Reached>,
    /// The relationships over which nodes are reached from nearer ones: a chain of them for each node.
    back: Vec<Back>,
    frontier: Vec<NodeId>,
    depth: u64,
}

/// How far a node is, and the last link of its chain.
#[derive(Clone, Copy)]
struct Reached {
    distance: u64,
    back: Option<usize>,
}

/// A way back towards the end a side began at, and the next one of the same node.
struct Back {
    node: NodeId,
    relationship: RelationshipId,
    other: Option<usize>,
}

/// The bytes that reaching a node takes.
const BYTES_PER_NODE: usize = size_of::<(NodeId, Reached)>() * 2 + size_of::<Back>();

/// The shortest walks between two different nodes.
pub(super) fn walks(
    search: &Search<'_>,
    row: Row<'_>,
    (from, to): (NodeId, NodeId),
    ways: Ways,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<Walk>, QueryError> {
    let mut behind = Side::new(to, ways.reversed());
    let mut ahead = Side::new(from, ways);
    loop {
        let reached = ahead.depth + behind.depth;
        if !search.admits(reached + 1) || ahead.frontier.is_empty() || behind.frontier.is_empty() {
            break;
        }
        let (side, other) =
            if ahead.frontier.len() <= behind.frontier.len() { (&mut ahead, &behind) } else { (&mut behind, &ahead) };
        let meeting = side.level(other, search, row, runtime)?;
        if !meeting.is_empty() {
            let joined = join(&ahead, &behind, &meeting, search.all, runtime);
            runtime.release((ahead.back.len() + behind.back.len()) * BYTES_PER_NODE);
            return joined;
        }
    }
    runtime.release((ahead.back.len() + behind.back.len()) * BYTES_PER_NODE);
    Ok(Vec::new())
}

/// The walks that meet in these nodes.
fn join(
    ahead: &Side,
    behind: &Side,
    meeting: &[NodeId],
    all: bool,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<Walk>, QueryError> {
    let mut walks = Vec::new();
    for node in meeting {
        let seconds = behind.walks_back(*node, all, runtime)?;
        for first in ahead.walks_back(*node, all, runtime)? {
            for second in &seconds {
                let walk: Walk = first.iter().rev().chain(second).copied().collect();
                runtime.hold(bytes(&walk))?;
                walks.push(walk);
            }
        }
    }
    Ok(walks)
}

impl Side {
    fn new(node: NodeId, ways: Ways) -> Self {
        let reached = FxHashMap::from_iter([(node, Reached { distance: 0, back: None })]);
        Self { ways, reached, back: Vec::new(), frontier: vec![node], depth: 0 }
    }

    /// Goes one level further; the nodes where it meets the other side, one where one walk is enough.
    fn level(
        &mut self,
        other: &Self,
        search: &Search<'_>,
        row: Row<'_>,
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Vec<NodeId>, QueryError> {
        self.depth += 1;
        let mut met = Vec::new();
        for node in std::mem::take(&mut self.frontier) {
            let before = self.back.len();
            if !search.all && search.condition.is_none() {
                met.extend(self.first_meeting(node, other, runtime)?);
                if !met.is_empty() {
                    return Ok(met);
                }
                continue;
            }
            for neighbour in search.neighbours(node, &self.ways, row, runtime)? {
                let is_new = self.reach(neighbour.node, (node, neighbour.relationship), search.all);
                if is_new && other.reached.contains_key(&neighbour.node) {
                    met.push(neighbour.node);
                    if !search.all {
                        return Ok(met);
                    }
                }
            }
            runtime.hold((self.back.len() - before) * BYTES_PER_NODE)?;
        }
        Ok(met)
    }

    /// Goes on from one node, no further than to the first meeting with the other side.
    fn first_meeting(
        &mut self,
        node: NodeId,
        other: &Self,
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Option<NodeId>, QueryError> {
        let (before, mut steps, mut met) = (self.back.len(), 0, None);
        let ways = self.ways.clone();
        for neighbour in ways.each(node, runtime.view()) {
            steps += 1;
            let is_new = self.reach(neighbour.node, (node, neighbour.relationship), false);
            if is_new && other.reached.contains_key(&neighbour.node) {
                met = Some(neighbour.node);
                break;
            }
        }
        runtime.step(steps)?;
        runtime.hold((self.back.len() - before) * BYTES_PER_NODE)?;
        Ok(met)
    }

    /// Notes a way to a node; whether it is the first.
    fn reach(&mut self, node: NodeId, (nearer, relationship): (NodeId, RelationshipId), all: bool) -> bool {
        let link = self.back.len();
        let known = self.reached.get(&node).copied();
        if known.is_some_and(|known| !all || known.distance < self.depth) {
            return false;
        }
        self.reached.insert(node, Reached { distance: self.depth, back: Some(link) });
        self.back.push(Back { node: nearer, relationship, other: known.and_then(|known| known.back) });
        if known.is_none() {
            self.frontier.push(node);
        }
        known.is_none()
    }

    /// The walks back from a node to where this side began; the first of them where one is enough.
    fn walks_back(&self, node: NodeId, all: bool, runtime: &mut Runtime<'_, '_>) -> Result<Vec<Walk>, QueryError> {
        let mut complete = Vec::new();
        let mut pending = vec![(node, Walk::new())];
        while let Some((node, walked)) = pending.pop() {
            let mut link = self.reached.get(&node).and_then(|reached| reached.back);
            if link.is_none() {
                complete.push(walked);
                continue;
            }
            while let Some(back) = link.map(|link| &self.back[link]) {
                let mut walked = walked.clone();
                walked.push(back.relationship);
                pending.push((back.node, walked));
                link = back.other.filter(|_| all);
            }
            runtime.step(1)?;
        }
        Ok(complete)
    }
}
