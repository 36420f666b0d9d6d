//! A whole graph as JSON Lines, and back: a copy that any tool can read and that survives every change of the file format.
//!
//! ```text
//! {"annals":"dump","version":1}
//! {"node":0,"labels":["City","Entity","Place"],"properties":{"lat":50.45,"name":"Kyiv"}}
//! {"node":1,"labels":["Airstrike","Attack","Event"],"properties":{"start":{"date":"2025-05-24"}}}
//! {"relationship":0,"type":"OCCURRED_IN","start":1,"end":0,"properties":{}}
//! ```
//! Nodes in order of id, then relationships in order of id; labels and keys in order of name. Types are kept: what JSON
//! has no type for is an object with the type's name as its key. So a dump that is loaded and dumped again is the same,
//! byte for byte, ids included.

mod read;
mod value;
mod write;

pub use read::{DumpError, read};
pub use write::write;
