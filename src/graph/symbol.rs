//! Interned names: labels, relationship types and property keys, each kept once and compared as a number.

/// An interned name. Only means something in the graph it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub(crate) u32);
