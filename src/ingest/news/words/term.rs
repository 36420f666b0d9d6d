//! Words as the tables of the models know them: hashed once, however often they are asked for.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A word, the stem of one, or the name of a class.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest::news) struct Term<'t> {
    pub(in crate::ingest::news) text: &'t str,
    hash: u64,
}

impl<'t> Term<'t> {
    /// Where a table has no word.
    pub(in crate::ingest::news) const NONE: Self = Self { text: "", hash: 0 };

    pub(in crate::ingest::news) fn new(text: &'t str) -> Self {
        if text.is_empty() {
            return Self::NONE;
        }
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        Self { text, hash: hasher.finish() }
    }

    pub(in crate::ingest::news) const fn is_none(self) -> bool {
        self.text.is_empty()
    }

    /// What stands for the word in a table.
    pub(in crate::ingest::news) const fn key(self) -> u64 {
        self.hash
    }
}
