//! Rows that differ in nothing that is asked for, counted.

use std::fmt;

use super::print::Arrow;
use super::{Slot, Step};
use crate::query::ast::Name;

/// Rows of which nothing but a node is asked for from here on, or nothing but a property of it: one comes out for each, with how
/// many it stands for in `times`.
///
/// ```text
/// Tally (e)-[:TARGET]->(y) as times        one row for each y
/// Tally e by e.date as times               one row for each day, with one of its nodes
/// ```
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tally {
    pub(crate) by: By,
    /// How many rows each of the rows that come stands for; one, where there is no such slot.
    pub(crate) weight: Option<Slot>,
    pub(crate) times: Slot,
}

/// What rows are told apart by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum By {
    /// The node at the other end of a relationship.
    End { from: Slot, step: Step, to: Slot },
    /// A property of a node that is there.
    Property { node: Slot, key: Name },
}

impl By {
    /// The node that comes out with each number.
    pub(crate) fn node(&self) -> &Slot {
        match self {
            Self::End { to, .. } => to,
            Self::Property { node, .. } => node,
        }
    }

    /// The node that must be there.
    pub(crate) fn from(&self) -> &Slot {
        match self {
            Self::End { from, .. } => from,
            Self::Property { node, .. } => node,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.by {
            By::End { from, step, to } => {
                write!(f, "Tally ({from}){}({to})", Arrow { step, name: None, length: None })?
            }
            By::Property { node, key } => write!(f, "Tally {node} by {node}.{}", key.text)?,
        }
        self.weight.as_ref().map_or(Ok(()), |weight| write!(f, " each {weight}"))?;
        write!(f, " as {}", self.times)
    }
}
