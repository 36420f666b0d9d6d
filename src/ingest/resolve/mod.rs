//! DOCUMENTS TO BATCH: what the graph already has, and what is new.
//!
//! 1. A document whose text is known (`sha256`) is left alone.
//! 2. `entity`: each of its entities is one the graph has (same name or alias, compatible kind, for places also the same
//!    country and nearby), or a new node. A place is put into its country.
//! 3. `document`: document, publisher, sentences, and whom they mention become nodes.
//! 4. `event`: each of its events is one the graph has (compatible type, date, participants, place, modality), which
//!    then gains evidence, or a new node. Two events of one document are never made one: its reader kept them apart.
//! 5. `draft` collects the changes into one batch, seen by what follows in the same run.
//!
//! Where documents differ, nothing is overwritten: what each claims (`killed`, `injured`, `quantity`) stands on its own
//! `REPORTED_IN` relationship, and the event carries the largest number. What is chosen when two accounts merge (name,
//! title, date) depends on the accounts and not on their order, so documents in either order give the same graph.

mod document;
mod draft;
mod entity;
mod event;
mod place;

use super::record::Document;
use super::report::Report;
use crate::graph::{Batch, View};
use crate::ontology::Ontology;

use draft::Draft;
use entity::Entities;
use event::Events;

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
    let mut entities = Entities::default();
    let mut events = Events::default();
    let mut report = Report::default();
    for document in documents {
        report.warnings.extend(document.warnings.iter().cloned());
        if document::is_known(document, &draft) {
            report.documents_known += 1;
            continue;
        }
        report.documents_new += 1;
        let nodes = entities.resolve(document, &mut draft, ontology, &mut report);
        let sentences = document::add(document, &nodes, &mut draft);
        events.resolve(document, &nodes, &sentences, &mut draft, ontology, &mut report);
    }
    (draft.into_batch(), report)
}

#[cfg(test)]
mod tests;
