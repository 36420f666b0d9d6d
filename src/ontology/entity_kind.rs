//! The kinds of entities: persons, organisations, groups and places.

use std::sync::Arc;

/// A kind of entity: a label under `Entity`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityKind {
    /// Its label, such as `City`.
    pub label: Arc<str>,
    /// The kind above it; `Entity` has none.
    pub parent: Option<Arc<str>>,
    /// What it means, in a phrase.
    pub gloss: Arc<str>,
}
