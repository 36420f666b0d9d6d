//! Reading a journal: every valid record in order, and a verdict on what comes after.
//!
//! A record that fails its checksum is a *torn tail* when no valid record follows: a power cut came before it was
//! acknowledged. When one does follow, bytes were damaged after they were safe, and the store is refused. A *relaxed*
//! record does not count: it was written while nobody knew whether those before it were safe.

use std::ops::Range;
use std::path::Path;

use super::StorageError;
use super::format::FormatError;
use super::format::change::decode_batch;
use super::format::header::{HEADER_LENGTH, Header};
use super::journal::{LONGEST_PAYLOAD, RECORD_HEADER_LENGTH, RecordHeader, RecordKind, Salt, decode_group};
use super::medium::Blob;
use super::rule::{self, Rule};
use crate::graph::Batch;

/// Where the valid records of a journal end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    /// The end of the last valid record.
    pub(super) end: u64,
    /// Where the next record belongs: over a mark that nothing is missing, which may not be on the disk itself.
    pub(super) next: u64,
    /// The end of the file.
    pub(super) length: u64,
    /// Where there are only zeros from, up to the end of the file: room for records to come.
    pub(super) blank: u64,
    /// The last batch.
    pub(super) sequence: u64,
    pub(super) closed: bool,
}

impl Tail {
    /// The bytes after the last valid record that are not room for others: what a power cut left of one.
    pub(super) fn torn(self) -> Option<Range<u64>> {
        (self.end < self.blank).then_some(self.end..self.blank)
    }

    /// Whether every batch of the journal is on the disk for certain: a mark is written when they are.
    pub(super) fn is_safe(self) -> bool {
        self.end == self.length && (self.closed || self.end == HEADER_LENGTH as u64)
    }
}

/// What is done with each batch, its sequence and the offset of its record.
pub(super) type Apply<'a> = dyn FnMut(u64, u64, Batch) -> Result<(), StorageError> + 'a;

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
    let tail = Tail { end: offset, next: offset, length, blank: length, sequence: header.sequence, closed: false };
    let mut replay = Replay { path, tail, parts: Batch::default(), apply };
    while let Some((record, payload)) = records.at(offset)? {
        replay.take(offset, record, payload)?;
        offset += (RECORD_HEADER_LENGTH + payload.len()) as u64;
    }
    replay.tail.blank = records.window.blank_after(offset)?;
    records.refuse_damage(offset..replay.tail.blank, replay.tail.sequence)?;
    Ok(replay.tail)
}

/// What was read so far.
struct Replay<'a, 'b> {
    path: &'a Path,
    tail: Tail,
    /// The parts of a batch whose last part has not come yet.
    parts: Batch,
    apply: &'a mut Apply<'b>,
}

impl Replay<'_, '_> {
    /// Takes the valid record at an offset.
    fn take(&mut self, offset: u64, record: RecordHeader, payload: &[u8]) -> Result<(), StorageError> {
        let expected = self.tail.sequence + u64::from(record.kind != RecordKind::Closed);
        if record.sequence != expected && rule::holds(Rule::Sequences) {
            return Err(StorageError::damaged(self.path, offset, "record", "a record is missing before this one"));
        }
        let path = self.path;
        let not_understood = |error: FormatError| {
            StorageError::damaged(path, offset, format!("batch {}", record.sequence), error.to_string())
        };
        match record.kind {
            RecordKind::Part => self.parts.changes.extend(decode_batch(payload).map_err(not_understood)?.changes),
            RecordKind::Group => self.group(offset, decode_group(payload, record.batches).map_err(not_understood)?)?,
            RecordKind::Closed => {}
        }
        self.tail.closed = record.kind == RecordKind::Closed;
        if record.kind != RecordKind::Part {
            self.tail.end = offset + (RECORD_HEADER_LENGTH + payload.len()) as u64;
            self.tail.next = if self.tail.closed { offset } else { self.tail.end };
        }
        Ok(())
    }

    /// Applies the batches of a group; the first may have parts that came before.
    fn group(&mut self, offset: u64, batches: Vec<Batch>) -> Result<(), StorageError> {
        for batch in batches {
            let mut whole = std::mem::take(&mut self.parts);
            whole.changes.extend(batch.changes);
            self.tail.sequence += 1;
            (self.apply)(self.tail.sequence, offset, whole)?;
        }
        Ok(())
    }
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

    /// Refuses a journal with a valid record behind the invalid one that the bytes begin with.
    fn refuse_damage(&mut self, bytes: Range<u64>, sequence: u64) -> Result<(), StorageError> {
        let path = self.window.path;
        let Range { start: offset, end } = bytes;
        let rest = end.saturating_sub(offset);
        let mut relaxed = false;
        for later in offset + 1..end {
            let Some((record, _)) = self.at(later)?.filter(|(record, _)| record.sequence >= sequence) else { continue };
            if !record.relaxed {
                let detail = format!("it is not what was written, and batch {} follows at {later}", record.sequence);
                return Err(StorageError::damaged(path, offset, format!("batch {}", sequence + 1), detail));
            }
            relaxed = true;
        }
        // Nothing is written before what came before it is synced, unless it says so: no write is longer than a record.
        if rest > (RECORD_HEADER_LENGTH + LONGEST_PAYLOAD) as u64 && !relaxed {
            let detail = format!("it is not what was written, and {rest} bytes follow");
            return Err(StorageError::damaged(path, offset, "record", detail));
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

    /// Where there are only zeros from; not before `offset`.
    fn blank_after(&mut self, offset: u64) -> Result<u64, StorageError> {
        let (mut blank, mut at) = (offset, offset);
        while at < self.length {
            let length = usize::try_from(self.length - at).map_or(READ_AHEAD, |left| left.min(READ_AHEAD));
            let bytes = self.bytes(at, length)?.unwrap_or_default();
            if let Some(last) = bytes.iter().rposition(|byte| *byte != 0) {
                blank = at + last as u64 + 1;
            }
            at += length as u64;
        }
        Ok(blank)
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
