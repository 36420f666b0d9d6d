//! Why a store cannot be opened, read or written, and who can act.

use std::io;
use std::path::{Path, PathBuf};

use super::Version;

/// What went wrong with a store on disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// Nothing is at the path: whoever named it can act.
    #[error("no store at {}", path.display())]
    Missing {
        /// Where a store was looked for.
        path: PathBuf,
    },
    /// Something is at the path where a new store was to be made.
    #[error("{} exists already", path.display())]
    Exists {
        /// The path.
        path: PathBuf,
    },
    /// Something else is at the path.
    #[error("{} is not an annals store: {reason}", path.display())]
    NotAStore {
        /// The path.
        path: PathBuf,
        /// What gives it away.
        reason: &'static str,
    },
    /// The store was written by a later version of annals: a newer program can read it.
    #[error("{} has format version {file}; this program reads up to version {program}", path.display())]
    NewerVersion {
        /// The path.
        path: PathBuf,
        /// The format version of the file.
        file: Version,
        /// The newest format version this program reads.
        program: Version,
    },
    /// The bytes are not what was written: only a backup or a recovery helps.
    #[error("{} is damaged at byte {offset} ({section}): {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first byte of the damaged part.
        offset: u64,
        /// Which part that is.
        section: String,
        /// What is wrong with it.
        detail: String,
    },
    /// Another process is writing: it must end first.
    #[error("{} is in use by {holder}", path.display())]
    Locked {
        /// The store.
        path: PathBuf,
        /// Who holds the lock, as far as the lock file says.
        holder: String,
    },
    /// The operating system refused: whoever owns the machine can act.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was attempted, such as `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// An earlier write or sync failed, so what is on disk is unknown until the store is opened again.
    #[error("{} was closed after a failed write; open it again", path.display())]
    Poisoned {
        /// The store.
        path: PathBuf,
    },
    /// A write to a store that was opened for reading.
    #[error("{} was opened read-only", path.display())]
    ReadOnly {
        /// The store.
        path: PathBuf,
    },
    /// Something does not fit the format: whoever makes it can make it smaller.
    #[error("{what} is too large to store: {length} bytes, at most {limit}")]
    TooLarge {
        /// What it is.
        what: String,
        /// How large it is, in bytes.
        length: u64,
        /// How large it may be, in bytes.
        limit: u64,
    },
}

impl StorageError {
    /// A stable name of the kind of mistake.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } | Self::NotAStore { .. } => "not_a_store",
            Self::Exists { .. } => "exists",
            Self::NewerVersion { .. } => "newer_version",
            Self::Damaged { .. } => "damaged",
            Self::Locked { .. } => "locked",
            Self::Io { .. } | Self::Poisoned { .. } => "io",
            Self::ReadOnly { .. } => "read_only",
            Self::TooLarge { .. } => "too_large",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::Missing { .. } => "name a store with --db, or make one with `annals ingest FILE`",
            Self::Exists { .. } => "choose another path, or open the store that is there",
            Self::NotAStore { .. } => "name a store with --db",
            Self::NewerVersion { .. } => "open it with a newer annals",
            Self::Damaged { .. } => "restore a backup, or save what is left with `annals recover --to PATH`",
            Self::Locked { .. } => "wait until the other process ends, or read with --read-only",
            Self::Io { .. } => return None,
            Self::Poisoned { .. } => "what was acknowledged before is safe",
            Self::ReadOnly { .. } => "open the store without --read-only to change it",
            Self::TooLarge { .. } => "split the value into smaller ones",
        })
    }

    /// Whether the store's bytes are not what was written.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        matches!(self, Self::Damaged { .. })
    }

    /// Whether another process is writing to the store.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Locked { .. })
    }

    /// Whether there is no store, something else, or one of a newer version.
    #[must_use]
    pub fn is_not_a_store(&self) -> bool {
        matches!(self, Self::Missing { .. } | Self::NotAStore { .. } | Self::NewerVersion { .. })
    }

    /// Whether the operating system refused to read or write.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self, Self::Io { .. } | Self::Poisoned { .. } | Self::Exists { .. })
    }

    /// Names what was attempted, and the file it failed on.
    pub(super) fn io<'p>(action: &'static str, path: &'p Path) -> impl FnOnce(io::Error) -> Self + use<'p> {
        move |source| Self::Io { action, path: path.to_owned(), source }
    }

    /// The same error once more, for whoever asks later.
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Io { action, path, source } => {
                let source = io::Error::new(source.kind(), source.to_string());
                Self::Io { action, path: path.clone(), source }
            }
            Self::Damaged { path, offset, section, detail } => {
                Self::damaged(path, *offset, section.clone(), detail.clone())
            }
            other => Self::damaged(Path::new(""), 0, "snapshot", other.to_string()),
        }
    }

    pub(super) fn damaged(path: &Path, offset: u64, section: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), offset, section: section.into(), detail: detail.into() }
    }
}
