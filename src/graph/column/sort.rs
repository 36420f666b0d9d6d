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
            Self::Date(values) => sorted(values, |days| *days),
            Self::Text(codes, texts) => {
                let ranks = ranks(codes, texts);
                sorted(codes, |code| ranks[*code as usize])
            }
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

/// The place of each code's text among the texts in use: comparing texts once per text, not once per value.
fn ranks(codes: &Packed<u32>, texts: &Dictionary) -> Vec<u32> {
    let mut used: Vec<u32> = codes.iter().map(|(_, code)| *code).collect();
    used.sort_unstable();
    used.dedup();
    let mut ranks = vec![0; used.last().map_or(0, |last| *last as usize + 1)];
    used.sort_by(|left, right| texts.texts().get(*left as usize).cmp(&texts.texts().get(*right as usize)));
    (0..).zip(used).for_each(|(rank, code)| ranks[code as usize] = rank);
    ranks
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
