//! The nodes around a node, side by side and in order: derived, laid out on first use, never persisted.
//!
//! Whoever asks for the events of an entity wants them by date, and whoever asks for those it met wants the node beyond the
//! event. A [`Way`] says which: over one relationship to a node in the middle, or over a second one to a far end; in
//! order of a property of the middle. For each node the ways that begin there lie in one row.
//!
//! 1. `way` says which relationships are walked. `order` reads the property that orders them.
//! 2. `alone` makes the row of one node from its neighbours; `lay` makes the rows of all nodes at once, when rows made alone
//!    come to cost as much. Both make `rows`.
//! 3. What a row is asked for again and again, such as how often each far end comes, is `carried` beside it.
//! 4. What is written afterwards makes rows `stale`: each is patched when it is next asked for, until they are many.
//!
//! ```text
//! way (x)<-[:ACTOR|TARGET]-(middle)-[:ACTOR|TARGET]->(far) in order of date
//! row of x   date    2015-06-01  2015-06-01  2015-07-11  –
//!            middle  e3          e9          e4          e8
//!            far     y           z           y           y
//! ```
//!
//! Memory is limited: where the rows of all nodes would take more than their share of what the graph takes, each is made when
//! it is asked for, and kept only where there is room.

mod alone;
mod carried;
mod lay;
mod order;
mod rows;
mod stale;
mod way;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::Graph;
use super::labels::LabelSet;
use crate::value::NodeId;
use carried::Luggage;
pub(crate) use carried::NO_CODE;
pub(crate) use rows::Row;
use rows::Rows;
pub(crate) use way::{Leg, Way};

/// Rows of ways that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Neighbourhoods {
    kept: Mutex<Vec<Kept>>,
}

/// What there is of one way.
#[derive(Debug)]
struct Kept {
    way: Way,
    /// The rows of all nodes.
    laid: Option<Arc<Rows>>,
    /// Nodes whose laid rows are no longer right, each with the middles of ways that may have come or gone.
    stale: Arc<Stale>,
    /// How many middles that are.
    touched: usize,
    /// Rows made one by one, and how long all rows made so were.
    alone: FxHashMap<NodeId, Arc<Rows>>,
    spent: usize,
    /// Bytes of the rows made one by one.
    alone_bytes: usize,
    /// What lies beside the rows of some nodes.
    luggage: Luggage,
    /// Sets of labels that nodes were given since.
    relabelled: Vec<LabelSet>,
    /// Whether the rows of all nodes would take too much memory.
    refused: bool,
    /// When it was last asked for.
    used: u64,
}

/// Middles by the node from which ways lead through them.
type Stale = FxHashMap<NodeId, Vec<NodeId>>;

/// The rows of a way, to look at.
pub(crate) struct Neighbourhood<'g> {
    graph: &'g Graph,
    way: Way,
    laid: Option<Arc<Rows>>,
    stale: Arc<Stale>,
    relabelled: Vec<LabelSet>,
    limit: usize,
}

/// Bytes that rows may take in all, per relationship of the graph and for small ones.
const SHARE: usize = 24;
const SMALL: usize = 1 << 24;

/// Rows of all nodes are laid out when rows made alone came to this part of the relationships.
const PATIENCE: usize = 16;
/// The same for ways over two relationships, of which a row costs more than its length tells.
const PATIENCE_FOR_TWO: usize = 64;
/// To look at every relationship for the row of one node is so many times cheaper than to lay out all rows.
const LOOKS_AT_ALL: usize = 4;

impl Graph {
    /// The rows of a way; `None` where its property is not one to order by.
    pub(super) fn neighbourhood(&self, way: &Way) -> Option<Neighbourhood<'_>> {
        if way.order.is_some_and(|key| !order::orders(self.node_columns.column(key))) {
            return None;
        }
        let mut kept = self.neighbourhoods.lock();
        let now = kept.iter().map(|kept| kept.used).max().unwrap_or(0) + 1;
        let place = kept.iter().position(|kept| kept.serves(way)).unwrap_or(kept.len());
        if place == kept.len() {
            kept.push(Kept::new(way.clone()));
        }
        let one = &mut kept[place];
        one.used = now;
        Some(one.look(self))
    }

    fn limit(&self) -> usize {
        SMALL + SHARE * self.topology.relationship_count()
    }
}

impl Neighbourhoods {
    fn lock(&self) -> MutexGuard<'_, Vec<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn new(way: Way) -> Self {
        Self {
            way,
            laid: None,
            stale: Arc::default(),
            touched: 0,
            alone: FxHashMap::default(),
            spent: 0,
            alone_bytes: 0,
            luggage: Luggage::default(),
            relabelled: Vec::new(),
            refused: false,
            used: 0,
        }
    }

    /// Whether whoever asks for a way may take the rows of this one: no order is as good as any.
    fn serves(&self, way: &Way) -> bool {
        let same = self.way.first == way.first && self.way.second == way.second && self.way.unlike == way.unlike;
        same && (self.way.order == way.order || way.order.is_none() && self.laid.is_some())
    }

    fn forget(&mut self) {
        *self = Self { used: self.used, ..Self::new(self.way.clone()) };
    }

    fn look<'g>(&self, graph: &'g Graph) -> Neighbourhood<'g> {
        Neighbourhood {
            graph,
            way: self.way.clone(),
            laid: self.laid.clone(),
            stale: Arc::clone(&self.stale),
            relabelled: self.relabelled.clone(),
            limit: graph.limit(),
        }
    }

    fn bytes(&self) -> usize {
        self.laid.as_ref().map_or(0, |rows| rows.bytes()) + self.alone_bytes + self.luggage.bytes()
    }
}

impl Neighbourhood<'_> {
    /// The row of a node.
    #[inline]
    pub(crate) fn row(&mut self, id: NodeId) -> Row {
        match &self.laid {
            Some(rows) if self.stale.is_empty() || !self.stale.contains_key(&id) => Row::of(rows, id),
            _ => self.made(id),
        }
    }

    /// Whether a condition on labels holds of every node in the middle of a row, as far as can be told without looking.
    pub(crate) fn middles_all(&self, row: &Row, hold: impl Fn(LabelSet) -> bool) -> bool {
        row.labels_of_middles().iter().chain(&self.relabelled).all(|set| hold(*set))
    }

    /// The same of the nodes at its far end.
    pub(crate) fn fars_all(&self, row: &Row, hold: impl Fn(LabelSet) -> bool) -> bool {
        row.labels_of_fars().iter().chain(&self.relabelled).all(|set| hold(*set))
    }

    /// A row that was made alone, or now is; or the rows of all nodes, where that costs no more by now.
    #[cold]
    fn made(&mut self, id: NodeId) -> Row {
        if let Some(rows) = self.with_kept(|kept| kept.alone.get(&id).cloned()).flatten() {
            return Row::only(rows);
        }
        let degree = self.way.first.degree(self.graph, id);
        let patience = if self.way.second.is_some() { PATIENCE_FOR_TWO } else { PATIENCE };
        let most = self.way.relationships(self.graph) / patience;
        let looks_at_all = alone::looks_at_all(self.graph, &self.way, degree);
        let work = if looks_at_all { most / LOOKS_AT_ALL } else { degree };
        let (spent, refused) = self.with_kept(|kept| (kept.spent + work, kept.refused)).unwrap_or_default();
        if self.laid.is_none() && !refused && spent > most {
            self.lay();
            if self.laid.is_some() {
                return self.row(id);
            }
        }
        let rows = Arc::new(match (&self.laid, self.stale.get(&id)) {
            (Some(laid), Some(touched)) => alone::patch(self.graph, &self.way, id, &Row::of(laid, id), touched),
            _ => alone::make(self.graph, &self.way, id),
        });
        let limit = self.limit;
        self.with_kept(|kept| {
            kept.spent += if looks_at_all { work } else { degree.max(rows.len()) };
            if kept.bytes() + rows.bytes() <= limit {
                kept.alone_bytes += rows.bytes();
                kept.alone.insert(id, Arc::clone(&rows));
            }
        });
        Row::only(rows)
    }

    /// Lays out the rows of all nodes, where there is room for them.
    fn lay(&mut self) {
        let mut kept = self.graph.neighbourhoods.lock();
        let Some(place) = kept.iter().position(|kept| kept.way == self.way) else { return };
        if kept[place].laid.is_none() {
            let Some(rows) = lay::lay(self.graph, &self.way, self.limit) else {
                kept[place].refused = true;
                return;
            };
            let one = &mut kept[place];
            *one = Kept { used: one.used, laid: Some(Arc::new(rows)), ..Kept::new(one.way.clone()) };
            make_room(&mut kept, &self.way, self.limit);
        }
        if let Some(one) = kept.iter().find(|kept| kept.way == self.way) {
            (self.laid, self.stale) = (one.laid.clone(), Arc::clone(&one.stale));
            self.relabelled.clone_from(&one.relabelled);
        }
    }

    fn with_kept<R>(&self, work: impl FnOnce(&mut Kept) -> R) -> Option<R> {
        self.graph.neighbourhoods.lock().iter_mut().find(|kept| kept.way == self.way).map(work)
    }
}

/// Drops what another way makes superfluous, then what was not asked for the longest, until the rest has room.
fn make_room(kept: &mut Vec<Kept>, newest: &Way, limit: usize) {
    kept.retain(|kept| {
        let Way { first, second, unlike, order } = &kept.way;
        let covered = first == &newest.first && second == &newest.second && *unlike == newest.unlike;
        !(covered && order.is_none() && newest.order.is_some())
    });
    while kept.iter().map(Kept::bytes).sum::<usize>() > limit {
        let others = kept.iter().enumerate().filter(|(_, kept)| kept.way != *newest);
        let Some(oldest) = others.min_by_key(|(_, kept)| kept.used).map(|(place, _)| place) else { return };
        kept.remove(oldest);
    }
}
