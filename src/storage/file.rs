//! The snapshot's file while a graph is read from it.
//!
//! It stays open as long as the graph: a checkpoint puts another file in its place, but this one remains what it was. What
//! goes wrong is remembered here, because whoever looks at a graph cannot be told (see `graph::Source`); an answer that was
//! made meanwhile must not leave the house.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::StorageError;
use super::medium::Blob;

/// A snapshot's file.
#[derive(Debug)]
pub(super) struct SnapshotFile {
    pub(super) path: PathBuf,
    pub(super) length: u64,
    blob: Mutex<Box<dyn Blob>>,
    failed: AtomicBool,
    /// The first thing that went wrong.
    fault: Mutex<Option<StorageError>>,
}

impl SnapshotFile {
    pub(super) fn new(path: &Path, length: u64, blob: Box<dyn Blob>) -> Self {
        let (blob, fault) = (Mutex::new(blob), Mutex::new(None));
        Self { path: path.to_owned(), length, blob, failed: AtomicBool::new(false), fault }
    }

    /// Some bytes of the file, which must be within it: no length is believed that the file does not justify.
    pub(super) fn read(&self, offset: u64, length: u64) -> Result<Vec<u8>, StorageError> {
        let within = offset.checked_add(length).is_some_and(|end| end <= self.length);
        let Some(length) = usize::try_from(length).ok().filter(|_| within) else {
            return Err(StorageError::damaged(&self.path, offset, "directory", "the file is cut short"));
        };
        let mut bytes = vec![0; length];
        let mut blob = self.blob.lock().unwrap_or_else(PoisonError::into_inner);
        blob.read_at(offset, &mut bytes).map_err(StorageError::io("read", &self.path))?;
        Ok(bytes)
    }

    /// Remembers what went wrong.
    pub(super) fn blame(&self, error: StorageError) {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        self.failed.store(true, Ordering::Release);
    }

    /// What went wrong since the file was opened.
    pub(super) fn check(&self) -> Result<(), StorageError> {
        if !self.failed.load(Ordering::Acquire) {
            return Ok(());
        }
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.as_ref().map_or(Ok(()), |error| Err(error.again()))
    }
}
