//! Closed classes and verb forms in one table: every word of a text is asked for both, and is looked up once.

use std::sync::LazyLock;

use super::closed::{self, Class};
use super::verb::{self, VerbForms};
use crate::ontology::{ShortWord, WordMap};

/// What is known of a word wherever it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KnownWord {
    pub(crate) class: Option<Class>,
    pub(crate) forms: Option<VerbForms>,
}

/// What is known of a lower-case word.
pub(crate) fn known_word(word: &str) -> KnownWord {
    known_word_as(word, ShortWord::of(word))
}

/// The same of a word that is asked for in several tables; `short` is the word as two numbers.
pub(crate) fn known_word_as(word: &str, short: Option<ShortWord>) -> KnownWord {
    TABLE.get_as(word, short).copied().unwrap_or_default()
}

/// The class of a lower-case word, if it belongs to a closed one.
pub(crate) fn closed_class(word: &str) -> Option<Class> {
    known_word(word).class
}

/// The forms a lower-case word can be.
pub(crate) fn verb_forms(word: &str) -> Option<VerbForms> {
    known_word(word).forms
}

static TABLE: LazyLock<WordMap<KnownWord>> = LazyLock::new(|| {
    let mut words: WordMap<KnownWord> = WordMap::default();
    for (word, class) in closed::classes() {
        words.entry(word).class = Some(class);
    }
    for (word, forms) in verb::forms() {
        words.entry(&word).forms = Some(forms);
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_knows_what_each_of_both_knows() {
        let (classes, forms) = (closed::classes(), verb::forms());
        let words = classes.keys().copied().chain(forms.keys().map(String::as_str));
        for word in words.chain(["harbour", "", "Norway", "énergie"]) {
            assert_eq!(closed_class(word), classes.get(word).copied(), "{word}");
            assert_eq!(verb_forms(word), forms.get(word).copied(), "{word}");
        }
    }
}
