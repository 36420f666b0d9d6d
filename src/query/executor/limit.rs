//! The first rows, or all but those.

use super::chunk::{Chunk, row_number};
use super::evaluate::evaluate_once;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::plan::Expression;
use crate::query::{ErrorKind, QueryError};
use crate::value::Value;

/// The number a `SKIP` or `LIMIT` speaks of.
pub(super) fn row_count(count: &Expression, clause: &str, runtime: &mut Runtime<'_, '_>) -> Result<usize, QueryError> {
    let refuse = |detail, message| Err(QueryError::runtime(ErrorKind::SyntaxError, detail, message));
    match evaluate_once(count, runtime)? {
        Value::Integer(count) if count < 0 => {
            refuse("NegativeIntegerArgument", format!("{clause} cannot be negative, and {count} is"))
        }
        Value::Integer(count) => Ok(usize::try_from(count).unwrap_or(usize::MAX)),
        other => refuse("InvalidArgumentType", format!("{clause} needs an integer, not a {}", other.type_name())),
    }
}

/// `Skip`.
pub(super) struct Skipping<'p> {
    input: Boxed<'p>,
    count: &'p Expression,
    left: Option<usize>,
}

impl<'p> Skipping<'p> {
    pub(super) fn new(input: Boxed<'p>, count: &'p Expression) -> Self {
        Self { input, count, left: None }
    }
}

impl Source for Skipping<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        let mut left = match self.left {
            Some(left) => left,
            None => row_count(self.count, "SKIP", runtime)?,
        };
        while let Some(chunk) = self.input.next(runtime)? {
            let skipped = left.min(chunk.rows());
            left -= skipped;
            self.left = Some(left);
            if skipped == 0 {
                return Ok(Some(chunk));
            }
            if skipped < chunk.rows() {
                let rows: Vec<u32> = (skipped..chunk.rows()).map(row_number).collect();
                return Ok(Some(chunk.gather(&rows, None)));
            }
        }
        Ok(None)
    }
}

/// `Limit`: once it is reached, nothing more is asked of what comes before.
pub(super) struct Limiting<'p> {
    input: Boxed<'p>,
    count: &'p Expression,
    left: Option<usize>,
}

impl<'p> Limiting<'p> {
    pub(super) fn new(input: Boxed<'p>, count: &'p Expression) -> Self {
        Self { input, count, left: None }
    }

    fn begin(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<usize, QueryError> {
        let count = row_count(self.count, "LIMIT", runtime)?;
        if count == 0 && runtime.writes() {
            // Writes before a limit happen whether or not a row comes of them; the first pull does them all.
            self.input.next(runtime)?;
        }
        Ok(count)
    }
}

impl Source for Limiting<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        let left = match self.left {
            Some(left) => left,
            None => self.begin(runtime)?,
        };
        self.left = Some(left);
        if left == 0 {
            return Ok(None);
        }
        let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
        let taken = left.min(chunk.rows());
        self.left = Some(left - taken);
        if taken == chunk.rows() {
            return Ok(Some(chunk));
        }
        let rows: Vec<u32> = (0..taken).map(row_number).collect();
        Ok(Some(chunk.gather(&rows, None)))
    }
}
