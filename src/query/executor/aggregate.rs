//! One row for each group of equal keys; one row in all where there are no keys.

use rustc_hash::FxHashMap;

use super::accumulator::Accumulator;
use super::chunk::Chunk;
use super::column::{Column, value_bytes};
use super::evaluate::evaluate;
use super::hold::Slices;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use super::typed::{Computed, KeyMemory, Known};
use crate::query::QueryError;
use crate::query::plan::{Aggregate, Expression, Slot};
use crate::value::Value;
use crate::value::order::Key;

pub(super) struct Aggregation<'p> {
    input: Boxed<'p>,
    keys: &'p [(Slot, Expression)],
    aggregates: &'p [(Slot, Aggregate)],
    outer: Option<Chunk>,
    groups: Groups,
    memory: Option<KeyMemory<'p>>,
    computed: Computed,
    grouped: Option<Slices>,
}

/// The groups, in the order in which the first row of each came.
#[derive(Default)]
struct Groups {
    numbers: FxHashMap<Vec<Key>, usize>,
    keys: Vec<Vec<Key>>,
    accumulators: Vec<Vec<Accumulator>>,
}

impl<'p> Aggregation<'p> {
    pub(super) fn new(
        input: Boxed<'p>,
        keys: &'p [(Slot, Expression)],
        aggregates: &'p [(Slot, Aggregate)],
        outer: Option<Chunk>,
    ) -> Self {
        Self {
            input,
            keys,
            aggregates,
            outer,
            groups: Groups::default(),
            memory: None,
            computed: Computed::default(),
            grouped: None,
        }
    }

    fn aggregate(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Slices, QueryError> {
        if self.keys.is_empty() {
            self.groups.number(&[], self.aggregates);
        }
        if let [(_, key)] = self.keys {
            self.memory = KeyMemory::of(key, runtime);
        }
        while let Some(chunk) = self.input.next(runtime)? {
            runtime.check()?;
            self.add(&chunk, runtime)?;
        }
        let mut rows = self.rows(runtime)?;
        if let Some(outer) = &self.outer {
            rows.carry(outer);
        }
        Ok(Slices::all(rows))
    }

    /// Adds the rows of a chunk to their groups.
    fn add(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
        let groups_before = self.groups.keys.len();
        let numbers = self.numbers(chunk, runtime)?;
        for (index, (_, aggregate)) in self.aggregates.iter().enumerate() {
            if aggregate.arguments.is_empty() {
                self.groups.count(index, &numbers, chunk.rows());
                continue;
            }
            let mut arguments = Vec::with_capacity(aggregate.arguments.len());
            for argument in &aggregate.arguments {
                arguments.push(evaluate(argument, chunk, runtime)?);
            }
            let mut bytes = 0;
            for (row, group) in numbers.iter().enumerate() {
                let accumulator = &mut self.groups.accumulators[*group][index];
                let arguments: [Value; 2] = match arguments.as_slice() {
                    [only] => [only.get(row), Value::Null],
                    [first, second, ..] => [first.get(row), second.get(row)],
                    [] => unreachable!("what has no arguments counts rows"),
                };
                bytes += accumulator.add(arguments, &runtime.environment())?;
            }
            runtime.hold(bytes)?;
        }
        let new = &self.groups.keys[groups_before..];
        let width = 64 * (self.aggregates.len() + 1);
        runtime.hold(new.iter().flatten().map(|Key(value)| value_bytes(value)).sum::<usize>() + new.len() * width)
    }

    /// The number of the group of every row.
    fn numbers(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Vec<usize>, QueryError> {
        if self.keys.is_empty() {
            return Ok(vec![0; chunk.rows()]);
        }
        match self.remembered(chunk, runtime)? {
            Some(numbers) => Ok(numbers),
            None => self.computed(chunk, runtime),
        }
    }

    /// The numbers by the one property the key depends on, where it does.
    fn remembered(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Option<Vec<usize>>, QueryError> {
        let Some(mut memory) = self.memory.take() else { return Ok(None) };
        let numbers = loop {
            match memory.known(chunk, runtime.view()) {
                None => break None,
                Some(Known::Groups(numbers)) => break Some(numbers),
                Some(Known::Open(rows)) => {
                    let groups = self.computed(&chunk.gather(&rows, None), runtime)?;
                    memory.learn(chunk, &rows, &groups, runtime.view());
                }
            }
        };
        self.memory = Some(memory);
        Ok(numbers)
    }

    fn computed(&mut self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Vec<usize>, QueryError> {
        let mut columns = Vec::with_capacity(self.keys.len());
        for (_, key) in self.keys {
            columns.push(evaluate(key, chunk, runtime)?);
        }
        let mut key = Vec::with_capacity(columns.len());
        let Self { groups, computed, aggregates, .. } = self;
        let numbers = (0..chunk.rows()).map(|row| {
            let mut number = || {
                key.clear();
                key.extend(columns.iter().map(|column| Key(column.get(row))));
                groups.number(&key, aggregates)
            };
            match columns.as_slice() {
                [only] => computed.group(only, row, &mut number).unwrap_or_else(number),
                _ => number(),
            }
        });
        Ok(numbers.collect())
    }

    /// A row for each group.
    fn rows(&mut self, runtime: &Runtime<'_, '_>) -> Result<Chunk, QueryError> {
        let groups = std::mem::take(&mut self.groups);
        let mut rows = Chunk::empty(groups.keys.len());
        for (index, (slot, _)) in self.keys.iter().enumerate() {
            rows.set(slot, Column::of(groups.keys.iter().map(|key| key[index].0.clone()).collect()));
        }
        let mut results: Vec<Vec<Value>> = vec![Vec::with_capacity(groups.keys.len()); self.aggregates.len()];
        for accumulators in groups.accumulators {
            for (result, accumulator) in results.iter_mut().zip(accumulators) {
                result.push(accumulator.finish(&runtime.environment())?);
            }
        }
        for ((slot, _), values) in self.aggregates.iter().zip(results) {
            rows.set(slot, Column::of(values));
        }
        Ok(rows)
    }
}

impl Groups {
    /// Counts rows for an aggregation of their groups.
    fn count(&mut self, index: usize, numbers: &[usize], rows: usize) {
        if let [only] = self.accumulators.as_mut_slice() {
            return only[index].add_rows(i64::try_from(rows).expect("a chunk has few rows"));
        }
        numbers.iter().for_each(|group| self.accumulators[*group][index].add_rows(1));
    }

    fn number(&mut self, key: &[Key], aggregates: &[(Slot, Aggregate)]) -> usize {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = self.keys.len();
        self.numbers.insert(key.to_vec(), number);
        self.keys.push(key.to_vec());
        self.accumulators.push(aggregates.iter().map(|(_, aggregate)| Accumulator::new(aggregate)).collect());
        number
    }
}

impl Source for Aggregation<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        if self.grouped.is_none() {
            self.grouped = Some(self.aggregate(runtime)?);
        }
        Ok(self.grouped.as_mut().and_then(Slices::next))
    }
}
