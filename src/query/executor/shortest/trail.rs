//! Walks by length: those of the least length, then, where none of them will do, those with one relationship more.
//!
//! How far every node is from the end is worked out first, so that no way is gone that cannot arrive in time. Walks of a
//! length are gone depth first and keep nothing but the way at hand. No relationship is walked twice.

use rustc_hash::FxHashMap;

use super::{Row, Search, Walk, bytes};
use crate::graph::Neighbour;
use crate::query::QueryError;
use crate::query::executor::expand::Ways;
use crate::query::executor::runtime::Runtime;
use crate::value::NodeId;

/// How far nodes are from the end.
type Distances = FxHashMap<NodeId, u64>;

/// The walks of one length.
struct Tour<'s, 'p> {
    search: &'s Search<'p>,
    row: Row<'s>,
    ways: &'s Ways,
    to: NodeId,
    distances: &'s Distances,
    length: u64,
    levels: Vec<std::vec::IntoIter<Neighbour>>,
    trail: Walk,
    /// Whether there may be longer walks.
    longer: bool,
}

/// The shortest walks that will do.
pub(super) fn walks(
    search: &Search<'_>,
    row: Row<'_>,
    (from, to): (NodeId, NodeId),
    ways: &Ways,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<Walk>, QueryError> {
    let distances = distances(search, row, to, &ways.reversed(), runtime)?;
    let Some(nearest) = distances.get(&from) else { return Ok(Vec::new()) };
    let mut length = search.length.minimum.max(*nearest);
    while search.admits(length) {
        let (levels, trail) = (Vec::new(), Walk::new());
        let mut tour =
            Tour { search, row, ways, to, distances: &distances, length, levels, trail, longer: length == 0 };
        let found = tour.walks(from, runtime)?;
        if !found.is_empty() || !tour.longer {
            return Ok(found);
        }
        length += 1;
    }
    Ok(Vec::new())
}

/// How far every node that can reach the end is from it.
fn distances(
    search: &Search<'_>,
    row: Row<'_>,
    to: NodeId,
    ways: &Ways,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Distances, QueryError> {
    let mut distances = Distances::from_iter([(to, 0)]);
    let mut frontier = vec![to];
    let mut depth = 0;
    while !frontier.is_empty() && search.admits(depth + 1) {
        depth += 1;
        for node in std::mem::take(&mut frontier) {
            for neighbour in search.neighbours(node, ways, row, runtime)? {
                distances.entry(neighbour.node).or_insert_with(|| {
                    frontier.push(neighbour.node);
                    depth
                });
            }
        }
        runtime.hold(frontier.len() * size_of::<(NodeId, u64)>() * 2)?;
    }
    runtime.release((distances.len() - 1) * size_of::<(NodeId, u64)>() * 2);
    Ok(distances)
}

impl Tour<'_, '_> {
    /// The walks of this length that will do; the first where one is enough.
    fn walks(&mut self, from: NodeId, runtime: &mut Runtime<'_, '_>) -> Result<Vec<Walk>, QueryError> {
        let mut found = Vec::new();
        if self.length == 0 {
            if self.search.accepts(&[], self.row, runtime)? {
                found.push(Walk::new());
            }
            return Ok(found);
        }
        self.go_on(from, runtime)?;
        while let Some(level) = self.levels.last_mut() {
            let Some(neighbour) = level.next() else {
                self.levels.pop();
                self.trail.pop();
                continue;
            };
            if !self.leads_on(neighbour) {
                continue;
            }
            self.trail.push(neighbour.relationship);
            if (self.trail.len() as u64) < self.length {
                self.go_on(neighbour.node, runtime)?;
                continue;
            }
            self.longer = true;
            if self.search.accepts(&self.trail, self.row, runtime)? {
                runtime.hold(bytes(&self.trail))?;
                found.push(self.trail.clone());
                if !self.search.all {
                    break;
                }
            }
            self.trail.pop();
            runtime.step(1)?;
        }
        Ok(found)
    }

    fn go_on(&mut self, node: NodeId, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
        let neighbours = self.search.neighbours(node, self.ways, self.row, runtime)?;
        self.levels.push(neighbours.into_iter());
        Ok(())
    }

    /// Whether a relationship is not walked yet and leads to where the end can be reached with what is left.
    fn leads_on(&mut self, Neighbour { relationship, node }: Neighbour) -> bool {
        if self.trail.contains(&relationship) {
            return false;
        }
        let Some(distance) = self.distances.get(&node) else { return false };
        let left = self.length - self.trail.len() as u64 - 1;
        let arrives = *distance <= left && (left > 0 || node == self.to);
        self.longer |= !arrives;
        arrives
    }
}
