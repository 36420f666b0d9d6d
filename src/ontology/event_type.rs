//! The types of events: readable nouns in one tree, mapped to the codes of the field.

use std::sync::Arc;

use super::Frame;

/// A type of event: a label under `Event`.
///
/// PLOVER (the Political Language Ontology for Verifiable Event Records, 2021) and CAMEO (Conflict and Mediation Event
/// Observations) are the codes event data is exchanged in; both leave out much of the news, so a type may have neither.
#[derive(Clone, Debug, PartialEq)]
pub struct EventType {
    /// Its label, such as `Airstrike`.
    pub label: Arc<str>,
    /// The type above it; `Event` has none.
    pub parent: Option<Arc<str>>,
    /// Its PLOVER type, such as `ASSAULT`: its own, or that of the nearest type above that has one.
    pub plover: Option<Arc<str>>,
    /// Its PLOVER mode, such as `aerial`, where it implies one.
    pub mode: Option<Arc<str>>,
    /// The CAMEO codes it covers.
    pub cameo: Vec<Arc<str>>,
    /// Whether every side is an actor, as in a meeting.
    pub symmetric: bool,
    /// Which part subject, object and prepositions play in it, unless a word says otherwise.
    pub frame: Frame,
    /// What a bare number in it usually counts, such as `prisoners`.
    pub quantity_unit: Option<Arc<str>>,
    /// What it means, in a phrase.
    pub gloss: Arc<str>,
}
