//! A graph that a snapshot promises: what its catalog says, and where all else is to be read.

use std::sync::Arc;

use super::StorageError;
use super::file::SnapshotFile;
use super::format::catalog::StoredCatalog;
use super::format::directory::{SectionEntry, SectionKind, Shape};
use super::format::header::HEADER_LENGTH;
use super::format::page::{Bounds, Stored};
use super::format::{FormatError, decode};
use super::lazy::{LazyRows, LazyTexts, LazyValues};
use super::section::Section;
use super::snapshot::damaged_directory;
use crate::graph::{Builder, Column, Dictionary, Direction, Endpoints, Graph, PAGE, Packed, StoredRows, Symbol};

/// A graph that a snapshot promises: what the catalog says, and where all else is to be read.
pub(super) struct Promise {
    pub(super) graph: Graph,
    /// The rows of each type.
    pub(super) rows: Vec<Arc<LazyRows>>,
}

/// What the sections of a snapshot have in common.
struct Parts<'s> {
    file: &'s Arc<SnapshotFile>,
    entries: &'s [SectionEntry],
    symbols: usize,
    next: (usize, usize),
}

impl Promise {
    pub(super) fn new(file: &Arc<SnapshotFile>, entries: &[SectionEntry]) -> Result<Self, StorageError> {
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
            let rows = |section, direction| self.rows(section, relationships, (Symbol(*kind), direction));
            let outgoing = rows(SectionKind::Outgoing(*kind), Direction::Outgoing)?;
            let incoming = rows(SectionKind::Incoming(*kind), Direction::Incoming)?;
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

    /// The rows of a section, if there is one.
    fn rows(
        &self,
        section: SectionKind,
        relationships: &Arc<LazyValues<Endpoints>>,
        meaning: (Symbol, Direction),
    ) -> Result<Option<Arc<LazyRows>>, FormatError> {
        let Ok(entry) = self.entry(section) else { return Ok(None) };
        let section = Section::new(self.file.clone(), *entry);
        Ok(Some(Arc::new(LazyRows::new(section, entry.values()?, relationships.clone(), meaning))))
    }
}
