//! Clauses that write, row by row; each row sees what the rows before it wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use annals::query::ErrorKind;
use annals::query::ast::{
    ClauseKind, Direction, Expression, ExpressionKind, LabelExpression, MergeOutcome, Name, NodePattern, PathPattern,
    RelationshipPattern, RemoveItem, SetItem,
};
use annals::value::{NodeId, Value};

use super::expression::bind;
use super::world::{Node, Properties, Relationship};
use super::{Failure, Result, Row, Stage, pattern};

impl Stage<'_> {
    pub(super) fn write(&mut self, clause: &ClauseKind, rows: Vec<Row>) -> Result<Vec<Row>> {
        match clause {
            ClauseKind::Create { pattern } => rows.into_iter().map(|row| self.create(pattern, row)).collect(),
            ClauseKind::Set { items } => self.for_each(rows, |stage, row| stage.set(items, row)),
            ClauseKind::Remove { items } => self.for_each(rows, |stage, row| stage.remove(items, row)),
            ClauseKind::Delete { detach, expressions } => self.delete(*detach, expressions, rows),
            ClauseKind::Merge { path, actions } => {
                let mut merged = Vec::new();
                for row in rows {
                    let (outcome, found) = self.merge(path, &row)?;
                    for action in actions.iter().filter(|action| action.on == outcome) {
                        found.iter().try_for_each(|row| self.set(&action.items, row))?;
                    }
                    merged.extend(found);
                }
                Ok(merged)
            }
            other => panic!("the oracle does not know {other:?}"),
        }
    }

    fn for_each(&mut self, rows: Vec<Row>, mut act: impl FnMut(&mut Self, &Row) -> Result<()>) -> Result<Vec<Row>> {
        rows.iter().try_for_each(|row| act(self, row))?;
        Ok(rows)
    }

    fn create(&mut self, pattern: &[PathPattern], mut row: Row) -> Result<Row> {
        for path in pattern {
            let before = row.clone();
            let mut from = self.create_node(&path.start, &mut row, &before)?;
            for (relationship, node) in &path.steps {
                let to = self.create_node(node, &mut row, &before)?;
                self.create_relationship(relationship, (from, to), &mut row, &before)?;
                from = to;
            }
        }
        Ok(row)
    }

    fn create_node(&mut self, pattern: &NodePattern, row: &mut Row, before: &Row) -> Result<NodeId> {
        if let Some(bound) = pattern.variable.as_ref().and_then(|variable| row.get(&variable.text)) {
            return match bound {
                Value::Node(id) => Ok(*id),
                _ => Err(Failure::Error(ErrorKind::SemanticError, "")),
            };
        }
        let properties = self.given(pattern.properties.as_ref(), before)?;
        let id = self.world.create_node(Node { labels: labels(pattern.labels.as_ref()), properties });
        name(row, pattern.variable.as_ref(), Value::Node(id));
        Ok(id)
    }

    fn create_relationship(
        &mut self,
        pattern: &RelationshipPattern,
        (left, right): (NodeId, NodeId),
        row: &mut Row,
        before: &Row,
    ) -> Result<()> {
        let properties = self.given(pattern.properties.as_ref(), before)?;
        let (start, end) = if pattern.direction == Direction::Incoming { (right, left) } else { (left, right) };
        let kind = pattern.types[0].text.clone();
        let id = self.world.create_relationship(Relationship { kind, start, end, properties });
        name(row, pattern.variable.as_ref(), Value::Relationship(id));
        Ok(())
    }

    fn given(&self, properties: Option<&Expression>, row: &Row) -> Result<Properties> {
        let given = properties.map(|properties| self.scene(row).evaluate(properties)).transpose()?;
        let mut given = given.and_then(|given| given.as_map().cloned()).unwrap_or_default();
        given.retain(|_, value| !value.is_null());
        Ok(given)
    }

    fn merge(&mut self, path: &PathPattern, row: &Row) -> Result<(MergeOutcome, Vec<Row>)> {
        let nodes = std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node));
        let maps = nodes.map(|node| &node.properties).chain(path.steps.iter().map(|(step, _)| &step.properties));
        for properties in maps.flatten() {
            let given = self.scene(row).evaluate(properties)?;
            if given.as_map().is_some_and(|given: &BTreeMap<Arc<str>, Value>| given.values().any(Value::is_null)) {
                return Err(Failure::Error(ErrorKind::SemanticError, "MergeReadOwnWrites"));
            }
        }
        let found = pattern::matches(&self.scene(row), std::slice::from_ref(path), None)?;
        if found.is_empty() {
            return Ok((MergeOutcome::Create, vec![self.create(std::slice::from_ref(path), row.clone())?]));
        }
        Ok((MergeOutcome::Match, found))
    }

    fn set(&mut self, items: &[SetItem], row: &Row) -> Result<()> {
        for item in items {
            match item {
                SetItem::Property { target, value } => {
                    let ExpressionKind::Property(base, key) = &target.kind else { panic!("a property is set") };
                    let (base, value) = (self.scene(row).evaluate(base)?, self.scene(row).evaluate(value)?);
                    self.set_property(&base, &key.text, value)?;
                }
                SetItem::Replace { variable, value } => self.set_properties(variable, value, false, row)?,
                SetItem::Merge { variable, value } => self.set_properties(variable, value, true, row)?,
                SetItem::Labels { variable, labels } => {
                    if let Value::Node(id) = &row[&variable.text] {
                        let node = self.world.nodes.get_mut(id).unwrap();
                        node.labels.extend(labels.iter().map(|label| label.text.clone()));
                    }
                }
            }
        }
        Ok(())
    }

    fn set_properties(&mut self, variable: &Name, value: &Expression, keep: bool, row: &Row) -> Result<()> {
        let new = match self.scene(row).evaluate(value)? {
            Value::Null => return Ok(()),
            Value::Map(map) => (*map).clone(),
            entity => self.world.properties(&entity).cloned().unwrap_or_default(),
        };
        let target = row[&variable.text].clone();
        if !keep && let Some(properties) = self.world.properties_mut(&target) {
            properties.clear();
        }
        new.into_iter().try_for_each(|(key, value)| self.set_property(&target, &key, value))
    }

    fn set_property(&mut self, target: &Value, key: &Arc<str>, value: Value) -> Result<()> {
        if !is_storable(&value) && !target.is_null() {
            return Err(Failure::Error(ErrorKind::TypeError, "InvalidPropertyType"));
        }
        if let Some(properties) = self.world.properties_mut(target) {
            properties.insert(key.clone(), value);
            properties.retain(|_, value| !value.is_null());
        }
        Ok(())
    }

    fn remove(&mut self, items: &[RemoveItem], row: &Row) -> Result<()> {
        for item in items {
            match item {
                RemoveItem::Property(target) => {
                    let ExpressionKind::Property(base, key) = &target.kind else { panic!("a property is removed") };
                    let base = self.scene(row).evaluate(base)?;
                    self.set_property(&base, &key.text, Value::Null)?;
                }
                RemoveItem::Labels { variable, labels } => {
                    if let Value::Node(id) = &row[&variable.text] {
                        let node = self.world.nodes.get_mut(id).unwrap();
                        node.labels.retain(|label| !labels.iter().any(|removed| removed.text == *label));
                    }
                }
            }
        }
        Ok(())
    }

    fn delete(&mut self, detach: bool, expressions: &[Expression], rows: Vec<Row>) -> Result<Vec<Row>> {
        for row in &rows {
            for expression in expressions {
                match self.scene(row).evaluate(expression)? {
                    Value::Node(id) => drop(self.world.nodes.remove(&id)),
                    Value::Relationship(id) => drop(self.world.relationships.remove(&id)),
                    Value::Path(path) => {
                        path.nodes.iter().for_each(|id| drop(self.world.nodes.remove(id)));
                        path.relationships.iter().for_each(|id| drop(self.world.relationships.remove(id)));
                    }
                    _ => {}
                }
            }
        }
        let nodes: BTreeSet<NodeId> = self.world.nodes.keys().copied().collect();
        let holds =
            |relationship: &Relationship| nodes.contains(&relationship.start) && nodes.contains(&relationship.end);
        if detach {
            self.world.relationships.retain(|_, relationship| holds(relationship));
        }
        if self.world.relationships.values().all(holds) {
            return Ok(rows);
        }
        Err(Failure::Error(ErrorKind::ConstraintVerificationFailed, "DeleteConnectedNode"))
    }
}

fn name(row: &mut Row, variable: Option<&Name>, value: Value) {
    if let Some(variable) = variable {
        *row = bind(row, variable, value);
    }
}

fn labels(labels: Option<&LabelExpression>) -> BTreeSet<Arc<str>> {
    match labels {
        None => BTreeSet::new(),
        Some(LabelExpression::Label(name)) => BTreeSet::from([name.text.clone()]),
        Some(LabelExpression::And(operands)) => {
            operands.iter().flat_map(|operand| self::labels(Some(operand))).collect()
        }
        Some(other) => panic!("{other:?} is created"),
    }
}

/// Whether a property may be this: no map, no node, no list of lists or of nulls.
fn is_storable(value: &Value) -> bool {
    let is_plain = |value: &Value| {
        !matches!(value, Value::Map(_) | Value::Node(_) | Value::Relationship(_) | Value::Path(_) | Value::List(_))
    };
    match value {
        Value::List(items) => items.iter().all(|item| is_plain(item) && !item.is_null()),
        other => is_plain(other),
    }
}
