//! Which words are names, as the article itself writes them.

use std::ops::Range;

use crate::ingest::news::segment::{Sentence, TokenKind, TokenText};

/// Which words an article writes with a capital although no sentence starts there: its names.
#[derive(Debug, Default)]
pub(in crate::ingest::news) struct Names {
    /// How each word of the text is written, by its number.
    written: Vec<Written>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Written {
    capital: bool,
    small: bool,
}

impl Names {
    /// Reads off how an article writes its words.
    pub(in crate::ingest::news) fn read<'s>(text: &TokenText<'_>, prose: impl Iterator<Item = &'s Sentence>) -> Self {
        let mut written = vec![Written::default(); text.count_of_words()];
        for sentence in prose.filter(|sentence| !is_title_case(text, sentence.tokens())) {
            for index in sentence.tokens().skip(1).filter(|&index| text.kind(index) == TokenKind::Word) {
                let opens = text.kind(index - 1) == TokenKind::OpenQuote;
                let after_label = text.raw(index - 1) == ":";
                if after_label {
                    continue;
                }
                let written = &mut written[text.number_of_word(index)];
                if !text.is_capitalised(index) {
                    written.small = true;
                } else if !opens {
                    written.capital = true;
                }
            }
        }
        Self { written }
    }

    pub(super) fn is_name(&self, text: &TokenText<'_>, index: usize) -> bool {
        let written = self.written[text.number_of_word(index)];
        written.capital && !written.small
    }

    pub(super) fn is_small(&self, text: &TokenText<'_>, index: usize) -> bool {
        self.written[text.number_of_word(index)].small
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
