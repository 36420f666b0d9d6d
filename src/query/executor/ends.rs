//! The ends of relationships that are known already.

use super::chunk::{Chunk, row_number};
use super::column::Column;
use super::expand::{Ways, is_repeated};
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Operator, Slot, Step};
use crate::value::NodeId;

/// Joins every row with the ends of a relationship it has, once for each way it can be walked.
pub(super) struct Ends<'p> {
    input: Boxed<'p>,
    relationship: &'p Slot,
    step: &'p Step,
    from: &'p (Slot, bool),
    to: &'p (Slot, bool),
    unlike: &'p [Slot],
    keep: SlotSet,
}

impl<'p> Ends<'p> {
    pub(super) fn new(input: Boxed<'p>, operator: &'p Operator, keep: SlotSet) -> Self {
        let Operator::Ends { relationship, step, from, to, unlike } = operator else {
            unreachable!("only a known relationship has ends")
        };
        Self { input, relationship, step, from, to, unlike, keep }
    }

    fn join(&self, chunk: &Chunk, runtime: &Runtime<'_, '_>) -> Chunk {
        let ways = Ways::of(self.step, runtime);
        let view = runtime.view();
        let relationships = chunk.column(self.relationship);
        let bound = |(slot, bound): &(Slot, bool)| bound.then(|| chunk.column(slot));
        let (from, to) = (bound(self.from), bound(self.to));
        let unlike: Vec<_> = self.unlike.iter().map(|slot| chunk.column(slot)).collect();
        let fits = |column: &Option<std::sync::Arc<Column>>, row: usize, node: NodeId| {
            column.as_ref().is_none_or(|column| column.node(row) == Some(node))
        };
        let (mut rows, mut starts, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..chunk.rows() {
            let Some(id) = relationships.relationship(row) else { continue };
            let Some(known) = view.relationship(id).filter(|_| !is_repeated(id, &unlike, row)) else { continue };
            let mut walks = vec![(known.start, known.end, true), (known.end, known.start, false)];
            if known.start == known.end {
                walks.truncate(1);
            }
            for (start, end, outgoing) in walks {
                // A loop leaves and enters its node, so it fits either direction.
                let admitted = ways.admit(known.kind, outgoing) || start == end && ways.admit(known.kind, !outgoing);
                if admitted && fits(&from, row, start) && fits(&to, row, end) {
                    rows.push(row_number(row));
                    starts.push(start);
                    ends.push(end);
                }
            }
        }
        let mut joined = chunk.gather(&rows, Some(&self.keep));
        for ((slot, bound), nodes) in [(self.from, starts), (self.to, ends)] {
            if !bound {
                joined.set(slot, Column::Nodes(nodes));
            }
        }
        joined
    }
}

impl Source for Ends<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            let joined = self.join(&chunk, runtime);
            if joined.rows() > 0 {
                return Ok(Some(joined));
            }
        }
        Ok(None)
    }
}
