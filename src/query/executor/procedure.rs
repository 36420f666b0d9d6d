//! The results of procedures, for every row.

use super::chunk::{Chunk, row_number};
use super::column::Column;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::graph::View;
use crate::query::QueryError;
use crate::query::plan::Slot;
use crate::query::plan::walk::SlotSet;
use crate::value::Value;

pub(super) struct Calling<'p> {
    pub(super) input: Boxed<'p>,
    pub(super) name: &'p str,
    pub(super) outputs: &'p [(usize, Slot)],
    pub(super) keep: SlotSet,
}

/// The rows a procedure gives: each a list of fields.
fn results(name: &str, view: View<'_>) -> Vec<Vec<Value>> {
    let names: Vec<&str> = match name {
        "db.labels" => view.labels_in_use().into_iter().map(|(label, _)| view.name(label)).collect(),
        "db.relationshipTypes" => view.types_in_use().into_iter().map(|(kind, _)| view.name(kind)).collect(),
        "db.propertyKeys" => view.keys_in_use().into_iter().map(|key| view.name(key)).collect(),
        _ => Vec::new(),
    };
    names.into_iter().map(|name| vec![Value::String(name.into())]).collect()
}

impl Source for Calling<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        while let Some(chunk) = self.input.next(runtime)? {
            let results = results(self.name, runtime.view());
            let rows: Vec<u32> =
                (0..chunk.rows()).flat_map(|row| std::iter::repeat_n(row_number(row), results.len())).collect();
            if rows.is_empty() {
                continue;
            }
            let mut called = chunk.gather(&rows, Some(&self.keep));
            for (field, slot) in self.outputs {
                let values = (0..chunk.rows()).flat_map(|_| results.iter().map(|result| result[*field].clone()));
                called.set(slot, Column::of(values.collect()));
            }
            return Ok(Some(called));
        }
        Ok(None)
    }
}
