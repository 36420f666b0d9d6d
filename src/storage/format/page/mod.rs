//! A page of a list: the values of 4096 ids, or of those of them that have one.
//!
//! ```text
//! presence   0 none · 1 all · 2 and 512 bytes, a bit per id · 3 and runs of ids, each u16 skipped, u16 there
//! values     of those that are there, in order
//! ```
//!
//! A page is read whole, or one value at a time without the others. Either way nothing is believed: a number that must name
//! something is checked to be among the names there are.

mod frame;
mod presence;
mod values;

pub(in crate::storage) use presence::Ids;
pub(in crate::storage) use values::{Bounds, Stored};

use super::FormatError;
use crate::graph::{PAGE, Page};

/// The bytes of a page.
pub(in crate::storage) fn encode<T: Stored>(page: &Page<T>) -> Vec<u8> {
    let mut bytes = Vec::new();
    presence::encode(page, &mut bytes);
    T::encode(page.values(), &mut bytes);
    bytes
}

/// A page as it lies, its values not looked at.
pub(in crate::storage) struct Laid<'b, T: Stored> {
    ids: Ids<'b>,
    values: T::Laid<'b>,
}

impl<'b, T: Stored> Laid<'b, T> {
    /// The page that exactly these bytes are.
    pub(in crate::storage) fn new(bytes: &'b [u8]) -> Result<Self, FormatError> {
        let (ids, rest) = Ids::decode(bytes)?;
        Ok(Self { ids, values: T::lay(rest, ids.count())? })
    }

    /// The value of an id, by its place in the page.
    #[inline]
    pub(in crate::storage) fn value(&self, index: usize, bounds: &Bounds) -> Result<Option<T>, FormatError> {
        self.ids.position(index).map(|position| T::at(&self.values, position, bounds)).transpose()
    }

    /// The first value, where all ids have one and all of these are of one sort.
    pub(in crate::storage) fn alike(&self, bounds: &Bounds) -> Result<Option<T>, FormatError> {
        let is_whole = matches!(self.ids, Ids::All) && PAGE <= bounds.ids;
        (is_whole && T::are_alike(&self.values)).then(|| T::at(&self.values, 0, bounds)).transpose()
    }

    /// The page for the memory.
    pub(in crate::storage) fn page(&self, bounds: &Bounds) -> Result<Page<T>, FormatError> {
        if self.ids.end() > bounds.ids.min(PAGE) {
            return Err(FormatError::Meaning("a column has values of ids that were never given out"));
        }
        let count = self.ids.count();
        let mut values = Vec::with_capacity(count);
        for position in 0..count {
            values.push(T::at(&self.values, position, bounds)?);
        }
        Page::new(values, self.ids.bits()).ok_or(FormatError::Meaning("a column has ids without values"))
    }
}
