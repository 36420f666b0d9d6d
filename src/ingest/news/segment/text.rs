//! The tokens of an article together with their words, and what is known of each word wherever it stands.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::token::{Token, TokenKind};
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::words::{Class, KnownWord, Term, VerbForms, known_word_as, stem_of_known};
use crate::ontology::{Ontology, OwnNames, Sense, ShortWord, WordClass};

/// Tokens with their words as written and folded (lower case, no accents), as every lexicon wants them.
///
/// A text says the same few words again and again, so each lexicon is asked once for each of them, not once for each token.
#[derive(Debug)]
pub(in crate::ingest::news) struct TokenText<'a> {
    pub(in crate::ingest::news) text: &'a str,
    pub(in crate::ingest::news) tokens: &'a [Token],
    /// Which of `words` each token is.
    word_of: Vec<u32>,
    words: Vec<Word<'a>>,
    /// The names a user gave, if any.
    own_names: Option<&'a OwnNames>,
}

/// The number of a word not met before.
const NEW: u32 = u32::MAX;

/// How many different words room is made for beforehand.
const MOST_EXPECTED: usize = 4096;

/// A word, and what it is wherever it stands.
#[derive(Debug)]
struct Word<'a> {
    folded: &'a str,
    class: Option<Class>,
    forms: Option<VerbForms>,
    stem: Term<'a>,
    opens_phrase: bool,
    senses: &'a [Sense],
}

impl<'a> TokenText<'a> {
    pub(in crate::ingest::news) fn new(
        text: &'a str,
        tokens: &'a [Token],
        folded: &'a Folded,
        ontology: &'a Ontology,
    ) -> Self {
        // Half of the words of a short text are there once; a long one says few new ones.
        let distinct = (tokens.len() / 2).min(MOST_EXPECTED);
        let mut words: Vec<Word<'a>> = Vec::with_capacity(distinct);
        let mut short: FxHashMap<ShortWord, u32> = FxHashMap::with_capacity_and_hasher(distinct, FxBuildHasher);
        let mut long: FxHashMap<&str, u32> = FxHashMap::default();
        let number = |word: &'a str| {
            let as_numbers = ShortWord::of(word);
            let number = match as_numbers {
                Some(word) => short.entry(word).or_insert(NEW),
                None => long.entry(word).or_insert(NEW),
            };
            if *number == NEW {
                *number = u32::try_from(words.len()).expect("words are bounded by what a text can hold");
                words.push(Word::new(word, as_numbers, ontology));
            }
            *number
        };
        let mut word_of = Vec::with_capacity(tokens.len());
        word_of.extend(folded.words(tokens).map(number));
        let own_names = Some(ontology.own_names()).filter(|names| !names.is_empty());
        Self { text, tokens, word_of, words, own_names }
    }

    pub(in crate::ingest::news) fn own_names(&self) -> Option<&'a OwnNames> {
        self.own_names
    }

    /// The folded word of the token at `index`; empty past the end.
    pub(in crate::ingest::news) fn word(&self, index: usize) -> &'a str {
        self.known(index).map_or("", |word| word.folded)
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

    /// The base form of a verb; a noun without the mark of its plural.
    pub(in crate::ingest::news) fn stem(&self, index: usize) -> Term<'a> {
        self.known(index).map_or(Term::NONE, |word| word.stem)
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
        let Some(token) = self.tokens.get(index) else { return false };
        match self.text.as_bytes().get(token.span.start) {
            Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
            _ => self.raw(index).starts_with(char::is_uppercase),
        }
    }

    /// Whether the word is written in capitals, such as `US` or `NATO`.
    pub(in crate::ingest::news) fn is_upper(&self, index: usize) -> bool {
        let word = self.raw(index);
        // Most words say no by their second letter.
        let small = word.as_bytes().get(1).is_none_or(u8::is_ascii_lowercase);
        !small && word.chars().all(|c| !c.is_lowercase()) && word.chars().filter(|c| c.is_uppercase()).count() > 1
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
    fn new(folded: &'a str, short: Option<ShortWord>, ontology: &'a Ontology) -> Self {
        let senses = ontology.lexicon().opening(folded, short);
        let KnownWord { class, forms } = known_word_as(folded, short);
        let stem = Term::new(stem_of_known(folded, forms));
        Self { folded, class, forms, stem, opens_phrase: senses.is_some(), senses: senses.unwrap_or_default() }
    }
}

/// The words of a text, folded.
#[derive(Debug)]
pub(in crate::ingest::news) struct Folded {
    /// The text in ASCII lower case, and behind it the folded words that are not ASCII.
    text: String,
    /// Which tokens those are, and where in it; every other word is where its token is.
    elsewhere: Vec<(usize, TextSpan)>,
}

impl Folded {
    pub(in crate::ingest::news) fn of(text: &str, tokens: &[Token]) -> Self {
        let mut folded = Self { text: text.to_ascii_lowercase(), elsewhere: Vec::new() };
        if text.is_ascii() {
            return folded;
        }
        let words = tokens.iter().map(|token| token.span.of(text)).enumerate();
        for (index, word) in words.filter(|(_, word)| !word.is_ascii()) {
            let start = folded.text.len();
            folded.text.push_str(&fold(word));
            folded.elsewhere.push((index, TextSpan::new(start, folded.text.len())));
        }
        folded
    }

    /// The folded word of each of the tokens.
    fn words<'f>(&'f self, tokens: &'f [Token]) -> impl Iterator<Item = &'f str> {
        let mut elsewhere = self.elsewhere.iter().peekable();
        tokens.iter().enumerate().map(move |(index, token)| {
            let span = elsewhere.next_if(|(of, _)| *of == index).map_or(token.span, |(_, span)| *span);
            span.of(&self.text)
        })
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
