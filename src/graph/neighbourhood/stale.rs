//! What is written makes rows stale: those of the nodes from which a way may have come or gone.
//!
//! It is noted through which middle; a stale row is patched there when it is next asked for. Where too much would be noted, all
//! rows of the way are dropped.

use std::sync::{Arc, PoisonError};

use super::Kept;
use super::order;
use super::way::Leg;
use crate::graph::labels::LabelSet;
use crate::graph::{Endpoints, Graph, Symbol};
use crate::value::NodeId;

/// A write that makes more rows stale is not worth looking for them.
const WIDEST: usize = 256;

/// So few middles are never worth laying all rows out again.
const FEW: usize = if cfg!(test) { 8 } else { 4096 };

impl Graph {
    /// A relationship came or went; the neighbours are what they are now.
    pub(in crate::graph) fn relationship_changed(&mut self, ends: Endpoints) {
        self.each_kept(|graph, kept| {
            let mut stale = Vec::new();
            if kept.way.first.admits(ends.kind) {
                stale.extend(kept.way.first.ends(ends));
            }
            let second = kept.way.second.clone().filter(|second| second.admits(ends.kind));
            let known = second.is_none_or(|second| {
                second.ends(ends).all(|(middle, _)| starts(graph, &kept.way.first, middle, &mut stale))
            });
            kept.spoil(&stale, known);
        });
    }

    /// A property of a node changed.
    pub(in crate::graph) fn property_changed(&mut self, id: NodeId, key: Symbol) {
        self.each_kept(|graph, kept| {
            let (orders, carries) = (kept.way.order == Some(key), kept.luggage.carries(key));
            if !orders && !carries {
                return;
            }
            if orders && !order::orders(graph.node_columns.column(key)) {
                // Nobody can say any longer in which order rows are that were made before.
                return kept.forget();
            }
            let mut stale = Vec::new();
            let known = starts(graph, &kept.way.first, id, &mut stale);
            if orders || !known {
                kept.spoil(&stale, known);
            } else {
                stale.iter().for_each(|(node, _)| kept.luggage.leave(*node, Some(key)));
            }
        });
    }

    /// A node that was there before was given a set of labels.
    pub(in crate::graph) fn labels_changed(&mut self, set: LabelSet) {
        self.each_kept(|_, kept| {
            kept.alone.clear();
            kept.alone_bytes = 0;
            if !kept.relabelled.contains(&set) {
                kept.relabelled.push(set);
            }
        });
    }

    fn each_kept(&mut self, mut change: impl FnMut(&Self, &mut Kept)) {
        let kept = self.neighbourhoods.kept.get_mut().unwrap_or_else(PoisonError::into_inner);
        if kept.iter().all(Kept::is_empty) {
            return;
        }
        let mut all = std::mem::take(kept);
        all.iter_mut().filter(|kept| !kept.is_empty()).for_each(|kept| change(self, kept));
        *self.neighbourhoods.kept.get_mut().unwrap_or_else(PoisonError::into_inner) = all;
    }
}

/// The nodes from which a leg leads to a node, each with that; false where they are too many.
fn starts(graph: &Graph, first: &Leg, middle: NodeId, found: &mut Vec<(NodeId, NodeId)>) -> bool {
    let back = first.reversed();
    if back.degree(graph, middle) > WIDEST {
        return false;
    }
    let mut neighbours = Vec::new();
    back.neighbours(graph, middle, &mut neighbours);
    found.extend(neighbours.into_iter().map(|neighbour| (neighbour.node, middle)));
    true
}

impl Kept {
    fn is_empty(&self) -> bool {
        self.laid.is_none() && self.alone.is_empty() && self.luggage.is_empty()
    }

    /// Notes rows as stale, each with a middle, or drops all where it is not known which are.
    fn spoil(&mut self, stale: &[(NodeId, NodeId)], known: bool) {
        if !known {
            return self.forget();
        }
        for (node, _) in stale {
            self.luggage.leave(*node, None);
            self.alone_bytes -= self.alone.remove(node).map_or(0, |rows| rows.bytes());
        }
        let Some(laid) = &self.laid else { return };
        self.touched += stale.len();
        if self.touched > FEW.max(laid.len() / 8) {
            return self.forget();
        }
        let own = Arc::make_mut(&mut self.stale);
        for (node, middle) in stale {
            let middles = own.entry(*node).or_default();
            if !middles.contains(middle) {
                middles.push(*middle);
            }
        }
    }
}
