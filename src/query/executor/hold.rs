//! All rows before the first goes on.

use super::chunk::{Chunk, ROWS, row_number};
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;

/// Takes everything a source gives.
pub(super) fn drain(input: &mut Boxed<'_>, runtime: &mut Runtime<'_, '_>) -> Result<Vec<Chunk>, QueryError> {
    let mut chunks = Vec::new();
    while let Some(chunk) = input.next(runtime)? {
        runtime.hold(chunk.bytes())?;
        chunks.push(chunk);
        runtime.check()?;
    }
    Ok(chunks)
}

/// `Eager`.
pub(super) struct Holding<'p> {
    input: Option<Boxed<'p>>,
    held: std::vec::IntoIter<Chunk>,
}

impl<'p> Holding<'p> {
    pub(super) fn new(input: Boxed<'p>) -> Self {
        Self { input: Some(input), held: Vec::new().into_iter() }
    }

    /// What was drained elsewhere.
    pub(super) fn of(chunks: Vec<Chunk>) -> Self {
        Self { input: None, held: chunks.into_iter() }
    }
}

impl Source for Holding<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        if let Some(mut input) = self.input.take() {
            self.held = drain(&mut input, runtime)?.into_iter();
        }
        let chunk = self.held.next();
        if let Some(chunk) = &chunk {
            runtime.release(chunk.bytes());
        }
        Ok(chunk)
    }
}

/// Many rows in one chunk, handed out a few at a time, in some order.
pub(super) struct Slices {
    chunk: Chunk,
    order: Vec<u32>,
    position: usize,
}

impl Slices {
    /// The rows of a chunk as they stand.
    pub(super) fn all(chunk: Chunk) -> Self {
        let order = (0..chunk.rows()).map(row_number).collect();
        Self::new(chunk, order)
    }

    /// These rows of a chunk.
    pub(super) fn new(chunk: Chunk, order: Vec<u32>) -> Self {
        Self { chunk, order, position: 0 }
    }

    pub(super) fn next(&mut self) -> Option<Chunk> {
        let rows = &self.order[self.position..self.order.len().min(self.position + ROWS)];
        self.position += rows.len();
        (!rows.is_empty()).then(|| self.chunk.gather(rows, None))
    }
}
