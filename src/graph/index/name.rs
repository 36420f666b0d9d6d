//! The nodes by `name` and `aliases`, whatever the case, the accents and the apostrophes.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use crate::graph::{Column, Graph};
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

/// Every name and alias by its folded form.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_folded: BTreeMap<String, Entry>,
}

/// The nodes of one folded name.
#[derive(Debug, Default)]
struct Entry {
    /// Which letters are in the name: names far apart in letters need not be compared.
    letters: u64,
    /// The length of the folded name in characters.
    length: usize,
    /// Each node and the name it has, as it was written; in order of id.
    nodes: Vec<(NodeId, Arc<str>)>,
}

impl Names {
    pub(super) fn build(graph: &Graph) -> Self {
        let mut names = Self::default();
        for column in columns(graph).into_iter().flatten() {
            column.iter().for_each(|(index, value)| {
                names.insert(NodeId(u32::try_from(index).expect("ids are 32 bits wide")), &value);
            });
        }
        names
    }

    /// A node has a name, or a list of them.
    pub(super) fn insert(&mut self, id: NodeId, value: &Value) {
        for text in texts(value) {
            let folded = fold(text);
            let entry = self.by_folded.entry(folded).or_insert_with_key(|folded| Entry::new(folded));
            if let Err(position) = entry.nodes.binary_search_by_key(&id, |(other, _)| *other) {
                entry.nodes.insert(position, (id, text.clone()));
            }
        }
    }

    /// A node has a name, or a list of them, no longer.
    pub(super) fn remove(&mut self, id: NodeId, value: &Value) {
        for text in texts(value) {
            let folded = fold(text);
            let Some(entry) = self.by_folded.get_mut(&folded) else { continue };
            entry.nodes.retain(|(other, _)| *other != id);
            if entry.nodes.is_empty() {
                self.by_folded.remove(&folded);
            }
        }
    }

    /// The nodes of a name, in order of id.
    pub(crate) fn named(&self, name: &str) -> Vec<NodeId> {
        let entry = self.by_folded.get(&fold(name));
        entry.map_or_else(Vec::new, |entry| entry.nodes.iter().map(|(id, _)| *id).collect())
    }

    /// Whether a longer name starts with this folded text and a space.
    pub(crate) fn continues(&self, folded: &str) -> bool {
        self.starting_with(&format!("{folded} ")).next().is_some()
    }

    /// Names that start so, shortest first, then in order.
    pub(crate) fn with_prefix(&self, prefix: &str, limit: usize) -> Vec<(&str, NodeId)> {
        let prefix = fold(prefix);
        let names =
            self.starting_with(&prefix).flat_map(|entry| entry.names().map(|(name, id)| ((entry.length, name), id)));
        nearest(names, limit).map(|((_, name), id)| (name, id)).collect()
    }

    /// Names nearest to a misspelt one, nearest first. A single word is also compared with the words of longer names.
    pub(crate) fn like(&self, name: &str, limit: usize) -> Vec<(&str, NodeId)> {
        let wanted = Wanted::new(name);
        let near = self.by_folded.iter().filter_map(|(folded, entry)| Some((wanted.distance(folded, entry)?, entry)));
        let names = near.flat_map(|(distance, entry)| entry.names().map(move |(name, id)| ((distance, name), id)));
        nearest(names, limit).map(|((_, name), id)| (name, id)).collect()
    }

    fn starting_with<'s, 'p>(&'s self, start: &'p str) -> impl Iterator<Item = &'s Entry> + use<'s, 'p> {
        let range = self.by_folded.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        range.take_while(move |(folded, _)| folded.starts_with(start)).map(|(_, entry)| entry)
    }
}

/// The columns of `name` and `aliases`.
pub(super) fn columns(graph: &Graph) -> [Option<&Column>; 2] {
    ["name", "aliases"].map(|key| graph.node_columns.column(graph.symbols.get(key)?))
}

impl Entry {
    fn new(folded: &str) -> Self {
        Self { letters: letters(folded), length: folded.chars().count(), nodes: Vec::new() }
    }

    fn names(&self) -> impl Iterator<Item = (&str, NodeId)> {
        self.nodes.iter().map(|(id, name)| (&**name, *id))
    }
}

/// A name that was not found.
struct Wanted {
    folded: String,
    entry: Entry,
    /// How many letters may differ.
    reach: usize,
}

impl Wanted {
    fn new(name: &str) -> Self {
        let folded = fold(name);
        let entry = Entry::new(&folded);
        let reach = (entry.length / 3).clamp(1, 4);
        Self { folded, entry, reach }
    }

    /// How far a name is, where it is near: letters that differ, then whether only a word of it was meant.
    fn distance(&self, folded: &str, entry: &Entry) -> Option<(usize, bool)> {
        let whole = self.letters_to(folded, entry.letters, entry.length).map(|letters| (letters, false));
        if whole.is_some() || self.folded.contains(' ') || self.entry.length < 4 {
            return whole;
        }
        let words = folded.split(' ').filter(|word| word.len() < folded.len());
        let words = words.filter_map(|word| self.letters_to(word, letters(word), word.chars().count()));
        words.min().map(|letters| (letters, true))
    }

    /// How many letters differ, where those are few.
    fn letters_to(&self, folded: &str, letters: u64, length: usize) -> Option<usize> {
        // One letter replaced by another changes two bits, so this refuses nothing that is near.
        let unlike = (self.entry.letters ^ letters).count_ones() as usize;
        if length.abs_diff(self.entry.length) > self.reach || unlike > 2 * self.reach {
            return None;
        }
        let distance = strsim::osa_distance(&self.folded, folded);
        (distance <= self.reach).then_some(distance)
    }
}

/// Which letters a text has, as a set of 64.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % 64))
}

/// The first so many by key, then by id.
fn nearest<K: Ord>(names: impl Iterator<Item = (K, NodeId)>, limit: usize) -> impl Iterator<Item = (K, NodeId)> {
    let mut names: Vec<(K, NodeId)> = names.collect();
    names.sort_unstable();
    names.into_iter().take(limit)
}

/// The texts of a text or of a list.
fn texts(value: &Value) -> impl Iterator<Item = &Arc<str>> {
    let values = match value {
        Value::List(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    };
    values.iter().filter_map(|value| match value {
        Value::String(text) => Some(text),
        _ => None,
    })
}
