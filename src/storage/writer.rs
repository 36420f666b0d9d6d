//! Writing a snapshot: section after section, page after page, never more in memory than a chunk and its section's head.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::StorageError;
use super::format::catalog::StoredCatalog;
use super::format::directory::{CHUNK, SectionEntry, SectionKind, Shape, StoredHead};
use super::format::header::{HEADER_LENGTH, Header};
use super::format::page::{self, Stored};
use super::format::{checksum, encode};
use super::medium::{Blob, Medium};
use crate::graph::{Column, Dictionary, Direction, FlatRows, Graph, Image, LabelSet, PAGE, Packed, Page};

/// Writes a graph to a new file and makes it durable; answers with its length.
pub(super) fn write(medium: &dyn Medium, path: &Path, mut header: Header, graph: &Graph) -> Result<u64, StorageError> {
    let blob = medium.create(path).map_err(StorageError::io("create", path))?;
    let mut writer = Writer { path, blob, offset: HEADER_LENGTH as u64, sections: Vec::new() };
    writer.graph(graph.image())?;
    let directory = encode(&writer.sections);
    header.directory_length = u32::try_from(directory.len()).expect("few entries per name, and names fit in a page");
    header.directory_checksum = checksum(&[&directory]);
    let (end, Writer { mut blob, .. }) = (writer.offset, writer);
    blob.write_at(end, &directory).map_err(StorageError::io("write", path))?;
    blob.write_at(0, &header.encode()).map_err(StorageError::io("write", path))?;
    blob.sync().map_err(StorageError::io("sync", path))?;
    Ok(end + directory.len() as u64)
}

struct Writer<'p> {
    path: &'p Path,
    blob: Box<dyn Blob>,
    offset: u64,
    sections: Vec<SectionEntry>,
}

/// A section being written.
struct Open {
    entry: SectionEntry,
    head: StoredHead,
    chunk: Vec<u8>,
}

impl Writer<'_> {
    fn graph(&mut self, image: Image<'_>) -> Result<(), StorageError> {
        let (nodes, relationships) = image.next();
        let (sets, counts) = self.nodes(image)?;
        self.values(SectionKind::Relationships, Shape::None, image.relationships(), relationships)?;
        for (key, column) in image.node_columns() {
            self.column(SectionKind::NodeProperty(key.0), SectionKind::NodeTexts(key.0), column, nodes)?;
        }
        for (key, column) in image.relationship_columns() {
            let (kind, texts) = (SectionKind::RelationshipProperty(key.0), SectionKind::RelationshipTexts(key.0));
            self.column(kind, texts, column, relationships)?;
        }
        let kinds = self.rows(image)?;
        let catalog = StoredCatalog {
            symbols: image.symbols().collect(),
            sets,
            nodes: counts,
            relationships: kinds,
            next: (number(nodes), number(relationships)),
        };
        let mut open = self.open(SectionKind::Catalog, Shape::None);
        self.page(&mut open, &encode(&catalog))?;
        self.close(open)
    }

    /// The label sets of nodes, numbered by first use, so that sets nobody has any more leave no trace; answers with those
    /// in use and how many nodes have each.
    fn nodes(&mut self, image: Image<'_>) -> Result<(Vec<Vec<u32>>, Vec<u32>), StorageError> {
        let (mut sets, mut counts): (Vec<Vec<u32>>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut numbers: FxHashMap<LabelSet, LabelSet> = FxHashMap::default();
        let mut renumber = |set: &LabelSet| {
            let number = *numbers.entry(*set).or_insert_with(|| {
                sets.push(image.sets()[set.0 as usize].iter().map(|label| label.0).collect());
                counts.push(0);
                LabelSet(number(counts.len() - 1))
            });
            counts[number.0 as usize] += 1;
            number
        };
        let mut open = self.open(SectionKind::Nodes, Shape::None);
        for number in 0..image.next().0.div_ceil(PAGE) {
            let page = image.nodes().with_page(number, |page| page.map(&mut renumber));
            open.entry.count += page.len() as u64;
            self.page(&mut open, &page::encode(&page))?;
        }
        self.close(open)?;
        Ok((sets, counts))
    }

    fn column(
        &mut self,
        kind: SectionKind,
        texts: SectionKind,
        column: &Column,
        next: usize,
    ) -> Result<(), StorageError> {
        match column {
            Column::Empty => Ok(()),
            Column::Boolean(values) => self.values(kind, Shape::Boolean, values, next),
            Column::Integer(values) => self.values(kind, Shape::Integer, values, next),
            Column::Float(values) => self.values(kind, Shape::Float, values, next),
            Column::Date(values) => self.values(kind, Shape::Date, values, next),
            Column::OwnText(values) => self.values(kind, Shape::Text, values, next),
            Column::Mixed(values) => self.values(kind, Shape::Any, values, next),
            Column::Text(codes, dictionary) => self.texts((kind, texts), codes, dictionary, next),
        }
    }

    /// Texts that are used, in order, and each value's place among them: what a dictionary went through leaves no trace.
    fn texts(
        &mut self,
        (kind, section): (SectionKind, SectionKind),
        codes: &Packed<u32>,
        dictionary: &Dictionary,
        next: usize,
    ) -> Result<(), StorageError> {
        let texts = dictionary.texts();
        let mut used = vec![false; texts.len()];
        for number in 0..codes.pages() {
            codes.with_page(number, |page| page.values().iter().for_each(|code| used[*code as usize] = true));
        }
        let mut order: Vec<usize> = (0..texts.len()).filter(|code| used[*code]).collect();
        order.sort_by_key(|code| &texts[*code]);
        let mut places = vec![0; texts.len()];
        (0..).zip(&order).for_each(|(place, code)| places[*code] = place);
        let mut open = self.open(section, Shape::None);
        open.entry.count = order.len() as u64;
        self.pages(&mut open, order.iter().map(|code| texts[*code].clone()))?;
        self.close(open)?;
        let mut open = self.open(kind, Shape::Code);
        for number in 0..next.div_ceil(PAGE) {
            let page = codes.with_page(number, |page| page.map(|code| places[*code as usize]));
            open.entry.count += page.len() as u64;
            self.page(&mut open, &page::encode::<u32>(&page))?;
        }
        self.close(open)
    }

    fn values<T: Stored>(
        &mut self,
        kind: SectionKind,
        shape: Shape,
        values: &Packed<T>,
        next: usize,
    ) -> Result<(), StorageError> {
        let mut open = self.open(kind, shape);
        for number in 0..next.div_ceil(PAGE) {
            let (bytes, count) = values.with_page(number, |page| (page::encode(page), page.len()));
            open.entry.count += count as u64;
            self.page(&mut open, &bytes)?;
        }
        self.close(open)
    }

    /// The rows of every type; answers with how many relationships each has.
    fn rows(&mut self, image: Image<'_>) -> Result<Vec<(u32, u32)>, StorageError> {
        let mut kinds = Vec::new();
        for (kind, relationships) in image.by_kind() {
            kinds.push((kind.0, number(relationships.len())));
            for (section, direction) in [
                (SectionKind::Outgoing(kind.0), Direction::Outgoing),
                (SectionKind::Incoming(kind.0), Direction::Incoming),
            ] {
                let rows = FlatRows::new(&relationships, direction, image.next().0);
                let mut open = self.open(section, Shape::None);
                open.entry.count = rows.members.len() as u64;
                open.entry.owners = rows.owners.len() as u64;
                for list in [rows.owners, rows.ends, rows.members] {
                    self.pages(&mut open, list.into_iter())?;
                }
                self.close(open)?;
            }
        }
        Ok(kinds)
    }

    /// A list without holes.
    fn pages<T: Stored>(
        &mut self,
        open: &mut Open,
        mut values: impl ExactSizeIterator<Item = T>,
    ) -> Result<(), StorageError> {
        while values.len() > 0 {
            let page = Page::of(values.by_ref().take(PAGE));
            self.page(open, &page::encode(&page))?;
        }
        Ok(())
    }

    fn open(&self, kind: SectionKind, shape: Shape) -> Open {
        let entry = SectionEntry::new(kind, shape, self.offset);
        Open { entry, head: StoredHead::default(), chunk: Vec::new() }
    }

    fn page(&mut self, open: &mut Open, bytes: &[u8]) -> Result<(), StorageError> {
        let Ok(length) = u32::try_from(bytes.len()) else {
            let what = format!("a page of {}", open.entry.kind());
            return Err(StorageError::TooLarge { what, length: bytes.len() as u64, limit: u64::from(u32::MAX) });
        };
        open.head.pages.push(length);
        open.chunk.extend_from_slice(bytes);
        if open.chunk.len() as u64 >= CHUNK { self.chunk(open) } else { Ok(()) }
    }

    fn chunk(&mut self, open: &mut Open) -> Result<(), StorageError> {
        open.head.chunks.push(checksum(&[&open.chunk]).to_le_bytes());
        open.entry.length += open.chunk.len() as u64;
        self.append(&open.chunk)?;
        open.chunk.clear();
        Ok(())
    }

    /// The last chunk, the head, and a place in the directory.
    fn close(&mut self, mut open: Open) -> Result<(), StorageError> {
        if !open.chunk.is_empty() {
            self.chunk(&mut open)?;
        }
        let head = encode(&open.head);
        open.entry.head_length = u32::try_from(head.len()).expect("a few bytes per page, and pages cover many ids");
        open.entry.head_checksum = checksum(&[&head]);
        self.append(&head)?;
        self.sections.push(open.entry);
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.blob.write_at(self.offset, bytes).map_err(StorageError::io("write", self.path))?;
        self.offset += bytes.len() as u64;
        Ok(())
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("ids are 32 bits wide")
}
