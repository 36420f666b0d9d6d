//! What is looked up for nodes in the order of an index, side by side in that order.
//!
//! The nodes with one value of a property lie side by side in its index, and what is looked up for them lies all over the graph: a
//! miss of the cache for each. Where such look-ups have come to a part of what there is, all of it is laid out once in the order
//! of the index, and kept until something is written: a range of the index is then a range of it.
//!
//! ```text
//! index by type   Consult e2 e5 e9   Host a visit e1 e3 …
//! ends            y7 y3 y7           y1 y4 …               of (e)-[:TARGET]->(y)
//! ```

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::graph::View;
use crate::query::executor::bulk::Bulk;
use crate::value::NodeId;

/// What is laid out: for each node of an index in order some numbers.
#[derive(Default)]
pub(super) struct Beside {
    numbers: Vec<u32>,
    /// Where those of each node begin, and where the last ones end; empty where each has one.
    starts: Vec<u32>,
}

/// How much was looked up without it.
#[derive(Default)]
struct Spent(AtomicUsize);

/// It is laid out once this part of an index was looked up.
const PATIENCE: usize = 4;

impl Beside {
    /// The numbers of a node come after those of the nodes before it.
    pub(super) fn add(&mut self, numbers: impl Iterator<Item = u32>) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.numbers.extend(numbers);
        self.starts.push(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
    }

    /// The numbers of a range of nodes.
    pub(super) fn range(&self, nodes: Range<usize>) -> &[u32] {
        if self.starts.is_empty() {
            return &self.numbers[nodes];
        }
        &self.numbers[self.starts[nodes.start] as usize..self.starts[nodes.end] as usize]
    }

    fn finish(mut self) -> Option<Self> {
        if self.starts.last() == Some(&u32::MAX) {
            return None;
        }
        let each_one = self.starts.iter().zip(0u32..).all(|(start, place)| *start == place);
        if each_one {
            self.starts = Vec::new();
        }
        self.numbers.shrink_to_fit();
        self.starts.shrink_to_fit();
        Some(self)
    }

    fn bytes(&self) -> usize {
        4 * (self.numbers.len() + self.starts.len())
    }
}

/// What is laid out beside the index that nodes come from, made by `make` when it is worth it, node after node; `None` where nodes
/// come from no index, it is not worth it yet, there is no room, or `make` cannot.
pub(super) fn beside(
    bulk: &Bulk<'_>,
    what: &str,
    make: impl FnOnce(&mut Beside, &[NodeId]) -> Option<()>,
) -> Option<Arc<Beside>> {
    let span = bulk.span.as_ref()?;
    let view = bulk.view;
    let name = format!("beside {} of {:?}: {what}", span.key.index(), bulk.label);
    if let Some(found) = view.keepsake::<Beside>(&name) {
        return Some(found);
    }
    if !view.may_keep(8 * span.all.len()) || !is_due(view, &name, bulk.nodes.len(), span.all.len() / PATIENCE) {
        return None;
    }
    let mut beside = Beside::default();
    make(&mut beside, span.all)?;
    let made = Arc::new(beside.finish()?);
    view.keep(&name, Arc::clone(&made), made.bytes());
    Some(made)
}

/// Notes that so much is about to be looked up; whether that is too much by now.
fn is_due(view: View<'_>, name: &str, looked_up: usize, patience: usize) -> bool {
    let name = format!("spent on {name}");
    let spent = view.keepsake::<Spent>(&name).unwrap_or_else(|| {
        let spent = Arc::<Spent>::default();
        view.keep(&name, Arc::clone(&spent), name.len());
        spent
    });
    let is_due = spent.0.fetch_add(looked_up, Ordering::Relaxed) + looked_up > patience;
    if is_due {
        // What cannot be laid out after all is tried again no sooner than this time.
        spent.0.store(0, Ordering::Relaxed);
    }
    is_due
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_nodes_is_a_range_of_numbers() {
        let rows: [&[u32]; 4] = [&[7, 8], &[], &[9], &[1, 2, 3]];
        let mut beside = Beside::default();
        rows.iter().for_each(|row| beside.add(row.iter().copied()));
        let beside = beside.finish().expect("they are few");
        for (start, end) in [(0, 4), (1, 3), (1, 2), (3, 3)] {
            assert_eq!(beside.range(start..end), rows[start..end].concat());
        }
        let mut beside = Beside::default();
        (0..5).for_each(|number| beside.add([number + 10].into_iter()));
        let beside = beside.finish().expect("they are few");
        assert!(beside.starts.is_empty());
        assert_eq!(beside.range(2..4), [12, 13]);
    }
}
