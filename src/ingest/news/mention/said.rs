//! What a document says of a name once holds for the rest of it: who is called Harwick after "Ada Harwick", what is called
//! Halvard after "Halvard Motor Company".

use rustc_hash::{FxHashMap, FxHashSet};

use super::Found;
use super::classify::Evidence;
use super::form::is_bound;
use super::poll::{BODY, OTHER, PERSON, Poll};
use super::run::look_up;
use crate::ingest::news::segment::TokenText;
use crate::ingest::news::syntax::Tag;
use crate::ingest::news::words::is_plural;

/// What the full names of a document say of single words.
#[derive(Debug, Default)]
pub(super) struct Said {
    words: FxHashMap<u32, Word>,
}

/// What a word is a part of.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    surname: bool,
    body: bool,
}

impl Said {
    /// Reads off the full names found.
    pub(super) fn of(text: &TokenText<'_>, found: &[Found<'_>]) -> Self {
        let mut said = Self::default();
        for finding in found.iter().filter(|finding| finding.tokens.len() > 1 && !finding.nameless && !finding.demonym)
        {
            let (first, last) = (finding.tokens.start, finding.tokens.end - 1);
            match finding.kind.as_ref() {
                "Person" if finding.evidence >= Evidence::Context => said.word(text, last).surname = true,
                "Company" | "Team" if finding.evidence >= Evidence::Word => said.word(text, first).body = true,
                _ => {}
            }
        }
        said
    }

    fn word(&mut self, text: &TokenText<'_>, index: usize) -> &mut Word {
        let number = u32::try_from(text.number_of_word(index)).expect("words are bounded by what a text can hold");
        self.words.entry(number).or_default()
    }

    fn get(&self, text: &TokenText<'_>, index: usize) -> Word {
        let number = u32::try_from(text.number_of_word(index)).ok();
        number.and_then(|number| self.words.get(&number)).copied().unwrap_or_default()
    }

    /// The votes of the document's full names for a name.
    pub(super) fn vote(&self, poll: &mut Poll, text: &TokenText<'_>, finding: &Found<'_>) {
        let bound = is_bound(text, finding);
        let first = self.get(text, if bound { finding.tokens.end - 1 } else { finding.tokens.start });
        if finding.tokens.len() > 1 && !bound {
            if first.surname || !(first.body || is_company(text, finding.tokens.start)) {
                return;
            }
            // "Halvard Commercial Airplanes" is a part of it, "the Halvard Taurus" something it makes.
            poll.vote(PERSON, -4);
            return poll.vote(if is_plural(text.word(finding.tokens.end - 1)) { BODY } else { OTHER }, 3);
        }
        if first.surname {
            poll.vote(PERSON, 5);
        } else if first.body {
            poll.vote(BODY, 6);
        }
    }
}

fn is_company(text: &TokenText<'_>, index: usize) -> bool {
    look_up(text, index, index + 1).is_some_and(|known| known.kind == "Company")
}

/// Surnames met so far: "Ada Savage ... Savage lives", where the capital may be the sentence's.
#[derive(Debug, Default)]
pub(in crate::ingest::news) struct Surnames(FxHashSet<usize>);

impl Surnames {
    /// Remembers the surnames of the persons among the names of a sentence.
    pub(in crate::ingest::news) fn learn(&mut self, text: &TokenText<'_>, found: &[Found<'_>]) {
        let persons = found.iter().filter(|finding| finding.kind == "Person" && finding.tokens.len() > 1);
        self.0.extend(persons.map(|person| text.number_of_word(person.tokens.end - 1)));
    }

    /// Makes a name of a surname that opens a sentence as its subject.
    pub(super) fn mark(&self, text: &TokenText<'_>, first: usize, tags: &mut [Tag]) {
        let Some(&tag) = tags.get(first) else { return };
        let open = tag.is_verb() || matches!(tag, Tag::Noun | Tag::Adjective | Tag::Adverb | Tag::Modal);
        let acts = tags.get(first + 1).is_some_and(|&next| {
            next.is_finite() || matches!(next, Tag::Be | Tag::Have | Tag::PossessiveMark | Tag::Adverb)
        });
        let reflexive = matches!(text.word(first + 1), "himself" | "herself");
        if open && (acts || reflexive) && self.0.contains(&text.number_of_word(first)) {
            tags[first] = Tag::Name;
        }
    }
}
