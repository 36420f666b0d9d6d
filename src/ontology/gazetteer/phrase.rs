//! A table looked up by its phrases, longest first.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::ontology::lexicon::Openings;
use crate::ontology::word_filter::WordFilter;
use crate::ontology::word_map::WordMap;

/// What each phrase of a table means.
#[derive(Debug)]
pub(super) struct Phrases<V> {
    meanings: FxHashMap<Cow<'static, str>, V>,
    /// The most words of any phrase that begins with this word.
    longest: WordMap<usize>,
    /// The first two words of phrases: of most pairs of words it is known at once that they begin none.
    pairs: WordFilter,
}

impl<V: Copy> Phrases<V> {
    pub(super) fn with_capacity(phrases: usize) -> Self {
        let meanings = FxHashMap::with_capacity_and_hasher(phrases, Default::default());
        Self { meanings, longest: WordMap::default(), pairs: WordFilter::for_words(phrases / 2) }
    }

    /// The first meaning a phrase is given stays.
    pub(super) fn insert(&mut self, phrase: impl Into<Cow<'static, str>>, meaning: V) {
        let phrase = phrase.into();
        if let Some(first) = phrase.bytes().position(|byte| byte == b' ') {
            let words = 1 + phrase.bytes().filter(|&byte| byte == b' ').count();
            let longest = self.longest.entry(&phrase[..first]);
            *longest = words.max(*longest);
            let behind = &phrase[first + 1..];
            let second = behind.bytes().take_while(|&byte| byte != b' ').count();
            self.pairs.insert_pair(&phrase[..first], &behind[..second]);
        }
        self.meanings.entry(phrase).or_insert(meaning);
    }

    /// The first word of every phrase, some of them several times.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        let first = |phrase: &str| phrase.bytes().take_while(|&byte| byte != b' ').count();
        self.meanings.keys().map(move |phrase| &phrase[..first(phrase)])
    }

    pub(super) fn get(&self, phrase: &str) -> Option<V> {
        self.meanings.get(phrase).copied()
    }

    /// The longest phrase at the start of `tokens`, with the number of its words.
    pub(super) fn longest<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, V)> {
        let first = tokens.first()?.as_ref();
        let opens = tokens.get(1).is_some_and(|second| self.pairs.may_have_pair(first, second.as_ref()));
        let longest = self.longest.get(first).filter(|_| opens).map_or(1, |longest| *longest.min(&tokens.len()));
        if longest < 2 {
            return self.get(first).map(|meaning| (1, meaning));
        }
        let phrases = Openings::of(&tokens[..longest]);
        let of_several = |length: usize| self.get(phrases.words(length)).map(|meaning| (length, meaning));
        (2..=longest).rev().find_map(of_several).or_else(|| self.get(first).map(|meaning| (1, meaning)))
    }
}
