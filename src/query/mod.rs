//! TEXT TO ROWS: openCypher.
//!
//! 1. `parser` turns the text into an [`ast::Statement`]; any well-formed text parses, in time linear in its length.
//! 2. `planner` resolves variables to slots and says what makes no sense; it is the first to look at the graph.
//! 3. `optimizer` picks where to start and which index to seek; the plan's answer never changes.
//! 4. `executor` pulls chunks of rows, column by column, through the plan's operators, within a budget.
//! 5. [`Rows`] come out, with the nodes and relationships they speak of.
//!
//! `outline` is what texts have in common that differ in literals alone. `function` is the room of functions, [`procedure`] that of procedures, which users may add to. This half of the house has never heard of events: it is a
//! property-graph database. It touches no file and reads no clock.

pub mod ast;
mod error;
mod executor;
pub(crate) mod function;
mod limits;
mod optimizer;
pub(crate) mod outline;
mod parser;
pub mod plan;
mod planner;
mod print;
pub mod procedure;
mod rows;

pub use error::{ErrorKind, Phase, QueryError};
pub use limits::{Cancellation, Limits};
pub use parser::{is_incomplete, parse, split_statements};
pub use plan::Plan;
pub use procedure::{Procedure, Procedures};
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

/// Plans a statement, clause by clause as it is written: names become slots, and what makes no sense is refused.
///
/// # Errors
/// Whatever is wrong with the statement whatever the rows: a variable that is not defined or bound twice, a clause where it
/// may not stand, a misplaced aggregation, an argument that can never fit, Cypher that annals does not speak.
pub fn plan(statement: &ast::Statement, view: View<'_>, procedures: &Procedures) -> Result<Plan, QueryError> {
    planner::plan(statement, view, procedures)
}

/// A cheaper plan for the same answer, by what the graph holds. A plan runs without it, only slower.
#[must_use]
pub fn optimize(plan: Plan, view: View<'_>) -> Plan {
    optimizer::optimize(plan, view)
}

/// Runs a plan that only reads.
///
/// # Errors
/// A value an operator or function cannot take, a parameter that was not given, a limit that was reached, a cancellation;
/// and a plan that writes.
pub fn read(plan: &Plan, view: View<'_>, context: &Context) -> Result<Rows, QueryError> {
    executor::read(plan, view, context)
}

/// Runs a plan that may write. What it writes is in the transaction, for the caller to keep or, after an error, to drop.
///
/// # Errors
/// As [`read`], and changes the graph refuses, such as deleting a node that has relationships.
pub fn write(plan: &Plan, transaction: &mut Transaction<'_>, context: &Context) -> Result<Rows, QueryError> {
    executor::write(plan, transaction, context)
}

#[cfg(test)]
mod tests;
