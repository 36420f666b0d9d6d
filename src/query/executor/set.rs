//! Properties and labels set and removed, for every row.

use std::sync::Arc;

use super::chunk::{Chunk, row_number};
use super::evaluate::{evaluate, map_of};
use super::runtime::Runtime;
use super::source::{Boxed, Source};
use super::write::Target;
use crate::query::QueryError;
use crate::query::plan::walk::children;
use crate::query::plan::{Expression, Operator, Removal, SetAction, Slot};
use crate::value::Value;

/// `Set` and `Remove`.
pub(super) struct Setting<'p> {
    pub(super) input: Boxed<'p>,
    pub(super) operator: &'p Operator,
}

impl Source for Setting<'_> {
    fn next(&mut self, runtime: &mut Runtime<'_, '_>) -> Result<Option<Chunk>, QueryError> {
        let Some(chunk) = self.input.next(runtime)? else { return Ok(None) };
        runtime.check()?;
        match self.operator {
            Operator::Set { actions } => set_all(actions, &chunk, runtime)?,
            Operator::Remove { removals } => {
                removals.iter().try_for_each(|removal| remove(removal, &chunk, runtime))?;
            }
            _ => {}
        }
        Ok(Some(chunk))
    }
}

/// Does all actions for all rows: row by row where an action might see, or undo, what an earlier row's did.
pub(super) fn set_all(actions: &[SetAction], chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
    if !actions.iter().any(reads_graph) && are_apart(actions) {
        return actions.iter().try_for_each(|action| set(action, chunk, runtime));
    }
    for row in 0..chunk.rows() {
        let row = chunk.gather(&[row_number(row)], None);
        actions.iter().try_for_each(|action| set(action, &row, runtime))?;
    }
    Ok(())
}

/// Whether no two actions can write the same property: then it is all one which of two rows comes first.
fn are_apart(actions: &[SetAction]) -> bool {
    let mut keys: Vec<&str> = Vec::new();
    let mut writes_all = 0;
    for action in actions {
        match action {
            SetAction::Property { key, .. } => keys.push(&key.text),
            SetAction::Properties { .. } => writes_all += 1,
            SetAction::Labels { .. } => {}
        }
    }
    let properties = keys.len() + writes_all;
    keys.sort_unstable();
    keys.dedup();
    properties <= 1 || writes_all == 0 && keys.len() == properties
}

fn reads_graph(action: &SetAction) -> bool {
    match action {
        SetAction::Property { target, value, .. } => looks_at_graph(target) || looks_at_graph(value),
        // The value may be a node or a relationship, whose properties are read.
        SetAction::Properties { value, .. } => !matches!(value, Expression::Map(_)) || looks_at_graph(value),
        SetAction::Labels { .. } => false,
    }
}

fn looks_at_graph(expression: &Expression) -> bool {
    let mut pending = vec![expression];
    while let Some(expression) = pending.pop() {
        match expression {
            Expression::Property(..)
            | Expression::MapProjection(..)
            | Expression::HasLabels(..)
            | Expression::Subquery(_) => return true,
            Expression::Call(callee, ..) if !callee.0.pure => return true,
            _ => pending.extend(children(expression)),
        }
    }
    false
}

fn set(action: &SetAction, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
    match action {
        SetAction::Property { target, key, value } => {
            let targets = evaluate(target, chunk, runtime)?;
            let values = evaluate(value, chunk, runtime)?;
            for row in 0..chunk.rows() {
                if let Some(target) = Target::of(&targets.get(row))? {
                    runtime.set_property(target, &key.text, values.get(row))?;
                }
            }
            Ok(())
        }
        SetAction::Properties { target, value, keep } => {
            let targets = chunk.column(target);
            let values = evaluate(value, chunk, runtime)?;
            for row in 0..chunk.rows() {
                if let Some(target) = Target::of(&targets.get(row))? {
                    set_properties(target, &values.get(row), *keep, runtime)?;
                }
            }
            Ok(())
        }
        SetAction::Labels { target, labels } => {
            nodes(target, chunk).try_for_each(|id| labels.iter().try_for_each(|label| runtime.add_label(id, label)))
        }
    }
}

/// Gives a target the entries of a map: besides its own where `keep` says so, instead of them otherwise.
fn set_properties(target: Target, value: &Value, keep: bool, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
    let Some(new) = map_of(value, runtime)? else { return Ok(()) };
    if !keep {
        for key in keys(target, runtime) {
            if !new.contains_key(&key) {
                runtime.set_property(target, &key, Value::Null)?;
            }
        }
    }
    new.into_iter().try_for_each(|(key, value)| runtime.set_property(target, &key, value))
}

fn keys(target: Target, runtime: &Runtime<'_, '_>) -> Vec<Arc<str>> {
    let view = runtime.view();
    let properties = match target {
        Target::Node(id) => view.node_properties(id),
        Target::Relationship(id) => view.relationship_properties(id),
    };
    properties.into_iter().map(|(key, _)| Arc::from(view.name(key))).collect()
}

fn remove(removal: &Removal, chunk: &Chunk, runtime: &mut Runtime<'_, '_>) -> Result<(), QueryError> {
    match removal {
        Removal::Property { target, key } => {
            let targets = evaluate(target, chunk, runtime)?;
            for row in 0..chunk.rows() {
                if let Some(target) = Target::of(&targets.get(row))? {
                    runtime.set_property(target, &key.text, Value::Null)?;
                }
            }
            Ok(())
        }
        Removal::Labels { target, labels } => {
            nodes(target, chunk).try_for_each(|id| labels.iter().try_for_each(|label| runtime.remove_label(id, label)))
        }
    }
}

/// The nodes in a slot; rows without one are left out.
fn nodes<'c>(slot: &Slot, chunk: &'c Chunk) -> impl Iterator<Item = crate::value::NodeId> + 'c {
    let column = chunk.column(slot);
    (0..chunk.rows()).filter_map(move |row| column.node(row))
}
