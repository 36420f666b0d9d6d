//! Which types of event can be one event: the same, or one above the other.
//!
//! Every telling is compared with hundreds, most of other types; so each pair of types is asked of the ontology once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::ingest::news::event::Candidate;
use crate::ontology::Ontology;

/// The types of an article's candidates, numbered, and which of them may be told of one event.
pub(super) struct Kinds<'a> {
    labels: Vec<&'a str>,
    /// The types above each.
    above: Vec<&'a [Arc<str>]>,
    /// The number of each candidate's type.
    of: Vec<usize>,
    /// For each pair of types, whether they are related, as far as it was asked.
    related: Vec<Option<bool>>,
}

impl<'a> Kinds<'a> {
    pub(super) fn of(candidates: &'a [Candidate], ontology: &'a Ontology) -> Self {
        let mut labels = Vec::new();
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let mut number = |candidate: &'a Candidate| {
            *numbers.entry(&candidate.kind).or_insert_with(|| {
                labels.push(candidate.kind.as_ref());
                labels.len() - 1
            })
        };
        let of = candidates.iter().map(&mut number).collect();
        let related = vec![None; labels.len() * labels.len()];
        let above = labels.iter().map(|label| ontology.above(label)).collect();
        Self { labels, above, of, related }
    }

    /// Whether the types of two candidates, by index, allow them to tell one event.
    pub(super) fn may_be_one(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.of[one], self.of[other]);
        let Self { labels, above, related, .. } = self;
        let known = &mut related[one * labels.len() + other];
        let is_below = |one: usize, other: usize| above[one].iter().any(|above| **above == *labels[other]);
        let above = || is_below(one, other) || is_below(other, one);
        *known.get_or_insert_with(|| may_meet(labels[one], labels[other], above))
    }
}

/// The same type, or one above the other; every type stands below `Event`, which therefore tells nothing.
pub(super) fn are_related(ontology: &Ontology, one: &str, other: &str) -> bool {
    may_meet(one, other, || ontology.is_a(one, other) || ontology.is_a(other, one))
}

fn may_meet(one: &str, other: &str, is_above: impl FnOnce() -> bool) -> bool {
    one == other || one != ROOT && other != ROOT && is_above()
}

const ROOT: &str = "Event";
