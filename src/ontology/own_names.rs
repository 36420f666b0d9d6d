//! Names a user gave: who and where, by every name they go by.
//!
//! ```text
//! harwick light     City Harwick Light 51.94 1.28 GB
//! the light         the same place, by another name
//! ```
//! They are looked up as the gazetteer's names are, by folded words, longest first; of names of one length the user's
//! is meant.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::lexicon::Openings;
use crate::value::fold::fold;

/// Somebody, something or somewhere a user named.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnName {
    /// The name, as the graph will have it.
    pub name: Arc<str>,
    /// Its kind, a label of the ontology.
    pub kind: Arc<str>,
    /// Its other names.
    pub aliases: Vec<Arc<str>>,
    /// Degrees north and east, of a place.
    pub position: Option<(f64, f64)>,
    /// The ISO 3166-1 code of its country.
    pub country: Option<Arc<str>>,
}

/// Names a user gave, by their folded words.
#[derive(Clone, Debug, Default)]
pub struct OwnNames {
    names: Vec<OwnName>,
    /// Which of `names` a phrase means, and how the phrase is written.
    phrases: FxHashMap<Box<str>, (usize, Arc<str>)>,
    /// The most words of any phrase that begins with this word.
    longest: FxHashMap<Box<str>, usize>,
}

impl OwnNames {
    /// Whether the user gave none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// What a name or an alias means.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&OwnName> {
        self.phrases.get(fold(name).as_str()).map(|&(index, _)| &self.names[index])
    }

    /// The longest name at the start of folded `tokens`: the number of its tokens, how it is written, what it means.
    #[must_use]
    pub fn longest<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, &str, &OwnName)> {
        let longest = (*self.longest.get(tokens.first()?.as_ref())?).min(tokens.len());
        let phrases = Openings::of(&tokens[..longest]);
        (1..=longest).rev().find_map(|length| {
            let (index, spelling) = self.phrases.get(phrases.words(length))?;
            Some((length, spelling.as_ref(), &self.names[*index]))
        })
    }

    /// Adds a name; what it or an alias meant before, it means no more.
    pub(super) fn add(&mut self, name: OwnName) {
        let index = self.names.len();
        for spelling in std::iter::once(&name.name).chain(&name.aliases) {
            let folded = fold(spelling);
            // A text falls into words at hyphens, too.
            for phrase in [folded.replace('-', " "), folded] {
                let mut words = phrase.split(' ');
                let longest = self.longest.entry(words.next().unwrap_or_default().into()).or_default();
                *longest = (*longest).max(1 + words.count());
                self.phrases.insert(phrase.into(), (index, spelling.clone()));
            }
        }
        self.names.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Ontology;

    #[test]
    fn the_longest_name_is_found_by_any_spelling() {
        let table = "place\tCity\tHarwick\t51.9\t1.3\tGB\tOld Harwick Light\nname\tCompany\tÅkers-Verk\tAV\n";
        let ontology = Ontology::standard().extended(table).expect("well-formed");
        let names = ontology.own_names();
        let found = |words: &[&str]| names.longest(words).map(|(length, _, name)| (length, name.name.to_string()));
        assert_eq!(found(&["old", "harwick", "light", "closed"]), Some((3, "Harwick".into())));
        assert_eq!(found(&["akers", "verk"]), Some((2, "Åkers-Verk".into())));
        assert_eq!(found(&["old", "harwick"]), None);
        assert_eq!(names.get("av").map(|name| name.kind.as_ref()), Some("Company"));
    }
}
