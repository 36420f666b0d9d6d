//! Each row with the rows of a pipeline that does not depend on it: with all of them, or with those of equal keys.

use std::collections::VecDeque;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::chunk::{Chunk, ROWS, row_number};
use super::evaluate::evaluate;
use super::hold::drain;
use super::runtime::Runtime;
use super::source::{Boxed, Source, Start, start};
use crate::query::QueryError;
use crate::query::plan::walk::{SlotSet, needs};
use crate::query::plan::{Expression, Pipeline, Slot};
use crate::value::order::Key;

/// `CartesianProduct` and `HashJoin`.
pub(super) struct Joining<'p> {
    input: Boxed<'p>,
    build: &'p Pipeline,
    keys: &'p [(Expression, Expression)],
    outputs: &'p [Slot],
    keep: SlotSet,
    built: Option<Built>,
    ready: VecDeque<Chunk>,
}

/// The rows of the build side, and where each key stands among them.
struct Built {
    chunk: Rc<Chunk>,
    rows: FxHashMap<Vec<Key>, Vec<u32>>,
}

impl<'p> Joining<'p> {
    pub(super) fn new(
        input: Boxed<'p>,
        build: &'p Pipeline,
        keys: &'p [(Expression, Expression)],
        outputs: &'p [Slot],
        keep: SlotSet,
    ) -> Self {
        Self { input, build, keys, outputs, keep, built: None, ready: VecDeque::new() }
    }

    fn build(&self, runtime: &mut Runtime<'_, '_>) -> Result<Built, QueryError> {
        let chunk = self.build_rows(runtime)?;
        let mut rows: FxHashMap<Vec<Key>, Vec<u32>> = FxHashMap::default();
        if !self.keys.is_empty() {
            for (row, key) in self.key_rows(&chunk, |(_, built)| built, runtime)?.into_iter().enumerate() {
                if let Some(key) = key {
                    rows.entry(key).or_default().push(row_number(row));
                }
            }
        }
        Ok(Built { chunk, rows })
    }

    fn build_rows(&self, runtime: &mut Runtime<'_, '_>) -> Result<Rc<Chunk>, QueryError> {
        let key = Runtime::key(&self.build.operators);
        if let Some(chunk) = runtime.joined.get(&key) {
            return Ok(Rc::clone(chunk));
        }
        let mut outputs: SlotSet = self.outputs.iter().collect();
        self.keys.iter().for_each(|(_, built)| outputs.extend(&needs(built)));
        let mut source =
            start(self.build, Start { argument: Chunk::unit(), outputs: outputs.clone(), satisfied: None }, runtime);
        let chunks: Vec<Chunk> = drain(&mut source, runtime)?.iter().map(|chunk| chunk.narrow(&outputs)).collect();
        let chunk = Rc::new(Chunk::concatenate(&chunks));
        runtime.joined.insert(key, Rc::clone(&chunk));
        Ok(chunk)
    }

    /// The key of every row; `None` where a part is null, which equals nothing.
    fn key_rows(
        &self,
        chunk: &Chunk,
        side: impl Fn(&'p (Expression, Expression)) -> &'p Expression,
        runtime: &mut Runtime<'_, '_>,
    ) -> Result<Vec<Option<Vec<Key>>>, QueryError> {
        let mut columns = Vec::with_capacity(self.keys.len());
        for key in self.keys {
            columns.push(evaluate(side(key), chunk, runtime)?);
        }
        let key = |row: usize| {
            let present = columns.iter().all(|column| !column.is_null(row));
            present.then(|| columns.iter().map(|column| Key(column.get(row))).collect())
        };
        Ok((0..chunk.rows()).map(key).collect())
    }

    fn probe(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
        if self.built.is_none() {
            self.built = Some(self.build(runtime)?);
        }
        let probes =
            if self.keys.is_empty() { None } else { Some(self.key_rows(chunk, |(probe, _)| probe, runtime)?) };
        let Some(built) = &self.built else { return Ok(()) };
        let every: Vec<u32> =
            if probes.is_none() { (0..built.chunk.rows()).map(row_number).collect() } else { Vec::new() };
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for row in 0..chunk.rows() {
            let matches = match &probes {
                None => every.as_slice(),
                Some(probes) => probes[row].as_ref().and_then(|key| built.rows.get(key)).map_or(&[][..], Vec::as_slice),
            };
            for part in matches.chunks(ROWS) {
                left.extend(std::iter::repeat_n(row_number(row), part.len()));
                right.extend_from_slice(part);
                if left.len() >= ROWS {
                    self.ready.push_back(self.join(chunk, &built.chunk, &left, &right));
                    left.clear();
                    right.clear();
                    runtime.check()?;
                }
            }
        }
        if !left.is_empty() {
            self.ready.push_back(self.join(chunk, &built.chunk, &left, &right));
        }
        Ok(())
    }

    fn join(&self, chunk: &Chunk, built: &Chunk, left: &[u32], right: &[u32]) -> Chunk {
        let mut joined = chunk.gather(left, Some(&self.keep));
        for slot in self.outputs.iter().filter(|slot| self.keep.contains(slot)) {
            joined.set(slot, built.column(slot).gather(right));
        }
        joined
    }
}

impl Source for Joining<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            if let Some(chunk) = self.ready.pop_front() {
                return Ok(Some(chunk));
            }
            let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
            self.probe(&chunk, runtime)?;
        }
    }
}
