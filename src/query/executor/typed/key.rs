//! Groups by a key that depends on one property: the key is computed once for each value of the property, not for each row.
//!
//! ```text
//! date.truncate('month', e.date)   day 19773 → group 0   day 19774 → group 0   …   day 19804 → group 1
//! toUpper(e.type)                  code 17 → group 0     code 3 → group 1
//! ```

use rustc_hash::FxHashMap;

use crate::graph::{self, Packed, View};
use crate::query::ast::Name;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::plan::sources::sources;
use crate::query::plan::{Expression, Slot};
use crate::value::NodeId;

/// The groups of the values a property has been seen to have.
pub(in crate::query::executor) struct KeyMemory<'p> {
    slot: &'p Slot,
    property: &'p Name,
    groups: Numbers,
    /// The group of rows without the property, once there is one.
    missing: Option<u32>,
}

/// What is known of the rows of a chunk.
pub(in crate::query::executor) enum Known {
    /// The group of each row.
    Groups(Vec<usize>),
    /// One row for each value whose group is not known yet.
    Open(Vec<u32>),
}

impl<'p> KeyMemory<'p> {
    /// A memory for a key, where it is worth one.
    pub(in crate::query::executor) fn of(key: &'p Expression, runtime: &Runtime<'_, '_>) -> Option<Self> {
        // A write may give a code to another text.
        let (slot, property) = only_property(key).filter(|_| !runtime.writes())?;
        Some(Self { slot, property, groups: Numbers::default(), missing: None })
    }

    /// The groups of the rows of a chunk, or the rows that must be given one first; `None` where values are not of a type
    /// that repeats.
    pub(in crate::query::executor) fn known(&mut self, chunk: &Chunk, view: View<'_>) -> Option<Known> {
        let things = chunk.column(self.slot);
        let Column::Nodes(nodes) = &*things else { return None };
        match view.node_column(view.symbol(&self.property.text)?)? {
            graph::Column::Date(days) => Some(self.look(nodes, days, i64::from)),
            graph::Column::Integer(values) => Some(self.look(nodes, values, |value| value)),
            graph::Column::Text(codes, _) => Some(self.look(nodes, codes, i64::from)),
            _ => None,
        }
    }

    /// Notes the groups of rows.
    pub(in crate::query::executor) fn learn(&mut self, chunk: &Chunk, rows: &[u32], groups: &[usize], view: View<'_>) {
        let things = chunk.column(self.slot);
        let column = view.symbol(&self.property.text).and_then(|key| view.node_column(key));
        for (row, group) in rows.iter().zip(groups) {
            let group = u32::try_from(*group).expect("fewer groups than ids, which are 32 bits wide");
            let place = things.node(*row as usize).map(NodeId::index);
            match column.zip(place).and_then(|(column, place)| number(column, place)) {
                Some(value) => self.groups.put(value, group),
                None => self.missing = Some(group),
            }
        }
    }

    fn look<T: Copy>(&mut self, nodes: &[NodeId], values: &Packed<T>, number: impl Fn(T) -> i64) -> Known {
        let (mut groups, mut open) = (Vec::with_capacity(nodes.len()), Vec::new());
        let mut values = values.cursor();
        for (row, node) in (0..).zip(nodes) {
            let value = values.get(node.index()).map(&number);
            match value.map_or(self.missing, |value| self.groups.get(value)) {
                Some(group) => groups.push(group as usize),
                None => {
                    // The rows after it are told apart from it by that.
                    value.map_or_else(|| self.missing = Some(PENDING), |value| self.groups.put(value, PENDING));
                    open.push(row);
                }
            }
        }
        if open.is_empty() { Known::Groups(groups) } else { Known::Open(open) }
    }
}

/// The group of a value that is about to be given one.
const PENDING: u32 = u32::MAX - 1;

/// The value of a place as a number.
fn number(column: &graph::Column, place: usize) -> Option<i64> {
    match column {
        graph::Column::Date(days) => days.get(place).map(i64::from),
        graph::Column::Integer(values) => values.get(place),
        graph::Column::Text(codes, _) => codes.get(place).map(i64::from),
        _ => None,
    }
}

/// The one property of a node that an expression depends on, where it depends on nothing else.
fn only_property(key: &Expression) -> Option<(&Slot, &Name)> {
    let mut found = None;
    for source in sources(key)? {
        let Expression::Property(base, name) = source else { return None };
        let Expression::Slot(slot) = &**base else { return None };
        if found.replace((slot, name)).is_some_and(|other| other != (slot, name)) {
            return None;
        }
    }
    found
}

/// The groups of dates and integers that keys were computed to be.
#[derive(Default)]
pub(in crate::query::executor) struct Computed {
    dates: Numbers,
    integers: Numbers,
}

impl Computed {
    /// The group of a row's key, by `find` where the key is new; `None` where it is of another type.
    #[inline]
    pub(in crate::query::executor) fn group(
        &mut self,
        keys: &Column,
        row: usize,
        find: impl FnOnce() -> usize,
    ) -> Option<usize> {
        let (numbers, key) = match keys {
            Column::Dates(dates) => (&mut self.dates, dates[row]?.days),
            Column::Integers(integers) => (&mut self.integers, integers[row]?),
            _ => return None,
        };
        if let Some(group) = numbers.get(key) {
            return Some(group as usize);
        }
        let group = find();
        numbers.put(key, u32::try_from(group).expect("fewer groups than rows, which are counted in 32 bits"));
        Some(group)
    }
}

/// A map from numbers that mostly lie near each other.
#[derive(Default)]
struct Numbers {
    /// The number the table begins with.
    low: i64,
    table: Vec<u32>,
    /// What lies too far away.
    far: FxHashMap<i64, u32>,
}

const NONE: u32 = u32::MAX;

/// The table grows to this length: thirteen years of days take a tenth of it.
const LONGEST: usize = 1 << 16;

impl Numbers {
    #[inline]
    fn get(&self, number: i64) -> Option<u32> {
        match self.table.get(place(self.low, number)) {
            Some(group) if *group != NONE => Some(*group),
            _ if self.far.is_empty() => None,
            _ => self.far.get(&number).copied(),
        }
    }

    fn put(&mut self, number: i64, group: u32) {
        if self.table.is_empty() {
            self.low = number;
        }
        match self.reach(number) {
            Some(place) => self.table[place] = group,
            None => drop(self.far.insert(number, group)),
        }
    }

    /// The place of a number in the table, which grows where that is not far.
    fn reach(&mut self, number: i64) -> Option<usize> {
        let before = usize::try_from(self.low.checked_sub(number)?).unwrap_or(0);
        if before > 0 {
            // Room for as many again, so that numbers that count down do not move the table each time.
            let room = before.max(self.table.len());
            let low = number.checked_sub(i64::try_from(room - before).ok()?)?;
            if room.saturating_add(self.table.len()) > LONGEST {
                return None;
            }
            self.table.splice(0..0, std::iter::repeat_n(NONE, room));
            self.low = low;
        }
        let place = place(self.low, number);
        if place >= LONGEST {
            return None;
        }
        if place >= self.table.len() {
            self.table.resize(place + 1, NONE);
        }
        Some(place)
    }
}

/// How far a number is above another; beyond every table where it is below.
#[inline]
fn place(low: i64, number: i64) -> usize {
    usize::try_from(number.wrapping_sub(low)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number() -> impl Strategy<Value = i64> {
        prop_oneof![-40i64..40, -90_000i64..90_000, any::<i64>(), Just(i64::MIN), Just(i64::MAX)]
    }

    proptest! {
        #[test]
        fn numbers_are_a_map(
            entries in proptest::collection::vec((number(), 0u32..9), 0..200),
            others in proptest::collection::vec(number(), 0..50),
        ) {
            let (mut numbers, mut map) = (Numbers::default(), FxHashMap::default());
            for (number, group) in entries {
                prop_assert_eq!(numbers.get(number), map.get(&number).copied());
                map.entry(number).or_insert_with(|| {
                    numbers.put(number, group);
                    group
                });
            }
            for number in others.into_iter().chain(map.keys().copied().collect::<Vec<_>>()) {
                prop_assert_eq!(numbers.get(number), map.get(&number).copied());
            }
        }
    }
}
