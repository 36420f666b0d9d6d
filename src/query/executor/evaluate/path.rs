//! Paths from their parts.

use std::sync::Arc;

use super::{Evaluated, row_by_row};
use crate::graph::View;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::{Column, as_relationship};
use crate::query::executor::runtime::Runtime;
use crate::query::plan::Slot;
use crate::value::{NodeId, Path, RelationshipId, Value};

/// A path of a node, then relationships (or lists of them) and nodes by turns; null where a part is.
pub(super) fn path(slots: &[Slot], chunk: &Chunk, runtime: &Runtime<'_, '_>) -> Evaluated {
    let columns: Vec<Arc<Column>> = slots.iter().map(|slot| chunk.column(slot)).collect();
    let view = runtime.view();
    row_by_row(chunk.rows(), runtime, |row| {
        Ok(path_of(&columns, row, view).map_or(Value::Null, |path| Value::Path(Arc::new(path))))
    })
}

fn path_of(columns: &[Arc<Column>], row: usize, view: View<'_>) -> Option<Path> {
    let mut path = Path { nodes: vec![columns[0].node(row)?], relationships: Vec::new() };
    for step in columns[1..].chunks(2) {
        let [relationships, node] = step else { continue };
        match relationships.get(row) {
            Value::Relationship(id) => {
                path.relationships.push(id);
                path.nodes.push(node.node(row)?);
            }
            Value::List(list) => {
                for id in list.iter().map(as_relationship) {
                    walk(&mut path, id?, view)?;
                }
            }
            _ => return None,
        }
    }
    Some(path)
}

/// One step along a relationship, in whichever direction leads on.
fn walk(path: &mut Path, id: RelationshipId, view: View<'_>) -> Option<NodeId> {
    let ends = view.relationship(id)?;
    let from = *path.nodes.last()?;
    let to = if ends.start == from { ends.end } else { ends.start };
    path.relationships.push(id);
    path.nodes.push(to);
    Some(to)
}
