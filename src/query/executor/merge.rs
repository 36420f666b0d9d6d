//! What a pattern finds, or new nodes and relationships: row by row, because a row may find what an earlier one created.

use std::collections::VecDeque;

use super::apply::join_found;
use super::chunk::{Chunk, row_number};
use super::create::create;
use super::evaluate::evaluate;
use super::runtime::Runtime;
use super::set::set_all;
use super::source::{Boxed, Source};
use super::subplan::{self, Wanted};
use crate::query::plan::{Expression, MergePlan};
use crate::query::{ErrorKind, QueryError};
use crate::value::Value;

pub(super) struct Merging<'p> {
    input: Boxed<'p>,
    plan: &'p MergePlan,
    ready: VecDeque<Chunk>,
}

impl<'p> Merging<'p> {
    pub(super) fn new(input: Boxed<'p>, plan: &'p MergePlan) -> Self {
        Self { input, plan, ready: VecDeque::new() }
    }

    /// Merges one row.
    fn merge(&mut self, row: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
        self.refuse_nulls(row, runtime)?;
        let mut found = Vec::new();
        let wanted = Wanted { outputs: self.plan.introduced.iter().collect(), existence: false };
        subplan::run(&self.plan.find, row, wanted, runtime, |inner, ordinals, _| {
            found.push(join_found(row, ordinals, inner, &self.plan.introduced));
            Ok(())
        })?;
        if found.is_empty() {
            let mut created = row.clone();
            create(&self.plan.create, &mut created, runtime)?;
            set_all(&self.plan.on_create, &created, runtime)?;
            self.ready.push_back(created);
            return Ok(());
        }
        for chunk in found {
            set_all(&self.plan.on_match, &chunk, runtime)?;
            self.ready.push_back(chunk);
        }
        Ok(())
    }

    /// What is merged by a null property would be created anew each time, because null equals nothing.
    fn refuse_nulls(&self, row: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
        let nodes = self.plan.create.nodes.iter().map(|node| &node.properties);
        let relationships = self.plan.create.relationships.iter().map(|relationship| &relationship.properties);
        for properties in nodes.chain(relationships).flatten() {
            let Expression::Map(entries) = properties else { continue };
            for (key, value) in entries {
                if evaluate(value, row, runtime)?.get(0) == Value::Null {
                    let message = format!("MERGE cannot look for a null `{key}`");
                    return Err(QueryError::runtime(ErrorKind::SemanticError, "MergeReadOwnWrites", message));
                }
            }
        }
        Ok(())
    }
}

impl Source for Merging<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            if let Some(chunk) = self.ready.pop_front() {
                return Ok(Some(chunk));
            }
            let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
            runtime.check()?;
            for row in 0..chunk.rows() {
                self.merge(&chunk.gather(&[row_number(row)], None), runtime)?;
            }
        }
    }
}
