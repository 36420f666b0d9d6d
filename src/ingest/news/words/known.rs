//! Closed classes and verb forms in one table: every word of a text is asked for both, and is looked up once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::closed::{self, Class};
use super::verb::{self, VerbForms};
use crate::ontology::WordFilter;

/// What is known of a word wherever it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KnownWord {
    pub(crate) class: Option<Class>,
    pub(crate) forms: Option<VerbForms>,
}

/// What is known of a lower-case word.
pub(crate) fn known_word(word: &str) -> KnownWord {
    let Table { words, filter } = &*TABLE;
    if filter.may_have(word) { words.get(word).copied().unwrap_or_default() } else { KnownWord::default() }
}

/// The class of a lower-case word, if it belongs to a closed one.
pub(crate) fn closed_class(word: &str) -> Option<Class> {
    known_word(word).class
}

/// The forms a lower-case word can be.
pub(crate) fn verb_forms(word: &str) -> Option<VerbForms> {
    known_word(word).forms
}

struct Table {
    words: FxHashMap<Box<str>, KnownWord>,
    /// Most words of a text are in no table; that is known from a few bits.
    filter: WordFilter,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut words: FxHashMap<Box<str>, KnownWord> = FxHashMap::default();
    for (word, class) in closed::classes() {
        words.entry(word.into()).or_default().class = Some(class);
    }
    for (word, forms) in verb::forms() {
        words.entry(word.into()).or_default().forms = Some(forms);
    }
    let mut filter = WordFilter::for_words(words.len());
    words.keys().for_each(|word| filter.insert(word));
    Table { words, filter }
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
