//! The sections of format 1, which are read and no longer written: each is read whole, under one checksum.
//!
//! ```text
//! 1 symbols                every name, in order of symbol
//! 2 nodes                  the sets of labels; per node id the number of its set, or that the node is gone
//! 3 relationships          per relationship id its type, start and end, or that it is gone
//! 4 node property KEY      ids as runs, and their values as one array of one type
//! 5 relationship property  the same
//! ```

mod column;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::column::StoredColumn;
use super::directory::SectionKind;
use super::{FormatError, decode};
use crate::graph::{Builder, Contradiction};

/// Where a section lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::storage) struct FirstEntry {
    number: u8,
    key: u32,
    pub(in crate::storage) offset: u64,
    pub(in crate::storage) length: u64,
    pub(in crate::storage) checksum: u32,
}

impl FirstEntry {
    /// What the section is called.
    pub(in crate::storage) fn name(&self) -> String {
        match self.number {
            1 => "symbols".to_owned(),
            2 => SectionKind::Nodes.to_string(),
            3 => SectionKind::Relationships.to_string(),
            4 => SectionKind::NodeProperty(self.key).to_string(),
            5 => SectionKind::RelationshipProperty(self.key).to_string(),
            number => SectionKind::Unknown(number).to_string(),
        }
    }

    /// Adds what the section says to a graph being built.
    pub(in crate::storage) fn decode(&self, bytes: &[u8], builder: &mut Builder) -> Result<(), FormatError> {
        match self.number {
            1 => {
                let names: Vec<&str> = decode(bytes)?;
                builder.symbols(names.into_iter().map(Arc::from))?;
            }
            2 => {
                let StoredNodes { sets, nodes } = decode(bytes)?;
                builder.nodes(sets, nodes.into_iter().map(|number| number.checked_sub(1)))?;
            }
            3 => decode::<StoredRelationships>(bytes)?.restore(builder)?,
            4 => {
                let column = decode::<StoredColumn<'_>>(bytes)?.restore(builder.next_node())?;
                builder.node_column(self.key, column)?;
            }
            5 => {
                let column = decode::<StoredColumn<'_>>(bytes)?.restore(builder.next_relationship())?;
                builder.relationship_column(self.key, column)?;
            }
            _ => {}
        }
        Ok(())
    }
}

impl From<Contradiction> for FormatError {
    fn from(contradiction: Contradiction) -> Self {
        Self::Meaning(contradiction.0)
    }
}

#[derive(Debug, Deserialize)]
struct StoredNodes {
    /// Sets of labels, by symbol, in order of first use.
    sets: Vec<Vec<u32>>,
    /// Per node id one more than the number of its set; 0 where the node is gone.
    nodes: Vec<u32>,
}

#[derive(Debug, Deserialize)]
struct StoredRelationships {
    /// Per relationship id one more than its type's symbol; 0 where the relationship is gone.
    kinds: Vec<u32>,
    /// Per relationship that is there its start, as the difference from the one before: mostly small.
    starts: Vec<i32>,
    /// The same of its end.
    ends: Vec<i32>,
}

impl StoredRelationships {
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

fn sums(differences: Vec<i32>) -> impl Iterator<Item = u32> {
    differences.into_iter().scan(0u32, |sum, difference| {
        *sum = sum.wrapping_add_signed(difference);
        Some(*sum)
    })
}
