//! Which words may open a name: asked of every word with a capital, and so answered from a table that stays in the cache.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A bit for each value of a hash of the word; words nobody put in are taken for known now and then, never the other way
/// round.
#[derive(Debug)]
pub(super) struct Openings {
    bits: Vec<u64>,
}

/// Some twenty times the number of first words, so that about one in twenty strangers is let through.
const BITS: usize = 1 << 20;

impl Openings {
    pub(super) fn may_have(&self, word: &str) -> bool {
        let (index, bit) = place(word);
        self.bits[index] & bit != 0
    }
}

impl<'w> FromIterator<&'w str> for Openings {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        let mut bits = vec![0; BITS / 64];
        for (index, bit) in words.into_iter().map(place) {
            bits[index] |= bit;
        }
        Self { bits }
    }
}

fn place(word: &str) -> (usize, u64) {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    let hash = hasher.finish();
    ((hash >> 6) as usize % (BITS / 64), 1 << (hash % 64))
}
