//! Tables by word, for what is asked of every word of a text.
//!
//! Nearly every word is shorter than sixteen letters and then is compared as two numbers, which lie in the table itself: no
//! key has to be fetched from elsewhere.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// A word of up to fifteen bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShortWord {
    /// Its first eight bytes, or all.
    first: u64,
    /// The others, and in the highest byte how many there are of both.
    rest: u64,
}

impl ShortWord {
    const LONGEST: usize = 15;

    /// A word as two numbers; none for a longer one.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let length = bytes.len();
        let (first, rest) = match length {
            // The last eight bytes, less those that are among the first eight.
            8..=Self::LONGEST => (eight(bytes.first_chunk()?), eight(bytes.last_chunk()?) >> (8 * (15 - length)) >> 8),
            // Two halves that may lie over each other: given the length, they tell every byte.
            4..8 => (u64::from(four(bytes.first_chunk()?)) | u64::from(four(bytes.last_chunk()?)) << 32, 0),
            0..4 => (bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)), 0),
            _ => return None,
        };
        Some(Self { first, rest: rest | (length as u64) << 56 })
    }
}

const fn eight(bytes: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*bytes)
}

const fn four(bytes: &[u8; 4]) -> u32 {
    u32::from_le_bytes(*bytes)
}

impl Hash for ShortWord {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Odd numbers of random digits, so that every byte has a say in the high bits, which are folded down.
        let mixed = (self.first ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xff51_afd7_ed55_8ccd)
            ^ (self.rest ^ 0xc2b2_ae3d_27d4_eb4f).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        state.write_u64(mixed ^ mixed >> 32);
    }
}

/// What each of many words means.
#[derive(Clone, Debug)]
pub(crate) struct WordMap<V> {
    short: FxHashMap<ShortWord, V>,
    long: FxHashMap<Box<str>, V>,
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl<V> WordMap<V> {
    /// Room for so many words.
    pub(crate) fn with_capacity(words: usize) -> Self {
        Self { short: FxHashMap::with_capacity_and_hasher(words, FxBuildHasher), long: FxHashMap::default() }
    }

    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        self.get_as(word, ShortWord::of(word))
    }

    /// What a word means that is asked for in several tables; `short` is the word as two numbers.
    #[inline]
    pub(crate) fn get_as(&self, word: &str, short: Option<ShortWord>) -> Option<&V> {
        match short {
            Some(short) => self.short.get(&short),
            None => self.long.get(word),
        }
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// What a word means, to be changed.
    pub(crate) fn entry(&mut self, word: &str) -> &mut V
    where
        V: Default,
    {
        match ShortWord::of(word) {
            Some(short) => self.short.entry(short).or_default(),
            None => self.long.entry(word.into()).or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_one_number_only_if_they_are_one(words in proptest::collection::vec("[ab]{0,6}[a-c\u{e9}]{0,12}", 2)) {
            let [one, other] = &words[..] else { return Ok(()) };
            prop_assert_eq!(ShortWord::of(one).is_some(), one.len() <= ShortWord::LONGEST);
            if ShortWord::of(one).is_some() {
                prop_assert_eq!(ShortWord::of(one) == ShortWord::of(other), one == other);
            }
        }

        #[test]
        fn what_is_put_in_is_found(words in proptest::collection::vec("[a-z]{0,20}", 0..50)) {
            let mut map = WordMap::default();
            words.iter().enumerate().for_each(|(number, word)| *map.entry(word) = number);
            for word in &words {
                prop_assert_eq!(map.get(word).copied(), words.iter().rposition(|other| other == word));
            }
            prop_assert!(!map.contains("1"));
        }
    }

    #[test]
    fn every_length_keeps_every_byte() {
        for length in 0..=ShortWord::LONGEST {
            let word = "x".repeat(length);
            for at in 0..length {
                let other = format!("{}y{}", &word[..at], &word[at + 1..]);
                assert_ne!(ShortWord::of(&word), ShortWord::of(&other), "{other}");
            }
            assert_ne!(ShortWord::of(&word), ShortWord::of(&format!("{word}\0")));
        }
    }
}
