//! Which words are names, as the article itself writes them.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::ingest::news::segment::{Sentence, TokenKind, TokenText};

/// Which words an article writes with a capital although no sentence starts there: its names.
#[derive(Debug, Default)]
pub(in crate::ingest::news) struct Names<'t> {
    capital: FxHashSet<&'t str>,
    small: FxHashSet<&'t str>,
}

impl<'t> Names<'t> {
    /// Reads off how an article writes its words.
    pub(in crate::ingest::news) fn read<'s>(
        text: &'t TokenText<'_>,
        prose: impl Iterator<Item = &'s Sentence>,
    ) -> Self {
        let mut names = Self::default();
        for sentence in prose.filter(|sentence| !is_title_case(text, sentence.tokens())) {
            for index in sentence.tokens().skip(1).filter(|&index| text.kind(index) == TokenKind::Word) {
                let opens = text.kind(index - 1) == TokenKind::OpenQuote;
                let after_label = text.raw(index - 1) == ":";
                if after_label {
                    continue;
                }
                if !text.is_capitalised(index) {
                    names.small.insert(text.word(index));
                } else if !opens {
                    names.capital.insert(text.word(index));
                }
            }
        }
        names
    }

    pub(super) fn is_name(&self, word: &str) -> bool {
        self.capital.contains(word) && !self.small.contains(word)
    }

    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }
}

/// Whether a sentence capitalises nearly all its words, as headlines do, so that capitals tell nothing.
pub(super) fn is_title_case(text: &TokenText<'_>, range: Range<usize>) -> bool {
    // No headline ends in a full stop; a list of names does.
    if range.end > range.start && text.raw(range.end - 1) == "." {
        return false;
    }
    let long = range.filter(|&index| text.kind(index) == TokenKind::Word && text.raw(index).len() > 3);
    let (capital, all) =
        long.fold((0, 0), |(capital, all), index| (capital + usize::from(text.is_capitalised(index)), all + 1));
    all >= 4 && capital * 10 >= all * 8
}
