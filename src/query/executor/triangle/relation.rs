//! The relationships along the sides of triangles.

use std::rc::Rc;
use std::sync::Arc;

use super::rows::{Nodes, Rows};
use crate::graph::{Direction, Symbol, View};
use crate::query::QueryError;
use crate::query::ast;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::evaluate::select;
use crate::query::executor::runtime::Runtime;
use crate::query::plan::triangle::Side;
use crate::query::plan::walk::children;
use crate::query::plan::{Expression, Slot, Triangle, rewrite};
use crate::value::{NodeId, RelationshipId};

/// A relationship and the nodes it leaves and enters.
pub(super) type Edge = (RelationshipId, NodeId, NodeId);

/// Relationships are tested so many at a time.
const AT_ONCE: usize = 4096;

/// The nodes on any side, and the rows of the three sides: of the first two as seen from where they begin, of the last from
/// where it ends.
pub(super) type Laid = (Nodes, [Arc<Rows>; 3]);

/// The sides, laid out now or, where nothing was written since, before.
pub(super) fn sides(triangle: &Triangle, runtime: &mut Runtime<'_, '_>) -> Result<Arc<Laid>, QueryError> {
    let Some(view) = runtime.unchanging() else { return lay(triangle, runtime).map(Arc::new) };
    let name = name(triangle, runtime)?;
    if let Some(laid) = view.keepsake(&name) {
        return Ok(laid);
    }
    let laid = Arc::new(lay(triangle, runtime)?);
    let (nodes, [first, second, third]) = &*laid;
    view.keep(&name, Arc::clone(&laid), nodes.bytes() + first.bytes() + second.bytes() + third.bytes());
    Ok(laid)
}

/// All that decides what the sides are, besides the graph.
fn name(triangle: &Triangle, runtime: &Runtime<'_, '_>) -> Result<String, QueryError> {
    let sides = triangle.sides.iter().map(|Side { step, condition, .. }| (step, condition));
    let mut name = format!("triangle {:?}", sides.collect::<Vec<_>>());
    let mut pending: Vec<&Expression> = triangle.sides.iter().filter_map(|side| side.condition.as_ref()).collect();
    while let Some(expression) = pending.pop() {
        if let Expression::Parameter(parameter) = expression {
            name.push_str(&format!(" {:?} {:?}", parameter.text, runtime.parameter(parameter)?));
        }
        pending.extend(children(expression));
    }
    Ok(name)
}

fn lay(triangle: &Triangle, runtime: &mut Runtime<'_, '_>) -> Result<Laid, QueryError> {
    let mut found: Vec<(&Side, Rc<Vec<Edge>>)> = Vec::new();
    for side in &triangle.sides {
        let same = found.iter().find(|(other, _)| say_the_same(side, other)).map(|(_, edges)| Rc::clone(edges));
        let edges = same.map_or_else(|| edges(side, runtime).map(Rc::new), Ok)?;
        found.push((side, edges));
    }
    let nodes = Nodes::of(found.iter().flat_map(|(_, edges)| edges.iter()));
    let mut laid: Vec<(Direction, Rc<Vec<Edge>>, Arc<Rows>)> = Vec::new();
    for (place, (side, edges)) in found.into_iter().enumerate() {
        let step = if place == 2 { side.step.reversed() } else { side.step.clone() };
        let direction = direction(step.direction);
        let same = laid.iter().find(|(other, of, _)| *other == direction && Rc::ptr_eq(of, &edges));
        let rows = same.map_or_else(|| Arc::new(Rows::new(&edges, direction, &nodes)), |(.., rows)| Arc::clone(rows));
        runtime.hold(rows.bytes())?;
        laid.push((direction, edges, rows));
    }
    let [first, second, third] = [0, 1, 2].map(|place| Arc::clone(&laid[place].2));
    Ok((nodes, [first, second, third]))
}

fn direction(direction: ast::Direction) -> Direction {
    match direction {
        ast::Direction::Outgoing => Direction::Outgoing,
        ast::Direction::Incoming => Direction::Incoming,
        ast::Direction::Both => Direction::Both,
    }
}

/// Whether two sides have the same relationships, whatever they are called and wherever they lead.
fn say_the_same(one: &Side, other: &Side) -> bool {
    let as_other = one.condition.clone().map(|mut condition| {
        rename(&mut condition, &one.relationship, &other.relationship);
        condition
    });
    one.step.types == other.step.types && as_other == other.condition
}

fn rename(expression: &mut Expression, from: &Slot, to: &Slot) {
    if let Expression::Slot(slot) = expression
        && slot == from
    {
        *slot = to.clone();
    }
    rewrite::children_mut(expression).into_iter().for_each(|child| rename(child, from, to));
}

/// The relationships of a side, in order of type, then of id.
fn edges(side: &Side, runtime: &mut Runtime<'_, '_>) -> Result<Vec<Edge>, QueryError> {
    let mut found = Vec::new();
    for kind in kinds(side, runtime.view(), runtime) {
        let count = runtime.view().type_count(kind);
        let mut start = 0;
        while start < count {
            let all = runtime.view().relationships_of_type(kind);
            let some = all[start.min(all.len())..all.len().min(start + AT_ONCE)].to_vec();
            start += AT_ONCE;
            runtime.step(some.len())?;
            let passing = pass(side, some, runtime)?;
            let ends = |id| runtime.view().relationship(id).map(|ends| (id, ends.start, ends.end));
            found.extend(passing.into_iter().filter_map(ends));
        }
        runtime.hold(found.len() * size_of::<Edge>())?;
        runtime.release(found.len() * size_of::<Edge>());
    }
    Ok(found)
}

fn kinds(side: &Side, view: View<'_>, runtime: &Runtime<'_, '_>) -> Vec<Symbol> {
    if side.step.types.is_empty() {
        return view.types_in_use().into_iter().map(|(kind, _)| kind).collect();
    }
    let mut kinds = runtime.symbols(&side.step.types);
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Those of some relationships for which the condition of a side is true.
fn pass(
    side: &Side,
    relationships: Vec<RelationshipId>,
    runtime: &mut Runtime<'_, '_>,
) -> Result<Vec<RelationshipId>, QueryError> {
    let Some(condition) = &side.condition else { return Ok(relationships) };
    let mut chunk = Chunk::empty(relationships.len());
    chunk.set(&side.relationship, Column::Relationships(relationships.clone()));
    let rows = select(condition, &chunk, runtime)?;
    Ok(rows.into_iter().map(|row| relationships[row as usize]).collect())
}
