//! The ids of a column in order of value, then of id.

use super::{Column, Dictionary, Packed};
use crate::value::{Value, order};

impl Column {
    /// Every id with a value, in order of the value by orderability, then of id.
    pub(crate) fn sorted_ids(&self) -> Vec<u32> {
        match self {
            Self::Empty => Vec::new(),
            Self::Boolean(values) => sorted(values, |value| *value),
            Self::Integer(values) => sorted(values, |value| *value),
            Self::Date(values) => by_day(values),
            Self::Text(codes, texts) => counted(codes, texts),
            Self::OwnText(values) => sorted(values, |text| (beginning(text), &**text)),
            Self::Float(_) | Self::Mixed(_) => {
                let mut values: Vec<(usize, Value)> = self.iter().collect();
                // Stable, so that equivalent values stay in order of id.
                values.sort_by(|(_, left), (_, right)| order::order(left, right));
                values.into_iter().map(|(index, _)| id(index)).collect()
            }
        }
    }
}

fn sorted<'v, T, K: Ord>(values: &'v Packed<T>, key: impl Fn(&'v T) -> K) -> Vec<u32> {
    let mut keys: Vec<(K, u32)> = values.iter().map(|(index, value)| (key(value), id(index))).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, id)| id).collect()
}

/// Sorts by counting: there are few texts, and the ids of each come in order.
fn counted(codes: &Packed<u32>, texts: &Dictionary) -> Vec<u32> {
    let counts = counts(codes);
    let mut used: Vec<u32> = (0..).zip(&counts).filter(|(_, count)| **count > 0).map(|(code, _)| code).collect();
    used.sort_by(|left, right| texts.texts().get(*left as usize).cmp(&texts.texts().get(*right as usize)));
    placed(
        codes.iter().map(|(index, code)| (index, *code as usize)),
        &counts,
        used.into_iter().map(|code| code as usize),
    )
}

/// Sorts by counting where there are fewer days from the first to the last than values.
fn by_day(values: &Packed<i32>) -> Vec<u32> {
    let days = || values.iter().map(|(_, day)| i64::from(*day));
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    let span = usize::try_from(last - first).expect("the last day is not before the first");
    if span >= days().count() {
        return sorted(values, |day| *day);
    }
    let since = |day: i64| usize::try_from(day - first).expect("no day is before the first");
    let mut counts = vec![0; span + 1];
    days().for_each(|day| counts[since(day)] += 1);
    placed(values.iter().map(|(index, day)| (index, since(i64::from(*day)))), &counts, 0..=span)
}

/// The ids, those of each code together, in the order of codes given; with how often each code is used.
fn placed(
    codes: impl Iterator<Item = (usize, usize)>,
    counts: &[usize],
    order: impl Iterator<Item = usize>,
) -> Vec<u32> {
    let mut places = vec![0; counts.len()];
    let mut total = 0;
    for code in order {
        places[code] = total;
        total += counts[code];
    }
    let mut ids = vec![0; total];
    for (index, code) in codes {
        ids[places[code]] = id(index);
        places[code] += 1;
    }
    ids
}

/// How often each code is used.
fn counts(codes: &Packed<u32>) -> Vec<usize> {
    let mut counts = Vec::new();
    for code in (0..codes.pages()).filter_map(|number| codes.page(number)).flat_map(|page| page.values()) {
        if *code as usize >= counts.len() {
            counts.resize(*code as usize + 1, 0);
        }
        counts[*code as usize] += 1;
    }
    counts
}

/// The first eight bytes as a number that orders as they do: most texts differ there, where no pointer is followed.
fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

fn id(index: usize) -> u32 {
    u32::try_from(index).expect("ids are 32 bits wide")
}
