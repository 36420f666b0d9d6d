//! Graph to lines.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::super::json::line;
use super::value::to_json;
use crate::graph::{Symbol, View};
use crate::value::{NodeId, RelationshipId, Value};

/// Writes the graph.
///
/// # Errors
/// What `out` refuses.
pub fn write(view: View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    put(out, &json!({"annals": "dump", "version": 1}))?;
    view.nodes().try_for_each(|id| put(out, &node(view, id)))?;
    view.relationships().try_for_each(|id| put(out, &relationship(view, id)))
}

fn put(out: &mut dyn io::Write, json: &Json) -> io::Result<()> {
    writeln!(out, "{}", line(json, false))
}

fn node(view: View<'_>, id: NodeId) -> Json {
    let mut labels: Vec<_> = view.labels(id).iter().map(|label| view.name(*label)).collect();
    labels.sort_unstable();
    json!({"node": id.0, "labels": labels, "properties": properties(view, view.node_properties(id))})
}

fn relationship(view: View<'_>, id: RelationshipId) -> Json {
    let ends = view.relationship(id).expect("the view lists only relationships that are there");
    json!({
        "relationship": id.0,
        "type": view.name(ends.kind),
        "start": ends.start.0,
        "end": ends.end.0,
        "properties": properties(view, view.relationship_properties(id)),
    })
}

fn properties(view: View<'_>, properties: Vec<(Symbol, Value)>) -> Json {
    let mut named: Vec<_> = properties.iter().map(|(key, value)| (view.name(*key), value)).collect();
    named.sort_unstable_by_key(|(key, _)| *key);
    named.into_iter().map(|(key, value)| (key.to_owned(), to_json(value))).collect::<Map<_, _>>().into()
}
