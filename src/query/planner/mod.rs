//! Statements to plans: the first step that looks at the graph, and the one that says what makes no sense.
//!
//! 1. `clause` checks the order of the clauses and hands each to the file named after it; rows flow from one to the next.
//! 2. `scope` keeps which variable stands in which slot, and of what `kind` it is, as far as that is known.
//! 3. `pattern` turns paths into scans and expansions in the order written, `shortest` the shortest ones; `projection` and
//!    `aggregation` turn `WITH` and `RETURN` into new slots; `update` plans what is written; `subquery` what stands between
//!    braces, and `import` what a `CALL { … }` sees of the rows around it.
//! 4. `expression` turns names into slots everywhere; what a row holds already is `known`, a condition on what it does not
//!    hold yet is `waiting`.
//!
//! The plan answers the statement as it stands, whatever the graph holds; to answer it *fast* is the optimizer's.

mod aggregation;
mod clause;
mod expression;
mod import;
mod kind;
mod known;
mod mention;
mod pattern;
mod procedure;
mod projection;
mod remark;
mod scope;
mod shortest;
mod subquery;
mod syntax;
mod update;
mod waiting;

use std::sync::Arc;

use super::ast::{Name, Statement};
use super::plan::{Expression, Pipeline, Plan, Slot};
use super::procedure::Procedures;
use super::{ErrorKind, QueryError};
use crate::graph::View;
use scope::Scope;

/// Plans a statement, clause by clause, as it is written.
pub(super) fn plan(statement: &Statement, view: View<'_>, procedures: &Procedures) -> Result<Plan, QueryError> {
    let mut planner = Planner { view, procedures, slots: 0, columns: 0, warnings: Vec::new(), parameters: Vec::new() };
    let mut pipeline = Pipeline::default();
    let columns = planner.query(&statement.query, &Scope::default(), &mut pipeline, clause::Place::Statement)?;
    check_depth(&pipeline)?;
    let columns = columns.into_iter().map(|(name, slot, _)| (name, slot)).collect();
    let Planner { warnings, parameters, .. } = planner;
    Ok(Plan { mode: statement.mode, pipeline, columns, parameters, warnings })
}

/// What planning knows beside the clause at hand.
struct Planner<'v> {
    view: View<'v>,
    procedures: &'v Procedures,
    slots: usize,
    /// How many columns all projections so far have.
    columns: usize,
    warnings: Vec<String>,
    /// The parameters it met, each once.
    parameters: Vec<Name>,
}

impl Planner<'_> {
    /// A slot no one has used.
    fn slot(&mut self, name: impl Into<Arc<str>>) -> Slot {
        self.slots += 1;
        Slot { index: self.slots - 1, name: name.into() }
    }

    /// The value of a parameter, which must be given.
    fn parameter(&mut self, name: &Name) -> Expression {
        if !self.parameters.iter().any(|known| known.text == name.text) {
            self.parameters.push(name.clone());
        }
        Expression::Parameter(name.clone())
    }

    /// Counts the columns of one more projection.
    fn count_columns(&mut self, columns: usize) -> Result<(), QueryError> {
        self.columns += columns;
        if self.columns <= MAXIMUM_COLUMNS {
            return Ok(());
        }
        Err(too_large(format!("all WITH and RETURN together hand on more than {MAXIMUM_COLUMNS} columns")))
    }

    /// A slot for something without a name.
    fn nameless(&mut self, what: &str) -> Slot {
        let index = self.slots;
        self.slot(format!("{what}#{index}"))
    }
}

/// A pipeline has at most so many operators, those of its branches included.
const MAXIMUM_OPERATORS: usize = 100_000;

/// All projections together have at most so many columns: each `WITH *` hands on every variable anew.
const MAXIMUM_COLUMNS: usize = 250_000;

/// So many operators may pull from each other, each one call deep in the next.
const MAXIMUM_DEPTH: usize = 1_000;

/// Refuses a pipeline that is too long to run well.
fn check_size(operators: usize) -> Result<(), QueryError> {
    if operators <= MAXIMUM_OPERATORS {
        return Ok(());
    }
    Err(too_large(format!("the statement needs a plan of more than {MAXIMUM_OPERATORS} operators")))
}

/// Refuses a plan whose pipelines lie too deep in each other.
fn check_depth(pipeline: &Pipeline) -> Result<(), QueryError> {
    if pipeline.depth() <= MAXIMUM_DEPTH {
        return Ok(());
    }
    Err(too_large("the statement has too many subqueries within subqueries".to_owned()))
}

fn too_large(message: String) -> QueryError {
    QueryError::compile(ErrorKind::LimitExceeded, "", message).help("split it into several statements")
}

/// An error of the planner that is the text's fault.
fn syntax(detail: &'static str, message: impl Into<String>) -> QueryError {
    QueryError::compile(ErrorKind::SyntaxError, detail, message)
}

fn already_bound(name: &Name) -> QueryError {
    syntax("VariableAlreadyBound", format!("variable `{}` is bound already", name.text)).at(name.span)
}
