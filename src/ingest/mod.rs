//! SOURCES TO BATCH: news text, JSON Lines and tables become one batch of changes.
//!
//! 1. A reader (`news`, `jsonl`, `csv`) turns a source into [`record::Document`]s, each event with the sentences that prove it;
//!    sources know nothing of each other, so many are read at once ([`in_order`]).
//! 2. `resolve` compares them with what the graph already holds and makes one [`crate::graph::Batch`]: the same entity
//!    is one node, the same event is one node with more evidence, the same document changes nothing.
//!    `people`: what both the reader of news and this stage must know of those called by a common noun alone.
//! 3. A `Report` tells the user what was new.
//!
//! `table` is the way in for millions of rows: whole columns, which make an empty graph without a batch.

pub mod csv;
pub mod jsonl;
pub mod news;
mod parallel;
mod people;
pub mod record;
pub mod report;
pub mod resolve;
mod row;
pub mod table;

pub use parallel::in_order;
pub use row::Reading;
