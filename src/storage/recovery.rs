//! Opening: the snapshot, then every batch of the journal that continues it.
//!
//! ```text
//! journal                          what it means
//! none                             the snapshot was copied alone: a note
//! of the snapshot's generation     its batches are applied
//! of an earlier generation         its batches are in the snapshot already: a crash came between the two renames
//! of a later generation            a checkpoint came between reading the two: both are read again
//! of another store                 damage
//! without a snapshot               damage
//! ```

use std::fmt;
use std::path::{Path, PathBuf};

use super::StorageError;
use super::format::Version;
use super::format::header::{FileKind, Header};
use super::medium::{Blob, Medium};
use super::paths::Paths;
use super::replay::{Tail, replay};
use super::rule::{self, Rule};
use super::snapshot::{Snapshot, read_header};
use crate::graph::Graph;

/// What was noticed while a store was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The format the snapshot was written in.
    pub version: Version,
    /// How many batches of the journal were applied.
    pub batches: u64,
    /// Whether the last session ended in an orderly way.
    pub closed: bool,
    /// What a user should know.
    pub notes: Vec<Note>,
}

/// Something a user should know about an opened store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// The last write was cut off before it was acknowledged.
    TornTail {
        /// Where in the journal it began.
        offset: u64,
        /// How many bytes there were of it.
        length: u64,
        /// Where they were put aside; nowhere when the store was opened for reading.
        kept: Option<PathBuf>,
    },
    /// There was no journal beside the snapshot.
    NoJournal {
        /// The last batch in the snapshot: later ones, if there were any, are not here.
        sequence: u64,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TornTail { offset, length, kept } => {
                let Some(kept) = kept else {
                    // Its writer may still be at it.
                    return write!(
                        f,
                        "the last write is not complete: {length} bytes at byte {offset} of the journal are left out"
                    );
                };
                write!(f, "the last write was cut off before it was acknowledged: {length} bytes at byte {offset} ")?;
                write!(f, "of the journal were left out and kept in {}", kept.display())
            }
            Self::NoJournal { sequence } => {
                write!(f, "there is no journal beside the store: it is as of batch {sequence}")
            }
        }
    }
}

/// A store as read from its files.
#[derive(Debug)]
pub(super) struct Recovered {
    pub(super) graph: Graph,
    /// The snapshot's header.
    pub(super) header: Header,
    /// The snapshot, from which the graph may still have to read.
    pub(super) snapshot: Snapshot,
    /// The end of the journal; none where it is missing or superseded.
    pub(super) tail: Option<Tail>,
    pub(super) batches: u64,
    /// Whether there is no journal at all.
    pub(super) no_journal: bool,
}

impl Recovered {
    /// What is told to whoever opened the store.
    pub(super) fn opening(&self) -> Opening {
        let closed = self.tail.is_some_and(|tail| tail.closed && tail.end == tail.length);
        let notes = if self.no_journal { vec![Note::NoJournal { sequence: self.header.sequence }] } else { Vec::new() };
        Opening { version: self.header.version, batches: self.batches, closed, notes }
    }
}

/// How often a reader starts again because a writer made a checkpoint meanwhile.
const ATTEMPTS: usize = 16;

/// Reads a store. Writes nothing.
pub(super) fn recover(medium: &dyn Medium, paths: &Paths) -> Result<Recovered, StorageError> {
    for _ in 1..ATTEMPTS {
        if let Some(recovered) = attempt(medium, paths)? {
            return Ok(recovered);
        }
    }
    let detail = "it continues a later snapshot than the one beside it";
    Err(StorageError::damaged(&paths.journal, 0, "header", detail))
}

/// Whether there is a store, as far as its first bytes tell.
pub(super) fn peek(medium: &dyn Medium, paths: &Paths) -> Result<(), StorageError> {
    check_present(medium, paths)?;
    Snapshot::open(medium, &paths.snapshot).map(drop)
}

/// Reads a store once; none where the journal is of a later generation than the snapshot.
fn attempt(medium: &dyn Medium, paths: &Paths) -> Result<Option<Recovered>, StorageError> {
    check_present(medium, paths)?;
    let snapshot = Snapshot::open(medium, &paths.snapshot)?;
    let header = snapshot.header;
    let Some(JournalFile { mut blob, header: journal }) = open_journal(medium, paths, &header)? else {
        let graph = snapshot.graph()?;
        return Ok(Some(Recovered { graph, header, snapshot, tail: None, batches: 0, no_journal: true }));
    };
    if journal.generation > header.generation {
        return Ok(None);
    }
    let mut graph = snapshot.graph()?;
    let mut tail = None;
    if journal.generation == header.generation || !rule::holds(Rule::Sequences) {
        tail = Some(replay(&mut *blob, &paths.journal, &journal, &mut |sequence, offset, batch| {
            let applied = graph.apply(&batch);
            snapshot.file.check()?;
            applied.map_err(|error| not_applicable(&paths.journal, sequence, offset, error))
        })?);
    }
    // Batches change what the snapshot has, which must have been read by now.
    snapshot.file.check()?;
    let batches = tail.map_or(0, |tail: Tail| tail.sequence.saturating_sub(header.sequence));
    Ok(Some(Recovered { graph, header, snapshot, tail, batches, no_journal: false }))
}

fn check_present(medium: &dyn Medium, paths: &Paths) -> Result<(), StorageError> {
    let exists = |path: &Path| medium.exists(path).map_err(StorageError::io("look for", path));
    match (exists(&paths.snapshot)?, exists(&paths.journal)?) {
        (true, _) => Ok(()),
        (false, true) => Err(StorageError::damaged(
            &paths.journal,
            0,
            "header",
            "the snapshot it continues is missing (if it was removed on purpose, remove the journal too)",
        )),
        (false, false) => Err(StorageError::Missing { path: paths.snapshot.clone() }),
    }
}

/// A journal that belongs to the snapshot beside it.
struct JournalFile {
    blob: Box<dyn Blob>,
    header: Header,
}

/// The journal beside a snapshot, if there is one, checked to belong to it.
fn open_journal(medium: &dyn Medium, paths: &Paths, snapshot: &Header) -> Result<Option<JournalFile>, StorageError> {
    let path = &paths.journal;
    let mut blob = match medium.open(path, false) {
        Ok(blob) => blob,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StorageError::io("open", path)(error)),
    };
    let header = read_header(&mut *blob, path, FileKind::Journal).map_err(|error| match error {
        StorageError::NotAStore { path, .. } => StorageError::damaged(&path, 0, "header", "this is not a journal"),
        error => error,
    })?;
    if header.store != snapshot.store {
        return Err(StorageError::damaged(path, 16, "header", "it belongs to another store"));
    }
    if header.generation == snapshot.generation && header.sequence != snapshot.sequence {
        return Err(StorageError::damaged(path, 40, "header", "it does not continue the snapshot beside it"));
    }
    Ok(Some(JournalFile { blob, header }))
}

fn not_applicable(path: &Path, sequence: u64, offset: u64, error: impl fmt::Display) -> StorageError {
    StorageError::damaged(path, offset, format!("batch {sequence}"), error.to_string())
}
