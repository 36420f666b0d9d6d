//! TEXT TO ROWS: openCypher.
//!
//! 1. `parser` turns the text into an [`ast::Statement`]; any well-formed text parses, in time linear in its length.
//! 2. `planner` resolves variables to slots and says what makes no sense; it is the first to look at the graph.
//! 3. `optimizer` picks where to start and which index to seek; the plan's answer never changes.
//! 4. `executor` pulls chunks of rows, column by column, through the plan's operators, within a budget.
//! 5. [`Rows`] come out, with the nodes and relationships they speak of.
//!
//! `function` is the room of functions and procedures. This half of the house has never heard of events: it is a
//! property-graph database. It touches no file and reads no clock.

pub mod ast;
mod error;
pub(crate) mod function;
mod limits;
mod parser;
mod rows;

pub use error::{ErrorKind, Phase, QueryError};
pub use limits::{Cancellation, Limits};
pub use parser::{is_incomplete, parse, split_statements};
pub use rows::{NodeData, RelationshipData, Rows, SideEffects};

use std::collections::BTreeMap;

use crate::graph::{Transaction, View};
use crate::time::DateTime;
use crate::value::Value;

/// The values of a statement's parameters, by name without `$`.
pub type Parameters = BTreeMap<String, Value>;

/// What a statement may know of the world outside the graph, and how much it may use.
#[derive(Clone, Debug)]
pub struct Context {
    /// The values of `$name`.
    pub parameters: Parameters,
    /// What `date()`, `datetime()` and their kin without arguments mean.
    pub now: DateTime,
    /// How much it may use.
    pub limits: Limits,
    /// Ends it early from another thread.
    pub cancellation: Cancellation,
}

/// A plan: what to do, operator by operator.
#[derive(Clone, Debug)]
pub struct Plan {}

impl Plan {
    /// Whether it changes the graph.
    #[must_use]
    pub fn writes(&self) -> bool {
        todo!()
    }
}

/// Plans a statement.
///
/// # Errors
/// Whatever is wrong with the statement whatever the rows.
pub fn plan(statement: &ast::Statement, view: View<'_>) -> Result<Plan, QueryError> {
    let _ = (statement, view);
    todo!()
}

/// Finds a cheaper plan for the same answer.
#[must_use]
pub fn optimize(plan: Plan, view: View<'_>) -> Plan {
    let _ = view;
    plan
}

/// Runs a plan that only reads.
///
/// # Errors
/// Whatever goes wrong at run time.
pub fn read(plan: &Plan, view: View<'_>, context: &Context) -> Result<Rows, QueryError> {
    let _ = (plan, view, context);
    todo!()
}

/// Runs a plan that may write, within a transaction.
///
/// # Errors
/// Whatever goes wrong at run time; the caller rolls back.
pub fn write(plan: &Plan, transaction: &mut Transaction<'_>, context: &Context) -> Result<Rows, QueryError> {
    let _ = (plan, transaction, context);
    todo!()
}
