//! The words English grammar is made of: closed classes, calendar names and the forms of common verbs.
//!
//! - `closed`: determiners, prepositions, pronouns, auxiliaries and the other classes no new word ever joins.
//! - `verb`: the forms of a few hundred verbs news is written with, derived from `verbs.txt`.
//!
//! What an event is called is no business of this room: those words come from the [`crate::ontology::Ontology`].

mod closed;
mod verb;

pub(crate) use closed::{Class, closed_class, is_closed_class, is_weekday, month};
pub(crate) use verb::{VerbForms, has_finite_verb, is_base_verb, is_past_finite, third_person, verb_forms};
