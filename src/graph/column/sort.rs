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
            Self::Text(codes, texts) => counted(codes, &ranks(codes, texts)),
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

/// Sorts by counting: there are few ranks, and the ids of each come in order.
fn counted(codes: &Packed<u32>, ranks: &[u32]) -> Vec<u32> {
    let mut places = vec![0; ranks.iter().max().map_or(0, |last| *last as usize + 2)];
    codes.iter().for_each(|(_, code)| places[ranks[*code as usize] as usize + 1] += 1);
    let mut total = 0;
    for place in &mut places {
        total += *place;
        *place = total;
    }
    let mut ids = vec![0; total];
    for (index, code) in codes.iter() {
        let place = &mut places[ranks[*code as usize] as usize];
        ids[*place] = id(index);
        *place += 1;
    }
    ids
}

/// The place of each code's text among the texts in use: comparing texts once per text, not once per value.
fn ranks(codes: &Packed<u32>, texts: &Dictionary) -> Vec<u32> {
    let mut is_used = Vec::new();
    for (_, code) in codes.iter() {
        if *code as usize >= is_used.len() {
            is_used.resize(*code as usize + 1, false);
        }
        is_used[*code as usize] = true;
    }
    let mut ranks = vec![0; is_used.len()];
    let mut used: Vec<u32> = (0..).zip(is_used).filter(|(_, used)| *used).map(|(code, _)| code).collect();
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
