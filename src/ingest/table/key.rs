//! The ids of tables, and the number of the node each stands for.
//!
//! Most tables number their nodes, close to each other. Then a vector finds the node of an id without hashing.
//!
//! ```text
//! ids of Entity   7 8 9       first 7   [0, 1, 2]
//! ids of ""       ka, ko      {ka: 3, ko: 4}
//! ```

use std::collections::HashMap;

use super::rows::NodeRows;
use super::{Outcome, TableError, rows::Refused};

/// No node.
const ABSENT: u32 = u32::MAX;

/// A vector may have so many places for each id.
const ROOM: u64 = 8;

/// Ids as they are written.
#[derive(Debug)]
pub(super) enum Ids {
    /// All of them whole numbers in their shortest form.
    Numbers(Vec<u64>),
    /// Any texts.
    Texts(Vec<Box<str>>),
}

impl Default for Ids {
    fn default() -> Self {
        Self::Numbers(Vec::new())
    }
}

impl Ids {
    pub(super) fn push(&mut self, id: &str) {
        if let Self::Numbers(numbers) = self {
            match number(id.as_bytes()) {
                Some(number) => return numbers.push(number),
                None => *self = Self::Texts(numbers.iter().map(|number| number.to_string().into()).collect()),
            }
        }
        if let Self::Texts(texts) = self {
            texts.push(id.into());
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Texts(texts) => texts.len(),
        }
    }

    pub(super) fn truncate(&mut self, len: usize) {
        match self {
            Self::Numbers(numbers) => numbers.truncate(len),
            Self::Texts(texts) => texts.truncate(len),
        }
    }

    fn text(&self, place: usize) -> String {
        match self {
            Self::Numbers(numbers) => numbers[place].to_string(),
            Self::Texts(texts) => texts[place].to_string(),
        }
    }
}

/// A whole number in its shortest form; `007` is a text.
fn number(id: &[u8]) -> Option<u64> {
    let leading = id.first() == Some(&b'0') && id.len() > 1;
    if leading || id.is_empty() || id.len() > 19 || !id.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(id.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

/// The nodes of every space of ids.
#[derive(Debug, Default)]
pub(super) struct Keys {
    spaces: HashMap<String, Space>,
}

/// The nodes of one space of ids.
#[derive(Debug)]
pub(super) enum Space {
    /// By id, from the lowest on.
    Dense(u64, Vec<u32>),
    Numbers(HashMap<u64, u32>),
    Texts(HashMap<Box<str>, u32>),
}

impl Keys {
    /// Numbers the rows of all tables of nodes, in order. A row whose id was there before is refused.
    pub(super) fn new(tables: &mut [NodeRows], outcome: &mut Outcome) -> Result<Self, TableError> {
        let mut keys = Self { spaces: spaces(tables) };
        let mut next = 0;
        for table in tables {
            let Some(space) = table.space.as_ref().and_then(|space| keys.spaces.get_mut(space)) else {
                next += small(table.count);
                continue;
            };
            let mut twice = Vec::new();
            for place in 0..table.ids.len() {
                match space.insert(&table.ids, place, next) {
                    true => next += 1,
                    false => twice.push(place),
                }
            }
            outcome.refuse(refused(table, &twice));
            table.remove(&twice);
            table.ids = Ids::default();
        }
        outcome.check()?;
        Ok(keys)
    }

    /// The nodes whose ids are of a space.
    pub(super) fn space(&self, name: &str) -> Option<&Space> {
        self.spaces.get(name)
    }
}

fn refused(table: &NodeRows, twice: &[usize]) -> Refused {
    let mut refused = Refused::default();
    for place in twice {
        let id = table.ids.text(*place);
        refused.add(&table.name, u64::from(table.lines[*place]), || format!("the id '{id}' comes twice"));
    }
    refused
}

/// Spaces without nodes yet, each in the form that fits its ids.
fn spaces(tables: &[NodeRows]) -> HashMap<String, Space> {
    let mut ids: HashMap<&str, Vec<&Ids>> = HashMap::new();
    for table in tables {
        if let Some(space) = &table.space {
            ids.entry(space).or_default().push(&table.ids);
        }
    }
    ids.into_iter().map(|(name, ids)| (name.to_owned(), space(&ids))).collect()
}

fn space(tables: &[&Ids]) -> Space {
    let mut numbers = Vec::new();
    for ids in tables {
        match ids {
            Ids::Numbers(own) => numbers.push(own),
            Ids::Texts(_) => return Space::Texts(HashMap::new()),
        }
    }
    let all = || numbers.iter().flat_map(|own| own.iter().copied());
    let (count, low, high) = (all().count() as u64, all().min().unwrap_or(0), all().max().unwrap_or(0));
    match usize::try_from(high - low) {
        Ok(span) if high - low < count.saturating_mul(ROOM) => Space::Dense(low, vec![ABSENT; span + 1]),
        _ => Space::Numbers(HashMap::new()),
    }
}

impl Space {
    /// Whether the id was not there before.
    fn insert(&mut self, ids: &Ids, place: usize, node: u32) -> bool {
        match (self, ids) {
            (Self::Dense(low, nodes), Ids::Numbers(numbers)) => {
                let slot = &mut nodes[usize::try_from(numbers[place] - *low).expect("the vector spans all ids")];
                std::mem::replace(slot, if *slot == ABSENT { node } else { *slot }) == ABSENT
            }
            (Self::Numbers(nodes), Ids::Numbers(numbers)) => vacant(nodes, numbers[place], node),
            (Self::Texts(nodes), ids) => vacant(nodes, ids.text(place).into(), node),
            (Self::Dense(..) | Self::Numbers(_), Ids::Texts(_)) => unreachable!("texts make a space of texts"),
        }
    }

    /// The node of an id.
    pub(super) fn get(&self, id: &str) -> Option<u32> {
        match self {
            Self::Dense(low, nodes) => {
                let place = usize::try_from(number(id.as_bytes())?.checked_sub(*low)?).ok()?;
                nodes.get(place).copied().filter(|node| *node != ABSENT)
            }
            Self::Numbers(nodes) => nodes.get(&number(id.as_bytes())?).copied(),
            Self::Texts(nodes) => nodes.get(id).copied(),
        }
    }
}

fn vacant<K: std::hash::Hash + Eq>(nodes: &mut HashMap<K, u32>, key: K, node: u32) -> bool {
    match nodes.entry(key) {
        std::collections::hash_map::Entry::Vacant(entry) => {
            entry.insert(node);
            true
        }
        std::collections::hash_map::Entry::Occupied(_) => false,
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
