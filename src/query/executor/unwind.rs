//! A row for each element of a list.

use super::chunk::{Chunk, ROWS, row_number};
use super::column::Column;
use super::evaluate::evaluate;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Expression, Slot};
use crate::value::Value;

pub(super) struct Unwinding<'p> {
    input: Boxed<'p>,
    list: &'p Expression,
    variable: &'p Slot,
    keep: SlotSet,
    current: Option<Current>,
}

struct Current {
    chunk: Chunk,
    lists: std::sync::Arc<Column>,
    row: usize,
    position: usize,
}

impl<'p> Unwinding<'p> {
    pub(super) fn new(input: Boxed<'p>, list: &'p Expression, variable: &'p Slot, keep: SlotSet) -> Self {
        Self { input, list, variable, keep, current: None }
    }
}

impl Current {
    /// The next rows, each with its element. Null has none; what is not a list is its own only element.
    fn take(&mut self) -> (Vec<u32>, Vec<Value>) {
        let (mut rows, mut values) = (Vec::new(), Vec::new());
        while self.row < self.chunk.rows() && values.len() < ROWS {
            let list = self.lists.get(self.row);
            let items = match &list {
                Value::Null => &[],
                Value::List(items) => items.as_slice(),
                other => std::slice::from_ref(other),
            };
            let left = &items[self.position..];
            let taken = left.len().min(ROWS - values.len());
            values.extend_from_slice(&left[..taken]);
            rows.extend(std::iter::repeat_n(row_number(self.row), taken));
            self.position += taken;
            if taken == left.len() {
                self.row += 1;
                self.position = 0;
            }
        }
        (rows, values)
    }
}

impl Source for Unwinding<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        loop {
            runtime.check()?;
            let Some(current) = &mut self.current else {
                let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
                let lists = evaluate(self.list, &chunk, runtime)?;
                self.current = Some(Current { chunk, lists, row: 0, position: 0 });
                continue;
            };
            let (rows, values) = current.take();
            if rows.is_empty() {
                self.current = None;
                continue;
            }
            let mut unwound = current.chunk.gather(&rows, Some(&self.keep));
            unwound.set(self.variable, Column::of(values));
            return Ok(Some(unwound));
        }
    }
}
