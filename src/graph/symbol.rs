//! Interned names: labels, relationship types and property keys, each kept once and compared as a number.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// An interned name. Only means something in the graph it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub(crate) u32);

impl Symbol {
    /// The symbol as an index into a table of symbols.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Every name of a graph, in order of first use.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    names: Vec<Arc<str>>,
    lookup: FxHashMap<Arc<str>, Symbol>,
    /// How often a name came or went.
    turns: u64,
}

impl Symbols {
    /// The symbol of a name, new where the name is.
    pub(crate) fn intern(&mut self, name: &Arc<str>) -> Symbol {
        if let Some(symbol) = self.lookup.get(name) {
            return *symbol;
        }
        let symbol = Symbol(u32::try_from(self.names.len()).expect("fewer names than 2^32"));
        self.names.push(name.clone());
        self.turns += 1;
        self.lookup.insert(name.clone(), symbol);
        symbol
    }

    pub(crate) fn get(&self, name: &str) -> Option<Symbol> {
        self.lookup.get(name).copied()
    }

    pub(crate) fn name(&self, symbol: Symbol) -> &str {
        &self.names[symbol.index()]
    }

    /// How often a name came or went.
    pub(crate) fn turns(&self) -> u64 {
        self.turns
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// Forgets the names after the first `len`, so that a rolled back change leaves no trace in the order of symbols.
    pub(crate) fn truncate(&mut self, len: usize) {
        for name in self.names.drain(len..) {
            self.turns += 1;
            self.lookup.remove(&name);
        }
    }

    /// Every name, in order of symbol.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<str>> {
        self.names.iter()
    }
}
