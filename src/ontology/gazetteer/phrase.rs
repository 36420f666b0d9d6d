//! A table looked up by its phrases, longest first.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::ontology::lexicon::Openings;

/// What each phrase of a table means.
#[derive(Debug)]
pub(super) struct Phrases<V> {
    meanings: FxHashMap<Cow<'static, str>, V>,
    /// The most words of any phrase that begins with this word.
    longest: FxHashMap<Box<str>, usize>,
}

impl<V: Copy> Phrases<V> {
    pub(super) fn with_capacity(phrases: usize) -> Self {
        let meanings = FxHashMap::with_capacity_and_hasher(phrases, Default::default());
        Self { meanings, longest: FxHashMap::default() }
    }

    /// The first meaning a phrase is given stays.
    pub(super) fn insert(&mut self, phrase: impl Into<Cow<'static, str>>, meaning: V) {
        let phrase = phrase.into();
        if let Some((first, rest)) = phrase.split_once(' ') {
            let words = 2 + rest.matches(' ').count();
            let longest = self.longest.entry(first.into()).or_default();
            *longest = words.max(*longest);
        }
        self.meanings.entry(phrase).or_insert(meaning);
    }

    /// The first word of every phrase, some of them several times.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.meanings.keys().map(|phrase| phrase.split(' ').next().unwrap_or_default())
    }

    pub(super) fn get(&self, phrase: &str) -> Option<V> {
        self.meanings.get(phrase).copied()
    }

    /// The longest phrase at the start of `tokens`, with the number of its words.
    pub(super) fn longest<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, V)> {
        let first = tokens.first()?.as_ref();
        let longest = self.longest.get(first).map_or(1, |longest| *longest.min(&tokens.len()));
        if longest < 2 {
            return self.get(first).map(|meaning| (1, meaning));
        }
        let phrases = Openings::of(&tokens[..longest]);
        let of_several = |length: usize| self.get(phrases.words(length)).map(|meaning| (length, meaning));
        (2..=longest).rev().find_map(of_several).or_else(|| self.get(first).map(|meaning| (1, meaning)))
    }
}
