//! Lines to a batch that makes the same graph, ids included.

use std::collections::HashSet;
use std::io::{self, BufRead};

use serde_json::{Map, Value as Json};

use super::value::from_json;
use crate::graph::{Batch, Change, Name};
use crate::value::{NodeId, RelationshipId, Value, json};

/// Why a dump was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DumpError {
    /// The file could not be read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A line is not what a dump holds there.
    #[error("{message}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong with it.
        message: String,
    },
}

/// Reads a dump as the batch that makes its graph in an empty store.
///
/// # Errors
/// The first line that is not what a dump holds there.
pub fn read(input: impl BufRead) -> Result<Batch, DumpError> {
    let mut reader = Reader::default();
    for (line, text) in (1..).zip(input.lines()) {
        let text = text.map_err(|error| not_read(line, error))?;
        if !text.trim().is_empty() {
            reader.line(&text).map_err(|(column, message)| DumpError::Line { line, column, message })?;
        }
    }
    if reader.begun {
        Ok(reader.batch)
    } else {
        Err(DumpError::Line { line: 1, column: 1, message: NOT_A_DUMP.into() })
    }
}

const NOT_A_DUMP: &str = "a dump begins with the line {\"annals\":\"dump\",\"version\":1}";

fn not_read(line: usize, error: io::Error) -> DumpError {
    match error.kind() {
        io::ErrorKind::InvalidData => DumpError::Line { line, column: 1, message: "the line is not UTF-8".into() },
        _ => DumpError::Io(error),
    }
}

#[derive(Default)]
struct Reader {
    begun: bool,
    nodes: HashSet<NodeId>,
    batch: Batch,
}

impl Reader {
    fn line(&mut self, text: &str) -> Result<(), (usize, String)> {
        let json: Json = json::parse(text).map_err(|error| (error.column().max(1), not_json(&error)))?;
        let Json::Object(entries) = json else { return Err((1, "expected an object".into())) };
        self.entry(&entries).map_err(|message| (1, message))
    }

    fn entry(&mut self, entries: &Map<String, Json>) -> Result<(), String> {
        if !self.begun {
            self.begun = header(entries)?;
        } else if entries.contains_key("node") {
            let change = self.node(entries)?;
            self.batch.changes.push(change);
        } else if entries.contains_key("relationship") {
            self.batch.changes.push(self.relationship(entries)?);
        } else {
            return Err("expected a \"node\" or a \"relationship\"".into());
        }
        Ok(())
    }

    fn node(&mut self, entries: &Map<String, Json>) -> Result<Change, String> {
        let id = NodeId(number(entries, "node")?);
        if !self.nodes.insert(id) {
            return Err(format!("node {id} comes twice"));
        }
        let labels = entries.get("labels").and_then(Json::as_array).ok_or("expected a list of \"labels\"")?;
        let labels = labels.iter().map(|label| label.as_str().map(Name::from)).collect::<Option<_>>();
        let labels = labels.ok_or("expected every label to be a text")?;
        Ok(Change::CreateNode { id, labels, properties: properties(entries)? })
    }

    fn relationship(&self, entries: &Map<String, Json>) -> Result<Change, String> {
        let id = RelationshipId(number(entries, "relationship")?);
        let kind = entries.get("type").and_then(Json::as_str).ok_or("expected a text as \"type\"")?.into();
        let (start, end) = (self.end(entries, "start")?, self.end(entries, "end")?);
        Ok(Change::CreateRelationship { id, kind, start, end, properties: properties(entries)? })
    }

    fn end(&self, entries: &Map<String, Json>, key: &str) -> Result<NodeId, String> {
        let id = NodeId(number(entries, key)?);
        if self.nodes.contains(&id) {
            Ok(id)
        } else {
            Err(format!("\"{key}\" names node {id}, which no line before this one holds"))
        }
    }
}

fn header(entries: &Map<String, Json>) -> Result<bool, String> {
    match (entries.get("annals").and_then(Json::as_str), entries.get("version").and_then(Json::as_u64)) {
        (Some("dump"), Some(1)) => Ok(true),
        (Some("dump"), Some(version)) => Err(format!("the dump is of version {version}; this program reads version 1")),
        _ => Err(NOT_A_DUMP.into()),
    }
}

fn number(entries: &Map<String, Json>, key: &str) -> Result<u32, String> {
    let number = entries.get(key).and_then(Json::as_u64).and_then(|number| u32::try_from(number).ok());
    number.ok_or_else(|| format!("expected a whole number below 4294967296 as \"{key}\""))
}

fn properties(entries: &Map<String, Json>) -> Result<Vec<(Name, Value)>, String> {
    let properties =
        entries.get("properties").and_then(Json::as_object).ok_or("expected an object of \"properties\"")?;
    properties.iter().map(|(key, json)| Ok((Name::from(key.as_str()), from_json(json)?))).collect()
}

/// What `serde_json` says, without the place it appends.
fn not_json(error: &serde_json::Error) -> String {
    let message = error.to_string();
    format!("not JSON: {}", message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "{\"annals\":\"dump\",\"version\":1}\n";

    fn refusal(dump: &str) -> String {
        match read(dump.as_bytes()).unwrap_err() {
            DumpError::Line { line, column, message } => format!("{line}:{column}: {message}"),
            DumpError::Io(error) => panic!("{error}"),
        }
    }

    #[test]
    fn every_line_is_checked() {
        assert_eq!(refusal(""), format!("1:1: {NOT_A_DUMP}"));
        assert_eq!(refusal("{\"n\":1}\n"), format!("1:1: {NOT_A_DUMP}"));
        assert_eq!(
            refusal("{\"annals\":\"dump\",\"version\":2}\n"),
            "1:1: the dump is of version 2; this program reads version 1"
        );
        let after = |line: &str| refusal(&format!("{HEADER}{line}\n"));
        assert_eq!(after("{\"node\":"), "2:8: not JSON: EOF while parsing a value");
        assert_eq!(after("{}"), "2:1: expected a \"node\" or a \"relationship\"");
        assert_eq!(after("{\"node\":-1}"), "2:1: expected a whole number below 4294967296 as \"node\"");
        assert_eq!(
            after("{\"relationship\":0,\"type\":\"T\",\"start\":0,\"end\":0,\"properties\":{}}"),
            "2:1: \"start\" names node 0, which no line before this one holds"
        );
    }

    #[test]
    fn nested_beyond_reason_is_refused() {
        let deep = format!("{HEADER}{{\"node\":0,\"labels\":[],\"properties\":{{\"x\":{}", "[".repeat(100_000));
        assert!(refusal(&deep).contains("recursion limit"));
    }
}
