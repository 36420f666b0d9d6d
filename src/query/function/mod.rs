//! WHAT CYPHER CAN COMPUTE: the functions a query may call, and the operators between values.
//!
//! - A [`Function`] is a row of a table: its name, how many arguments it takes, and the Rust function that evaluates it.
//!   Each module here holds one table; [`lookup`] finds a function in any of them, whatever the case of its name.
//! - [`operator`]: arithmetic, comparison, texts, lists: what stands between two operands.
//! - Aggregations (`count`, `sum`, …) see many rows, so the executor evaluates them; only their names are known here.
//!
//! Functions see an [`Environment`]: the graph, the statement's moment and its limits. None reads a clock.

mod conversion;
pub(crate) mod environment;
mod error;
mod graph;
mod list;
mod numeric;
pub(crate) mod operator;
mod scalar;
mod spatial;
mod string;
mod temporal;

pub(crate) use environment::Environment;
pub(crate) use error::one;
pub(crate) use temporal::truncate_dates;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::QueryError;
use super::error::ErrorKind;
use crate::value::Value;

/// A function of Cypher.
#[derive(Debug)]
pub(crate) struct Function {
    /// Its name as it is usually written, with its namespace: `toUpper`, `date.truncate`.
    pub(crate) name: &'static str,
    /// How many arguments it takes.
    pub(crate) arity: Arity,
    /// What it does about null among its arguments.
    pub(crate) nulls: Nulls,
    /// Whether the same arguments always give the same value, so that it may be evaluated before the query runs.
    pub(crate) pure: bool,
    /// Computes it; the number of arguments fits `arity`, and none is null unless `nulls` says so.
    pub(crate) evaluate: fn(&[Value], &Environment<'_>) -> Result<Value, QueryError>,
}

/// What a function does about null arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nulls {
    /// Null as soon as one argument is null; `evaluate` never sees one.
    Propagate,
    /// `evaluate` sees them.
    Accept,
}

/// How many arguments a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arity {
    /// At least so many.
    pub(crate) minimum: usize,
    /// At most so many; `usize::MAX` for any number.
    pub(crate) maximum: usize,
}

impl Arity {
    /// Whether so many arguments are right.
    pub(crate) const fn accepts(self, count: usize) -> bool {
        self.minimum <= count && count <= self.maximum
    }
}

impl Function {
    /// A pure function that is null where an argument is.
    pub(crate) const fn new(
        name: &'static str,
        minimum: usize,
        maximum: usize,
        evaluate: fn(&[Value], &Environment<'_>) -> Result<Value, QueryError>,
    ) -> Self {
        Self { name, arity: Arity { minimum, maximum }, nulls: Nulls::Propagate, pure: true, evaluate }
    }

    /// The same function, evaluated for null arguments too.
    pub(crate) const fn accepting_null(mut self) -> Self {
        self.nulls = Nulls::Accept;
        self
    }

    /// The same function, not to be evaluated before the query runs, because it looks at the graph or changes each time.
    pub(crate) const fn impure(mut self) -> Self {
        self.pure = false;
        self
    }

    /// The value for these arguments: what the executor calls for every row.
    pub(crate) fn call(&self, arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
        if !self.arity.accepts(arguments.len()) {
            return Err(self.wrong_arity(arguments.len()));
        }
        if self.nulls == Nulls::Propagate && arguments.iter().any(Value::is_null) {
            return Ok(Value::Null);
        }
        (self.evaluate)(arguments, environment)
    }

    /// The error for a wrong number of arguments, which the planner finds first.
    pub(crate) fn wrong_arity(&self, count: usize) -> QueryError {
        let Arity { minimum, maximum } = self.arity;
        let expected = match (minimum, maximum) {
            (0, 0) => "no arguments".to_owned(),
            (1, 1) => "1 argument".to_owned(),
            (minimum, usize::MAX) => format!("{minimum} or more arguments"),
            (minimum, maximum) if minimum == maximum => format!("{minimum} arguments"),
            (minimum, maximum) => format!("{minimum} to {maximum} arguments"),
        };
        let message = format!("{}() takes {expected}, not {count}", self.name);
        QueryError::compile(ErrorKind::SyntaxError, "InvalidNumberOfArguments", message)
    }
}

/// The tables, one for each module.
const TABLES: &[&[Function]] = &[
    conversion::FUNCTIONS,
    graph::FUNCTIONS,
    list::FUNCTIONS,
    numeric::FUNCTIONS,
    scalar::FUNCTIONS,
    spatial::FUNCTIONS,
    string::FUNCTIONS,
    temporal::FUNCTIONS,
];

/// The aggregations: they see many rows, so the executor evaluates them.
pub(crate) const AGGREGATIONS: &[&str] =
    &["avg", "collect", "count", "max", "min", "percentileCont", "percentileDisc", "stDev", "stDevP", "sum"];

/// The aggregation of this name, spelt as in [`AGGREGATIONS`].
pub(crate) fn aggregation(name: &str) -> Option<&'static str> {
    AGGREGATIONS.iter().find(|aggregation| aggregation.eq_ignore_ascii_case(name)).copied()
}

/// The function of this name, dots between its parts; case does not matter.
pub(crate) fn lookup(name: &str) -> Option<&'static Function> {
    static BY_NAME: OnceLock<FxHashMap<String, &'static Function>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| all().map(|function| (function.name.to_lowercase(), function)).collect());
    by_name.get(&name.to_lowercase()).copied()
}

/// The names of all functions and aggregations, in order: for "did you mean" and for completion.
pub(crate) fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = all().map(|function| function.name).chain(AGGREGATIONS.iter().copied()).collect();
    names.sort_unstable();
    names
}

fn all() -> impl Iterator<Item = &'static Function> {
    TABLES.iter().flat_map(|table| table.iter())
}

#[cfg(test)]
mod tests;
