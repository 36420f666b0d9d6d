//! THE PLAINEST ANSWER: statements evaluated clause by clause, row by row, over a copy of the graph.
//!
//! 1. `world` copies the graph: nodes and relationships in maps, names as names.
//! 2. `clause` turns rows into rows, a clause after the other; a row is a map of variables. `pattern` matches by trying
//!    everything; `projection` and `aggregate` make `WITH` and `RETURN`; `update` writes into the copy.
//! 3. `expression` evaluates one expression for one row; `operator` and `function` are what it computes with.
//! 4. `value` has the three orders of openCypher once more.
//!
//! Nothing here plans, knows an index or shares code with the engine but the syntax tree and [`Value`]. It speaks only
//! the Cypher that `generate` writes, and panics at anything else.

mod aggregate;
mod clause;
mod expression;
mod function;
mod operator;
mod pattern;
mod projection;
mod update;
pub(super) mod value;
pub(super) mod world;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use annals::query::ast::{Expression, Statement};
use annals::query::{ErrorKind, Parameters};
use annals::value::Value;

use world::World;

/// The variables of a row.
pub(super) type Row = BTreeMap<Arc<str>, Value>;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Failure {
    /// The statement makes an error of this kind.
    Error(ErrorKind, &'static str),
    /// It would take longer than a test may.
    TooMuch,
}

type Result<T> = std::result::Result<T, Failure>;

/// The rows of an answer; those that `ORDER BY` leaves in any order stand together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Answer {
    pub(super) columns: Vec<Arc<str>>,
    pub(super) ties: Vec<Vec<Vec<Value>>>,
}

/// What an expression may see.
#[derive(Clone, Copy)]
struct Scene<'s> {
    world: &'s World,
    parameters: &'s Parameters,
    row: &'s Row,
    /// Expressions with a value of their own: what was grouped by, and aggregations.
    known: &'s [(Expression, Value)],
    fuel: &'s Cell<u64>,
}

/// What a statement sees.
struct Stage<'s> {
    world: World,
    parameters: &'s Parameters,
    fuel: Cell<u64>,
}

/// So many steps a statement may take.
const FUEL: u64 = 20_000;

/// The answer to a statement, and the graph it leaves behind.
pub(super) fn run(statement: &Statement, world: World, parameters: &Parameters) -> Result<(Answer, World)> {
    let mut stage = Stage { world, parameters, fuel: Cell::new(FUEL) };
    let answer = stage.query(&statement.query, vec![Row::new()])?;
    Ok((answer, stage.world))
}

impl<'s> Stage<'s> {
    fn scene(&'s self, row: &'s Row) -> Scene<'s> {
        Scene { world: &self.world, parameters: self.parameters, row, known: &[], fuel: &self.fuel }
    }
}

impl Scene<'_> {
    /// The same scene with other variables.
    fn with<'a>(&'a self, row: &'a Row) -> Scene<'a> {
        Scene { row, ..*self }
    }
}

/// Counts a step.
fn step(fuel: &Cell<u64>) -> Result<()> {
    fuel.set(fuel.get().checked_sub(1).ok_or(Failure::TooMuch)?);
    Ok(())
}

fn type_error<T>() -> Result<T> {
    Err(Failure::Error(ErrorKind::TypeError, "InvalidArgumentType"))
}
