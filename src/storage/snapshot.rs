//! The snapshot: a graph as of one batch, in sections that are each checked on their own.
//!
//! ```text
//! header      64 bytes
//! section     ...
//! section     ...
//! directory   where each section lies, how long it is, and its CRC-32
//! ```
//!
//! The header vouches for the directory, the directory for the sections, and together they fill the file: no byte is
//! believed that no checksum covers.

use std::path::Path;

use super::StorageError;
use super::format::header::{FileKind, HEADER_LENGTH, Header, HeaderError};
use super::format::section::{SectionEntry, decode_section, encode_sections};
use super::format::{LONGEST_SECTION, Version, checksum, decode, encode};
use super::medium::{Blob, Medium};
use crate::graph::{Builder, Graph};

/// A snapshot whose header and directory were checked.
#[derive(Debug)]
pub(super) struct Snapshot<'p> {
    path: &'p Path,
    blob: Box<dyn Blob>,
    pub(super) header: Header,
    pub(super) sections: Vec<SectionEntry>,
    pub(super) length: u64,
}

/// Writes a graph to a new file and makes it durable; answers with its length.
pub(super) fn write(medium: &dyn Medium, path: &Path, mut header: Header, graph: &Graph) -> Result<u64, StorageError> {
    let mut blob = medium.create(path).map_err(StorageError::io("create", path))?;
    let mut offset = HEADER_LENGTH as u64;
    let mut sections = Vec::new();
    for (kind, bytes) in encode_sections(graph.image()) {
        let length = bytes.len() as u64;
        if length > LONGEST_SECTION {
            return Err(StorageError::TooLarge { what: kind.to_string(), length, limit: LONGEST_SECTION });
        }
        blob.write_at(offset, &bytes).map_err(StorageError::io("write", path))?;
        sections.push(SectionEntry::new(kind, offset, length, checksum(&[&bytes])));
        offset += length;
    }
    let directory = encode(&sections);
    header.directory_length = u32::try_from(directory.len()).expect("an entry per name, and names fit in a section");
    header.directory_checksum = checksum(&[&directory]);
    blob.write_at(offset, &directory).map_err(StorageError::io("write", path))?;
    blob.write_at(0, &header.encode()).map_err(StorageError::io("write", path))?;
    blob.sync().map_err(StorageError::io("sync", path))?;
    Ok(offset + directory.len() as u64)
}

impl<'p> Snapshot<'p> {
    /// Opens a snapshot and checks its header and directory.
    pub(super) fn open(medium: &dyn Medium, path: &'p Path) -> Result<Self, StorageError> {
        let mut blob = medium.open(path, false).map_err(StorageError::io("open", path))?;
        let length = blob.length().map_err(StorageError::io("measure", path))?;
        let header = read_header(&mut *blob, path, FileKind::Snapshot)?;
        let mut snapshot = Self { path, blob, header, sections: Vec::new(), length };
        snapshot.read_directory()?;
        Ok(snapshot)
    }

    /// The graph; every section is checked.
    pub(super) fn graph(&mut self) -> Result<Graph, StorageError> {
        let mut builder = Builder::default();
        for entry in self.sections.clone() {
            let bytes = self.section(&entry)?;
            decode_section(entry.kind(), &bytes, &mut builder)
                .map_err(|error| self.damaged(entry.offset, entry.kind().to_string(), error.to_string()))?;
        }
        Ok(builder.finish())
    }

    /// The bytes of a section, checked.
    pub(super) fn section(&mut self, entry: &SectionEntry) -> Result<Vec<u8>, StorageError> {
        let bytes = self.read(entry.offset, entry.length)?;
        if checksum(&[&bytes]) != entry.checksum {
            return Err(self.damaged(entry.offset, entry.kind().to_string(), "the checksum does not match"));
        }
        Ok(bytes)
    }

    fn read_directory(&mut self) -> Result<(), StorageError> {
        let length = u64::from(self.header.directory_length);
        let start = self.length.checked_sub(length).filter(|start| *start >= HEADER_LENGTH as u64);
        let Some(start) = start else {
            return Err(self.damaged(HEADER_LENGTH as u64, "directory", "the file is cut short"));
        };
        let bytes = self.read(start, length)?;
        if checksum(&[&bytes]) != self.header.directory_checksum {
            return Err(self.damaged(start, "directory", "the checksum does not match, or the file is cut short"));
        }
        self.sections = decode(&bytes).map_err(|error| self.damaged(start, "directory", error.to_string()))?;
        self.check_layout(start)
    }

    /// Sections follow each other from the header to the directory, so that each length is justified by the file's.
    fn check_layout(&self, directory: u64) -> Result<(), StorageError> {
        let mut end = HEADER_LENGTH as u64;
        for entry in &self.sections {
            let fits = entry.offset == end && entry.length <= directory.saturating_sub(end);
            if !fits || entry.length > LONGEST_SECTION {
                return Err(self.damaged(directory, "directory", "a section lies where none can"));
            }
            end += entry.length;
        }
        let complete = end == directory;
        complete.then_some(()).ok_or_else(|| self.damaged(end, "directory", "there are bytes of no section"))
    }

    fn read(&mut self, offset: u64, length: u64) -> Result<Vec<u8>, StorageError> {
        let mut bytes = vec![0; usize::try_from(length).expect("no section is longer than memory addresses reach")];
        self.blob.read_at(offset, &mut bytes).map_err(StorageError::io("read", self.path))?;
        Ok(bytes)
    }

    fn damaged(&self, offset: u64, section: impl Into<String>, detail: impl Into<String>) -> StorageError {
        StorageError::damaged(self.path, offset, section, detail)
    }
}

/// The header of a file, or what the file is instead.
pub(super) fn read_header(blob: &mut dyn Blob, path: &Path, kind: FileKind) -> Result<Header, StorageError> {
    let length = blob.length().map_err(StorageError::io("measure", path))?;
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(HEADER_LENGTH).min(HEADER_LENGTH)];
    blob.read_at(0, &mut bytes).map_err(StorageError::io("read", path))?;
    Header::decode(kind, &bytes).map_err(|error| match error {
        HeaderError::Foreign(reason) => StorageError::NotAStore { path: path.to_owned(), reason },
        HeaderError::Damaged(detail) => StorageError::damaged(path, 0, "header", detail),
        HeaderError::Newer(file) => {
            StorageError::NewerVersion { path: path.to_owned(), file, program: Version::CURRENT }
        }
    })
}
