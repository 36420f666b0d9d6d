//! How a database is kept: when the disk is waited for, and copies of it elsewhere.

use std::path::Path;

use super::Database;
use crate::error::Error;
use crate::storage::{Store, SyncMode};

impl Database {
    /// When changes are made sure to be on the disk from now on. A process that ends loses nothing in any mode; the mode says
    /// what a power cut may take, which is always the last changes.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], or [`Error::Storage`] where what was left to chance cannot be made durable.
    pub fn set_sync_mode(&mut self, mode: SyncMode) -> Result<(), Error> {
        self.store.as_mut().map_or(Ok(()), |store| Ok(store.set_sync_mode(mode)?))
    }

    /// Makes every change durable that is not yet, in a mode that leaves some to chance.
    ///
    /// # Errors
    /// [`Error::Storage`] where that fails; which changes a power cut would take is unknown then.
    pub fn sync(&mut self) -> Result<(), Error> {
        self.store.as_mut().map_or(Ok(()), |store| Ok(store.sync()?))
    }

    /// Writes the graph as it is now to a store of its own at `path`: whole or not at all, and never over a file. A database
    /// that was opened for reading does so while another process writes.
    ///
    /// ```
    /// use annals::{Access, Database, Session, time::Date};
    /// # let directory = tempfile::tempdir()?;
    /// # let path = directory.path().join("copy.annals");
    /// let mut database = Database::memory();
    /// database.run("CREATE (:City {name: 'Vess'})", &Session::on(Date::new(2025, 5, 26).expect("a day")))?;
    /// database.backup(&path)?;
    ///
    /// let (copy, _) = Database::open(&path, Access::ReadOnly)?;
    /// assert_eq!(copy.view().node_count(), 1);
    /// assert!(database.backup(&path).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Storage`] where something is at `path`, it cannot be written, or this store cannot be read.
    /// [`Error::Transaction`] where a transaction is open: what it changed is not kept yet.
    pub fn backup(&self, path: &Path) -> Result<(), Error> {
        self.check_none_open()?;
        Ok(Store::backup(path, &self.graph, self.store.as_ref())?)
    }
}
