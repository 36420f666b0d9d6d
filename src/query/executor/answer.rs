//! Chunks become [`Rows`]: values, and the nodes and relationships they speak of.

use crate::query::plan::{Plan, Slot};
use crate::query::{NodeData, QueryError, RelationshipData, Rows};
use crate::value::{NodeId, RelationshipId, Value};

use super::runtime::Runtime;
use super::source::Boxed;

/// Pulls everything a source gives into rows.
pub(super) fn collect(plan: &Plan, source: &mut Boxed<'_>, runtime: &mut Runtime<'_, '_>) -> Result<Rows, QueryError> {
    let mut rows = Rows {
        columns: plan.columns.iter().map(|(name, _)| name.clone()).collect(),
        warnings: plan.warnings.clone(),
        ..Rows::default()
    };
    let slots: Vec<&Slot> = plan.columns.iter().map(|(_, slot)| slot).collect();
    while let Some(chunk) = source.next(runtime)? {
        runtime.check()?;
        if slots.is_empty() {
            continue; // the statement only writes
        }
        runtime.check_rows(rows.rows.len() + chunk.rows())?;
        runtime.hold(chunk.bytes())?;
        let columns: Vec<_> = slots.iter().map(|slot| chunk.column(slot)).collect();
        rows.rows.extend((0..chunk.rows()).map(|row| columns.iter().map(|column| column.get(row)).collect::<Vec<_>>()));
    }
    materialise(&mut rows, runtime);
    rows.side_effects = runtime.effects;
    Ok(rows)
}

/// Adds what the values speak of.
fn materialise(rows: &mut Rows, runtime: &Runtime<'_, '_>) {
    let Rows { rows: values, nodes, relationships, .. } = rows;
    let mut pending: Vec<&Value> = values.iter().flatten().collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Node(id) => {
                nodes.entry(*id).or_insert_with(|| node(*id, runtime));
            }
            Value::Relationship(id) => {
                relationships.entry(*id).or_insert_with(|| relationship(*id, runtime));
            }
            Value::Path(path) => {
                for id in &path.nodes {
                    nodes.entry(*id).or_insert_with(|| node(*id, runtime));
                }
                for id in &path.relationships {
                    relationships.entry(*id).or_insert_with(|| relationship(*id, runtime));
                }
            }
            Value::List(items) => pending.extend(items.iter()),
            Value::Map(entries) => pending.extend(entries.values()),
            _ => {}
        }
    }
}

fn node(id: NodeId, runtime: &Runtime<'_, '_>) -> NodeData {
    let view = runtime.view();
    let mut labels: Vec<String> = view.labels(id).iter().map(|label| view.name(*label).to_owned()).collect();
    labels.sort_unstable();
    let properties = view.node_properties(id).into_iter().map(|(key, value)| (view.name(key).to_owned(), value));
    NodeData { labels, properties: properties.collect() }
}

fn relationship(id: RelationshipId, runtime: &Runtime<'_, '_>) -> RelationshipData {
    let view = runtime.view();
    if let Some((kind, start, end)) = runtime.deleted.relationships.get(&id) {
        return RelationshipData { kind: kind.to_string(), start: *start, end: *end, properties: Default::default() };
    }
    let properties =
        view.relationship_properties(id).into_iter().map(|(key, value)| (view.name(key).to_owned(), value));
    let properties = properties.collect();
    match view.relationship(id) {
        Some(ends) => {
            RelationshipData { kind: view.name(ends.kind).to_owned(), start: ends.start, end: ends.end, properties }
        }
        None => unreachable!("a value speaks of relationships that exist or that this statement deleted"),
    }
}
