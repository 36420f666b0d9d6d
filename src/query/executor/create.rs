//! New nodes and relationships, for every row.

use std::sync::Arc;

use super::chunk::Chunk;
use super::column::Column;
use super::evaluate::{evaluate, map_of};
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use super::write::Properties;
use crate::query::plan::{CreateNode, CreatePath, CreateRelationship, Expression};
use crate::query::{ErrorKind, QueryError};
use crate::value::{NodeId, Value};

pub(super) struct Creation<'p> {
    pub(super) input: Boxed<'p>,
    pub(super) paths: &'p [CreatePath],
}

impl Source for Creation<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        let Some(mut chunk) = self.input.next(runtime)? else { return Ok(None) };
        runtime.check()?;
        for path in self.paths {
            create(path, &mut chunk, runtime)?;
        }
        Ok(Some(chunk))
    }
}

/// Creates a path for every row of a chunk and fills its slots.
pub(super) fn create(path: &CreatePath, chunk: &mut Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
    for node in &path.nodes {
        create_nodes(node, chunk, runtime)?;
    }
    for relationship in &path.relationships {
        create_relationships(relationship, chunk, runtime)?;
    }
    if let Some((slot, parts)) = &path.path {
        let column = evaluate(&Expression::Path(parts.clone()), chunk, runtime)?;
        chunk.set(slot, column);
    }
    Ok(())
}

fn create_nodes(node: &CreateNode, chunk: &mut Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
    let properties = properties(node.properties.as_ref(), chunk, runtime)?;
    let mut nodes = Vec::with_capacity(chunk.rows());
    for properties in properties {
        nodes.push(runtime.create_node(&node.labels, properties)?);
    }
    chunk.set(&node.slot, Column::Nodes(nodes));
    Ok(())
}

fn create_relationships(
    relationship: &CreateRelationship,
    chunk: &mut Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Result<(), QueryError> {
    let properties = properties(relationship.properties.as_ref(), chunk, runtime)?;
    let (starts, ends) = (chunk.column(&relationship.start), chunk.column(&relationship.end));
    let mut relationships = Vec::with_capacity(chunk.rows());
    for (row, properties) in properties.into_iter().enumerate() {
        let ends = (end(&starts, row)?, end(&ends, row)?);
        relationships.push(runtime.create_relationship(&relationship.kind, ends, properties)?);
    }
    chunk.set(&relationship.slot, Column::Relationships(relationships));
    Ok(())
}

fn end(column: &Arc<Column>, row: usize) -> Result<NodeId, QueryError> {
    column.node(row).ok_or_else(|| {
        let message = format!("a relationship needs a node at each end, not a {}", column.get(row).type_name());
        QueryError::runtime(ErrorKind::SemanticError, "", message)
    })
}

/// The properties of what is created, row by row.
fn properties(
    properties: Option<&Expression>,
    chunk: &Chunk,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<Properties>, QueryError> {
    let Some(properties) = properties else { return Ok(vec![Properties::new(); chunk.rows()]) };
    let column = evaluate(properties, chunk, runtime)?;
    (0..chunk.rows()).map(|row| properties_of(&column.get(row), runtime)).collect()
}

fn properties_of(value: &Value, runtime: &Runtime<'_, '_>) -> Result<Properties, QueryError> {
    Ok(map_of(value, runtime)?.unwrap_or_default())
}
