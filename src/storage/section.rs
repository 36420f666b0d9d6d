//! A section of a snapshot, read chunk by chunk when it is needed.

use std::sync::{Arc, OnceLock};

use super::StorageError;
use super::file::SnapshotFile;
use super::format::directory::{CHUNK, SectionEntry, StoredHead};
use super::format::{FormatError, checksum, decode};

/// A section.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) file: Arc<SnapshotFile>,
    pub(super) entry: SectionEntry,
    /// None where it cannot be read.
    head: OnceLock<Option<Head>>,
}

/// Where the pages and the chunks of a section lie.
#[derive(Debug, Default)]
struct Head {
    pages: Vec<Place>,
    chunks: Vec<Chunk>,
}

/// Where a page lies.
#[derive(Clone, Copy, Debug)]
struct Place {
    chunk: u32,
    start: u32,
    length: u32,
}

#[derive(Debug)]
struct Chunk {
    offset: u64,
    length: u64,
    checksum: u32,
    /// None where it is not what was written.
    bytes: OnceLock<Option<Box<[u8]>>>,
}

impl Section {
    pub(super) fn new(file: Arc<SnapshotFile>, entry: SectionEntry) -> Self {
        Self { file, entry, head: OnceLock::new() }
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.head().map_or(0, |head| head.pages.len())
    }

    /// The bytes of a page, if they are what was written; if not, the file is blamed.
    pub(super) fn page(&self, number: usize) -> Option<&[u8]> {
        let head = self.head()?;
        let Some(place) = head.pages.get(number) else {
            self.refuse(&FormatError::Meaning("a page is missing"));
            return None;
        };
        let bytes = self.chunk(&head.chunks[place.chunk as usize])?;
        bytes.get(place.start as usize..place.start as usize + place.length as usize)
    }

    /// Blames the file for a page that makes no sense.
    pub(super) fn refuse(&self, error: &FormatError) {
        self.file.blame(self.damaged(self.entry.offset, error.to_string()));
    }

    /// Whether every byte of the section is what was written. Nothing is kept in memory.
    pub(super) fn verify(&self) -> Result<(), StorageError> {
        let head = self.read_head()?;
        head.chunks.iter().try_for_each(|chunk| self.read(chunk).map(drop))
    }

    fn head(&self) -> Option<&Head> {
        let head = self.head.get_or_init(|| self.blaming(self.read_head()));
        head.as_ref()
    }

    fn chunk<'s>(&'s self, chunk: &'s Chunk) -> Option<&'s [u8]> {
        let bytes = chunk.bytes.get_or_init(|| self.blaming(self.read(chunk)).map(Vec::into_boxed_slice));
        bytes.as_deref()
    }

    fn blaming<T>(&self, read: Result<T, StorageError>) -> Option<T> {
        read.map_err(|error| self.file.blame(error)).ok()
    }

    fn read(&self, chunk: &Chunk) -> Result<Vec<u8>, StorageError> {
        let bytes = self.file.read(chunk.offset, chunk.length)?;
        if checksum(&[&bytes]) != chunk.checksum {
            return Err(self.damaged(chunk.offset, "the checksum does not match"));
        }
        Ok(bytes)
    }

    fn read_head(&self) -> Result<Head, StorageError> {
        let offset = self.entry.offset + self.entry.length;
        let bytes = self.file.read(offset, u64::from(self.entry.head_length))?;
        if checksum(&[&bytes]) != self.entry.head_checksum {
            return Err(self.damaged(offset, "the checksum of its head does not match"));
        }
        let head = decode(&bytes).map_err(|error| self.damaged(offset, error.to_string()))?;
        Head::new(&head, &self.entry).ok_or_else(|| self.damaged(offset, "its pages and chunks do not fill it"))
    }

    fn damaged(&self, offset: u64, detail: impl Into<String>) -> StorageError {
        StorageError::damaged(&self.file.path, offset, self.entry.kind().to_string(), detail)
    }
}

impl Head {
    /// Lays pages into chunks as the writer did; none where they do not fill the section.
    fn new(stored: &StoredHead, entry: &SectionEntry) -> Option<Self> {
        let mut head = Self::default();
        let (mut offset, mut length) = (entry.offset, 0u64);
        for (number, page) in stored.pages.iter().enumerate() {
            let place = Place {
                chunk: u32::try_from(head.chunks.len()).ok()?,
                start: u32::try_from(length).ok()?,
                length: *page,
            };
            head.pages.push(place);
            length += u64::from(*page);
            if length >= CHUNK || number + 1 == stored.pages.len() {
                let checksum = u32::from_le_bytes(*stored.chunks.get(head.chunks.len())?);
                head.chunks.push(Chunk { offset, length, checksum, bytes: OnceLock::new() });
                offset += length;
                length = 0;
            }
        }
        let fills = offset == entry.offset + entry.length && head.chunks.len() == stored.chunks.len();
        fills.then_some(head)
    }
}
