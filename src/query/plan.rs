//! How a statement is answered: operators, one after another, each working on the rows of the one before.
//!
//! A [`Plan`] speaks of slots, never of variable names: where a row keeps a value is settled before the first row is made.
//! It speaks of labels, types and keys by name, because a statement may create the first thing that bears one.
//!
//! ```text
//! MATCH (e:Event)-[:OCCURRED_IN]->(:Place {name: 'Kyiv'}) WHERE e.start > date('2025-05-23') RETURN e.title AS event
//!
//! Project e.title AS event
//! └─ Filter e.start > date('2025-05-23') AND e:Event
//!    └─ Expand (node)<-[:OCCURRED_IN]-(e)
//!       └─ PropertySeek node:Place name = 'Kyiv'
//! ```
//!
//! The tree reads from the bottom: what stands lowest happens first. A `Pipeline` is the same tree as a list, first
//! operator first; only a subquery, a `UNION` or a join branches off it, so a long statement is a long list and not a
//! deep tree.

pub(crate) mod expression;
pub(crate) mod neighbourhood;
pub(crate) mod operator;
mod print;
pub(crate) mod rewrite;
pub(crate) mod sources;
pub(crate) mod tally;
pub(crate) mod triangle;
pub(crate) mod walk;

use std::fmt;

pub(crate) use expression::{Callee, Expression, MapItem, Slot, Subquery, SubqueryKind};
pub(crate) use operator::{
    Aggregate, AggregateKind, CreateNode, CreatePath, CreateRelationship, Length, MergePlan, Operator, Removal,
    SeekRange, SetAction, SortKey, Step, Subplan,
};
pub(crate) use tally::Tally;
pub(crate) use triangle::Triangle;

use super::ast::{Mode, Name};
use super::error::nearest;
use super::{ErrorKind, Parameters, QueryError};

/// How a statement is answered. It prints as a tree.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) mode: Mode,
    pub(crate) pipeline: Pipeline,
    pub(crate) columns: Vec<(String, Slot)>,
    pub(crate) parameters: Vec<Name>,
    pub(crate) warnings: Vec<String>,
}

/// Operators, the first one first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pipeline {
    pub(crate) operators: Vec<Operator>,
}

impl Plan {
    /// Whether it changes the graph.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.pipeline.writes()
    }

    /// Whether the statement asks to be run, explained or profiled.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The names of the columns it returns; none where it returns no rows.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// Refuses to run without a parameter that the statement speaks of, wherever it does; to be explained, it needs none.
    pub(crate) fn check_parameters(&self, given: &Parameters) -> Result<(), QueryError> {
        let missing = self.parameters.iter().find(|name| !given.contains_key(&*name.text));
        match missing.filter(|_| self.mode != Mode::Explain) {
            Some(name) => Err(missing_parameter(name, given)),
            None => Ok(()),
        }
    }

    /// What is remarkable about the statement, such as a label the graph does not know.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

/// The error for a parameter without a value.
pub(crate) fn missing_parameter(name: &Name, given: &Parameters) -> QueryError {
    let message = format!("parameter `${}` was not given", name.text);
    let error = QueryError::compile(ErrorKind::ParameterMissing, "MissingParameter", message).at(name.span);
    match nearest(&name.text, given.keys().map(String::as_str)) {
        Some(near) => error.help(format!("did you mean `${near}`?")),
        None => error,
    }
}

impl Pipeline {
    pub(crate) fn writes(&self) -> bool {
        self.operators.iter().any(Operator::writes)
    }

    /// How many operators at most pull from each other at a time, one within the other.
    pub(crate) fn depth(&self) -> usize {
        let branches = self.operators.iter().flat_map(print::branches);
        self.operators.len().min(STRETCH) + branches.map(Self::depth).max().unwrap_or(0)
    }
}

/// So many operators of a pipeline run at a time; a longer one runs stretch by stretch.
pub(crate) const STRETCH: usize = 200;

/// How many operators there are, those of all branches included.
pub(crate) fn size(operators: &[Operator]) -> usize {
    let branches = operators.iter().flat_map(print::branches);
    operators.len() + branches.map(|branch| size(&branch.operators)).sum::<usize>()
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in print::lines(&self.pipeline) {
            writeln!(f, "{}", line.text)?;
        }
        Ok(())
    }
}

/// The lines of a plan as it prints, each with the operator it speaks of, for `PROFILE` to add its columns.
pub(crate) fn lines(pipeline: &Pipeline) -> Vec<print::Line<'_>> {
    print::lines(pipeline)
}
