//! Nodes: all, those with a label, those an index finds, the one with an id; for every row that comes in.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::rc::Rc;

use super::bulk::{Bulk, Span};
use super::chunk::{Chunk, ROWS, row_number};
use super::column::Column;
use super::evaluate::evaluate;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::graph::{PropertyRange, Symbol, View};
use crate::query::QueryError;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Expression, Operator, SeekRange, Slot};
use crate::time::Date;
use crate::value::{NodeId, Value};

/// Joins every row with the nodes found for it.
pub(super) struct Scan<'p> {
    input: Boxed<'p>,
    operator: &'p Operator,
    keep: SlotSet,
    current: Option<Current>,
    /// How many rows to give next: few at first, because a limit may ask for no more.
    size: usize,
}

/// So many rows are given first, then twice as many each time.
const FIRST_ROWS: usize = 64;

/// The chunk at hand and how far it is joined.
struct Current {
    chunk: Chunk,
    row: usize,
    nodes: Nodes,
    position: usize,
}

/// The nodes to join a row with.
enum Nodes {
    /// Read from the label index as they are needed.
    Labelled(Symbol),
    /// The same for every row.
    Same(Rc<Vec<NodeId>>),
    /// Found row by row.
    ByRow(Vec<Rc<Vec<NodeId>>>),
}

impl<'p> Scan<'p> {
    pub(super) fn new(input: Boxed<'p>, operator: &'p Operator, keep: SlotSet) -> Self {
        Self { input, operator, keep, current: None, size: FIRST_ROWS }
    }

    fn node(&self) -> &'p Slot {
        match self.operator {
            Operator::AllNodes { node }
            | Operator::LabelScan { node, .. }
            | Operator::PropertySeek { node, .. }
            | Operator::IdSeek { node, .. } => node,
            _ => unreachable!("only operators that find nodes are scans"),
        }
    }

    /// The nodes for the rows of a chunk.
    fn find(&self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Nodes, QueryError> {
        let none = || Nodes::Same(Rc::default());
        match self.operator {
            Operator::AllNodes { .. } => Ok(Nodes::Same(Rc::new(runtime.view().nodes().collect()))),
            Operator::LabelScan { label, .. } => {
                Ok(runtime.view().symbol(&label.text).map_or_else(none, Nodes::Labelled))
            }
            Operator::IdSeek { id, .. } => {
                let ids = evaluate(id, chunk, runtime)?;
                let view = runtime.view();
                let found = ids.iter().map(|id| Rc::new(node_with_id(&id, view).into_iter().collect()));
                Ok(Nodes::ByRow(found.collect()))
            }
            Operator::PropertySeek { label, key, range, .. } => {
                let sought = Sought::of(range, chunk, runtime)?;
                let view = runtime.view();
                let Some(key) = view.symbol(&key.text) else { return Ok(none()) };
                let label = match label {
                    Some(label) => match view.symbol(&label.text) {
                        Some(symbol) => Some(symbol),
                        None => return Ok(none()),
                    },
                    None => None,
                };
                Ok(sought.seek(chunk.rows(), label, key, view))
            }
            _ => Ok(none()),
        }
    }
}

impl Scan<'_> {
    /// The nodes with a value as they lie in the index, where nothing there need be looked at.
    fn settled<'r>(
        &self,
        chunk: &Chunk,
        view: View<'r>,
        runtime: &mut Runtime<'r, '_>,
    ) -> Result<Option<Bulk<'r>>, QueryError> {
        let Operator::PropertySeek { label, key, range: SeekRange::Equal(value), .. } = self.operator else {
            return Ok(None);
        };
        let value = evaluate(value, chunk, runtime)?.get(0);
        let label = label.as_ref().map(|label| view.symbol(&label.text));
        let (Some(key), false, false) = (view.symbol(&key.text), value.is_null(), label == Some(None)) else {
            return Ok(None);
        };
        let found = view.seek_at_once(key, &PropertyRange::Equal(value));
        Ok(found.map(|(all, range)| {
            let nodes = &all[range.clone()];
            Bulk { label: label.flatten(), span: Some(Span { key, range }), ..Bulk::of(nodes, view) }
        }))
    }
}

fn node_with_id(id: &Value, view: View<'_>) -> Option<NodeId> {
    let id = NodeId(u32::try_from(id.as_integer()?).ok()?);
    view.has_node(id).then_some(id)
}

impl Source for Scan<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            runtime.check()?;
            let Some(current) = &mut self.current else {
                let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
                let nodes = self.find(&chunk, runtime)?;
                self.current = Some(Current { chunk, row: 0, nodes, position: 0 });
                continue;
            };
            let (rows, nodes) = current.take(self.size, runtime.view());
            self.size = ROWS.min(self.size * 2);
            if rows.is_empty() {
                self.current = None;
                continue;
            }
            let mut joined = current.chunk.gather(&rows, Some(&self.keep));
            joined.set(self.node(), Column::Nodes(nodes));
            return Ok(Some(joined));
        }
    }

    fn bulk<'r>(&mut self, node: &Slot, runtime: &mut Runtime<'r, '_>) -> Result<Option<Bulk<'r>>, QueryError> {
        let Some(view) = runtime.unchanging().filter(|_| self.node() == node && self.input.is_unit()) else {
            return Ok(None);
        };
        let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
        if let Some(bulk) = self.settled(&chunk, view, runtime)? {
            return Ok(Some(bulk));
        }
        Ok(Some(match self.find(&chunk, runtime)? {
            Nodes::Labelled(label) => Bulk::of(view.nodes_with_label(label), view),
            Nodes::Same(nodes) => Bulk::of(Rc::unwrap_or_clone(nodes), view),
            Nodes::ByRow(found) => {
                Bulk::of(found.iter().flat_map(|nodes| nodes.iter().copied()).collect::<Vec<_>>(), view)
            }
        }))
    }
}

impl Current {
    /// The next rows, so many, each with its node.
    fn take(&mut self, count: usize, view: View<'_>) -> (Vec<u32>, Vec<NodeId>) {
        let (mut rows, mut nodes) = (Vec::new(), Vec::new());
        while self.row < self.chunk.rows() && nodes.len() < count {
            let all = match &self.nodes {
                Nodes::Labelled(label) => view.nodes_with_label(*label),
                Nodes::Same(nodes) => nodes.as_slice(),
                Nodes::ByRow(found) => found[self.row].as_slice(),
            };
            let left = &all[self.position.min(all.len())..];
            let taken = left.len().min(count - nodes.len());
            nodes.extend_from_slice(&left[..taken]);
            rows.extend(std::iter::repeat_n(row_number(self.row), taken));
            self.position += taken;
            if taken == left.len() {
                self.row += 1;
                self.position = 0;
            }
        }
        (rows, nodes)
    }
}

/// What is sought, for every row.
enum Sought {
    Equal(std::sync::Arc<Column>),
    AnyOf(std::sync::Arc<Column>),
    Prefix(std::sync::Arc<Column>),
    Between(Limit, Limit),
    Days(Date, Date),
}

/// A bound and whether it is itself within.
type Limit = Option<(std::sync::Arc<Column>, bool)>;

impl Sought {
    fn of(range: &SeekRange, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Self, QueryError> {
        let mut limit = |limit: &Option<(Expression, bool)>| -> Result<Limit, QueryError> {
            limit.as_ref().map(|(bound, within)| Ok((evaluate(bound, chunk, runtime)?, *within))).transpose()
        };
        Ok(match range {
            SeekRange::Between(low, high) => {
                let low = limit(low)?;
                Self::Between(low, limit(high)?)
            }
            SeekRange::Equal(value) => Self::Equal(evaluate(value, chunk, runtime)?),
            SeekRange::AnyOf(list) => Self::AnyOf(evaluate(list, chunk, runtime)?),
            SeekRange::Prefix(prefix) => Self::Prefix(evaluate(prefix, chunk, runtime)?),
            SeekRange::Days(first, last) => Self::Days(*first, *last),
        })
    }

    fn seek(&self, rows: usize, label: Option<Symbol>, key: Symbol, view: View<'_>) -> Nodes {
        let seek = |row: usize| Rc::new(self.seek_row(row, label, key, view));
        if self.is_constant() {
            return Nodes::Same(seek(0));
        }
        Nodes::ByRow((0..rows).map(seek).collect())
    }

    fn is_constant(&self) -> bool {
        let constant = |column: &Column| matches!(column, Column::Constant(..));
        match self {
            Self::Equal(column) | Self::AnyOf(column) | Self::Prefix(column) => constant(column),
            Self::Days(..) => true,
            Self::Between(low, high) => [low, high].into_iter().flatten().all(|(column, _)| constant(column)),
        }
    }

    fn seek_row(&self, row: usize, label: Option<Symbol>, key: Symbol, view: View<'_>) -> Vec<NodeId> {
        match self {
            Self::Equal(column) => match column.get(row) {
                Value::Null => Vec::new(),
                value => view.seek(label, key, &PropertyRange::Equal(value)),
            },
            Self::AnyOf(column) => {
                let list = column.get(row);
                let values = list.as_list().unwrap_or_default().iter().filter(|value| !value.is_null());
                let found: BTreeSet<NodeId> =
                    values.flat_map(|value| view.seek(label, key, &PropertyRange::Equal(value.clone()))).collect();
                found.into_iter().collect()
            }
            Self::Prefix(column) => match column.get(row) {
                Value::String(prefix) => view.seek(label, key, &PropertyRange::Prefix(prefix.as_ref().to_owned())),
                _ => Vec::new(),
            },
            Self::Days(first, last) => {
                let is_labelled = view.labels_test(|labels| label.is_none_or(|label| labels.contains(&label)));
                view.overlapping(*first, *last).into_iter().filter(|&node| is_labelled(node)).collect()
            }
            Self::Between(low, high) => {
                let (Some(low), Some(high)) = (bound(low, row), bound(high, row)) else { return Vec::new() };
                view.seek(label, key, &PropertyRange::Between(low, high))
            }
        }
    }
}

/// A bound of one row; `None` where it is null, so that nothing is within.
fn bound(limit: &Limit, row: usize) -> Option<Bound<Value>> {
    let Some((column, within)) = limit else { return Some(Bound::Unbounded) };
    match column.get(row) {
        Value::Null => None,
        value if *within => Some(Bound::Included(value)),
        value => Some(Bound::Excluded(value)),
    }
}
