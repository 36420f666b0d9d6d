//! What is carried along with a row that is asked for again and again, so that it need not be found out each time: the codes of
//! a text property of the middle, by which ways are grouped; and the far ends of the row, each once, with how often it comes.
//!
//! Both are made when what was looked up without them has come to cost as much, and are gone with the row.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::rows::Row;
use super::{Kept, Neighbourhood};
use crate::graph::{Column, Symbol};
use crate::value::NodeId;

/// What is carried with the rows of nodes.
#[derive(Debug, Default)]
pub(super) struct Luggage {
    /// By node, and then by property; without one, the far ends.
    by_node: FxHashMap<NodeId, Vec<(Option<Symbol>, Carried)>>,
    /// The properties of which anything was ever carried.
    keys: Vec<Symbol>,
    bytes: usize,
}

/// What is carried in a place, or how much was looked up without it so far.
#[derive(Debug)]
pub(super) enum Carried {
    Not(usize),
    Codes(Arc<[u32]>),
    Fars(Arc<[(NodeId, u32)]>),
    /// The far ends hardly repeat.
    Never,
}

/// The code of a middle that has none.
pub(crate) const NO_CODE: u32 = u32::MAX;

/// Codes are carried once this part of a row was looked up: they lie apart from each other, which costs more than reading on.
const PATIENCE: usize = 8;

/// Far ends are carried where each comes so often, in rows of at least so many ways.
const WORTH: usize = 4;
const LONG: usize = if cfg!(test) { 2 } else { 1024 };

impl Neighbourhood<'_> {
    /// The codes that the middles of a node's row have in a property, where they are carried; else it is noted that so many
    /// ways are about to be looked up.
    pub(crate) fn codes(&self, id: NodeId, row: &Row, key: Symbol, looked_up: usize) -> Option<Arc<[u32]>> {
        match self.carried(id, Some(key), looked_up, row.all().len() / PATIENCE)? {
            Some(Carried::Codes(codes)) => Some(codes),
            _ => {
                let codes = self.looked_up(row, key)?;
                self.with_kept(|kept| kept.carry(id, Some(key), Carried::Codes(Arc::clone(&codes)), self.limit));
                Some(codes)
            }
        }
    }

    /// The far ends of a node's row with how many ways lead to each, where they are carried; else it is noted that the row is
    /// about to be counted.
    pub(crate) fn fars(&self, id: NodeId, row: &Row) -> Option<Arc<[(NodeId, u32)]>> {
        if row.all().len() < LONG {
            return None;
        }
        match self.carried(id, None, row.all().len(), row.all().len())? {
            Some(Carried::Fars(fars)) => Some(fars),
            Some(_) => None,
            None => {
                let fars = counted(row);
                let worth = fars.len() * WORTH <= row.all().len();
                let carried = if worth { Carried::Fars(Arc::clone(&fars)) } else { Carried::Never };
                self.with_kept(|kept| kept.carry(id, None, carried, self.limit));
                Some(fars)
            }
        }
    }

    /// What is carried; nothing in it where it is due to be made, `None` where it is not.
    fn carried(&self, id: NodeId, key: Option<Symbol>, looked_up: usize, patience: usize) -> Option<Option<Carried>> {
        self.with_kept(|kept| match kept.luggage.place(id, key) {
            Carried::Codes(codes) => Some(Some(Carried::Codes(Arc::clone(codes)))),
            Carried::Fars(fars) => Some(Some(Carried::Fars(Arc::clone(fars)))),
            Carried::Never => Some(Some(Carried::Never)),
            Carried::Not(spent) => {
                *spent += looked_up;
                (*spent > patience).then_some(None)
            }
        })?
    }

    fn looked_up(&self, row: &Row, key: Symbol) -> Option<Arc<[u32]>> {
        let Some(Column::Text(codes, _)) = self.graph.node_columns.column(key) else { return None };
        let middles = &row.middles()[row.all()];
        Some(middles.iter().map(|middle| codes.get(middle.index()).unwrap_or(NO_CODE)).collect())
    }
}

fn counted(row: &Row) -> Arc<[(NodeId, u32)]> {
    let mut counts: FxHashMap<NodeId, u32> = FxHashMap::default();
    row.fars()[row.all()].iter().for_each(|far| *counts.entry(*far).or_default() += 1);
    let mut counted: Vec<(NodeId, u32)> = counts.into_iter().collect();
    counted.sort_unstable();
    counted.into()
}

impl Carried {
    fn bytes(&self) -> usize {
        match self {
            Self::Not(_) | Self::Never => 0,
            Self::Codes(codes) => size_of_val(&**codes),
            Self::Fars(fars) => size_of_val(&**fars),
        }
    }
}

impl Kept {
    fn carry(&mut self, id: NodeId, key: Option<Symbol>, carried: Carried, limit: usize) {
        if self.bytes() + carried.bytes() <= limit {
            self.luggage.bytes += carried.bytes();
            *self.luggage.place(id, key) = carried;
        }
    }
}

impl Luggage {
    pub(super) fn is_empty(&self) -> bool {
        self.by_node.is_empty()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether a property may be carried along with a row.
    pub(super) fn carries(&self, key: Symbol) -> bool {
        self.keys.contains(&key)
    }

    /// Forgets what is carried with the row of a node: a property, or everything.
    pub(super) fn leave(&mut self, id: NodeId, key: Option<Symbol>) {
        let Some(own) = self.by_node.get_mut(&id) else { return };
        let left: usize =
            own.extract_if(.., |(other, _)| key.is_none() || key == *other).map(|(_, one)| one.bytes()).sum();
        self.bytes -= left;
        if own.is_empty() {
            self.by_node.remove(&id);
        }
    }

    fn place(&mut self, id: NodeId, key: Option<Symbol>) -> &mut Carried {
        if let Some(key) = key.filter(|key| !self.keys.contains(key)) {
            self.keys.push(key);
        }
        let own = self.by_node.entry(id).or_default();
        let place = own.iter().position(|(other, _)| *other == key).unwrap_or(own.len());
        if place == own.len() {
            own.push((key, Carried::Not(0)));
        }
        &mut own[place].1
    }
}
