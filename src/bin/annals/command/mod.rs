//! The commands, a file each.

pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod compact;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod dump;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod ingest;
pub(crate) mod load;
pub(crate) mod query;
pub(crate) mod recover;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod stats;
