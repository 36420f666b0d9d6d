//! Loops over the typed columns of the graph, without a value for each row.
//!
//! - `property`: a property of many things as a column of its own type.
//! - `condition`: a text of many things against one text, by its code in the dictionary where there is one.
//! - `key`: the groups of rows by a key that depends on one property, computed once for each value of that property.
//! - `verdict`: a condition on one node, looked at once for each node.
//!
//! Each answers nothing where it does not apply; the general road, value by value, gives the same.

mod condition;
mod key;
mod property;
mod verdict;

pub(super) use condition::{equals, test};
pub(super) use key::{Computed, KeyMemory, Known};
pub(super) use property::read;
pub(super) use verdict::Verdicts;
