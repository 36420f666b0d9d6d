//! Which words a table may have, answered from a few bits that stay in the cache.
//!
//! Every word of a text is asked for in many tables and is in few of them: most questions end here.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A bit for each value of a hash of the word; words nobody put in are taken for known now and then, never the other way
/// round.
#[derive(Clone, Debug)]
pub(crate) struct WordFilter {
    bits: Vec<u64>,
}

/// So many bits for each word let about one in twenty strangers through.
const BITS_PER_WORD: usize = 16;

impl WordFilter {
    /// A filter for so many words; of more it lets more strangers through.
    pub(crate) fn for_words(count: usize) -> Self {
        let bits = (BITS_PER_WORD * count.max(4)).next_power_of_two();
        Self { bits: vec![0; bits / 64] }
    }

    pub(crate) fn insert(&mut self, word: &str) {
        let (index, bit) = self.place(word);
        self.bits[index] |= bit;
    }

    /// Whether a word may have been put in; `false` is certain.
    pub(crate) fn may_have(&self, word: &str) -> bool {
        let (index, bit) = self.place(word);
        self.bits[index] & bit != 0
    }

    /// Puts in two words that stand one behind the other.
    pub(crate) fn insert_pair(&mut self, first: &str, second: &str) {
        let (index, bit) = self.place_of(hash(first).rotate_left(5) ^ hash(second));
        self.bits[index] |= bit;
    }

    /// Whether two words may have been put in one behind the other; `false` is certain.
    pub(crate) fn may_have_pair(&self, first: &str, second: &str) -> bool {
        let (index, bit) = self.place_of(hash(first).rotate_left(5) ^ hash(second));
        self.bits[index] & bit != 0
    }

    fn place(&self, word: &str) -> (usize, u64) {
        self.place_of(hash(word))
    }

    fn place_of(&self, hash: u64) -> (usize, u64) {
        ((hash >> 6) as usize & (self.bits.len() - 1), 1 << (hash % 64))
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_let_through_and_few_others() {
        let mut filter = WordFilter::for_words(1_000);
        let word = |number: usize| format!("word{number}");
        (0..1_000).for_each(|number| filter.insert(&word(number)));
        assert!((0..1_000).all(|number| filter.may_have(&word(number))));
        assert!((1_000..3_000).filter(|&number| filter.may_have(&word(number))).count() < 200);
        (0..1_000).for_each(|number| filter.insert_pair("sea", &word(number)));
        assert!((0..1_000).all(|number| filter.may_have_pair("sea", &word(number))));
        assert!((1_000..3_000).filter(|&number| filter.may_have_pair("sea", &word(number))).count() < 400);
    }
}
