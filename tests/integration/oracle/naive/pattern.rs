//! Patterns, matched by trying every relationship of the graph at every step, and tested when everything is bound.

use std::sync::Arc;

use annals::query::ast::{
    Direction, Expression, ExpressionKind, LabelExpression, NodePattern, PathPattern, RelationshipPattern,
};
use annals::value::{NodeId, Path, RelationshipId, Value};

use super::expression::bind;
use super::operator::{labelled, property};
use super::value::equal;
use super::world::World;
use super::{Result, Row, Scene, step, type_error};

/// A match in the making.
#[derive(Clone)]
struct Partial<'p> {
    row: Row,
    /// The path at hand.
    nodes: Vec<NodeId>,
    relationships: Vec<RelationshipId>,
    /// Every relationship of the pattern so far: none may come twice.
    used: Vec<RelationshipId>,
    /// What must hold once everything is bound.
    checks: Vec<Check<'p>>,
}

/// A node or relationship and what the pattern says of it.
#[derive(Clone)]
struct Check<'p> {
    of: Value,
    properties: Option<&'p Expression>,
    filter: Option<&'p Expression>,
}

/// The rows a row becomes by a pattern: one for each way to match it.
pub(super) fn matches(scene: &Scene<'_>, pattern: &[PathPattern], filter: Option<&Expression>) -> Result<Vec<Row>> {
    let start = Partial {
        row: scene.row.clone(),
        nodes: Vec::new(),
        relationships: Vec::new(),
        used: Vec::new(),
        checks: Vec::new(),
    };
    let mut partials = vec![start];
    for path in pattern {
        partials = along(scene, path, partials)?;
    }
    let mut rows = Vec::new();
    for partial in partials {
        let scene = Scene { known: &[], ..scene.with(&partial.row) };
        let mut holds = true;
        for check in &partial.checks {
            holds = holds && check.holds(&scene)?;
        }
        if holds && filter.map_or(Ok(Some(true)), |filter| scene.truth(filter))? == Some(true) {
            rows.push(partial.row);
        }
    }
    Ok(rows)
}

fn along<'p>(scene: &Scene<'_>, path: &'p PathPattern, partials: Vec<Partial<'p>>) -> Result<Vec<Partial<'p>>> {
    let mut found = Vec::new();
    for partial in partials {
        for id in scene.world.nodes.keys() {
            found.extend(partial.begin().arrive(scene, &path.start, *id)?);
        }
    }
    for (relationship, node) in &path.steps {
        let mut next = Vec::new();
        for partial in found {
            for walked in partial.walks(scene, relationship)? {
                let end = *walked.nodes.last().unwrap();
                next.extend(walked.arrive(scene, node, end)?);
            }
        }
        found = next;
    }
    if let Some(variable) = &path.variable {
        for partial in &mut found {
            let path = Path { nodes: partial.nodes.clone(), relationships: partial.relationships.clone() };
            partial.row = bind(&partial.row, variable, Value::Path(Arc::new(path)));
        }
    }
    Ok(found)
}

impl<'p> Partial<'p> {
    /// The same match with a new path begun.
    fn begin(&self) -> Self {
        Self { nodes: Vec::new(), relationships: Vec::new(), ..self.clone() }
    }

    /// With a node of the pattern bound, where that node may be this one.
    fn arrive(mut self, scene: &Scene<'_>, pattern: &'p NodePattern, id: NodeId) -> Result<Option<Self>> {
        step(scene.fuel)?;
        let node = Value::Node(id);
        if let Some(variable) = &pattern.variable {
            match self.row.get(&variable.text) {
                Some(bound) if *bound != node => return Ok(None),
                Some(_) => {}
                None => self.row = bind(&self.row, variable, node.clone()),
            }
        }
        if let Some(labels) = &pattern.labels
            && has_labels(scene.world, &node, labels)? != Some(true)
        {
            return Ok(None);
        }
        if self.nodes.is_empty() {
            self.nodes.push(id);
        }
        self.checks.push(Check { of: node, properties: pattern.properties.as_ref(), filter: pattern.filter.as_ref() });
        Ok(Some(self))
    }

    /// The match with a relationship, or several in a row, walked from where it stands.
    fn walks(self, scene: &Scene<'_>, pattern: &'p RelationshipPattern) -> Result<Vec<Self>> {
        let (minimum, maximum) = match pattern.length {
            None => (1, 1),
            Some(length) => (length.minimum.unwrap_or(1), length.maximum.unwrap_or(u64::MAX)),
        };
        let before = self.relationships.len();
        let mut found = Vec::new();
        let mut pending = vec![(self, 0)];
        while let Some((partial, length)) = pending.pop() {
            if length < maximum {
                for relationship in scene.world.relationships.keys() {
                    pending.extend(partial.walk(scene, pattern, *relationship)?.map(|next| (next, length + 1)));
                }
            }
            if length >= minimum {
                found.extend(partial.named(pattern, before));
            }
        }
        Ok(found)
    }

    /// One relationship further, where it leads on from here.
    fn walk(&self, scene: &Scene<'_>, pattern: &'p RelationshipPattern, id: RelationshipId) -> Result<Option<Self>> {
        step(scene.fuel)?;
        let relationship = &scene.world.relationships[&id];
        let here = *self.nodes.last().unwrap();
        let leads_on = match pattern.direction {
            Direction::Outgoing => relationship.start == here,
            Direction::Incoming => relationship.end == here,
            Direction::Both => relationship.start == here || relationship.end == here,
        };
        let fits = pattern.types.is_empty() || pattern.types.iter().any(|kind| kind.text == relationship.kind);
        if !leads_on || !fits || self.used.contains(&id) {
            return Ok(None);
        }
        let incoming = match pattern.direction {
            Direction::Outgoing => false,
            Direction::Incoming => true,
            Direction::Both => relationship.start != here,
        };
        let mut next = self.clone();
        next.nodes.push(if incoming { relationship.start } else { relationship.end });
        next.relationships.push(id);
        next.used.push(id);
        let of = Value::Relationship(id);
        next.checks.push(Check { of, properties: pattern.properties.as_ref(), filter: pattern.filter.as_ref() });
        Ok(Some(next))
    }

    /// With the variable bound to what was walked; nothing where it is bound to something else.
    fn named(mut self, pattern: &RelationshipPattern, before: usize) -> Option<Self> {
        let Some(variable) = &pattern.variable else { return Some(self) };
        let mut walked = self.relationships[before..].iter().copied().map(Value::Relationship);
        let value = match pattern.length {
            None => walked.next()?,
            Some(_) => Value::list(walked),
        };
        match self.row.get(&variable.text) {
            Some(bound) => (*bound == value).then_some(self),
            None => {
                self.row = bind(&self.row, variable, value);
                Some(self)
            }
        }
    }
}

impl Check<'_> {
    fn holds(&self, scene: &Scene<'_>) -> Result<bool> {
        if let Some(properties) = self.properties {
            let ExpressionKind::Map(entries) = &properties.kind else { panic!("properties are written as a map") };
            for (key, value) in entries {
                let found = property(scene.world, &self.of, &key.text)?;
                if equal(&found, &scene.evaluate(value)?) != Some(true) {
                    return Ok(false);
                }
            }
        }
        match self.filter {
            Some(filter) => Ok(scene.truth(filter)? == Some(true)),
            None => Ok(true),
        }
    }
}

/// Whether a node has labels, or a relationship a type; unknown of null.
pub(super) fn has_labels(world: &World, of: &Value, labels: &LabelExpression) -> Result<Option<bool>> {
    match of {
        Value::Null => Ok(None),
        Value::Node(id) => {
            let has = &world.nodes[id].labels;
            Ok(Some(labelled(labels, &|label| label.map_or(!has.is_empty(), |label| has.contains(label)))))
        }
        Value::Relationship(id) => {
            let kind = &world.relationships[id].kind;
            Ok(Some(labelled(labels, &|label| label.is_none_or(|label| label == kind))))
        }
        _ => type_error(),
    }
}
