//! The nodes and relationships of an answer as a directed graph for Graphviz.
//!
//! ```text
//! digraph annals {
//!   n7 [label="Kyiv\n:City"];
//!   n3 -> n7 [label="OCCURRED_IN"];
//! }
//! ```

use std::borrow::Cow;
use std::io;

use super::{Options, visible};
use crate::query::{NodeData, Rows};
use crate::value::Value;

/// Writes every node and relationship that the rows speak of, in order of id.
pub(super) fn write(rows: &Rows, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(b"digraph annals {\n")?;
    for (id, data) in &rows.nodes {
        writeln!(out, "  n{id} [label={}];", quoted(&caption(data), options))?;
    }
    for data in rows.relationships.values() {
        writeln!(out, "  n{} -> n{} [label={}];", data.start, data.end, quoted(&data.kind, options))?;
    }
    out.write_all(b"}\n")
}

/// What a person knows the node by, above its labels.
fn caption(data: &NodeData) -> String {
    let name = ["name", "title", "text"].iter().find_map(|key| match data.properties.get(*key) {
        Some(Value::String(text)) => Some(text.to_string()),
        _ => None,
    });
    let labels: String = data.labels.iter().map(|label| format!(":{label}")).collect();
    name.into_iter().chain((!labels.is_empty()).then_some(labels)).collect::<Vec<_>>().join("\n")
}

/// A double-quoted string of the DOT language; never an HTML-like label.
fn quoted(text: &str, options: &Options) -> String {
    let line = |line: &str| {
        let shown = if options.raw { Cow::Borrowed(line) } else { visible(line) };
        shown.replace('\\', "\\\\").replace('"', "\\\"")
    };
    format!("\"{}\"", text.split('\n').map(line).collect::<Vec<_>>().join("\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::RelationshipData;
    use crate::value::{NodeId, RelationshipId};

    #[test]
    fn names_cannot_leave_their_quotes() {
        let mut rows = Rows::default();
        let properties = [("name".to_owned(), Value::String("\"]; evil [label=\"<b>\\".into()))].into();
        rows.nodes.insert(NodeId(1), NodeData { labels: vec!["Person".into()], properties });
        let kind = "KNOWS".to_owned();
        let data = RelationshipData { kind, start: NodeId(1), end: NodeId(1), properties: Default::default() };
        rows.relationships.insert(RelationshipId(0), data);
        let mut out = Vec::new();
        write(&rows, &Options::default(), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "digraph annals {\n  n1 [label=\"\\\"]; evil [label=\\\"<b>\\\\\\n:Person\"];\n  n1 -> n1 [label=\"KNOWS\"];\n}\n"
        );
    }
}
