//! SOURCES TO BATCH: news text, JSON Lines and event tables become one batch of changes.
//!
//! 1. A reader (`news`, `jsonl`) turns a source into [`record::Document`]s, each event with the sentences that prove it.
//! 2. `resolve` compares them with what the graph already holds and makes one [`crate::graph::Batch`]: the same entity
//!    is one node, the same event is one node with more evidence, the same document changes nothing.
//! 3. A `Report` tells the user what was new.
//!
//! `table` is the way in for millions of rows: whole columns, which make an empty graph without a batch.

pub mod jsonl;
pub mod news;
pub mod record;
pub mod report;
pub mod resolve;
pub mod table;
