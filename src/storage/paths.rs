//! The names of a store's files.

use std::path::{Path, PathBuf};

/// The files of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paths {
    pub(super) snapshot: PathBuf,
    pub(super) journal: PathBuf,
    pub(super) lock: PathBuf,
    pub(super) new_snapshot: PathBuf,
    pub(super) new_journal: PathBuf,
}

impl Paths {
    pub(super) fn new(snapshot: &Path) -> Self {
        let beside = |suffix: &str| {
            let mut path = snapshot.as_os_str().to_owned();
            path.push(suffix);
            PathBuf::from(path)
        };
        Self {
            snapshot: snapshot.to_owned(),
            journal: beside("-journal"),
            lock: beside("-lock"),
            new_snapshot: beside("-new"),
            new_journal: beside("-journal-new"),
        }
    }

    /// Where the torn bytes after a batch are put aside, the n-th time that happens.
    pub(super) fn tail(&self, sequence: u64, attempt: u32) -> PathBuf {
        let mut path = self.snapshot.as_os_str().to_owned();
        path.push(if attempt == 0 { format!("-tail-{sequence}") } else { format!("-tail-{sequence}-{attempt}") });
        PathBuf::from(path)
    }
}
