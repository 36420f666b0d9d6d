//! DOCUMENTS TO BATCH: what the graph already has, and what is new.
//!
//! 1. A document whose text is known (`sha256`) is left alone. `document`: the others become nodes, with their publisher
//!    and sentences. `told`: what each says stays known, in its own words.
//! 2. `entity`: everything called the same, by these documents or by those before, is looked at together, and becomes as
//!    many entities as it is. A place is put into its country.
//! 3. `event`: every telling of an event is looked at together with those that may be of the same, and what is one
//!    becomes one node with all its evidence.
//! 4. `draft` collects the changes into one batch.
//!
//! So a graph depends on which documents it was made of, and neither on their order nor on the runs they came in. Where
//! documents differ, nothing is overwritten: what each claims stands on its own `REPORTED_IN` relationship, and the event
//! carries the largest number. What others than documents put into the graph is never taken away.

mod document;
mod draft;
mod entity;
mod event;
mod place;
mod told;

use super::record::Document;
use super::report::Report;
use crate::graph::{Batch, View};
use crate::ontology::Ontology;

use draft::Draft;
use told::{Documents, Rank};

pub use event::{Joined, NearMiss, Why, why};

/// Compares documents with what the graph holds: the changes that add what is new, and a report of what was.
///
/// ```
/// use annals::graph::Graph;
/// use annals::ingest::record::{Document, Entity, Event, Sentence};
/// use annals::ingest::resolve::resolve;
/// use annals::ontology::Ontology;
///
/// let document = Document {
///     title: "Quake in Chile".into(),
///     sha256: "5f1d".into(),
///     sentences: vec![Sentence { number: 1, text: "An earthquake shook Chile on Monday.".into(), ..Default::default() }],
///     entities: vec![Entity { name: "Chile".into(), kind: "Country".into(), ..Default::default() }],
///     events: vec![Event {
///         kind: "Earthquake".into(),
///         title: "earthquake in Chile".into(),
///         date: "2025-06-02".into(),
///         places: vec![0],
///         evidence: vec![0],
///         ..Default::default()
///     }],
///     ..Default::default()
/// };
/// let mut graph = Graph::new();
/// let (batch, report) = resolve(&[document.clone()], graph.view(), Ontology::standard());
/// assert_eq!((report.events_new, report.entities_new), (1, 1));
/// graph.apply(&batch)?;
///
/// let (batch, report) = resolve(&[document], graph.view(), Ontology::standard());
/// assert!(batch.is_empty() && report.documents_known == 1);
/// # Ok::<(), annals::graph::ApplyError>(())
/// ```
#[must_use]
pub fn resolve(documents: &[Document], view: View<'_>, ontology: &Ontology) -> (Batch, Report) {
    let mut draft = Draft::new(view);
    let mut told = Documents::default();
    let mut report = Report::default();
    let mut placed: Vec<event::Placed<'_>> = Vec::new();
    for document in in_order(documents) {
        report.warnings.extend(document.warnings.iter().cloned());
        if document::is_known(document, &draft) {
            report.documents_known += 1;
            continue;
        }
        report.documents_new += 1;
        let (node, sentences, tells) = document::add(document, &mut draft, ontology);
        told.add(node, tells);
        placed.push((document, node, sentences));
    }
    if placed.is_empty() {
        return (draft.into_batch(), report);
    }
    let outcome = entity::resolve(&mut told, &mut draft, ontology, &mut report);
    let left = event::resolve(&placed, &outcome, &mut told, &mut draft, ontology, &mut report);
    for (node, heir) in left.into_iter().chain(outcome.replaced) {
        draft.replace_node(node, heir);
    }
    (draft.into_batch(), report)
}

/// Documents in the order in which they are taken, so that the nodes of one run have the same ids in any.
fn in_order(documents: &[Document]) -> Vec<&Document> {
    let mut documents: Vec<&Document> = documents.iter().collect();
    documents.sort_by_cached_key(|document| Rank::of(document));
    documents
}

#[cfg(test)]
mod tests;
