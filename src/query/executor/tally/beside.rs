//! What is looked up for the nodes with one value of a property, side by side in the order of its index.
//!
//! Those nodes lie side by side in the index, and what is looked up for them lies all over the graph: a miss of the cache for each.
//! Where it is looked up again, it is laid out in the order of the index, and kept until something is written.
//!
//! ```text
//! index by type   Consult e2 e5 e9
//! beside it       y7 y3 y7           the ends of (e)-[:TARGET]->(y)
//! ```

use std::sync::Arc;

use crate::graph::View;
use crate::query::executor::bulk::Bulk;

/// What is laid out: the numbers of each node, after those of the nodes before it.
#[derive(Default)]
pub(super) struct Beside {
    numbers: Vec<u32>,
}

/// Fewer nodes are as well looked up each time.
const FEW: usize = if cfg!(test) { 2 } else { 1 << 12 };

impl Beside {
    /// The numbers of the next node.
    pub(super) fn add(&mut self, numbers: impl Iterator<Item = u32>) {
        self.numbers.extend(numbers);
    }

    /// All of them.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.numbers
    }
}

/// What is laid out beside the nodes of a span, made by `make` when it is asked for again; `None` where nodes come from no index, are
/// few, or are looked up for the first time, where there is no room, or `make` cannot.
pub(super) fn beside(bulk: &Bulk<'_>, what: &str, make: impl FnOnce(&mut Beside) -> Option<()>) -> Option<Arc<Beside>> {
    let (span, view, count) = (bulk.span.as_ref()?, bulk.view, bulk.nodes.len());
    if count < FEW || !view.may_keep(8 * count) {
        return None;
    }
    let name = format!("beside {:?} of {} with {:?}: {what}", span.range, span.key.index(), bulk.label);
    if let Some(found) = view.keepsake::<Beside>(&name) {
        return Some(found);
    }
    if !is_again(view, &name) {
        return None;
    }
    let mut beside = Beside::default();
    make(&mut beside)?;
    beside.numbers.shrink_to_fit();
    let (bytes, made) = (4 * beside.numbers.len(), Arc::new(beside));
    view.keep(&name, Arc::clone(&made), bytes);
    Some(made)
}

/// Notes that something is looked up; whether it was before.
fn is_again(view: View<'_>, name: &str) -> bool {
    let name = format!("again {name}");
    let was = view.keepsake::<()>(&name).is_some();
    if !was {
        view.keep(&name, Arc::new(()), name.len());
    }
    was
}
