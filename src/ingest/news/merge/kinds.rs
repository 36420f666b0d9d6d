//! Which types of event can be one event: the same, or one above the other.
//!
//! Every telling is compared with hundreds, most of other types; so each pair of types is asked of the ontology once.

use rustc_hash::FxHashMap;

use crate::ingest::news::event::Candidate;
use crate::ontology::Ontology;

/// The types of an article's candidates, numbered, and which of them may be told of one event.
pub(super) struct Kinds<'a> {
    labels: Vec<&'a str>,
    ontology: &'a Ontology,
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
        Self { labels, ontology, of, related }
    }

    /// Whether the types of two candidates, by index, allow them to tell one event.
    pub(super) fn may_be_one(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.of[one], self.of[other]);
        let Self { labels, ontology, related, .. } = self;
        let known = &mut related[one * labels.len() + other];
        *known.get_or_insert_with(|| are_related(ontology, labels[one], labels[other]))
    }
}

/// The same type, or one that tells the other; every type stands below `Event`, which therefore tells nothing.
pub(super) fn are_related(ontology: &Ontology, one: &str, other: &str) -> bool {
    one == other
        || one != ROOT && other != ROOT && (ontology.may_be_told_as(one, other) || ontology.may_be_told_as(other, one))
}

const ROOT: &str = "Event";
