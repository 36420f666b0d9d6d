//! How far a date reaches beyond its own clause.

use super::TimeMention;
use crate::ingest::news::clean::{Block, BlockKind};
use crate::ingest::news::span::TextSpan;
use crate::time::Edtf;
use crate::time::edtf::Bound;

/// The date each block stands under.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest::news) struct Scopes {
    by_block: Vec<Option<Edtf>>,
}

impl Scopes {
    /// The date of the label or heading over the block with this index.
    pub(in crate::ingest::news) fn of(&self, block: usize) -> Option<Edtf> {
        self.by_block.get(block).copied().flatten()
    }
}

/// The dates of labels and headings. A label holds for its block; a heading that is a date, up to the next heading.
pub(in crate::ingest::news) fn scopes(text: &str, blocks: &[Block], times: &[TimeMention]) -> Scopes {
    let mut heading = None;
    let mut by_block = Vec::with_capacity(blocks.len());
    for block in blocks {
        if block.kind == BlockKind::Heading {
            heading = date_of(text, block.span, times);
        }
        let label = block.label.map(|label| date_of(text, label, times).or_else(|| ongoing(label.of(text))));
        by_block.push(label.flatten().or(heading));
    }
    Scopes { by_block }
}

/// The date a short text consists of, but for a few letters.
fn date_of(text: &str, span: TextSpan, times: &[TimeMention]) -> Option<Edtf> {
    let first = times.partition_point(|time| time.span.start < span.start);
    let time = times.get(first).filter(|time| span.contains(time.span))?;
    let around = span.end - span.start - (time.span.end - time.span.start);
    (around <= 4).then_some(time.edtf).flatten().filter(|_| !text.is_empty())
}

/// "Ongoing: ...": nobody says since when, and it has not ended.
fn ongoing(label: &str) -> Option<Edtf> {
    let label = label.trim().to_lowercase();
    matches!(label.as_str(), "ongoing" | "now" | "today" | "current" | "currently" | "present")
        .then_some(Edtf::Range(Bound::Unknown, Bound::Open))
}
