//! What others derive from the graph and keep as long as it stays as it is: under a name that says all of how it was derived.
//!
//! The first write loses all of it, so it need not be thought of when anything is written. What was not asked for the longest
//! gives way to what is new.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Graph;

/// What is kept, the latest asked for last.
#[derive(Default)]
pub(super) struct Keepsakes(Mutex<Vec<Keepsake>>);

struct Keepsake {
    name: Box<str>,
    thing: Arc<dyn Any + Send + Sync>,
    bytes: usize,
}

/// Bytes that may be kept in all, per relationship of the graph and for small ones.
const SHARE: usize = 4;
const SMALL: usize = if cfg!(test) { 1 << 10 } else { 1 << 24 };

impl Graph {
    /// What was kept under a name.
    pub(super) fn keepsake<T: Any + Send + Sync>(&self, name: &str) -> Option<Arc<T>> {
        let mut kept = self.keepsakes.lock();
        let place = kept.iter().position(|one| *one.name == *name)?;
        let found = kept.remove(place);
        let thing = Arc::clone(&found.thing).downcast().ok();
        kept.push(found);
        thing
    }

    /// Whether so many bytes may be kept at all.
    pub(super) fn may_keep(&self, bytes: usize) -> bool {
        bytes <= self.room()
    }

    fn room(&self) -> usize {
        SMALL + SHARE * self.topology.relationship_count()
    }

    /// Keeps something that takes so many bytes, where there is room for it.
    pub(super) fn keep<T: Any + Send + Sync>(&self, name: &str, thing: Arc<T>, bytes: usize) {
        let limit = self.room();
        let mut kept = self.keepsakes.lock();
        if bytes > limit {
            return;
        }
        kept.retain(|one| *one.name != *name);
        while kept.iter().map(|one| one.bytes).sum::<usize>() + bytes > limit {
            kept.remove(0);
        }
        kept.push(Keepsake { name: name.into(), thing, bytes });
    }
}

impl Keepsakes {
    /// The graph is no longer as it was.
    pub(super) fn lose(&mut self) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Keepsake>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Keepsakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.lock().iter().map(|one| (&one.name, one.bytes))).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Batch, Change};
    use crate::value::NodeId;

    #[test]
    fn what_is_kept_is_lost_when_anything_is_written_and_when_there_is_too_much() {
        let mut graph = Graph::new();
        graph.keep("one", Arc::new(1_u32), 400);
        graph.keep("two", Arc::new(2_u32), 400);
        assert_eq!(graph.keepsake::<u32>("one").as_deref(), Some(&1));
        graph.keep("three", Arc::new(3_u32), 400);
        graph.keep("huge", Arc::new(4_u32), SMALL + 1);
        let found = |graph: &Graph, name| graph.keepsake::<u32>(name).map(|one| *one);
        assert_eq!(["one", "two", "three", "huge"].map(|name| found(&graph, name)), [Some(1), None, Some(3), None]);
        assert_eq!(graph.keepsake::<u64>("one"), None);
        let create = Change::CreateNode { id: NodeId(0), labels: vec![], properties: vec![] };
        graph.apply(&Batch { changes: vec![create] }).expect("it can be created");
        assert_eq!(found(&graph, "one"), None);
    }
}
