//! Word classes.
//!
//! 1. `names`: which words the article writes with a capital although no sentence starts there.
//! 2. `word`: each word's class, from closed classes, capitals and what stands in front of it.
//! 3. `verb`: a word that can be a verb or a noun is what its neighbours make it.
//! 4. `settle`: once names are known, which verbs carry their clauses.

mod names;
mod settle;
mod verb;
mod word;

pub(in crate::ingest::news) use names::Names;
pub(in crate::ingest::news) use settle::settle_verbs;
pub(in crate::ingest::news) use word::tags;

/// The class of a word in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::ingest::news) enum Tag {
    Determiner,
    /// `his`, `their`
    Owner,
    Preposition,
    Conjunction,
    Subordinator,
    Pronoun,
    Relative,
    Be,
    Have,
    Do,
    Modal,
    To,
    Negation,
    Adverb,
    Number,
    Adjective,
    Noun,
    /// A capitalised word that names something.
    Name,
    /// A word of a time phrase.
    Time,
    Past,
    Present,
    Base,
    Participle,
    Gerund,
    /// `'s`
    PossessiveMark,
    Hyphen,
    Comma,
    OpenQuote,
    CloseQuote,
    Mark,
}

impl Tag {
    /// Whether the word can carry a clause by itself.
    pub(in crate::ingest::news) const fn is_finite(self) -> bool {
        matches!(self, Self::Past | Self::Present | Self::Modal | Self::Do)
    }

    pub(in crate::ingest::news) const fn is_verb(self) -> bool {
        matches!(self, Self::Past | Self::Present | Self::Base | Self::Participle | Self::Gerund)
    }

    pub(in crate::ingest::news) const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Name)
    }
}
