//! The tokens of an article together with their words.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::token::{Token, TokenKind};
use crate::ingest::news::span::TextSpan;
use crate::ontology::OwnNames;

/// Tokens with their words as written and folded (lower case, no accents), as every lexicon wants them.
#[derive(Debug)]
pub(in crate::ingest::news) struct TokenText<'a> {
    pub(in crate::ingest::news) text: &'a str,
    pub(in crate::ingest::news) tokens: &'a [Token],
    /// The text in ASCII lower case, and behind it the folded words that are not ASCII.
    folded: String,
    /// Where in `folded` the word of each token is.
    words: Vec<TextSpan>,
    /// The names a user gave, if any.
    own_names: Option<&'a OwnNames>,
}

impl<'a> TokenText<'a> {
    pub(in crate::ingest::news) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let mut folded = text.to_ascii_lowercase();
        let plain = text.is_ascii();
        let words = tokens.iter().map(|token| match token.span.of(text) {
            word if plain || word.is_ascii() => token.span,
            word => {
                let start = folded.len();
                folded.push_str(&fold(word));
                TextSpan::new(start, folded.len())
            }
        });
        let words = words.collect();
        Self { text, tokens, folded, words, own_names: None }
    }

    /// The same, read with a user's names.
    pub(in crate::ingest::news) fn with_names(self, names: &'a OwnNames) -> Self {
        Self { own_names: (!names.is_empty()).then_some(names), ..self }
    }

    pub(in crate::ingest::news) fn own_names(&self) -> Option<&'a OwnNames> {
        self.own_names
    }

    /// The folded word of the token at `index`; empty past the end.
    pub(in crate::ingest::news) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word.of(&self.folded))
    }

    /// The word as written.
    pub(in crate::ingest::news) fn raw(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    pub(in crate::ingest::news) fn kind(&self, index: usize) -> TokenKind {
        self.tokens.get(index).map_or(TokenKind::Mark, |token| token.kind)
    }

    pub(in crate::ingest::news) fn is_capitalised(&self, index: usize) -> bool {
        self.raw(index).starts_with(char::is_uppercase)
    }

    /// Whether the word is written in capitals, such as `US` or `NATO`.
    pub(in crate::ingest::news) fn is_upper(&self, index: usize) -> bool {
        let word = self.raw(index);
        word.len() > 1
            && word.chars().all(|c| !c.is_lowercase())
            && word.chars().filter(|c| c.is_uppercase()).count() > 1
    }

    /// Whether nothing stands between the token and the one before.
    pub(in crate::ingest::news) fn is_glued(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.zip(self.tokens.get(index)).is_some_and(|(before, token)| before.span.end == token.span.start)
    }

    /// The text of a range of tokens, as written.
    pub(in crate::ingest::news) fn of(&self, range: std::ops::Range<usize>) -> &'a str {
        let last = range.end.checked_sub(1).filter(|&last| last >= range.start);
        match (self.tokens.get(range.start), last.and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) => first.span.to(last.span).of(self.text),
            _ => "",
        }
    }
}

/// Lower case, without accents, with straight apostrophes.
pub(in crate::ingest::news) fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let bare = word.nfd().filter(|c| !is_combining_mark(*c));
    Cow::Owned(bare.flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect())
}
