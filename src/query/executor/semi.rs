//! The rows for which a pattern is found, or is not: asked for each row, or found once and looked up.

use std::rc::Rc;

use super::chunk::{Chunk, row_number};
use super::column::{Column, NO_NODE};
use super::node_set::NodeSet;
use super::runtime::Runtime;
use super::source::{Boxed, Source, Start, start};
use super::subplan;
use crate::query::QueryError;
use crate::query::plan::{Pipeline, Slot, Subplan};
use crate::value::NodeId;

/// `SemiApply`.
pub(super) struct SemiApplied<'p> {
    pub(super) input: Boxed<'p>,
    pub(super) inner: &'p Subplan,
    pub(super) negated: bool,
}

impl Source for SemiApplied<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            let found = subplan::exists(self.inner, &chunk, runtime)?;
            if let Some(chunk) = kept(&chunk, |row| found[row] != self.negated) {
                return Ok(Some(chunk));
            }
        }
        Ok(None)
    }
}

/// `SemiJoin`.
pub(super) struct SemiJoined<'p> {
    pub(super) input: Boxed<'p>,
    pub(super) node: &'p Slot,
    pub(super) build: &'p Pipeline,
    pub(super) found: &'p Slot,
    pub(super) negated: bool,
    /// What was found, where the statement writes.
    pub(super) nodes: Option<Rc<NodeSet>>,
}

impl SemiJoined<'_> {
    /// The nodes the build pipeline finds, worked out on first use and kept: for the statement, where it does not write.
    fn nodes(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Rc<NodeSet>, QueryError> {
        let key = Runtime::key(&self.build.operators);
        let known = if runtime.writes() { self.nodes.as_ref() } else { runtime.built.get(&key) };
        if let Some(nodes) = known {
            return Ok(Rc::clone(nodes));
        }
        let begin = Start { argument: Chunk::unit(), outputs: [self.found].into_iter().collect(), satisfied: None };
        let mut source = start(self.build, begin, runtime);
        let mut nodes = Vec::new();
        while let Some(chunk) = source.next(runtime)? {
            match &*chunk.column(self.found) {
                Column::Nodes(found) => nodes.extend(found.iter().filter(|node| **node != NO_NODE)),
                found => nodes.extend((0..chunk.rows()).filter_map(|row| found.node(row))),
            }
        }
        let nodes = Rc::new(NodeSet::of(&nodes));
        runtime.hold(nodes.bytes())?;
        if runtime.writes() {
            self.nodes = Some(Rc::clone(&nodes));
        } else {
            runtime.built.insert(key, Rc::clone(&nodes));
        }
        Ok(nodes)
    }
}

impl SemiJoined<'_> {
    /// The rows whose node is among some, or is not.
    fn passing(&self, chunk: &Chunk, nodes: &NodeSet) -> Vec<u32> {
        let column = chunk.column(self.node);
        let is_found = |node: NodeId| node != NO_NODE && nodes.contains(node);
        match &*column {
            Column::Nodes(own) => {
                let rows = (0..).zip(own).filter(|(_, node)| is_found(**node) != self.negated);
                rows.map(|(row, _)| row).collect()
            }
            own => {
                let passes = |row: &usize| own.node(*row).is_some_and(is_found) != self.negated;
                (0..chunk.rows()).filter(passes).map(row_number).collect()
            }
        }
    }
}

impl Source for SemiJoined<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            let nodes = self.nodes(runtime)?;
            let rows = self.passing(&chunk, &nodes);
            if !rows.is_empty() {
                return Ok(Some(chunk.gather(&rows, None)));
            }
            runtime.check()?;
        }
        Ok(None)
    }
}

/// The rows that pass, where any does.
fn kept(chunk: &Chunk, passes: impl Fn(usize) -> bool) -> Option<Chunk> {
    let rows: Vec<u32> = (0..chunk.rows()).filter(|row| passes(*row)).map(row_number).collect();
    (!rows.is_empty()).then(|| chunk.gather(&rows, None))
}
