//! Triangles two of whose nodes are the same: one of their sides is a relationship from a node to itself.
//!
//! There are few of them. Here a relationship might be walked twice, so the relationships themselves are compared.

use rustc_hash::FxHashSet;

use super::ring::Ring;
use crate::value::RelationshipId;

impl Ring<'_> {
    /// Every pair of corners of a node where two of the three nodes are the same, and how many triangles there are.
    pub(super) fn each_with_loops(&self, node: u32, add: &mut dyn FnMut([u32; 2], u64)) {
        if !self.sides().iter().any(|side| side.has_loops()) {
            return;
        }
        let [there, on, back] = self.sides();
        let mut closed = |first: u32, second: u32| {
            let count = self.count_with_loops(node, first, second);
            if count > 0 {
                add([first, second], count);
            }
        };
        if !there.between(node, node).is_empty() {
            on.ends()[on.row(node)].iter().for_each(|second| closed(node, *second));
        }
        for first in there.ends()[there.row(node)].iter().filter(|first| **first != node) {
            if !on.between(*first, *first).is_empty() {
                closed(*first, *first);
            }
            if !back.between(node, node).is_empty() {
                closed(*first, node);
            }
        }
    }

    fn count_with_loops(&self, node: u32, first: u32, second: u32) -> u64 {
        let in_order = self.between(1, &[(0, node)]).contains(&first)
            && self.between(2, &[(0, node), (1, first)]).contains(&second);
        if !in_order || !self.is_allowed(0, first) || !self.is_allowed(1, second) {
            return 0;
        }
        let [there, on, back] = self.sides();
        let sides = [there.between(node, first), on.between(first, second), back.between(node, second)];
        combinations(sides, &self.triangle.unlike)
    }
}

/// In how many ways one relationship of each side can be chosen, those of some sides different from each other.
///
/// By inclusion and exclusion: where two pairs of sides are to differ, choices that break both use one relationship on all
/// three sides, and are taken off once too often for each pair after the first.
fn combinations(sides: [&[RelationshipId]; 3], unlike: &[(usize, usize)]) -> u64 {
    let sets = sides.map(|side| side.iter().collect::<FxHashSet<_>>());
    let length = |side: usize| sides[side].len() as u64;
    let shared = |one: usize, other: usize| sets[one].intersection(&sets[other]).count() as u64;
    let by_all = sets[0].iter().filter(|id| sets[1].contains(**id) && sets[2].contains(**id)).count() as u64;
    let all = length(0) * length(1) * length(2);
    let broken: u64 = unlike.iter().map(|(one, other)| shared(*one, *other) * length(3 - one - other)).sum();
    all + by_all * (unlike.len() as u64).saturating_sub(1) - broken
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn combinations_are_those_that_can_be_listed(
            sides in proptest::array::uniform3(proptest::collection::btree_set(0u32..5, 0..5)),
            chosen in proptest::sample::subsequence(vec![(0, 1), (0, 2), (1, 2)], 0..=3),
        ) {
            let lists = sides.map(|side| side.into_iter().map(RelationshipId).collect::<Vec<_>>());
            let mut listed = 0;
            for first in &lists[0] {
                for second in &lists[1] {
                    for third in &lists[2] {
                        let all = [first, second, third];
                        listed += u64::from(chosen.iter().all(|(one, other)| all[*one] != all[*other]));
                    }
                }
            }
            prop_assert_eq!(combinations([&lists[0], &lists[1], &lists[2]], &chosen), listed);
        }
    }
}
