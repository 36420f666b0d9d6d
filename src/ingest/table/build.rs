//! Tables that were read become a graph.

use std::ops::Range;

use super::Tables;
use super::rows::{NodeRows, RelationshipRows};
use crate::graph::{Builder, Contradiction, Graph, Symbol};
use crate::value::{NodeId, RelationshipId};

/// A graph of the rows of tables.
///
/// # Errors
/// Where there are more things than ids.
pub(crate) fn build(tables: Tables) -> Result<Graph, Contradiction> {
    let mut builder = Builder::on(Graph::new());
    for table in tables.nodes {
        nodes(&mut builder, table)?;
    }
    for table in tables.relationships {
        relationships(&mut builder, table)?;
    }
    Ok(builder.finish())
}

fn nodes(builder: &mut Builder, table: NodeRows) -> Result<(), Contradiction> {
    let mut first: Option<NodeId> = None;
    for (more, run) in runs(table.more_labels.as_deref(), table.count) {
        let more = more.split(';').map(str::trim).filter(|label| !label.is_empty());
        let labels: Vec<Symbol> =
            table.labels.iter().map(String::as_str).chain(more).map(|label| builder.symbol(label)).collect();
        let node = builder.add_nodes(&labels, run.len())?;
        first.get_or_insert(node);
    }
    let Some(first) = first else { return Ok(()) };
    for (name, cells) in table.columns {
        let key = builder.symbol(&name);
        builder.add_node_values(key, first, cells.into_values())?;
    }
    Ok(())
}

fn relationships(builder: &mut Builder, table: RelationshipRows) -> Result<(), Contradiction> {
    let mut first: Option<RelationshipId> = None;
    for (kind, run) in runs(table.kinds.as_deref(), table.starts.len()) {
        let kind = if table.kinds.is_some() { kind } else { table.kind.as_deref().unwrap_or_default() };
        let kind = builder.symbol(kind);
        let relationship = builder.add_relationships(kind, &table.starts[run.clone()], &table.ends[run])?;
        first.get_or_insert(relationship);
    }
    let Some(first) = first else { return Ok(()) };
    for (name, cells) in table.columns {
        let key = builder.symbol(&name);
        builder.add_relationship_values(key, first, cells.into_values())?;
    }
    Ok(())
}

/// Rows that follow each other and have the same text; one run where there are no texts.
fn runs(texts: Option<&[Box<str>]>, count: usize) -> Vec<(&str, Range<usize>)> {
    let Some(texts) = texts else { return if count == 0 { Vec::new() } else { vec![("", 0..count)] } };
    let mut runs: Vec<(&str, Range<usize>)> = Vec::new();
    for (place, text) in texts.iter().enumerate() {
        match runs.last_mut() {
            Some((last, run)) if **last == **text => run.end = place + 1,
            _ => runs.push((text, place..place + 1)),
        }
    }
    runs
}
