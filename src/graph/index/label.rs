//! The nodes of each label, and the relationships of each type, in order of id.

use std::sync::OnceLock;

use crate::graph::Symbol;

/// A list is kept in step with a change this near its end; a change further in drops it, to be built again when asked for.
const NEAR_THE_END: usize = if cfg!(test) { 4 } else { 1 << 16 };

/// Ids by symbol. Counts are always there, lists when asked for.
#[derive(Debug)]
pub(crate) struct Members<Id> {
    counts: Vec<usize>,
    /// How often a symbol came into use or out of use.
    turns: u64,
    lists: Vec<OnceLock<Vec<Id>>>,
}

impl<Id> Default for Members<Id> {
    fn default() -> Self {
        Self { counts: Vec::new(), turns: 0, lists: Vec::new() }
    }
}

impl<Id: Copy + Ord> Members<Id> {
    /// Makes room for symbols up to `symbols`.
    pub(crate) fn reserve(&mut self, symbols: usize) {
        if symbols > self.counts.len() {
            self.counts.resize(symbols, 0);
            self.lists.resize_with(symbols, OnceLock::new);
        }
    }

    /// How often a symbol came into use or out of use.
    pub(crate) fn turns(&self) -> u64 {
        self.turns
    }

    /// How many ids a symbol has.
    pub(crate) fn count(&self, symbol: Symbol) -> usize {
        self.counts.get(symbol.index()).copied().unwrap_or(0)
    }

    /// Every symbol with at least one id and how many, in order of symbol.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (Symbol, usize)> + '_ {
        (0u32..).map(Symbol).zip(self.counts.iter().copied()).filter(|(_, count)| *count > 0)
    }

    /// The ids of a symbol; `build` lists them where that was not done yet.
    pub(crate) fn list(&self, symbol: Symbol, build: impl FnOnce() -> Vec<Id>) -> &[Id] {
        self.lists.get(symbol.index()).map_or(&[], |list| list.get_or_init(build))
    }

    /// So many ids more.
    pub(crate) fn add(&mut self, symbol: Symbol, count: usize) {
        self.turns += u64::from(self.counts[symbol.index()] == 0);
        self.counts[symbol.index()] += count;
        self.lists[symbol.index()] = OnceLock::new();
    }

    /// Forgets the lists; counts are kept.
    pub(crate) fn forget(&mut self) {
        self.lists.iter_mut().for_each(|list| *list = OnceLock::new());
    }

    pub(crate) fn insert(&mut self, symbol: Symbol, id: Id) {
        self.turns += u64::from(self.counts[symbol.index()] == 0);
        self.counts[symbol.index()] += 1;
        self.patch(symbol, id, |list, position| list.insert(position, id));
    }

    pub(crate) fn remove(&mut self, symbol: Symbol, id: Id) {
        self.counts[symbol.index()] -= 1;
        self.turns += u64::from(self.counts[symbol.index()] == 0);
        self.patch(symbol, id, |list, position| {
            list.remove(position);
        });
    }

    fn patch(&mut self, symbol: Symbol, id: Id, change: impl FnOnce(&mut Vec<Id>, usize)) {
        let lock = &mut self.lists[symbol.index()];
        let Some(list) = lock.get_mut() else { return };
        let position = list.partition_point(|other| *other < id);
        if list.len() - position > NEAR_THE_END {
            *lock = OnceLock::new();
        } else {
            change(list, position);
        }
    }
}
