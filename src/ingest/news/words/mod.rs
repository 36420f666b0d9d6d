//! The words English grammar is made of: closed classes, calendar names and the forms of common verbs.
//!
//! - `closed`: determiners, prepositions, pronouns, auxiliaries and the other classes no new word ever joins.
//! - `verb`: the forms of a few hundred verbs news is written with, derived from `verbs.txt`.
//! - `known`: both in one table, by word. `stem`: a word without its endings; `term`: a word as the tables of models know it.
//! - `noun`: plurals and singulars.
//! - `saying`: verbs of saying, and what each form of them does.
//!
//! What an event is called is no business of this room: those words come from the [`crate::ontology::Ontology`].

mod closed;
mod known;
mod noun;
mod saying;
mod stem;
mod term;
mod verb;

pub(crate) use closed::{Class, is_closed_class, is_weekday, month};
pub(crate) use known::{KnownWord, closed_class, known_word_as, verb_forms};
pub(crate) use noun::{is_plural, singular};
pub(crate) use saying::{Saying, says};
pub(in crate::ingest::news) use stem::{stem, stem_of_known};
pub(in crate::ingest::news) use term::Term;
pub(crate) use verb::{VerbForms, has_finite_verb, is_base_verb, is_past_finite, third_person};
