//! Three nodes joined in a ring, counted and not listed.

use std::fmt;

use super::print::Arrow;
use super::{Expression, Slot, Step};

/// Triangles around a node that is known: `from`, then `corners[0]`, then `corners[1]`, then `from` again.
///
/// A row comes out for each pair of corners; how many triangles of different relationships it stands for is in `count`.
///
/// ```text
/// Triangle (a)-[r1:REL]->(b)-[r2:REL]->(c)-[r3:REL]->(a) where r1.type = 'x' AND id(a) < id(b), count in r1
/// ```
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Triangle {
    pub(crate) from: Slot,
    pub(crate) corners: [Slot; 2],
    /// From `from` to the first corner, from there to the second, and from there back.
    pub(crate) sides: [Side; 3],
    /// Conditions on each corner alone.
    pub(crate) conditions: [Option<Expression>; 2],
    /// What ids must be: those of the nodes at the first places below those at the second; 0 is `from`.
    pub(crate) below: Vec<(usize, usize)>,
    /// Sides whose relationships must differ.
    pub(crate) unlike: Vec<(usize, usize)>,
    pub(crate) count: Slot,
}

/// The relationships along one side.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Side {
    pub(crate) step: Step,
    pub(crate) relationship: Slot,
    /// A condition on the relationship alone.
    pub(crate) condition: Option<Expression>,
}

impl Triangle {
    /// All expressions within.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.sides.iter().filter_map(|side| side.condition.as_ref()).chain(self.conditions.iter().flatten())
    }

    /// The same, to be changed.
    pub(crate) fn expressions_mut(&mut self) -> impl Iterator<Item = &mut Expression> {
        self.sides.iter_mut().filter_map(|side| side.condition.as_mut()).chain(self.conditions.iter_mut().flatten())
    }

    /// What the expressions within speak of that no row brings.
    pub(crate) fn own(&self) -> impl Iterator<Item = &Slot> {
        self.sides.iter().map(|side| &side.relationship).chain(&self.corners)
    }
}

impl fmt::Display for Triangle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Triangle ({})", self.from)?;
        for (side, end) in self.sides.iter().zip(self.corners.iter().chain([&self.from])) {
            write!(f, "{}({end})", Arrow { step: &side.step, name: Some(&side.relationship), length: None })?;
        }
        let node = |place: usize| if place == 0 { &self.from } else { &self.corners[place - 1] };
        let below = self.below.iter().map(|(low, high)| format!("id({}) < id({})", node(*low), node(*high)));
        let conditions: Vec<String> = self.expressions().map(ToString::to_string).chain(below).collect();
        if !conditions.is_empty() {
            write!(f, " where {}", conditions.join(" AND "))?;
        }
        write!(f, " counted as {}", self.count)
    }
}
