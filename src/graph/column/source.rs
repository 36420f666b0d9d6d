//! Where the parts of a graph that are not in memory yet come from.
//!
//! A store that was opened reads nothing it is not asked for. What a graph holds is then a promise: a [`Source`] that reads a
//! value or a page when it is wanted.
//!
//! A source never fails here, because whoever looks at a graph looks in tight loops. One that cannot read what was written
//! gives nothing and remembers why; whoever opened it asks before an answer leaves the house.

use std::fmt::Debug;
use std::sync::Arc;

use super::page::Page;

/// Values by id, in pages.
pub(crate) trait Source<T>: Debug + Send + Sync {
    /// The value of one id.
    fn value(&self, index: usize) -> Option<T>;
    /// Whether a value costs as much as its page.
    fn prefers_pages(&self) -> bool;
    /// The first value of a page, where it is plain without reading the others that every id of the page has one, and all are
    /// of one sort: equal, or relationships of one type.
    fn alike(&self, number: usize) -> Option<T>;
    /// A whole page.
    fn page(&self, number: usize) -> Page<T>;
}

/// Different texts in order.
pub(crate) trait Texts: Debug + Send + Sync {
    /// All of them.
    fn texts(&self) -> Vec<Arc<str>>;
}
