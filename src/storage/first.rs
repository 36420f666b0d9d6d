//! A snapshot of format 1: read whole, section by section.

use std::sync::Arc;

use super::StorageError;
use super::check::SectionReport;
use super::file::SnapshotFile;
use super::format::checksum;
use super::format::first::FirstEntry;
use super::format::header::HEADER_LENGTH;
use crate::graph::{Builder, Graph};

/// A snapshot whose directory was checked.
#[derive(Debug)]
pub(super) struct FirstSnapshot {
    file: Arc<SnapshotFile>,
    entries: Vec<FirstEntry>,
}

impl FirstSnapshot {
    /// Sections follow each other from the header to the directory.
    pub(super) fn new(file: Arc<SnapshotFile>, entries: Vec<FirstEntry>, directory: u64) -> Result<Self, StorageError> {
        let mut end = HEADER_LENGTH as u64;
        let fits = entries.iter().all(|entry| {
            let fits = entry.offset == end && entry.length <= directory.saturating_sub(end);
            end = end.saturating_add(entry.length);
            fits
        });
        if !fits || end != directory {
            let detail = "a section lies where none can";
            return Err(StorageError::damaged(&file.path, directory, "directory", detail));
        }
        Ok(Self { file, entries })
    }

    pub(super) fn graph(&self) -> Result<Graph, StorageError> {
        let mut builder = Builder::default();
        for entry in &self.entries {
            let bytes = self.section(entry)?;
            entry.decode(&bytes, &mut builder).map_err(|error| self.damaged(entry, error.to_string()))?;
        }
        Ok(builder.finish())
    }

    pub(super) fn verify(&self) -> Result<(), StorageError> {
        self.entries.iter().try_for_each(|entry| self.section(entry).map(drop))
    }

    pub(super) fn report(&self) -> Vec<(SectionReport, Option<StorageError>)> {
        let report = |entry: &FirstEntry| {
            let found = self.section(entry);
            let FirstEntry { offset, length, .. } = *entry;
            (SectionReport { name: entry.name(), offset, length, sound: found.is_ok() }, found.err())
        };
        self.entries.iter().map(report).collect()
    }

    /// The bytes of a section, checked.
    fn section(&self, entry: &FirstEntry) -> Result<Vec<u8>, StorageError> {
        let bytes = self.file.read(entry.offset, entry.length)?;
        if checksum(&[&bytes]) != entry.checksum {
            return Err(self.damaged(entry, "the checksum does not match"));
        }
        Ok(bytes)
    }

    fn damaged(&self, entry: &FirstEntry, detail: impl Into<String>) -> StorageError {
        StorageError::damaged(&self.file.path, entry.offset, entry.name(), detail)
    }
}
