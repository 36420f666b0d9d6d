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
use super::format::catalog::StoredCatalog;
use super::format::directory::{SectionEntry, SectionKind, Shape};
use super::format::header::{FileKind, HEADER_LENGTH, Header, HeaderError};
use super::format::page::{Bounds, Stored};
use super::format::{FormatError, Version, checksum, decode};
use super::lazy::{LazyRows, LazyTexts, LazyValues};
use super::medium::{Blob, Medium};
use super::section::Section;
use crate::graph::{Builder, Column, Dictionary, Direction, Endpoints, Graph, PAGE, Packed, StoredRows, Symbol};

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

fn damaged_directory(file: &SnapshotFile, offset: u64, detail: impl Into<String>) -> StorageError {
    StorageError::damaged(&file.path, offset, "directory", detail)
}

/// A graph that a snapshot promises: what the catalog says, and where all else is to be read.
struct Promise {
    graph: Graph,
    /// The rows of each type and how many relationships it has.
    rows: Vec<Arc<LazyRows>>,
}

/// What the sections of a snapshot have in common.
struct Parts<'s> {
    file: &'s Arc<SnapshotFile>,
    entries: &'s [SectionEntry],
    symbols: usize,
    next: (usize, usize),
}

impl Promise {
    fn new(file: &Arc<SnapshotFile>, entries: &[SectionEntry]) -> Result<Self, StorageError> {
        let promised = Self::read(file, entries);
        // A catalog that cannot be read says why itself.
        file.check()?;
        promised.map_err(|error| damaged_directory(file, HEADER_LENGTH as u64, error.to_string()))
    }

    fn read(file: &Arc<SnapshotFile>, entries: &[SectionEntry]) -> Result<Self, FormatError> {
        let mut parts = Parts { file, entries, symbols: 0, next: (0, 0) };
        let section = parts.section(SectionKind::Catalog)?;
        let catalog: StoredCatalog<'_> = decode(section.page(0).unwrap_or_default())?;
        parts.symbols = catalog.symbols.len();
        parts.next = (catalog.next.0 as usize, catalog.next.1 as usize);
        let mut builder = Builder::default();
        builder.symbols(catalog.symbols.iter().map(|name| Arc::from(*name)))?;
        let sets = catalog.sets.len();
        let (nodes, _) = parts.values(SectionKind::Nodes, parts.next.0, sets)?;
        builder.lazy_nodes(catalog.sets, &catalog.nodes, nodes, parts.next.0)?;
        let (relationships, source) = parts.values(SectionKind::Relationships, parts.next.1, parts.next.0)?;
        builder.lazy_relationships(&catalog.relationships, relationships, parts.next.1)?;
        parts.place_columns(&mut builder)?;
        let rows = parts.place_rows(&mut builder, &source, &catalog.relationships)?;
        Ok(Self { graph: builder.finish(), rows })
    }
}

impl Parts<'_> {
    fn entry(&self, kind: SectionKind) -> Result<&SectionEntry, FormatError> {
        let entry = self.entries.iter().find(|entry| entry.kind() == kind);
        entry.ok_or(FormatError::Meaning("a section is missing"))
    }

    fn section(&self, kind: SectionKind) -> Result<Section, FormatError> {
        Ok(Section::new(self.file.clone(), *self.entry(kind)?))
    }

    /// The values of a section, of ids below `next`, which name some of `named` things.
    fn values<T: Stored + 'static>(
        &self,
        kind: SectionKind,
        next: usize,
        named: usize,
    ) -> Result<(Packed<T>, Arc<LazyValues<T>>), FormatError> {
        let (entry, count) = (self.entry(kind)?, self.entry(kind)?.values()?);
        if (next.div_ceil(PAGE) as u64) > entry.length || count > next {
            return Err(FormatError::Meaning("a section is too short for its ids"));
        }
        let bounds = Bounds { ids: next, named, symbols: self.symbols };
        let source = Arc::new(LazyValues::new(self.section(kind)?, bounds));
        Ok((Packed::lazy(source.clone(), next, count), source))
    }

    fn place_columns(&self, builder: &mut Builder) -> Result<(), FormatError> {
        for entry in self.entries {
            match entry.kind() {
                SectionKind::NodeProperty(key) => {
                    let column = self.column(entry, self.next.0, SectionKind::NodeTexts(key))?;
                    builder.lazy_node_column(key, column)?;
                }
                SectionKind::RelationshipProperty(key) => {
                    let column = self.column(entry, self.next.1, SectionKind::RelationshipTexts(key))?;
                    builder.lazy_relationship_column(key, column)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn column(&self, entry: &SectionEntry, next: usize, texts: SectionKind) -> Result<Column, FormatError> {
        let kind = entry.kind();
        Ok(match entry.shape()? {
            Shape::None => return Err(FormatError::Meaning("a column has no type")),
            Shape::Boolean => Column::Boolean(self.values(kind, next, 0)?.0),
            Shape::Integer => Column::Integer(self.values(kind, next, 0)?.0),
            Shape::Float => Column::Float(self.values(kind, next, 0)?.0),
            Shape::Date => Column::Date(self.values(kind, next, 0)?.0),
            Shape::Text => Column::OwnText(self.values(kind, next, 0)?.0),
            Shape::Any => Column::Mixed(self.values(kind, next, 0)?.0),
            Shape::Code => {
                let count = self.entry(texts)?.values()?;
                let source = Arc::new(LazyTexts::new(self.section(texts)?, count));
                Column::Text(self.values(kind, next, count)?.0, Dictionary::lazy(source, count))
            }
        })
    }

    /// The rows of every type that has them in both directions.
    fn place_rows(
        &self,
        builder: &mut Builder,
        relationships: &Arc<LazyValues<Endpoints>>,
        counts: &[(u32, u32)],
    ) -> Result<Vec<Arc<LazyRows>>, FormatError> {
        let mut placed = Vec::new();
        for (kind, count) in counts {
            let rows = |section, direction| {
                let entry = self.entry(section).ok()?;
                let section = Section::new(self.file.clone(), *entry);
                let rows =
                    LazyRows::new(section, entry.values().ok()?, relationships.clone(), (Symbol(*kind), direction));
                Some(Arc::new(rows))
            };
            let outgoing = rows(SectionKind::Outgoing(*kind), Direction::Outgoing);
            let incoming = rows(SectionKind::Incoming(*kind), Direction::Incoming);
            let (Some(outgoing), Some(incoming)) = (outgoing, incoming) else { continue };
            if [&outgoing, &incoming].iter().any(|rows| rows.members() != *count as usize || !rows.may_fit()) {
                return Err(FormatError::Meaning("rows have not as many relationships as there are"));
            }
            placed.extend([outgoing.clone(), incoming.clone()]);
            let next = self.next.1;
            builder.rows(*kind, &StoredRows { outgoing, incoming, count: *count as usize, next })?;
        }
        Ok(placed)
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
