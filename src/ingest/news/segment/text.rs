//! The tokens of an article together with their words, and what is known of each word wherever it stands.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::token::{Token, TokenKind};
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::words::{Class, VerbForms, closed_class, verb_forms};
use crate::ontology::{Ontology, OwnNames, Sense, WordClass};

/// Tokens with their words as written and folded (lower case, no accents), as every lexicon wants them.
///
/// A text says the same few words again and again, so each lexicon is asked once for each of them, not once for each token.
#[derive(Debug)]
pub(in crate::ingest::news) struct TokenText<'a> {
    pub(in crate::ingest::news) text: &'a str,
    pub(in crate::ingest::news) tokens: &'a [Token],
    /// The text in ASCII lower case, and behind it the folded words that are not ASCII.
    folded: String,
    /// Which of `words` each token is.
    word_of: Vec<u32>,
    words: Vec<Word<'a>>,
    /// The names a user gave, if any.
    own_names: Option<&'a OwnNames>,
}

/// How many different words room is made for beforehand.
const MOST_EXPECTED: usize = 4096;

/// A word, and what it is wherever it stands.
#[derive(Debug)]
struct Word<'a> {
    /// Where in the folded text it is.
    span: TextSpan,
    class: Option<Class>,
    forms: Option<VerbForms>,
    opens_phrase: bool,
    senses: &'a [Sense],
}

impl<'a> TokenText<'a> {
    pub(in crate::ingest::news) fn new(text: &'a str, tokens: &'a [Token], ontology: &'a Ontology) -> Self {
        let (folded, spans) = fold_all(text, tokens);
        // Half of the words of a short text are there once; a long one says few new ones.
        let distinct = (tokens.len() / 2).min(MOST_EXPECTED);
        let mut words: Vec<Word<'a>> = Vec::with_capacity(distinct);
        let mut known: FxHashMap<&str, u32> = FxHashMap::with_capacity_and_hasher(distinct, FxBuildHasher);
        let number = |span: TextSpan| {
            *known.entry(span.of(&folded)).or_insert_with(|| {
                words.push(Word::new(span, &folded, ontology));
                u32::try_from(words.len() - 1).expect("words are bounded by what a text can hold")
            })
        };
        let word_of = spans.into_iter().map(number).collect();
        let own_names = Some(ontology.own_names()).filter(|names| !names.is_empty());
        Self { text, tokens, folded, word_of, words, own_names }
    }

    pub(in crate::ingest::news) fn own_names(&self) -> Option<&'a OwnNames> {
        self.own_names
    }

    /// The folded word of the token at `index`; empty past the end.
    pub(in crate::ingest::news) fn word(&self, index: usize) -> &str {
        self.known(index).map_or("", |word| word.span.of(&self.folded))
    }

    /// The number of the token's word among those of the text, below [`TokenText::count_of_words`].
    pub(in crate::ingest::news) fn number_of_word(&self, index: usize) -> usize {
        self.word_of[index] as usize
    }

    pub(in crate::ingest::news) fn count_of_words(&self) -> usize {
        self.words.len()
    }

    /// The closed class the word belongs to, if any.
    pub(in crate::ingest::news) fn class(&self, index: usize) -> Option<Class> {
        self.known(index)?.class
    }

    /// Which forms of a common verb the word can be.
    pub(in crate::ingest::news) fn verb_forms(&self, index: usize) -> Option<VerbForms> {
        self.known(index)?.forms
    }

    /// What the word alone may mean as one that names an event, surest first.
    pub(in crate::ingest::news) fn senses(&self, index: usize) -> &'a [Sense] {
        self.known(index).map_or(&[], |word| word.senses)
    }

    /// Whether the word alone names an event as a noun.
    pub(in crate::ingest::news) fn names_event(&self, index: usize) -> bool {
        self.senses(index).iter().any(|sense| sense.class == WordClass::Noun)
    }

    /// Whether the word begins a phrase that names an event, or a light verb.
    pub(in crate::ingest::news) fn opens_phrase(&self, index: usize) -> bool {
        self.known(index).is_some_and(|word| word.opens_phrase)
    }

    fn known(&self, index: usize) -> Option<&Word<'a>> {
        self.words.get(*self.word_of.get(index)? as usize)
    }

    /// The word as written.
    pub(in crate::ingest::news) fn raw(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    pub(in crate::ingest::news) fn kind(&self, index: usize) -> TokenKind {
        self.tokens.get(index).map_or(TokenKind::Mark, |token| token.kind)
    }

    pub(in crate::ingest::news) fn is_capitalised(&self, index: usize) -> bool {
        let word = self.raw(index);
        match word.as_bytes() {
            [first, ..] if first.is_ascii() => first.is_ascii_uppercase(),
            _ => word.starts_with(char::is_uppercase),
        }
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

impl<'a> Word<'a> {
    fn new(span: TextSpan, folded: &str, ontology: &'a Ontology) -> Self {
        let (word, lexicon) = (span.of(folded), ontology.lexicon());
        let opens_phrase = lexicon.opens_phrase(word);
        let senses = if opens_phrase { lexicon.senses(word) } else { &[] };
        Self { span, class: closed_class(word), forms: verb_forms(word), opens_phrase, senses }
    }
}

/// The text in ASCII lower case with the folded words that are not ASCII behind it, and where the word of each token is.
fn fold_all(text: &str, tokens: &[Token]) -> (String, Vec<TextSpan>) {
    let mut folded = text.to_ascii_lowercase();
    let plain = text.is_ascii();
    let spans = tokens.iter().map(|token| match token.span.of(text) {
        word if plain || word.is_ascii() => token.span,
        word => {
            let start = folded.len();
            folded.push_str(&fold(word));
            TextSpan::new(start, folded.len())
        }
    });
    let spans = spans.collect();
    (folded, spans)
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
