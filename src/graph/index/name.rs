//! The nodes by `name` and `aliases`, whatever the case, the accents and the apostrophes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use crate::graph::{Column, Graph};
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

/// Every name and alias by its folded form.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_folded: BTreeMap<Arc<str>, Entry>,
    /// The names of several words by each of their words: what part of a name, or a misspelt part, is found by.
    by_word: BTreeMap<Arc<str>, Word>,
}

/// The folded names of several words that have a word.
#[derive(Debug)]
struct Word {
    spelling: Spelling,
    names: BTreeSet<Arc<str>>,
}

/// What tells at a glance that two texts are far apart.
#[derive(Clone, Copy, Debug, Default)]
struct Spelling {
    /// How often its letters are in it, in 32 classes: texts far apart in letters need not be compared.
    letters: [u8; 32],
    /// How many characters it has.
    length: usize,
}

/// The nodes of one folded name.
#[derive(Debug, Default)]
struct Entry {
    spelling: Spelling,
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
            let folded: Arc<str> = fold(text).into();
            if !self.by_folded.contains_key(&folded) {
                self.insert_words(&folded);
            }
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
            let Some(entry) = self.by_folded.get_mut(folded.as_str()) else { continue };
            entry.nodes.retain(|(other, _)| *other != id);
            if entry.nodes.is_empty() {
                self.by_folded.remove(folded.as_str());
                self.remove_words(&folded);
            }
        }
    }

    fn insert_words(&mut self, folded: &Arc<str>) {
        for word in words(folded) {
            let entry = self.by_word.entry(word.into()).or_insert_with_key(|word| Word::new(word));
            entry.names.insert(folded.clone());
        }
    }

    fn remove_words(&mut self, folded: &str) {
        for word in words(folded) {
            let Some(entry) = self.by_word.get_mut(word) else { continue };
            entry.names.remove(folded);
            if entry.names.is_empty() {
                self.by_word.remove(word);
            }
        }
    }

    /// The nodes of a name, in order of id.
    pub(crate) fn named(&self, name: &str) -> Vec<NodeId> {
        let entry = self.by_folded.get(fold(name).as_str());
        entry.map_or_else(Vec::new, |entry| entry.nodes.iter().map(|(id, _)| *id).collect())
    }

    /// Whether a longer name starts with this folded text and a space.
    pub(crate) fn continues(&self, folded: &str) -> bool {
        self.starting_with(&format!("{folded} ")).next().is_some()
    }

    /// Names that start so, shortest first, then in order.
    pub(crate) fn with_prefix(&self, prefix: &str, limit: usize) -> Vec<(&str, NodeId)> {
        let prefix = fold(prefix);
        let names = self
            .starting_with(&prefix)
            .flat_map(|entry| entry.names().map(|(name, id)| ((entry.spelling.length, name), id)));
        nearest(names, limit).map(|((_, name), id)| (name, id)).collect()
    }

    /// Names nearest to a misspelt one, nearest first. A single word is also compared with the words of longer names.
    pub(crate) fn like(&self, name: &str, limit: usize) -> Vec<(&str, NodeId)> {
        let wanted = Wanted::new(name);
        let whole = self.by_folded.iter().filter_map(|(folded, entry)| {
            let letters = wanted.letters_to(folded, entry.spelling)?;
            Some((folded.as_ref(), letters))
        });
        let mut near: BTreeMap<&str, (usize, bool)> =
            whole.map(|(folded, letters)| (folded, (letters, false))).collect();
        for (folded, letters) in self.by_near_word(&wanted) {
            let distance = near.entry(folded).or_insert((letters, true));
            // That a whole name is near says more than that a word of it is.
            if distance.1 {
                *distance = (*distance).min((letters, true));
            }
        }
        let found = near.into_iter().filter_map(|(folded, distance)| Some((distance, self.by_folded.get(folded)?)));
        let names = found.flat_map(|(distance, entry)| entry.names().map(move |(name, id)| ((distance, name), id)));
        nearest(names, limit).map(|((_, name), id)| (name, id)).collect()
    }

    /// The names of several words that have a word, in order.
    pub(crate) fn with_word(&self, word: &str) -> Vec<(&str, NodeId)> {
        let names = self.by_word.get(word).into_iter().flat_map(|word| &word.names);
        names.filter_map(|folded| self.by_folded.get(folded)).flat_map(Entry::names).collect()
    }

    /// Names with a word near to a single one that was not found, and how many letters differ.
    fn by_near_word(&self, wanted: &Wanted) -> impl Iterator<Item = (&str, usize)> {
        let single = !wanted.folded.contains(' ') && wanted.spelling.length >= 4;
        let words = single.then_some(&self.by_word).into_iter().flatten();
        let near = words.filter_map(|(word, entry)| Some((wanted.letters_to(word, entry.spelling)?, entry)));
        near.flat_map(|(letters, entry)| entry.names.iter().map(move |name| (name.as_ref(), letters)))
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
        Self { spelling: Spelling::of(folded), nodes: Vec::new() }
    }

    fn names(&self) -> impl Iterator<Item = (&str, NodeId)> {
        self.nodes.iter().map(|(id, name)| (&**name, *id))
    }
}

/// A name that was not found.
struct Wanted {
    folded: String,
    spelling: Spelling,
    /// How many letters may differ.
    reach: usize,
}

impl Wanted {
    fn new(name: &str) -> Self {
        let folded = fold(name);
        let spelling = Spelling::of(&folded);
        let reach = match spelling.length {
            0..6 => 1,
            6..12 => 2,
            _ => 3,
        };
        Self { folded, spelling, reach }
    }

    /// How many letters differ, where those are few.
    fn letters_to(&self, folded: &str, spelling: Spelling) -> Option<usize> {
        if !self.may_be_near(spelling) {
            return None;
        }
        let distance = strsim::osa_distance(&self.folded, folded);
        (distance <= self.reach).then_some(distance)
    }

    /// Whether a text is worth comparing letter by letter. A letter too many on either side is a letter that differs, so
    /// this refuses nothing that is near.
    fn may_be_near(&self, spelling: Spelling) -> bool {
        if spelling.length.abs_diff(self.spelling.length) > self.reach {
            return false;
        }
        let pairs = || self.spelling.letters.iter().zip(spelling.letters);
        let missing: usize = pairs().map(|(wanted, found)| usize::from(wanted.saturating_sub(found))).sum();
        let spare: usize = pairs().map(|(wanted, found)| usize::from(found.saturating_sub(*wanted))).sum();
        missing.max(spare) <= self.reach
    }
}

impl Word {
    fn new(word: &str) -> Self {
        Self { spelling: Spelling::of(word), names: BTreeSet::new() }
    }
}

impl Spelling {
    fn of(text: &str) -> Self {
        let mut letters = [0_u8; 32];
        for letter in text.chars() {
            let class = &mut letters[(u32::from(letter) % 32) as usize];
            *class = class.saturating_add(1);
        }
        Self { letters, length: text.chars().count() }
    }
}

/// The words of a folded name of several.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(move |word| word.len() < folded.len())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty thousand names of two made-up words each.
    fn many() -> Names {
        let syllables = ["ba", "ko", "mi", "ru", "ste", "lan", "dor", "vi", "ha", "pel"];
        let mut names = Names::default();
        for number in 0..20_000_u32 {
            let digit = |place: u32| syllables[(number / 10_u32.pow(place) % 10) as usize];
            let name = format!("{}{}{} {}{}", digit(0), digit(1), digit(2), digit(3), digit(4));
            names.insert(NodeId(number), &Value::String(name.as_str().into()));
        }
        names
    }

    #[test]
    fn few_names_are_compared_letter_by_letter() {
        let names = many();
        let wanted = Wanted::new("Bakomoi");
        let compared = names.by_folded.values().filter(|entry| wanted.may_be_near(entry.spelling)).count();
        let words = names.by_word.values().filter(|word| wanted.may_be_near(word.spelling)).count();
        assert!(names.by_word.len() < 2_000, "{} words", names.by_word.len());
        assert!(compared + words < 400, "{compared} names and {words} words compared");
        assert_eq!(names.like("Bakomoi", 1)[0].0, "bakomi baba");
    }

    #[test]
    fn a_name_that_goes_leaves_no_word_behind() {
        let mut names = many();
        for (id, value) in [(NodeId(20_000), "Old Quay"), (NodeId(20_001), "Old quay")] {
            names.insert(id, &Value::String(value.into()));
        }
        assert_eq!(names.with_word("quay").len(), 2);
        names.remove(NodeId(20_000), &Value::String("Old Quay".into()));
        assert_eq!(names.with_word("quay"), [("Old quay", NodeId(20_001))]);
        names.remove(NodeId(20_001), &Value::String("Old quay".into()));
        assert!(names.with_word("quay").is_empty() && !names.by_word.contains_key("quay"));
    }
}
