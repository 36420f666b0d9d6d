//! What goes through lists: the elements of all rows become one chunk, and are told apart again afterwards.

use std::sync::Arc;

use super::{Evaluated, evaluate, row_by_row, truths};
use crate::query::ast::QuantifierKind;
use crate::query::executor::chunk::{Chunk, row_number};
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::function::one;
use crate::query::plan::{Expression, Slot};
use crate::query::{ErrorKind, QueryError};
use crate::value::Value;

/// The elements of the lists of some rows, one after another.
struct Elements {
    /// The rows the elements come from, one for each element, with the element in its slot.
    chunk: Chunk,
    /// Where the elements of each row begin and end; `None` where the list is null.
    ranges: Vec<Option<(usize, usize)>>,
}

/// So many elements are evaluated together, unless one list has more.
const ELEMENTS_AT_ONCE: usize = 1 << 16;

/// Goes through the lists of all rows, as many rows at a time as have few elements together.
fn by_elements(
    variable: &Slot,
    list: &Expression,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
    mut evaluate_elements: impl FnMut(Elements, &mut Runtime<'_, '_>) -> Evaluated,
) -> Evaluated {
    let lists = evaluate(list, chunk, runtime)?;
    let mut results = Vec::new();
    let (mut row, mut bytes) = (0, 0);
    while row < chunk.rows() || results.is_empty() {
        runtime.check()?;
        let elements = elements(variable, &lists, chunk, row, runtime)?;
        row += elements.ranges.len();
        let result = evaluate_elements(elements, runtime)?;
        bytes += result.bytes();
        runtime.check_room(bytes)?;
        results.push(result);
    }
    Ok(if results.len() == 1 { results.remove(0) } else { Arc::new(Column::concatenate(&results)) })
}

/// The elements of the next rows, from `first` on.
fn elements(
    variable: &Slot,
    lists: &Column,
    chunk: &Chunk,
    first: usize,
    runtime: &Runtime<'_, '_>,
) -> Result<Elements, QueryError> {
    let mut rows = Vec::new();
    let mut values = Vec::new();
    let mut ranges = Vec::new();
    for row in first..chunk.rows() {
        let range = match lists.get(row) {
            Value::Null => None,
            Value::List(items) if !ranges.is_empty() && values.len() + items.len() > ELEMENTS_AT_ONCE => break,
            Value::List(items) => {
                runtime.check_list(items.len())?;
                let start = values.len();
                values.extend(items.iter().cloned());
                rows.extend(std::iter::repeat_n(row_number(row), items.len()));
                Some((start, values.len()))
            }
            other => return Err(not_a_list(&other)),
        };
        ranges.push(range);
    }
    let mut flat = chunk.gather(&rows, None);
    flat.set(variable, Column::of(values));
    Ok(Elements { chunk: flat, ranges })
}

fn not_a_list(value: &Value) -> QueryError {
    let message = format!("expected a list, found {}", one(value));
    QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message)
}

/// `[variable IN list WHERE filter | result]`
pub(super) fn comprehension(
    variable: &Slot,
    list: &Expression,
    filter: Option<&Expression>,
    result: Option<&Expression>,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    by_elements(variable, list, chunk, runtime, |elements, runtime| kept(variable, filter, result, elements, runtime))
}

/// The lists of what is kept, and made, of the elements of some rows.
fn kept(
    variable: &Slot,
    filter: Option<&Expression>,
    result: Option<&Expression>,
    Elements { chunk: mut flat, ranges }: Elements,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    // How many elements before each are kept: where the elements of a row begin once the others are gone.
    let mut kept_before: Vec<usize> = (0..=flat.rows()).collect();
    if let Some(filter) = filter {
        let kept = super::select(filter, &flat, runtime)?;
        let mut next = kept.iter().peekable();
        let mut count = 0;
        for (element, before) in kept_before.iter_mut().enumerate() {
            *before = count;
            if next.next_if(|kept| **kept as usize == element).is_some() {
                count += 1;
            }
        }
        flat = flat.gather(&kept, None);
    }
    let results = match result {
        Some(result) => evaluate(result, &flat, runtime)?,
        None => flat.column(variable),
    };
    row_by_row(ranges.len(), runtime, |row| {
        Ok(ranges[row].map_or(Value::Null, |(start, end)| {
            Value::list((kept_before[start]..kept_before[end]).map(|element| results.get(element)))
        }))
    })
}

/// `all(variable IN list WHERE filter)` and its kin.
pub(super) fn quantifier(
    kind: QuantifierKind,
    variable: &Slot,
    list: &Expression,
    filter: Option<&Expression>,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    by_elements(variable, list, chunk, runtime, |Elements { chunk: flat, ranges }, runtime| {
        let passed = match filter {
            Some(filter) => truths(filter, &flat, runtime)?,
            None => vec![Some(true); flat.rows()],
        };
        let verdicts = ranges.iter().map(|range| range.and_then(|(start, end)| verdict(kind, &passed[start..end])));
        Ok(Arc::new(Column::Booleans(verdicts.collect())))
    })
}

/// Whether as many elements pass as must; unknown where those of unknown truth could decide.
fn verdict(kind: QuantifierKind, passed: &[Option<bool>]) -> Option<bool> {
    let count = |truth: Option<bool>| passed.iter().filter(|passed| **passed == truth).count();
    let (yes, no, unknown) = (count(Some(true)), count(Some(false)), count(None));
    match kind {
        QuantifierKind::Any if yes > 0 => Some(true),
        QuantifierKind::All if no > 0 => Some(false),
        QuantifierKind::None if yes > 0 => Some(false),
        QuantifierKind::Single if yes > 1 => Some(false),
        _ if unknown > 0 => None,
        QuantifierKind::Any => Some(false),
        QuantifierKind::All | QuantifierKind::None => Some(true),
        QuantifierKind::Single => Some(yes == 1),
    }
}

/// How often a long `reduce` looks at how deep what it makes is nested.
const STEPS_BETWEEN_CHECKS: usize = 256;
/// Lists and maps nest at most so deep: each level is a call when a value is compared, printed or let go.
const MAXIMUM_DEPTH: usize = 1_000;

/// Refuses a value that nests too deep; only `reduce` can wrap lists in lists without end.
fn check_depth(value: &Value) -> Result<(), QueryError> {
    let mut pending = vec![(value, 0)];
    while let Some((value, depth)) = pending.pop() {
        if depth > MAXIMUM_DEPTH {
            let message = format!("a value nests more than {MAXIMUM_DEPTH} lists or maps");
            return Err(QueryError::runtime(ErrorKind::LimitExceeded, "", message)
                .help("this limit is the same for every statement: join lists with `+`, or keep the parts in a map"));
        }
        match value {
            Value::List(items) => pending.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Map(entries) => pending.extend(entries.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    Ok(())
}

/// `reduce(accumulator = initial, variable IN list | step)`: the n-th step of all rows at once.
pub(super) fn reduce(
    (accumulator, initial): (&Slot, &Expression),
    (variable, list): (&Slot, &Expression),
    step: &Expression,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Evaluated {
    let initial = evaluate(initial, chunk, runtime)?;
    let lists = evaluate(list, chunk, runtime)?;
    let mut items = Vec::with_capacity(chunk.rows());
    let mut results = Vec::with_capacity(chunk.rows());
    for row in 0..chunk.rows() {
        match lists.get(row) {
            Value::Null => {
                items.push(Arc::default());
                results.push(Value::Null);
            }
            Value::List(list) => {
                items.push(list);
                results.push(initial.get(row));
            }
            other => return Err(not_a_list(&other)),
        }
    }
    let longest = items.iter().map(|items| items.len()).max().unwrap_or(0);
    for element in 0..longest {
        let rows: Vec<u32> = (0..items.len()).filter(|row| element < items[*row].len()).map(row_number).collect();
        let mut stepping = chunk.gather(&rows, None);
        stepping.set(accumulator, Column::of(rows.iter().map(|row| results[*row as usize].clone()).collect()));
        stepping.set(variable, Column::of(rows.iter().map(|row| items[*row as usize][element].clone()).collect()));
        let next = evaluate(step, &stepping, runtime)?;
        for (i, row) in rows.into_iter().enumerate() {
            results[row as usize] = next.get(i);
        }
        runtime.check()?;
        if element % STEPS_BETWEEN_CHECKS == STEPS_BETWEEN_CHECKS - 1 {
            results.iter().try_for_each(check_depth)?;
        }
    }
    Ok(Arc::new(Column::of(results)))
}
