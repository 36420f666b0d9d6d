//! The properties of one key: which ids have it, and their values as one array of one type.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::super::FormatError;
use super::super::value::{StoredValue, date};
use crate::graph::{Column, Dictionary, Packed};
use crate::value::Value;

/// A column: runs of ids, and as many values.
#[derive(Debug, Deserialize)]
pub(super) struct StoredColumn<'b> {
    /// The ids with a value: how many are skipped, then how many follow each other.
    runs: Vec<(u32, u32)>,
    #[serde(borrow)]
    values: StoredValues<'b>,
}

#[derive(Debug, Deserialize)]
enum StoredValues<'b> {
    Boolean(Vec<bool>),
    Integer(Vec<i64>),
    Float(Vec<f64>),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
    /// Different texts in order of first use, and per value the number of its text.
    Text(#[serde(borrow)] Vec<&'b str>, Vec<u32>),
    OwnText(Vec<&'b str>),
    Mixed(Vec<StoredValue<'b>>),
}

impl StoredColumn<'_> {
    /// The column again, of ids below `next`.
    pub(super) fn restore(self, next: usize) -> Result<Column, FormatError> {
        let ids = Ids::new(&self.runs, self.values.len(), next)?;
        Ok(match self.values {
            StoredValues::Boolean(values) => Column::Boolean(pack(ids, values)),
            StoredValues::Integer(values) => Column::Integer(pack(ids, values)),
            StoredValues::Float(values) => Column::Float(pack(ids, values)),
            StoredValues::Date(values) => {
                values.iter().try_for_each(|days| date(i64::from(*days)).map(drop))?;
                Column::Date(pack(ids, values))
            }
            StoredValues::Text(texts, codes) => {
                let dictionary = dictionary(&texts, &codes)?;
                Column::Text(pack(ids, codes), dictionary)
            }
            StoredValues::OwnText(texts) => Column::OwnText(pack(ids, texts.into_iter().map(Arc::from))),
            StoredValues::Mixed(values) => Column::Mixed(pack(ids, present(&values)?)),
        })
    }
}

impl StoredValues<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Boolean(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Date(values) => values.len(),
            Self::Text(_, codes) => codes.len(),
            Self::OwnText(values) => values.len(),
            Self::Mixed(values) => values.len(),
        }
    }
}

/// The ids that runs stand for, checked to be as many as there are values and to be in use: a wild id makes a long column.
struct Ids<'b> {
    runs: &'b [(u32, u32)],
}

impl<'b> Ids<'b> {
    fn new(runs: &'b [(u32, u32)], values: usize, next: usize) -> Result<Self, FormatError> {
        let ids: u64 = runs.iter().map(|(_, length)| u64::from(*length)).sum();
        let end: u64 = runs.iter().map(|(skipped, length)| u64::from(*skipped) + u64::from(*length)).sum();
        let sound = ids == values as u64 && end <= next as u64;
        sound.then_some(Self { runs }).ok_or(FormatError::Meaning("a column has ids without values, or unused ids"))
    }

    fn iter(&self) -> impl Iterator<Item = usize> + use<'b> {
        let mut next = 0;
        self.runs.iter().flat_map(move |(skipped, length)| {
            let start = next + *skipped as usize;
            next = start + *length as usize;
            start..next
        })
    }
}

fn pack<T>(ids: Ids<'_>, values: impl IntoIterator<Item = T>) -> Packed<T> {
    let mut packed = Packed::default();
    ids.iter().zip(values).for_each(|(id, value)| {
        packed.set(id, value);
    });
    packed
}

fn dictionary(texts: &[&str], codes: &[u32]) -> Result<Dictionary, FormatError> {
    let mut uses = vec![0u32; texts.len()];
    for code in codes {
        *uses.get_mut(*code as usize).ok_or(FormatError::Meaning("a column means a text that is not listed"))? += 1;
    }
    let different: FxHashSet<&&str> = texts.iter().collect();
    if different.len() != texts.len() || uses.contains(&0) {
        return Err(FormatError::Meaning("a column lists a text twice, or one it does not use"));
    }
    Ok(Dictionary::new(texts.iter().copied().map(Arc::from).collect()))
}

fn present(values: &[StoredValue<'_>]) -> Result<Vec<Value>, FormatError> {
    if values.contains(&StoredValue::Null) {
        return Err(FormatError::Meaning("a column holds a null"));
    }
    values.iter().map(StoredValue::restore).collect()
}
