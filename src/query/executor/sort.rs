//! Rows in order: all of them, or no more of the first than asked for.
//!
//! Rows the keys do not tell apart stand in the order of what else they hold, so that an answer does not show in which
//! order its nodes were made.

use std::cmp::Ordering;
use std::sync::Arc;

use super::chunk::{Chunk, ROWS, all_rows};
use super::column::Column;
use super::evaluate::evaluate;
use super::hold::{Slices, drain};
use super::limit::row_count;
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use crate::query::QueryError;
use crate::query::plan::{Expression, SortKey};
use crate::value::order;

/// `Sort` and `Top`.
pub(super) struct Sorting<'p> {
    input: Boxed<'p>,
    keys: &'p [SortKey],
    first: Option<First<'p>>,
    /// Whether rows come in order of the first key, those where it is the same in one chunk.
    presorted: bool,
    sorted: Option<Slices>,
}

/// How many rows to pass over, and how many to keep.
type First<'p> = (Option<&'p Expression>, &'p Expression);

impl<'p> Sorting<'p> {
    pub(super) fn all(input: Boxed<'p>, keys: &'p [SortKey]) -> Self {
        Self { input, keys, first: None, presorted: false, sorted: None }
    }

    pub(super) fn top(input: Boxed<'p>, keys: &'p [SortKey], first: First<'p>, presorted: bool) -> Self {
        Self { input, keys, first: Some(first), presorted, sorted: None }
    }

    fn sort(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Slices, QueryError> {
        let Some((skip, limit)) = self.first else {
            let chunk = Chunk::concatenate(&drain(&mut self.input, runtime)?);
            let order = self.order(&chunk, runtime)?;
            return Ok(Slices::new(chunk, order));
        };
        let skip = skip.map(|skip| row_count(skip, "SKIP", runtime)).transpose()?.unwrap_or(0);
        let wanted = skip.saturating_add(row_count(limit, "LIMIT", runtime)?);
        let first = self.first_rows(wanted, runtime)?;
        let order = self.order(&first, runtime)?;
        Ok(Slices::new(first, order.into_iter().take(wanted).skip(skip).collect()))
    }

    /// At least the first rows in order, seldom many more.
    fn first_rows(&mut self, wanted: usize, runtime: &mut Runtime<'_, '_>) -> Result<Chunk, QueryError> {
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut rows = 0;
        while let Some(chunk) = self.input.next(runtime)? {
            runtime.check()?;
            rows += chunk.rows();
            runtime.hold(chunk.bytes())?;
            chunks.push(chunk);
            if self.presorted && rows >= wanted {
                break;
            }
            if rows >= wanted.saturating_mul(4).max(4 * ROWS) {
                let all = Chunk::concatenate(&chunks);
                let order = self.order(&all, runtime)?;
                let kept = all.gather(&order[..wanted.min(order.len())], None);
                runtime.release(chunks.iter().map(Chunk::bytes).sum());
                runtime.hold(kept.bytes())?;
                rows = kept.rows();
                chunks = vec![kept];
            }
        }
        Ok(Chunk::concatenate(&chunks))
    }

    /// The rows of a chunk in order.
    fn order(&self, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<Vec<u32>, QueryError> {
        let mut rows = all_rows(chunk.rows());
        if rows.is_empty() {
            return Ok(rows);
        }
        let mut keys = Vec::with_capacity(self.keys.len());
        for key in self.keys {
            keys.push((evaluate(&key.expression, chunk, runtime)?, key.descending));
        }
        rows.sort_by(|a, b| compare_rows(&keys, *a as usize, *b as usize));
        order_ties(&mut rows, &keys, chunk);
        Ok(rows)
    }
}

/// Puts rows that are equal in the order of all values of theirs that can be shown; rows of equal values stay as they
/// stand.
fn order_ties(rows: &mut [u32], keys: &[(Arc<Column>, bool)], chunk: &Chunk) {
    let are_equal = |a: &u32, b: &u32| compare_rows(keys, *a as usize, *b as usize).is_eq();
    if !rows.windows(2).any(|pair| are_equal(&pair[0], &pair[1])) {
        return;
    }
    let shown: Vec<(Arc<Column>, bool)> =
        chunk.columns().filter(|column| column.is_plain()).map(|column| (Arc::clone(column), false)).collect();
    for tie in rows.chunk_by_mut(are_equal).filter(|tie| tie.len() > 1) {
        tie.sort_by(|a, b| compare_rows(&shown, *a as usize, *b as usize));
    }
}

fn compare_rows(keys: &[(Arc<Column>, bool)], left: usize, right: usize) -> Ordering {
    keys.iter().fold(Ordering::Equal, |ordering, (column, descending)| {
        ordering.then_with(|| {
            let ordering = compare(column, left, right);
            if *descending { ordering.reverse() } else { ordering }
        })
    })
}

/// Two rows of a column; null stands last.
fn compare(column: &Column, left: usize, right: usize) -> Ordering {
    fn nulls_last<T: Ord>(left: Option<&T>, right: Option<&T>) -> Ordering {
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(right),
            (left, right) => right.is_some().cmp(&left.is_some()),
        }
    }
    match column {
        Column::Integers(values) => nulls_last(values[left].as_ref(), values[right].as_ref()),
        Column::Dates(values) => nulls_last(values[left].as_ref(), values[right].as_ref()),
        Column::Strings(values) => nulls_last(values[left].as_ref(), values[right].as_ref()),
        Column::Constant(..) => Ordering::Equal,
        _ => order::order(&column.get(left), &column.get(right)),
    }
}

impl Source for Sorting<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        if self.sorted.is_none() {
            self.sorted = Some(self.sort(runtime)?);
        }
        Ok(self.sorted.as_mut().and_then(Slices::next))
    }
}
