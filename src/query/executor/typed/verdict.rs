//! Conditions on one node that many rows come to: the node is looked at once, and not for each row.
//!
//! ```text
//! y.name CONTAINS 'Police'   node 3 → true   node 8 → not   node 3 → true, without looking
//! ```

use crate::query::QueryError;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::evaluate::select;
use crate::query::executor::runtime::Runtime;
use crate::query::plan::sources::sources;
use crate::query::plan::{Expression, Slot};
use crate::value::NodeId;

/// What is known of a condition for the nodes seen so far.
pub(in crate::query::executor) struct Verdicts<'p> {
    slot: &'p Slot,
    by_node: Vec<Verdict>,
    /// Rows seen, and how many of them were looked at.
    rows: usize,
    looked_at: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Verdict {
    #[default]
    Open,
    Passes,
    Fails,
}

/// So few rows are as well looked at one by one.
const FEW: usize = if cfg!(test) { 16 } else { 1 << 12 };

impl<'p> Verdicts<'p> {
    /// A memory for a condition, where it is worth one.
    pub(in crate::query::executor) fn of(condition: &'p Expression) -> Option<Self> {
        let slot = only_node(condition)?;
        Some(Self { slot, by_node: Vec::new(), rows: 0, looked_at: 0 })
    }

    /// Whether nodes come again so seldom that to remember them costs more than to look.
    pub(in crate::query::executor) fn is_useless(&self) -> bool {
        self.rows > 8 * FEW && self.looked_at > self.rows / 2
    }

    /// The rows for which the condition is true; `None` where that is not remembered.
    pub(in crate::query::executor) fn select(
        &mut self,
        condition: &Expression,
        chunk: &Chunk,
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Option<Vec<u32>>, QueryError> {
        self.rows += chunk.rows();
        let things = chunk.column(self.slot);
        let Column::Nodes(nodes) = &*things else { return Ok(None) };
        if self.rows <= FEW || runtime.writes() {
            self.looked_at = self.rows;
            return Ok(None);
        }
        let open = self.open(nodes, runtime)?;
        if !open.is_empty() {
            self.looked_at += open.len();
            let mut rows = Chunk::empty(open.len());
            rows.set(self.slot, Column::Nodes(open.clone()));
            for row in select(condition, &rows, runtime)? {
                self.by_node[open[row as usize].index()] = Verdict::Passes;
            }
        }
        let passes = |node: &NodeId| self.by_node[node.index()] == Verdict::Passes;
        Ok(Some((0..).zip(nodes).filter(|(_, node)| passes(node)).map(|(row, _)| row).collect()))
    }

    /// The nodes that come for the first time, each once; they fail unless they are said to pass.
    fn open(&mut self, nodes: &[NodeId], runtime: &mut Runtime<'_, '_>) -> Result<Vec<NodeId>, QueryError> {
        let end = nodes.iter().map(|node| node.index() + 1).max().unwrap_or(0);
        if end > self.by_node.len() {
            runtime.hold(end - self.by_node.len())?;
            self.by_node.resize(end, Verdict::Open);
        }
        let mut open = Vec::new();
        for node in nodes {
            let verdict = &mut self.by_node[node.index()];
            if *verdict == Verdict::Open {
                *verdict = Verdict::Fails;
                open.push(*node);
            }
        }
        Ok(open)
    }
}

/// The node whose properties and labels alone decide an expression, where it is the same whenever it is computed.
fn only_node(condition: &Expression) -> Option<&Slot> {
    let mut found = None;
    for source in sources(condition)? {
        let (Expression::Property(base, _) | Expression::HasLabels(base, _)) = source else { return None };
        let Expression::Slot(slot) = &**base else { return None };
        if found.replace(slot).is_some_and(|other| other != slot) {
            return None;
        }
    }
    found
}
