//! Conditions of a pattern that wait for the slots they speak of.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::query::plan::walk::{self, SlotSet};
use crate::query::plan::{Expression, Slot};

/// Conditions, each with how many of its slots have no value yet.
#[derive(Default)]
pub(super) struct Waiting {
    conditions: Vec<(usize, Option<Expression>)>,
    /// The conditions that speak of a slot, by the slot's index.
    by_slot: FxHashMap<usize, Vec<usize>>,
    ready: BTreeSet<usize>,
}

impl Waiting {
    /// Adds a condition; the slots in `bound` have values.
    pub(super) fn add(&mut self, condition: Expression, bound: &SlotSet) {
        let mut missing = walk::needs(&condition);
        missing.subtract(bound);
        let number = self.conditions.len();
        let mut count = 0;
        for index in missing.into_indexes() {
            self.by_slot.entry(index).or_default().push(number);
            count += 1;
        }
        if count == 0 {
            self.ready.insert(number);
        }
        self.conditions.push((count, Some(condition)));
    }

    /// Notes that a slot has got a value.
    pub(super) fn fill(&mut self, slot: &Slot) {
        for number in self.by_slot.remove(&slot.index).unwrap_or_default() {
            let (missing, _) = &mut self.conditions[number];
            *missing -= 1;
            if *missing == 0 {
                self.ready.insert(number);
            }
        }
    }

    /// Takes the conditions that can be tested, in the order they were added.
    pub(super) fn ready(&mut self) -> Vec<Expression> {
        let ready = std::mem::take(&mut self.ready);
        ready.into_iter().filter_map(|number| self.conditions[number].1.take()).collect()
    }

    /// Takes the conditions that speak of some of these slots, and of nothing that is not known.
    pub(super) fn take(&mut self, own: &SlotSet, known: &SlotSet) -> Vec<Expression> {
        let is_own = |condition: &mut Expression| {
            let needs = walk::needs(condition);
            needs.intersects(own) && needs.is_subset(known)
        };
        self.conditions.iter_mut().filter_map(|(_, condition)| condition.take_if(is_own)).collect()
    }

    /// Takes everything that is left.
    pub(super) fn rest(&mut self) -> impl Iterator<Item = Expression> {
        std::mem::take(&mut self.conditions).into_iter().filter_map(|(_, condition)| condition)
    }
}
