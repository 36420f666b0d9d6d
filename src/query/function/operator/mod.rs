//! What stands between two operands: arithmetic, tests, access by key, index and range.
//!
//! Null with anything is null. A value of a wrong type is a `TypeError`; a number too large an `ArithmeticError`: nothing
//! wraps around. Comparisons (`=`, `<`) are [`crate::value::order`]'s.

mod access;
mod arithmetic;
mod test;

pub(in crate::query) use super::error::overflow;
pub(crate) use access::{index, property, slice};
pub(super) use arithmetic::check_text;
pub(crate) use arithmetic::{arithmetic, check_length, unary};
pub(crate) use test::test;
