//! Stores that break one rule each. What is said of the store must not hold of them, or it says nothing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::SimulatedDisk;
use crate::storage::medium::{Blob, Medium};
use crate::storage::rule::Rule;

/// A rule that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mutant {
    NoSync,
    NoDirectorySync,
    NoRecordSync,
    RetryAfterFailedSync,
    ReplayWithoutSequence,
    SnapshotInPlace,
    NoChecksums,
}

impl Mutant {
    pub(super) const ALL: [Self; 7] = [
        Self::NoSync,
        Self::NoDirectorySync,
        Self::NoRecordSync,
        Self::RetryAfterFailedSync,
        Self::ReplayWithoutSequence,
        Self::SnapshotInPlace,
        Self::NoChecksums,
    ];

    /// The rule of reading that it breaks.
    pub(super) fn rule(self) -> Option<Rule> {
        match self {
            Self::ReplayWithoutSequence => Some(Rule::Sequences),
            Self::NoChecksums => Some(Rule::Checksums),
            _ => None,
        }
    }
}

/// A disk as a store sees it that may break a rule of writing.
#[derive(Debug)]
pub(super) struct Mutated {
    pub(super) disk: SimulatedDisk,
    pub(super) mutant: Option<Mutant>,
}

impl Mutated {
    pub(super) fn medium(disk: SimulatedDisk, mutant: Option<Mutant>) -> Arc<dyn Medium> {
        Arc::new(Self { disk, mutant })
    }

    fn breaks(&self, mutant: Mutant) -> bool {
        self.mutant == Some(mutant)
    }

    fn file(&self, path: &Path, blob: Box<dyn Blob>, is_new: bool) -> Box<dyn Blob> {
        let mutant = self.mutant;
        let is_journal = path.to_string_lossy().contains("-journal");
        Box::new(MutatedFile { blob, mutant, is_journal, unsynced_header: is_new })
    }

    /// Where a file really is: in place, instead of beside.
    fn place(&self, path: &Path) -> PathBuf {
        let text = path.to_string_lossy();
        match text.strip_suffix("-new").filter(|place| !place.ends_with("-journal")) {
            Some(place) if self.breaks(Mutant::SnapshotInPlace) => PathBuf::from(place),
            _ => path.to_owned(),
        }
    }
}

impl Medium for Mutated {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Blob>> {
        let place = self.place(path);
        if place != path && self.disk.exists(&place)? {
            let mut blob = self.disk.open(&place, true)?;
            blob.set_len(0)?;
            return Ok(self.file(path, blob, true));
        }
        Ok(self.file(path, self.disk.create(&place)?, true))
    }

    fn open(&self, path: &Path, write: bool) -> io::Result<Box<dyn Blob>> {
        Ok(self.file(path, self.disk.open(&self.place(path), write)?, false))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.place(from) == to { Ok(()) } else { self.disk.rename(from, to) }
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        let skipped = self.breaks(Mutant::NoSync) || self.breaks(Mutant::NoDirectorySync);
        if skipped { Ok(()) } else { self.disk.sync_dir(path) }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.disk.exists(path)
    }
}

#[derive(Debug)]
struct MutatedFile {
    blob: Box<dyn Blob>,
    mutant: Option<Mutant>,
    is_journal: bool,
    unsynced_header: bool,
}

impl Blob for MutatedFile {
    fn length(&mut self) -> io::Result<u64> {
        self.blob.length()
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.blob.read_at(offset, buffer)
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.blob.write_at(offset, bytes)
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        self.blob.set_len(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        let is_record = self.is_journal && !std::mem::take(&mut self.unsynced_header);
        match self.mutant {
            Some(Mutant::NoSync) => Ok(()),
            Some(Mutant::NoRecordSync) if is_record => Ok(()),
            Some(Mutant::RetryAfterFailedSync) => self.blob.sync().or_else(|_| self.blob.sync()),
            _ => self.blob.sync(),
        }
    }
}
