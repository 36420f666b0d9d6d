//! Runs an inner pipeline for the rows of an outer chunk, all at once where that means the same as one by one.

use std::cell::RefCell;
use std::rc::Rc;

use super::chunk::{Chunk, row_number};
use super::column::Column;
use super::runtime::Runtime;
use super::source::{Satisfied, Start, start};
use crate::query::QueryError;
use crate::query::plan::Subplan;
use crate::query::plan::walk::SlotSet;

/// What is wanted of the inner rows.
pub(super) struct Wanted {
    pub(super) outputs: SlotSet,
    /// One inner row for each outer one is enough.
    pub(super) existence: bool,
}

/// Hands every inner chunk to `take`, with the number of the outer row each inner row belongs to, in order.
pub(super) fn run<'r, 'g>(
    plan: &Subplan,
    outer: &Chunk,
    wanted: Wanted,
    runtime: &mut Runtime<'r, 'g>,
    mut take: impl FnMut(&Chunk, &[u32], &mut Runtime<'r, 'g>) -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    let mut outputs = wanted.outputs;
    outputs.insert(&plan.ordinal);
    if plan.keeps_rows_apart() {
        let argument = numbered(outer, plan);
        let rows = Rc::new(RefCell::new(vec![false; outer.rows()]));
        let satisfied = wanted.existence.then(|| Satisfied { ordinal: plan.ordinal.clone(), rows: Rc::clone(&rows) });
        let mut source = start(&plan.pipeline, Start { argument, outputs, satisfied }, runtime);
        while let Some(chunk) = source.next(runtime)? {
            let ordinals = ordinals(&chunk, plan);
            if wanted.existence {
                let mut rows = rows.borrow_mut();
                ordinals.iter().for_each(|ordinal| rows[*ordinal as usize] = true);
            }
            take(&chunk, &ordinals, runtime)?;
        }
        return Ok(());
    }
    for row in 0..outer.rows() {
        runtime.check()?;
        let row = row_number(row);
        let mut argument = outer.gather(&[row], None);
        argument.set(&plan.ordinal, Column::Integers(vec![Some(i64::from(row))]));
        let mut source = start(&plan.pipeline, Start { argument, outputs: outputs.clone(), satisfied: None }, runtime);
        while let Some(chunk) = source.next(runtime)? {
            take(&chunk, &vec![row; chunk.rows()], runtime)?;
            if wanted.existence {
                break;
            }
        }
    }
    Ok(())
}

/// For which outer rows the inner pipeline finds anything.
pub(super) fn exists(plan: &Subplan, outer: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Vec<bool>, QueryError> {
    let mut found = vec![false; outer.rows()];
    let wanted = Wanted { outputs: SlotSet::default(), existence: true };
    run(plan, outer, wanted, runtime, |_, ordinals, _| {
        ordinals.iter().for_each(|ordinal| found[*ordinal as usize] = true);
        Ok(())
    })?;
    Ok(found)
}

/// The outer rows with their numbers.
pub(super) fn numbered(outer: &Chunk, plan: &Subplan) -> Chunk {
    let mut argument = outer.clone();
    let numbers = (0..outer.rows()).map(|row| Some(i64::from(row_number(row))));
    argument.set(&plan.ordinal, Column::Integers(numbers.collect()));
    argument
}

/// The outer rows that inner rows belong to.
pub(super) fn ordinals(chunk: &Chunk, plan: &Subplan) -> Vec<u32> {
    let column = chunk.column(&plan.ordinal);
    let number = |row| column.get(row).as_integer().and_then(|number| u32::try_from(number).ok());
    (0..chunk.rows()).map(|row| number(row).expect("an inner row knows its outer row")).collect()
}
