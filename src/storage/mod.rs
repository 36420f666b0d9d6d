//! DURABILITY: one snapshot, one journal, one lock.
//!
//! ```text
//! graph.annals           the graph as of a batch: a header, a directory, sections
//! graph.annals-journal   every batch since, in order
//! graph.annals-lock      who may write
//! ```
//!
//! 1. [`Store::open`] reads the snapshot (`recovery`), applies the batches of the journal to it (`replay`) and hands over the
//!    graph. Of a large snapshot it reads only what the graph is asked for, when it is asked for.
//! 2. [`Store::append`] makes a batch durable; only then is it kept in memory.
//! 3. [`Store::checkpoint`] folds the journal into a new snapshot, which replaces the old one whole.
//!    [`Store::backup`] writes one elsewhere.
//! 4. [`Store::close`] leaves a mark, so that the next opening knows that nothing is missing.
//!
//! [`check`] looks a store over; [`salvage`] saves what is left of a damaged one.
//!
//! `format` has the only types that are encoded; `snapshot` and `journal` are the two files; `medium` is the disk; `lock`
//! keeps a second writer out. Reading writes nothing: a store opens from a read-only directory.
//!
//! A snapshot is written by `writer` and read by `file`, `section` (its chunks and pages), `lazy` (what a graph asks for) and
//! `promise` (a graph that asks); `first` reads those of format 1.

mod check;
mod error;
mod file;
mod first;
mod format;
mod journal;
mod lazy;
mod lock;
mod medium;
mod paths;
mod promise;
mod recovery;
mod replay;
mod rule;
mod salvage;
mod section;
mod snapshot;
mod store;
mod writer;

pub use check::{CheckReport, SectionReport, check};
pub use error::StorageError;
pub use format::Version;
pub use journal::SyncMode;
pub use recovery::{Note, Opening};
pub use salvage::{SalvageReport, salvage};
pub use store::{Access, Store};

#[cfg(test)]
pub(crate) mod tests;
