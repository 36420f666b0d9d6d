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
//!
//! A record that fails its checksum is a *torn tail* when no valid record follows: a power cut came before it was
//! acknowledged. When one does follow, bytes were damaged after they were safe, and the store is refused.

use std::fmt;
use std::path::{Path, PathBuf};

use super::StorageError;
use super::format::Version;
use super::format::change::decode_batch;
use super::format::header::{FileKind, HEADER_LENGTH, Header};
use super::journal::{LONGEST_PAYLOAD, RECORD_HEADER_LENGTH, RecordHeader, RecordKind, Salt, decode_group};
use super::medium::{Blob, Medium};
use super::snapshot::{Snapshot, read_header};
use super::store::Paths;
use crate::graph::{Batch, Graph};

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
                write!(f, "the last write was cut off before it was acknowledged: {length} bytes at byte {offset} ")?;
                f.write_str("of the journal were left out")?;
                kept.as_ref().map_or(Ok(()), |path| write!(f, " and kept in {}", path.display()))
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
    pub(super) snapshot_length: u64,
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

/// Where the valid records of a journal end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    /// The end of the last valid record.
    pub(super) end: u64,
    /// The end of the file.
    pub(super) length: u64,
    /// The last batch.
    pub(super) sequence: u64,
    pub(super) closed: bool,
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

/// Reads a store once; none where the journal is of a later generation than the snapshot.
fn attempt(medium: &dyn Medium, paths: &Paths) -> Result<Option<Recovered>, StorageError> {
    check_present(medium, paths)?;
    let mut snapshot = Snapshot::open(medium, &paths.snapshot)?;
    let (header, snapshot_length) = (snapshot.header, snapshot.length);
    let Some((mut blob, journal)) = open_journal(medium, paths, &header)? else {
        let graph = snapshot.graph()?;
        return Ok(Some(Recovered { graph, header, snapshot_length, tail: None, batches: 0, no_journal: true }));
    };
    if journal.generation > header.generation {
        return Ok(None);
    }
    let mut graph = snapshot.graph()?;
    let mut tail = None;
    if journal.generation == header.generation {
        tail = Some(replay(&mut *blob, &paths.journal, &journal, &mut |sequence, offset, batch| {
            let refused = |error| not_applicable(&paths.journal, sequence, offset, error);
            graph.apply(&batch).map_err(refused)
        })?);
    }
    let batches = tail.map_or(0, |tail: Tail| tail.sequence - header.sequence);
    Ok(Some(Recovered { graph, header, snapshot_length, tail, batches, no_journal: false }))
}

fn check_present(medium: &dyn Medium, paths: &Paths) -> Result<(), StorageError> {
    let exists = |path: &Path| medium.exists(path).map_err(StorageError::io("look for", path));
    match (exists(&paths.snapshot)?, exists(&paths.journal)?) {
        (true, _) => Ok(()),
        (false, true) => {
            Err(StorageError::damaged(&paths.journal, 0, "header", "the snapshot it continues is missing"))
        }
        (false, false) => Err(StorageError::Missing { path: paths.snapshot.clone() }),
    }
}

/// The journal beside a snapshot, if there is one, checked to belong to it.
fn open_journal(
    medium: &dyn Medium,
    paths: &Paths,
    snapshot: &Header,
) -> Result<Option<(Box<dyn Blob>, Header)>, StorageError> {
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
    Ok(Some((blob, header)))
}

fn not_applicable(path: &Path, sequence: u64, offset: u64, error: impl fmt::Display) -> StorageError {
    StorageError::damaged(path, offset, format!("batch {sequence}"), error.to_string())
}

/// What is done with each batch, its sequence and the offset of its record.
type Apply<'a> = dyn FnMut(u64, u64, Batch) -> Result<(), StorageError> + 'a;

/// Reads every valid record of a journal, in order.
pub(super) fn replay(
    blob: &mut dyn Blob,
    path: &Path,
    header: &Header,
    apply: &mut Apply<'_>,
) -> Result<Tail, StorageError> {
    let length = blob.length().map_err(StorageError::io("measure", path))?;
    let mut records = Records { window: Window::new(blob, path, length), salt: Salt::new(header) };
    let mut offset = HEADER_LENGTH as u64;
    let mut tail = Tail { end: offset, length, sequence: header.sequence, closed: false };
    let mut parts = Batch::default();
    while let Some((record, payload)) = records.at(offset)? {
        if record.sequence != tail.sequence + u64::from(record.kind != RecordKind::Closed) {
            return Err(StorageError::damaged(path, offset, "record", "a record is missing before this one"));
        }
        let not_understood = |error: super::format::FormatError| {
            StorageError::damaged(path, offset, format!("batch {}", record.sequence), error.to_string())
        };
        let next = offset + (RECORD_HEADER_LENGTH + payload.len()) as u64;
        tail.closed = record.kind == RecordKind::Closed;
        match record.kind {
            RecordKind::Part => {
                let part = decode_batch(payload).map_err(not_understood)?;
                parts.changes.extend(part.changes);
            }
            RecordKind::Closed => tail.end = next,
            RecordKind::Group => {
                for batch in decode_group(payload, record.batches).map_err(not_understood)? {
                    let mut whole = std::mem::take(&mut parts);
                    whole.changes.extend(batch.changes);
                    tail.sequence += 1;
                    apply(tail.sequence, offset, whole)?;
                }
                tail.end = next;
            }
        }
        offset = next;
    }
    records.refuse_damage(offset, tail.sequence)?;
    Ok(tail)
}

/// The records of a journal.
struct Records<'b> {
    window: Window<'b>,
    salt: Salt,
}

impl Records<'_> {
    /// The valid record at an offset, if there is one.
    fn at(&mut self, offset: u64) -> Result<Option<(RecordHeader, &[u8])>, StorageError> {
        let salt = self.salt;
        let Some(bytes) = self.window.bytes(offset, RECORD_HEADER_LENGTH)? else { return Ok(None) };
        let Some(record) = RecordHeader::decode(bytes, salt) else { return Ok(None) };
        let Some(payload) = self.window.bytes(offset + RECORD_HEADER_LENGTH as u64, record.length)? else {
            return Ok(None);
        };
        Ok(record.vouches_for(payload, salt).then_some((record, payload)))
    }

    /// Refuses a journal with a valid record behind the invalid one at `offset`.
    fn refuse_damage(&mut self, offset: u64, sequence: u64) -> Result<(), StorageError> {
        let path = self.window.path;
        let longest = (RECORD_HEADER_LENGTH + LONGEST_PAYLOAD) as u64;
        let rest = self.window.length - offset;
        if rest > longest {
            let detail = format!("it is not what was written, and {rest} bytes follow");
            return Err(StorageError::damaged(path, offset, "record", detail));
        }
        for later in offset + 1..(self.window.length + 1).saturating_sub(RECORD_HEADER_LENGTH as u64) {
            if let Some((record, _)) = self.at(later)?
                && record.sequence >= sequence
            {
                let detail = format!("it is not what was written, and batch {} follows at {later}", record.sequence);
                return Err(StorageError::damaged(path, offset, format!("batch {}", sequence + 1), detail));
            }
        }
        Ok(())
    }
}

/// A file read through one buffer that moves along.
struct Window<'b> {
    blob: &'b mut dyn Blob,
    path: &'b Path,
    length: u64,
    start: u64,
    buffer: Vec<u8>,
}

/// How much of a file is read at once, in bytes.
const READ_AHEAD: usize = 1 << 20;

impl<'b> Window<'b> {
    fn new(blob: &'b mut dyn Blob, path: &'b Path, length: u64) -> Self {
        Self { blob, path, length, start: 0, buffer: Vec::new() }
    }

    /// Some bytes of the file; none where it ends before.
    fn bytes(&mut self, offset: u64, length: usize) -> Result<Option<&[u8]>, StorageError> {
        let Some(left) = self.length.checked_sub(offset).filter(|left| *left >= length as u64) else { return Ok(None) };
        let buffered = self.start + self.buffer.len() as u64;
        if offset < self.start || offset + length as u64 > buffered {
            let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(READ_AHEAD.max(length));
            self.buffer.resize(wanted, 0);
            self.start = offset;
            self.blob.read_at(offset, &mut self.buffer).map_err(StorageError::io("read", self.path))?;
        }
        let from = usize::try_from(offset - self.start).expect("within the buffer");
        Ok(Some(&self.buffer[from..from + length]))
    }
}
