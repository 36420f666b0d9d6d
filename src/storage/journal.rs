//! The journal: every batch since the snapshot, in order.
//!
//! ```text
//! header                                    64 bytes
//! record   0  payload    u32  length        at most 64 MiB
//!          4  kind       u8   1 group · 2 closed · 3 part
//!          5  relaxed    u8   1 where the records before it were not synced when it was written
//!          6  batches    u16  in a group
//!          8  sequence   u64  of the first batch; of the last one before a mark
//!         16  payload    u32  CRC-32, salted
//!         20  header     u32  CRC-32 of the 20 bytes before, salted
//!         24  payload         a group: per batch its length (u32) and its bytes
//! record   ...
//! ```
//!
//! - A *group* holds whole batches. They are written and synced together, so there is never more than one record that a
//!   power cut can tear.
//! - A *part* holds some of the changes of a batch too large for one record; the rest follows in parts and one group.
//! - A *closed* mark ends an orderly session: nothing is missing before it. The next session writes over it, because its own
//!   sync may have failed.
//!
//! Behind the last record there may be zeros: room for records to come, so that a sync has no new length to write.
//!
//! A record that is not *relaxed* proves that everything before it was on the disk: what is broken before it was damaged
//! later. With [`SyncMode::Full`] no record is relaxed.
//!
//! Both checksums are salted with the store's UUID and the generation, so that no record of another store, or of another
//! journal of this one, or inside a text, is ever taken for one of this journal.

use std::path::{Path, PathBuf};

use super::StorageError;
use super::format::change::{decode_batch, encode_changes};
use super::format::header::{HEADER_LENGTH, Header, u16_at, u32_at, u64_at};
use super::format::{FormatError, checksum};
use super::medium::{Blob, Medium};
use super::replay::Tail;
use crate::graph::{Batch, Change};

/// The length of a record's header in bytes.
pub(super) const RECORD_HEADER_LENGTH: usize = 24;

/// No payload is longer than this many bytes.
pub(super) const LONGEST_PAYLOAD: usize = if cfg!(test) { 1 << 16 } else { 64 << 20 };

/// What a record is. The number is what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecordKind {
    Group = 1,
    Closed = 2,
    Part = 3,
}

/// What a record's header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RecordHeader {
    pub(super) length: usize,
    pub(super) kind: RecordKind,
    pub(super) relaxed: bool,
    pub(super) batches: u16,
    pub(super) sequence: u64,
    payload_checksum: u32,
}

/// When what is written is made sure to be on the disk. A process that ends loses nothing, however it ends; the mode says
/// what a power cut may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SyncMode {
    /// Before every acknowledgement: a power cut loses nothing that was acknowledged.
    #[default]
    Full,
    /// At every 64th batch, at [`Store::sync`](super::Store::sync), and when the store is closed: a power cut loses at most
    /// the batches since, always the last ones.
    Batch,
    /// At checkpoints, at [`Store::sync`](super::Store::sync), and when the store is closed: a power cut loses at most the
    /// batches since, always the last ones.
    Off,
}

/// How many batches [`SyncMode::Batch`] leaves to chance.
const BATCHES_PER_SYNC: u64 = 64;

/// What a record's checksums are salted with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Salt([u8; 24]);

/// The end of a journal, where records are added.
#[derive(Debug)]
pub(super) struct Journal {
    blob: Box<dyn Blob>,
    path: PathBuf,
    salt: Salt,
    mode: SyncMode,
    /// Up to where there are records, in bytes.
    pub(super) length: u64,
    /// Up to where the file is filled with zeros, for records to come.
    room: u64,
    /// How many batches were written since the last sync.
    unsynced: u64,
    /// Up to where everything is durable.
    synced: u64,
    /// The last batch in it, or in the snapshot it continues.
    pub(super) sequence: u64,
    /// Whether its last record is a mark that nothing is missing.
    pub(super) closed: bool,
}

impl Salt {
    pub(super) fn new(header: &Header) -> Self {
        let mut salt = [0; 24];
        salt[..16].copy_from_slice(&header.store);
        salt[16..].copy_from_slice(&header.generation.to_le_bytes());
        Self(salt)
    }
}

impl RecordHeader {
    /// The header that these bytes are, if they are one of this journal.
    pub(super) fn decode(bytes: &[u8], salt: Salt) -> Option<Self> {
        if u32_at(bytes, 20) != checksum(&[&salt.0, &bytes[..20]]) {
            return None;
        }
        let kind = match bytes[4] {
            1 => RecordKind::Group,
            2 => RecordKind::Closed,
            3 => RecordKind::Part,
            _ => return None,
        };
        let length = u32_at(bytes, 0) as usize;
        (length <= LONGEST_PAYLOAD).then_some(Self {
            length,
            kind,
            relaxed: bytes[5] == RELAXED,
            batches: u16_at(bytes, 6),
            sequence: u64_at(bytes, 8),
            payload_checksum: u32_at(bytes, 16),
        })
    }

    /// Whether this is the payload that was written.
    pub(super) fn vouches_for(&self, payload: &[u8], salt: Salt) -> bool {
        self.payload_checksum == checksum(&[&salt.0, &self.sequence.to_le_bytes(), payload])
    }
}

const RELAXED: u8 = 1;

/// Makes the journal that continues a snapshot, in place of any before it.
pub(super) fn create(
    medium: &dyn Medium,
    path: &Path,
    temporary: &Path,
    header: &Header,
) -> Result<Journal, StorageError> {
    let mut blob = medium.create(temporary).map_err(StorageError::io("create", temporary))?;
    blob.write_at(0, &header.encode()).map_err(StorageError::io("write", temporary))?;
    let blob = put_in_place(medium, blob, path, temporary)?;
    let length = HEADER_LENGTH as u64;
    let tail = Tail { end: length, next: length, length, blank: length, sequence: header.sequence, closed: false };
    Ok(Journal::at_end(blob, path.to_owned(), header, tail))
}

/// Writes the first `end` bytes of a journal anew, in its place.
pub(super) fn renew(
    medium: &dyn Medium,
    old: &mut dyn Blob,
    path: &Path,
    temporary: &Path,
    end: u64,
) -> Result<Box<dyn Blob>, StorageError> {
    let mut blob = medium.create(temporary).map_err(StorageError::io("create", temporary))?;
    let mut buffer = vec![0; usize::try_from(end).map_or(COPIED_AT_ONCE, |end| end.min(COPIED_AT_ONCE))];
    let mut offset = 0;
    while offset < end {
        let length = usize::try_from(end - offset).map_or(buffer.len(), |left| left.min(buffer.len()));
        old.read_at(offset, &mut buffer[..length]).map_err(StorageError::io("read", path))?;
        blob.write_at(offset, &buffer[..length]).map_err(StorageError::io("write", temporary))?;
        offset += length as u64;
    }
    put_in_place(medium, blob, path, temporary)
}

/// How many bytes of a journal are copied at once.
const COPIED_AT_ONCE: usize = 1 << 20;

/// Makes a new file durable and puts it where it belongs.
fn put_in_place(
    medium: &dyn Medium,
    mut blob: Box<dyn Blob>,
    path: &Path,
    temporary: &Path,
) -> Result<Box<dyn Blob>, StorageError> {
    blob.sync().map_err(StorageError::io("sync", temporary))?;
    medium.rename(temporary, path).map_err(StorageError::io("replace", path))?;
    medium.sync_dir(path).map_err(StorageError::io("sync the directory of", path))?;
    Ok(blob)
}

impl Journal {
    /// A journal whose records were all read.
    pub(super) fn at_end(blob: Box<dyn Blob>, path: PathBuf, header: &Header, tail: Tail) -> Self {
        let Tail { next, sequence, closed, .. } = tail;
        let (salt, mode, unsynced) = (Salt::new(header), SyncMode::Full, 0);
        Self { blob, path, salt, mode, length: next, room: next, unsynced, synced: next, sequence, closed }
    }

    /// Writes in this mode from now on. What was written before is durable then, unless the mode leaves it to chance.
    pub(super) fn set_mode(&mut self, mode: SyncMode) -> Result<(), StorageError> {
        self.mode = mode;
        self.sync_if_due()
    }

    /// Writes batches, which are then as durable as the mode promises: all with one sync unless they are very large.
    pub(super) fn append(&mut self, batches: &[Batch]) -> Result<(), StorageError> {
        for record in records(batches)? {
            let sequence = self.sequence + 1;
            self.write(record.kind, record.batches, sequence, &record.payload)?;
            self.sequence += u64::from(record.batches);
        }
        Ok(())
    }

    /// Makes everything written so far durable.
    pub(super) fn sync(&mut self) -> Result<(), StorageError> {
        if self.synced < self.length {
            self.blob.sync().map_err(StorageError::io("sync", &self.path))?;
            (self.synced, self.unsynced) = (self.length, 0);
        }
        Ok(())
    }

    /// Leaves a mark that nothing is missing.
    pub(super) fn close(&mut self) -> Result<(), StorageError> {
        self.sync()?;
        if !self.closed {
            let mark = encode_record((RecordKind::Closed, false), 0, self.sequence, &[], self.salt);
            self.put(&mark)?;
            self.length += mark.len() as u64;
            self.cut().map_err(StorageError::io("shorten", &self.path))?;
            self.sync()?;
            self.closed = true;
        }
        Ok(())
    }

    /// Leaves nothing behind the last record.
    fn cut(&mut self) -> std::io::Result<()> {
        if self.room > self.length {
            self.blob.set_len(self.length)?;
            self.room = self.length;
        }
        Ok(())
    }

    fn write(&mut self, kind: RecordKind, batches: u16, sequence: u64, payload: &[u8]) -> Result<(), StorageError> {
        let relaxed = self.synced < self.length;
        let mut record = encode_record((kind, relaxed), batches, sequence, payload, self.salt);
        let end = self.length + record.len() as u64;
        if self.mode == SyncMode::Full && end > self.room {
            record.extend(std::iter::repeat_n(0, room_after(end)));
        }
        self.put(&record)?;
        self.length = end;
        self.unsynced += u64::from(batches);
        self.closed = false;
        self.sync_if_due()
    }

    /// Writes bytes behind the last record.
    fn put(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let end = self.length + bytes.len() as u64;
        self.room = self.room.max(end);
        self.blob.write_at(self.length, bytes).map_err(|error| {
            // What there is of it means nothing, and on a full disk its room is wanted. Should this fail too, opening cuts it.
            let _ = self.cut();
            StorageError::io("write", &self.path)(error)
        })
    }

    fn sync_if_due(&mut self) -> Result<(), StorageError> {
        let due = match self.mode {
            SyncMode::Full => true,
            SyncMode::Batch => self.unsynced >= BATCHES_PER_SYNC,
            SyncMode::Off => false,
        };
        if due { self.sync() } else { Ok(()) }
    }
}

/// How many zeros are written behind a record that ends there: as many as there are bytes before, within bounds, up to the
/// end of a block.
fn room_after(end: u64) -> usize {
    let room = (end * 2).clamp(end + LEAST_ROOM, end + MOST_ROOM).next_multiple_of(LEAST_ROOM);
    usize::try_from(room - end).expect("it is bounded")
}

const LEAST_ROOM: u64 = if cfg!(test) { 1 << 8 } else { 1 << 12 };
const MOST_ROOM: u64 = if cfg!(test) { 1 << 10 } else { 1 << 18 };

fn encode_record(
    (kind, relaxed): (RecordKind, bool),
    batches: u16,
    sequence: u64,
    payload: &[u8],
    salt: Salt,
) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a payload is at most 64 MiB");
    let mut record = Vec::with_capacity(RECORD_HEADER_LENGTH + payload.len());
    record.extend(length.to_le_bytes());
    record.extend([kind as u8, u8::from(relaxed) * RELAXED]);
    record.extend(batches.to_le_bytes());
    record.extend(sequence.to_le_bytes());
    record.extend(checksum(&[&salt.0, &sequence.to_le_bytes(), payload]).to_le_bytes());
    record.extend(checksum(&[&salt.0, &record]).to_le_bytes());
    record.extend(payload);
    record
}

/// A record to be written.
struct Record {
    kind: RecordKind,
    batches: u16,
    payload: Vec<u8>,
}

/// The records of batches: as few groups as hold them, and parts for a batch that no record holds.
fn records(batches: &[Batch]) -> Result<Vec<Record>, StorageError> {
    let mut records: Vec<Record> = Vec::new();
    let mut open = false;
    for batch in batches {
        let mut parts = Vec::new();
        split(&batch.changes, &mut parts)?;
        let last = parts.pop().unwrap_or_else(|| encode_changes(&[]));
        open &= parts.is_empty();
        records.extend(parts.into_iter().map(|payload| Record { kind: RecordKind::Part, batches: 0, payload }));
        match records.last_mut() {
            Some(group) if open && group.has_room(last.len()) => group.add(&last),
            _ => {
                let mut group = Record { kind: RecordKind::Group, batches: 0, payload: Vec::new() };
                group.add(&last);
                records.push(group);
            }
        }
        open = true;
    }
    Ok(records)
}

impl Record {
    fn has_room(&self, length: usize) -> bool {
        self.batches < u16::MAX && self.payload.len() + 4 + length <= LONGEST_PAYLOAD
    }

    fn add(&mut self, batch: &[u8]) {
        self.payload.extend(u32::try_from(batch.len()).expect("a batch fits in a payload").to_le_bytes());
        self.payload.extend(batch);
        self.batches += 1;
    }
}

/// Refuses a change that fits in no record.
pub(super) fn check_fits(changes: &[Change]) -> Result<(), StorageError> {
    split(changes, &mut Vec::new())
}

/// Encodes changes in pieces that each fit in a record.
fn split(changes: &[Change], parts: &mut Vec<Vec<u8>>) -> Result<(), StorageError> {
    let bytes = encode_changes(changes);
    let limit = LONGEST_PAYLOAD - 4;
    if bytes.len() <= limit {
        parts.push(bytes);
        return Ok(());
    }
    if changes.len() < 2 {
        let (length, limit) = (bytes.len() as u64, limit as u64);
        return Err(StorageError::TooLarge { what: "a single change".to_owned(), length, limit });
    }
    drop(bytes);
    let (first, second) = changes.split_at(changes.len() / 2);
    split(first, parts)?;
    split(second, parts)
}

/// The batches of a group's payload.
pub(super) fn decode_group(payload: &[u8], batches: u16) -> Result<Vec<Batch>, FormatError> {
    let mut rest = payload;
    let mut decoded = Vec::new();
    for _ in 0..batches {
        let (length, after) = rest.split_at_checked(4).ok_or(FormatError::Meaning("a group is cut short"))?;
        let length = u32_at(length, 0) as usize;
        let (batch, after) = after.split_at_checked(length).ok_or(FormatError::Meaning("a group is cut short"))?;
        decoded.push(decode_batch(batch)?);
        rest = after;
    }
    rest.is_empty().then_some(decoded).ok_or(FormatError::LeftOver(rest.len()))
}
