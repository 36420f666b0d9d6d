//! Whole tables into an empty database.

use super::Database;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::ingest::table::{self, Tables};
use crate::storage::Access;

/// What [`Database::load`] took in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// How many nodes.
    pub nodes: usize,
    /// How many relationships.
    pub relationships: usize,
}

impl Database {
    /// Takes in whole tables ([`table::read`]), where nothing is yet. All of it is durable when this returns, or none.
    ///
    /// # Errors
    /// [`Error::Source`] where the database holds a graph already, or the tables hold more than it can;
    /// [`Error::ReadOnly`], [`Error::Transaction`] where one is open, [`Error::Storage`] where the snapshot cannot be written.
    pub fn load(&mut self, tables: Tables) -> Result<Loaded, Error> {
        if self.access == Access::ReadOnly {
            return Err(Error::ReadOnly);
        }
        self.check_none_open()?;
        if self.view().node_count() > 0 {
            let message = "the store holds a graph already";
            return Err(Error::Source(
                Diagnostic::new("not_empty", message).help("load into a new store: --db new.annals"),
            ));
        }
        let graph = table::build(tables).map_err(|contradiction| {
            Error::Source(Diagnostic::new("too_large", contradiction.0).help("load fewer rows"))
        })?;
        // The snapshot first: what a caller sees must survive the next power cut.
        if let Some(store) = &mut self.store {
            store.checkpoint(&graph)?;
        }
        self.graph = graph;
        Ok(Loaded { nodes: self.view().node_count(), relationships: self.view().relationship_count() })
    }
}
