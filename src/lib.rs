//! annals: an embedded knowledge graph of dated events.
//!
//! News goes in; who, what, where and when come out, with the sentence that proves it.
//!
//! ```text
//! street   src/bin/annals            the program, on the public API alone
//!   5      lib.rs   database
//!   4      error
//!   3      ingest   question   export
//!   2      storage  query
//!   1      graph    ontology
//!   0      value    time    diagnostic
//! ```
//! A room imports only lower floors. Everything that asks becomes one [`query::ast::Statement`]; everything that tells
//! becomes one [`graph::Batch`].
//!
//! The library never prints, never reads the clock and never reads the environment.

mod database;
pub mod diagnostic;
mod error;
pub mod export;
pub mod graph;
pub mod ingest;
pub mod ontology;
pub mod query;
pub mod question;
pub mod storage;
pub mod time;
pub mod value;

pub use database::{Answer, Control, Database, Group, Language, Loaded, Prepared, Session};
pub use error::Error;
pub use storage::Access;

/// The Rust of the README, compiled and run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
