//! The parts of a snapshot, and the list that says where each lies.
//!
//! ```text
//! section    chunk │ chunk │ … │ head
//! chunk      pages, side by side: as few as make 16 KiB
//! head       the length of each page, the checksum of each chunk
//! directory  an entry per section: what it holds, where it lies, the checksum of its head
//! ```
//!
//! The header vouches for the directory, an entry for the head of its section, the head for each chunk. So any page can be
//! believed after reading its chunk and nothing else of its section.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::FormatError;

/// A chunk ends with the page that makes it so long, in bytes: what one value costs to read, and what a checksum costs.
pub(in crate::storage) const CHUNK: u64 = 1 << 14;

/// What a section holds. The number is what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::storage) enum SectionKind {
    /// One page: names, label sets, counts.
    Catalog,
    /// The label set of each node.
    Nodes,
    /// Type and ends of each relationship.
    Relationships,
    NodeProperty(u32),
    RelationshipProperty(u32),
    /// The different texts of a property, in order.
    NodeTexts(u32),
    RelationshipTexts(u32),
    /// Which relationships of a type leave each node: derived.
    Outgoing(u32),
    /// Which relationships of a type enter each node: derived.
    Incoming(u32),
    /// Added by a later minor version, which promises that it may be ignored.
    Unknown(u8),
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::storage) enum Shape {
    /// Not a column.
    None = 0,
    Boolean = 1,
    Integer = 2,
    Float = 3,
    Date = 4,
    /// Places among the texts of the key.
    Code = 5,
    Text = 6,
    Any = 7,
}

/// Where a section lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::storage) struct SectionEntry {
    number: u8,
    key: u32,
    shape: u8,
    /// How many values there are.
    pub(in crate::storage) count: u64,
    /// In rows, how many nodes have one.
    pub(in crate::storage) owners: u64,
    pub(in crate::storage) offset: u64,
    /// The length of its chunks, before its head.
    pub(in crate::storage) length: u64,
    pub(in crate::storage) head_length: u32,
    pub(in crate::storage) head_checksum: u32,
}

/// What a section's head says.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::storage) struct StoredHead {
    /// The length of each page in bytes.
    pub(in crate::storage) pages: Vec<u32>,
    /// The checksum of each chunk.
    pub(in crate::storage) chunks: Vec<[u8; 4]>,
}

impl SectionEntry {
    /// An entry of a section that begins at an offset and is not written yet.
    pub(in crate::storage) fn new(kind: SectionKind, shape: Shape, offset: u64) -> Self {
        let (number, key) = kind.number();
        Self {
            number,
            key,
            shape: shape as u8,
            count: 0,
            owners: 0,
            offset,
            length: 0,
            head_length: 0,
            head_checksum: 0,
        }
    }

    pub(in crate::storage) fn kind(&self) -> SectionKind {
        match self.number {
            1 => SectionKind::Catalog,
            2 => SectionKind::Nodes,
            3 => SectionKind::Relationships,
            4 => SectionKind::NodeProperty(self.key),
            5 => SectionKind::RelationshipProperty(self.key),
            6 => SectionKind::NodeTexts(self.key),
            7 => SectionKind::RelationshipTexts(self.key),
            8 => SectionKind::Outgoing(self.key),
            9 => SectionKind::Incoming(self.key),
            number => SectionKind::Unknown(number),
        }
    }

    pub(in crate::storage) fn shape(&self) -> Result<Shape, FormatError> {
        const SHAPES: [Shape; 8] = [
            Shape::None,
            Shape::Boolean,
            Shape::Integer,
            Shape::Float,
            Shape::Date,
            Shape::Code,
            Shape::Text,
            Shape::Any,
        ];
        SHAPES.get(usize::from(self.shape)).copied().ok_or(FormatError::Meaning("a column has an unknown type"))
    }

    /// Where the section ends.
    pub(in crate::storage) fn end(&self) -> Option<u64> {
        self.offset.checked_add(self.length)?.checked_add(u64::from(self.head_length))
    }

    /// Makes it a section of a kind that nobody knows.
    #[cfg(test)]
    pub(in crate::storage) fn forget(&mut self) {
        self.number = u8::MAX;
    }

    /// How many values there are, as a number that indexes.
    pub(in crate::storage) fn values(&self) -> Result<usize, FormatError> {
        let within_ids = self.count <= u64::from(u32::MAX) && self.owners <= self.count;
        let count = usize::try_from(self.count).ok().filter(|_| within_ids);
        count.ok_or(FormatError::Meaning("a section has more values than there are ids"))
    }
}

impl SectionKind {
    fn number(self) -> (u8, u32) {
        match self {
            Self::Catalog => (1, 0),
            Self::Nodes => (2, 0),
            Self::Relationships => (3, 0),
            Self::NodeProperty(key) => (4, key),
            Self::RelationshipProperty(key) => (5, key),
            Self::NodeTexts(key) => (6, key),
            Self::RelationshipTexts(key) => (7, key),
            Self::Outgoing(key) => (8, key),
            Self::Incoming(key) => (9, key),
            Self::Unknown(number) => (number, 0),
        }
    }
}

impl fmt::Display for SectionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Catalog => f.write_str("catalog"),
            Self::Nodes => f.write_str("nodes"),
            Self::Relationships => f.write_str("relationships"),
            Self::NodeProperty(key) => write!(f, "node property {key}"),
            Self::RelationshipProperty(key) => write!(f, "relationship property {key}"),
            Self::NodeTexts(key) => write!(f, "texts of node property {key}"),
            Self::RelationshipTexts(key) => write!(f, "texts of relationship property {key}"),
            Self::Outgoing(key) => write!(f, "rows of type {key}, outgoing"),
            Self::Incoming(key) => write!(f, "rows of type {key}, incoming"),
            Self::Unknown(number) => write!(f, "section of kind {number}"),
        }
    }
}
