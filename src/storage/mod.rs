//! DURABILITY: one snapshot, one journal, one lock.

mod error;

use std::path::Path;

pub use error::StorageError;

use crate::graph::{Batch, Graph};

/// Whether a store is opened to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// No lock, no byte changed.
    ReadOnly,
    /// Excludes other writers.
    ReadWrite,
}

/// What was noticed while a store was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Remarks for the user, such as a torn last record that was set aside.
    pub notes: Vec<String>,
}

/// A store on disk.
#[derive(Debug)]
pub struct Store {}

impl Store {
    /// Creates an empty store and opens it for writing.
    ///
    /// # Errors
    /// Where something is at `path`, or it cannot be written.
    pub fn create(path: &Path) -> Result<Self, StorageError> {
        let _ = path;
        todo!()
    }

    /// Opens the store at `path` and reads its graph.
    ///
    /// # Errors
    /// Where there is no store, it is of a newer version, damaged, or locked.
    pub fn open(path: &Path, access: Access) -> Result<(Self, Graph, Opening), StorageError> {
        let _ = (path, access);
        todo!()
    }

    /// Makes a batch durable.
    ///
    /// # Errors
    /// Where it cannot be written; the store takes no further write.
    pub fn append(&mut self, batch: &Batch) -> Result<(), StorageError> {
        let _ = batch;
        todo!()
    }

    /// Folds the journal into a new snapshot of `graph`.
    ///
    /// # Errors
    /// Where it cannot be written; the old snapshot and journal stay valid.
    pub fn checkpoint(&mut self, graph: &Graph) -> Result<(), StorageError> {
        let _ = graph;
        todo!()
    }

    /// Marks the store as closed in good order.
    ///
    /// # Errors
    /// Where the mark cannot be written; nothing acknowledged is lost.
    pub fn close(self, graph: &Graph) -> Result<(), StorageError> {
        let _ = graph;
        todo!()
    }
}
