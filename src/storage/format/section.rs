//! The parts of a snapshot: what each holds, and the directory that lists them.
//!
//! ```text
//! symbols                every name, in order of symbol
//! nodes                  the sets of labels; per node id the number of its set, or that the node is gone
//! relationships          per relationship id its type, start and end, or that it is gone
//! node property KEY      ids as runs, and their values as one array of one type
//! relationship property  the same
//! ```

use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::column::StoredColumn;
use super::{FormatError, decode, encode};
use crate::graph::{Builder, Column, Contradiction, Image, Symbol};

/// What a section holds. The number is what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::storage) enum SectionKind {
    Symbols,
    Nodes,
    Relationships,
    NodeProperty(u32),
    RelationshipProperty(u32),
    /// Added by a later minor version, which promises that it may be ignored.
    Unknown(u8),
}

/// Where a section lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::storage) struct SectionEntry {
    number: u8,
    key: u32,
    pub(in crate::storage) offset: u64,
    pub(in crate::storage) length: u64,
    pub(in crate::storage) checksum: u32,
}

impl SectionEntry {
    pub(in crate::storage) fn new(kind: SectionKind, offset: u64, length: u64, checksum: u32) -> Self {
        let (number, key) = match kind {
            SectionKind::Symbols => (1, 0),
            SectionKind::Nodes => (2, 0),
            SectionKind::Relationships => (3, 0),
            SectionKind::NodeProperty(key) => (4, key),
            SectionKind::RelationshipProperty(key) => (5, key),
            SectionKind::Unknown(number) => (number, 0),
        };
        Self { number, key, offset, length, checksum }
    }

    pub(in crate::storage) fn kind(&self) -> SectionKind {
        match self.number {
            1 => SectionKind::Symbols,
            2 => SectionKind::Nodes,
            3 => SectionKind::Relationships,
            4 => SectionKind::NodeProperty(self.key),
            5 => SectionKind::RelationshipProperty(self.key),
            number => SectionKind::Unknown(number),
        }
    }
}

impl fmt::Display for SectionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Symbols => f.write_str("symbols"),
            Self::Nodes => f.write_str("nodes"),
            Self::Relationships => f.write_str("relationships"),
            Self::NodeProperty(key) => write!(f, "node property {key}"),
            Self::RelationshipProperty(key) => write!(f, "relationship property {key}"),
            Self::Unknown(number) => write!(f, "section of kind {number}"),
        }
    }
}

/// Every section of a graph, in the order they are written and read.
pub(in crate::storage) fn encode_sections(image: Image<'_>) -> impl Iterator<Item = (SectionKind, Vec<u8>)> {
    let tables = [SectionKind::Symbols, SectionKind::Nodes, SectionKind::Relationships].into_iter();
    let tables = tables.map(move |kind| {
        let bytes = match kind {
            SectionKind::Symbols => encode(&image.symbols().collect::<Vec<_>>()),
            SectionKind::Nodes => encode(&StoredNodes::new(image)),
            _ => encode(&StoredRelationships::new(image)),
        };
        (kind, bytes)
    });
    let column = |column: &Column| encode(&StoredColumn::new(column));
    let nodes = image.node_columns().map(move |(key, values)| (SectionKind::NodeProperty(key.0), column(values)));
    let relationships = image
        .relationship_columns()
        .map(move |(key, values)| (SectionKind::RelationshipProperty(key.0), column(values)));
    tables.chain(nodes).chain(relationships)
}

/// Adds what a section says to a graph being built.
pub(in crate::storage) fn decode_section(
    kind: SectionKind,
    bytes: &[u8],
    builder: &mut Builder,
) -> Result<(), FormatError> {
    match kind {
        SectionKind::Symbols => {
            let names: Vec<&str> = decode(bytes)?;
            builder.symbols(names.into_iter().map(Arc::from))?;
        }
        SectionKind::Nodes => {
            let StoredNodes { sets, nodes } = decode(bytes)?;
            builder.nodes(sets, nodes.into_iter().map(|number| number.checked_sub(1)))?;
        }
        SectionKind::Relationships => decode::<StoredRelationships>(bytes)?.restore(builder)?,
        SectionKind::NodeProperty(key) => {
            let column = decode::<StoredColumn<'_>>(bytes)?.restore(builder.next_node())?;
            builder.node_column(key, column)?;
        }
        SectionKind::RelationshipProperty(key) => {
            let column = decode::<StoredColumn<'_>>(bytes)?.restore(builder.next_relationship())?;
            builder.relationship_column(key, column)?;
        }
        SectionKind::Unknown(_) => {}
    }
    Ok(())
}

impl From<Contradiction> for FormatError {
    fn from(contradiction: Contradiction) -> Self {
        Self::Meaning(contradiction.0)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredNodes {
    /// Sets of labels, by symbol, in order of first use.
    sets: Vec<Vec<u32>>,
    /// Per node id one more than the number of its set; 0 where the node is gone.
    nodes: Vec<u32>,
}

impl StoredNodes {
    fn new(image: Image<'_>) -> Self {
        let mut sets = Vec::new();
        let mut numbers: FxHashMap<&[Symbol], u32> = FxHashMap::default();
        let mut number = |labels| {
            *numbers.entry(labels).or_insert_with(|| {
                sets.push(labels.iter().map(|label| label.0).collect());
                u32::try_from(sets.len()).expect("no more sets than nodes")
            })
        };
        let labels = |id| image.nodes().get(id).map(|set| &*image.sets()[set.0 as usize]);
        let nodes = (0..image.next().0).map(|id| labels(id).map_or(0, &mut number)).collect();
        Self { sets, nodes }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct StoredRelationships {
    /// Per relationship id one more than its type's symbol; 0 where the relationship is gone.
    kinds: Vec<u32>,
    /// Per relationship that is there its start, as the difference from the one before: mostly small.
    starts: Vec<i32>,
    /// The same of its end.
    ends: Vec<i32>,
}

impl StoredRelationships {
    fn new(image: Image<'_>) -> Self {
        let table = image.relationships();
        let kinds = (0..image.next().1).map(|id| table.get(id).map_or(0, |ends| ends.kind.0 + 1)).collect();
        let starts = differences(table.iter().map(|(_, ends)| ends.start.0));
        let ends = differences(table.iter().map(|(_, ends)| ends.end.0));
        Self { kinds, starts, ends }
    }

    fn restore(self, builder: &mut Builder) -> Result<(), FormatError> {
        let present = self.kinds.iter().filter(|kind| **kind != 0).count();
        if present != self.starts.len() || present != self.ends.len() {
            return Err(FormatError::Meaning("relationships have not as many ends as types"));
        }
        let mut ends = sums(self.starts).zip(sums(self.ends));
        let relationships = self.kinds.into_iter().map(|kind| {
            let kind = kind.checked_sub(1)?;
            let (start, end) = ends.next().expect("there are as many ends as types");
            Some((kind, start, end))
        });
        Ok(builder.relationships(relationships)?)
    }
}

fn differences(numbers: impl Iterator<Item = u32>) -> Vec<i32> {
    let mut before = 0;
    numbers.map(|number| number.wrapping_sub(std::mem::replace(&mut before, number)).cast_signed()).collect()
}

fn sums(differences: Vec<i32>) -> impl Iterator<Item = u32> {
    differences.into_iter().scan(0u32, |sum, difference| {
        *sum = sum.wrapping_add_signed(difference);
        Some(*sum)
    })
}
