//! The snapshot: a graph as of one batch, in sections that are read when they are needed.
//!
//! ```text
//! header      64 bytes
//! section     chunks of pages, then where they lie
//! section     ...
//! directory   where each section lies
//! ```
//!
//! The header vouches for the directory, the directory for the sections, and together they fill the file: no byte is
//! believed that no checksum covers.
//!
//! Opening reads the catalog alone. A small snapshot is read whole all the same: what costs no time to know is better known
//! at once than in the middle of a question.

use std::path::Path;
use std::sync::Arc;

use super::StorageError;
use super::check::SectionReport;
use super::file::SnapshotFile;
use super::first::FirstSnapshot;
use super::format::directory::SectionEntry;
use super::format::header::{FileKind, HEADER_LENGTH, Header, HeaderError};
use super::format::{FormatError, Version, checksum, decode};
use super::medium::{Blob, Medium};
use super::promise::Promise;
use super::section::Section;
use crate::graph::Graph;

/// Snapshots up to this length are read whole when they are opened.
const SMALL: u64 = if cfg!(test) { 1 << 18 } else { 4 << 20 };

/// A snapshot whose header and directory were checked.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) header: Header,
    pub(super) length: u64,
    /// The file, which outlives the reading of it.
    pub(super) file: Arc<SnapshotFile>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    First(FirstSnapshot),
    Sections(Vec<SectionEntry>),
}

impl Snapshot {
    /// Opens a snapshot and checks its header and directory.
    pub(super) fn open(medium: &dyn Medium, path: &Path) -> Result<Self, StorageError> {
        let mut blob = medium.open(path, false).map_err(StorageError::io("open", path))?;
        let length = blob.length().map_err(StorageError::io("measure", path))?;
        let header = read_header(&mut *blob, path, FileKind::Snapshot)?;
        let file = Arc::new(SnapshotFile::new(path, length, blob));
        let (start, directory) = read_directory(&file, &header)?;
        let misunderstood = |error: FormatError| damaged_directory(&file, start, error.to_string());
        let content = if header.version.major == 1 {
            Content::First(FirstSnapshot::new(file.clone(), decode(&directory).map_err(misunderstood)?, start)?)
        } else {
            let entries: Vec<SectionEntry> = decode(&directory).map_err(misunderstood)?;
            check_layout(&file, &entries, start)?;
            Content::Sections(entries)
        };
        Ok(Self { header, length, file, content })
    }

    /// The graph, of which a small one is read and checked whole.
    pub(super) fn graph(&self) -> Result<Graph, StorageError> {
        if self.length <= SMALL { self.whole_graph() } else { self.promised_graph() }
    }

    /// The graph, whose sections are read when they are needed.
    pub(super) fn promised_graph(&self) -> Result<Graph, StorageError> {
        match &self.content {
            Content::First(first) => first.graph(),
            Content::Sections(entries) => Ok(Promise::new(&self.file, entries)?.graph),
        }
    }

    /// The graph, every section of which was read and makes sense together.
    pub(super) fn whole_graph(&self) -> Result<Graph, StorageError> {
        let entries = match &self.content {
            Content::First(first) => return first.graph(),
            Content::Sections(entries) => entries,
        };
        let promise = Promise::new(&self.file, entries)?;
        let contradiction = promise.graph.verify().err();
        // What cannot be read makes tables contradict each other, so it comes first.
        self.file.check()?;
        if let Some(contradiction) = contradiction {
            return Err(damaged_directory(&self.file, HEADER_LENGTH as u64, contradiction.0));
        }
        promise.rows.iter().for_each(|rows| rows.verify());
        self.verify()?;
        self.file.check()?;
        Ok(promise.graph)
    }

    /// Whether every byte is what was written.
    pub(super) fn verify(&self) -> Result<(), StorageError> {
        match &self.content {
            Content::First(first) => first.verify(),
            Content::Sections(entries) => entries.iter().try_for_each(|entry| self.section(entry).verify()),
        }
    }

    /// What there is and whether it is what was written, section by section.
    pub(super) fn report(&self) -> Vec<(SectionReport, Option<StorageError>)> {
        let entries = match &self.content {
            Content::First(first) => return first.report(),
            Content::Sections(entries) => entries,
        };
        let report = |entry: &SectionEntry| {
            let found = self.section(entry).verify();
            let length = entry.length + u64::from(entry.head_length);
            let (name, offset) = (entry.kind().to_string(), entry.offset);
            (SectionReport { name, offset, length, sound: found.is_ok() }, found.err())
        };
        entries.iter().map(report).collect()
    }

    fn section(&self, entry: &SectionEntry) -> Section {
        Section::new(self.file.clone(), *entry)
    }
}

fn read_directory(file: &SnapshotFile, header: &Header) -> Result<(u64, Vec<u8>), StorageError> {
    let length = u64::from(header.directory_length);
    let start = file.length.checked_sub(length).filter(|start| *start >= HEADER_LENGTH as u64);
    let Some(start) = start else {
        return Err(damaged_directory(file, HEADER_LENGTH as u64, "the file is cut short"));
    };
    let bytes = file.read(start, length)?;
    if checksum(&[&bytes]) != header.directory_checksum {
        return Err(damaged_directory(file, start, "the checksum does not match, or the file is cut short"));
    }
    Ok((start, bytes))
}

/// Sections follow each other from the header to the directory, so that each length is justified by the file's.
fn check_layout(file: &SnapshotFile, entries: &[SectionEntry], directory: u64) -> Result<(), StorageError> {
    let mut end = HEADER_LENGTH as u64;
    for entry in entries {
        let fits = entry.offset == end && entry.end().is_some_and(|end| end <= directory);
        if !fits {
            return Err(damaged_directory(file, directory, "a section lies where none can"));
        }
        end = entry.end().unwrap_or(end);
    }
    let complete = end == directory;
    complete.then_some(()).ok_or_else(|| damaged_directory(file, end, "there are bytes of no section"))
}

pub(super) fn damaged_directory(file: &SnapshotFile, offset: u64, detail: impl Into<String>) -> StorageError {
    StorageError::damaged(&file.path, offset, "directory", detail)
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
