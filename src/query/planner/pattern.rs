//! Patterns: paths become scans and expansions, in the order written; conditions stand as early as they can.
//!
//! Every variable of a pattern is bound before any condition is read, because a condition may speak of what is written
//! after it.

use super::kind::{self, Kind};
use super::scope::Scope;
use super::waiting::Waiting;
use super::{Planner, already_bound, syntax};
use crate::query::ast::{
    self, ComparisonOperator, ExpressionKind, LabelExpression, Name, NodePattern, PathLength, PathPattern,
    PathSelector, RelationshipPattern,
};
use crate::query::plan::walk::{self, SlotSet};
use crate::query::plan::{Expression, Length, Operator, Pipeline, Slot, Step};
use crate::query::{ErrorKind, QueryError};

/// A pattern has at most so many relationships: each must differ from all before it.
const MAXIMUM_STEPS: usize = 1_000;

/// And so many paths, because the best order of them is sought.
const MAXIMUM_PATHS: usize = 1_000;

/// A pattern being planned.
pub(super) struct Matching {
    /// The slots that have a value.
    pub(super) bound: SlotSet,
    /// Conditions that wait for their slots.
    pub(super) waiting: Waiting,
    /// The relationships walked, which must not be walked again.
    walked: Vec<(Slot, Vec<Name>)>,
}

/// The slots of a path: a node, then relationships and nodes by turns.
pub(super) struct PathSlots {
    pub(super) nodes: Vec<Slot>,
    pub(super) relationships: Vec<RelationshipSlot>,
}

/// A relationship of a path, and whether its variable stood for one before.
pub(super) struct RelationshipSlot {
    pub(super) slot: Slot,
    pub(super) bound: bool,
}

impl Planner<'_> {
    /// Plans `pattern WHERE filter` after what is in `pipeline`, and adds its variables to the scope.
    pub(super) fn pattern(
        &mut self,
        pattern: &[PathPattern],
        filter: Option<&ast::Expression>,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<Vec<PathSlots>, QueryError> {
        check_size(pattern)?;
        let mut matching = Matching { bound: scope.slots().clone(), waiting: Waiting::default(), walked: Vec::new() };
        let slots = self.declare(pattern, scope)?;
        for (path, slots) in pattern.iter().zip(&slots) {
            matching.refuse_null(path, &slots.nodes[0]);
            self.conditions(path, slots, scope, &mut matching)?;
        }
        if let Some(filter) = filter {
            for conjunct in self.condition(filter, scope)?.conjuncts() {
                matching.wait(conjunct);
            }
        }
        for (path, slots) in pattern.iter().zip(&slots) {
            self.path(path, slots, scope, &mut matching, pipeline)?;
        }
        // What still waits needs a slot nothing here fills: one of an outer row.
        pipeline.operators.extend(matching.waiting.rest().map(|condition| Operator::Filter { condition }));
        Ok(slots)
    }

    /// Binds every variable of a pattern.
    fn declare(&mut self, pattern: &[PathPattern], scope: &mut Scope) -> Result<Vec<PathSlots>, QueryError> {
        let mut relationships: Vec<&Name> = Vec::new();
        let mut declared = Vec::with_capacity(pattern.len());
        for path in pattern {
            if let Some(variable) = &path.variable
                && scope.get(&variable.text).is_some()
            {
                return Err(already_bound(variable));
            }
            let mut nodes = vec![self.declare_node(&path.start, scope)?];
            let mut steps = Vec::with_capacity(path.steps.len());
            for (relationship, node) in &path.steps {
                if let Some(variable) = &relationship.variable {
                    if relationships.contains(&variable) {
                        let message = format!("relationship `{}` stands twice in the pattern", variable.text);
                        return Err(syntax("RelationshipUniquenessViolation", message).at(variable.span));
                    }
                    relationships.push(variable);
                }
                steps.push(self.declare_relationship(relationship, scope)?);
                nodes.push(self.declare_node(node, scope)?);
            }
            if let Some(variable) = &path.variable {
                if scope.get(&variable.text).is_some() {
                    return Err(already_bound(variable));
                }
                let slot = self.slot(variable.text.clone());
                scope.bind(variable.text.clone(), slot, Kind::Path);
            }
            declared.push(PathSlots { nodes, relationships: steps });
        }
        Ok(declared)
    }

    fn declare_node(&mut self, node: &NodePattern, scope: &mut Scope) -> Result<Slot, QueryError> {
        let Some(variable) = &node.variable else { return Ok(self.nameless("node")) };
        if let Some(binding) = scope.get(&variable.text) {
            if !matches!(binding.kind, Kind::Node | Kind::Any | Kind::Null) {
                return Err(conflict(variable, &binding.kind, "node"));
            }
            return Ok(binding.slot.clone());
        }
        let slot = self.slot(variable.text.clone());
        scope.bind(variable.text.clone(), slot.clone(), Kind::Node);
        Ok(slot)
    }

    fn declare_relationship(
        &mut self,
        relationship: &RelationshipPattern,
        scope: &mut Scope,
    ) -> Result<RelationshipSlot, QueryError> {
        let kind = if relationship.length.is_some() { Kind::list(Kind::Relationship) } else { Kind::Relationship };
        let Some(variable) = &relationship.variable else {
            return Ok(RelationshipSlot { slot: self.nameless("relationship"), bound: false });
        };
        if let Some(binding) = scope.get(&variable.text) {
            let fits = match (&binding.kind, &kind) {
                (Kind::Any | Kind::Null, _) => true,
                (Kind::List(element), Kind::List(_)) => {
                    matches!(**element, Kind::Relationship | Kind::Any | Kind::Null)
                }
                (bound, wanted) => bound == wanted,
            };
            if !fits {
                return Err(conflict(variable, &binding.kind, "relationship"));
            }
            return Ok(RelationshipSlot { slot: binding.slot.clone(), bound: true });
        }
        let slot = self.slot(variable.text.clone());
        scope.bind(variable.text.clone(), slot.clone(), kind);
        Ok(RelationshipSlot { slot, bound: false })
    }

    /// The conditions written within the pattern itself.
    fn conditions(
        &mut self,
        path: &PathPattern,
        slots: &PathSlots,
        scope: &Scope,
        matching: &mut Matching,
    ) -> Result<(), QueryError> {
        let nodes = std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node));
        for (node, slot) in nodes.zip(&slots.nodes) {
            if let Some(labels) = &node.labels {
                self.know_labels(labels);
                matching.wait(Expression::HasLabels(Box::new(Expression::Slot(slot.clone())), labels.clone()));
            }
            self.property_conditions(node.properties.as_ref(), slot, scope, |condition| matching.wait(condition))?;
            if let Some(filter) = &node.filter {
                self.condition(filter, scope)?.conjuncts().into_iter().for_each(|conjunct| matching.wait(conjunct));
            }
        }
        for ((relationship, _), RelationshipSlot { slot, .. }) in path.steps.iter().zip(&slots.relationships) {
            relationship.types.iter().for_each(|kind| self.know_type(kind));
            relationship.type_condition.iter().for_each(|condition| self.know_types(condition));
            if relationship.length.is_some() || path.selector != PathSelector::All {
                continue; // `walk_condition` tests each relationship as it is walked
            }
            relationship.type_condition.iter().for_each(|condition| matching.wait(type_condition(slot, condition)));
            self.property_conditions(relationship.properties.as_ref(), slot, scope, |condition| {
                matching.wait(condition)
            })?;
            if let Some(filter) = &relationship.filter {
                self.condition(filter, scope)?.conjuncts().into_iter().for_each(|conjunct| matching.wait(conjunct));
            }
        }
        Ok(())
    }

    /// A condition for each property of an inline map.
    fn property_conditions(
        &mut self,
        properties: Option<&ast::Expression>,
        slot: &Slot,
        scope: &Scope,
        mut add: impl FnMut(Expression),
    ) -> Result<(), QueryError> {
        let Some(properties) = properties else { return Ok(()) };
        let ExpressionKind::Map(entries) = &properties.kind else {
            return Err(syntax("InvalidParameterUse", "a pattern to match names its properties one by one")
                .at(properties.span)
                .help("write {key: $parameter.key}"));
        };
        for (key, value) in entries {
            self.know_key(key);
            let value = self.lower(value, scope)?;
            let property = Expression::Property(Box::new(Expression::Slot(slot.clone())), key.clone());
            add(Expression::Comparison(Box::new(property), vec![(ComparisonOperator::Equal, value)]));
        }
        Ok(())
    }

    fn path(
        &mut self,
        path: &PathPattern,
        slots: &PathSlots,
        scope: &Scope,
        matching: &mut Matching,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        if path.selector == PathSelector::All {
            matching.scan(&slots.nodes[0], pipeline);
            for (i, (relationship, _)) in path.steps.iter().enumerate() {
                let ends = (&slots.nodes[i], &slots.nodes[i + 1]);
                self.step(relationship, &slots.relationships[i], ends, scope, matching, pipeline)?;
            }
        } else {
            self.shortest(path, slots, scope, matching, pipeline)?;
        }
        if let Some(variable) = &path.variable {
            let slot = scope.resolve(variable)?.slot.clone();
            let mut parts = vec![slots.nodes[0].clone()];
            for (relationship, node) in slots.relationships.iter().zip(&slots.nodes[1..]) {
                parts.extend([relationship.slot.clone(), node.clone()]);
            }
            pipeline.operators.push(Operator::Project { items: vec![(slot.clone(), Expression::Path(parts))] });
            matching.fill(&[slot], pipeline);
        }
        Ok(())
    }

    fn step(
        &mut self,
        relationship: &RelationshipPattern,
        RelationshipSlot { slot, bound }: &RelationshipSlot,
        (from, to): (&Slot, &Slot),
        scope: &Scope,
        matching: &mut Matching,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        let step = step(relationship);
        let into = matching.bound.contains(to);
        let (from, to) = (from.clone(), to.clone());
        match relationship.length {
            None if *bound => {
                let unlike = matching.unlike(slot, &[]);
                let ends = [(from, true), (to, into)];
                let [from, to] = ends;
                matching.push(Operator::Ends { relationship: slot.clone(), step, from, to, unlike }, pipeline);
            }
            None => {
                let unlike = matching.unlike(slot, &step.types);
                let relationship = slot.clone();
                matching.push(Operator::Expand { from, step, relationship, to, into, unlike }, pipeline);
            }
            Some(length) => {
                let condition = self.walk_condition(relationship, scope)?;
                let relationships = if *bound { self.slot(slot.name.clone()) } else { slot.clone() };
                let unlike = matching.unlike(&relationships, &step.types);
                let length = bounds(length);
                if *bound {
                    let same = vec![(ComparisonOperator::Equal, Expression::Slot(slot.clone()))];
                    matching.wait(Expression::Comparison(Box::new(Expression::Slot(relationships.clone())), same));
                }
                let walk = Operator::VariableExpand {
                    from,
                    step,
                    length,
                    relationships,
                    to,
                    into,
                    unlike,
                    condition,
                    reach: false,
                };
                matching.push(walk, pipeline);
            }
        }
        Ok(())
    }

    /// The condition on each relationship of a walk, and the slot it is tested in.
    pub(super) fn walk_condition(
        &mut self,
        relationship: &RelationshipPattern,
        scope: &Scope,
    ) -> Result<Option<(Slot, Box<Expression>)>, QueryError> {
        let slot = self.nameless("relationship");
        let mut conjuncts: Vec<_> =
            relationship.type_condition.iter().map(|condition| type_condition(&slot, condition)).collect();
        self.property_conditions(relationship.properties.as_ref(), &slot, scope, |condition| {
            conjuncts.push(condition)
        })?;
        if let Some(filter) = &relationship.filter {
            let mut inner = scope.clone();
            if let Some(variable) = &relationship.variable {
                inner.bind(variable.text.clone(), slot.clone(), Kind::Relationship);
            }
            conjuncts.extend(self.condition(filter, &inner)?.conjuncts());
        }
        Ok(Expression::all(conjuncts).map(|condition| (slot, Box::new(condition))))
    }
}

impl Matching {
    /// Keeps a condition until its slots have values.
    fn wait(&mut self, condition: Expression) {
        self.waiting.add(condition, &self.bound);
    }

    /// A node known before may be null, and null matches no pattern. Only where nothing is walked from it must that be said.
    fn refuse_null(&mut self, path: &PathPattern, start: &Slot) {
        if path.steps.is_empty() && self.bound.contains(start) {
            self.wait(Expression::IsNull(Box::new(Expression::Slot(start.clone())), true));
        }
    }

    /// Makes sure a node has a value, and tests what can be tested.
    pub(super) fn scan(&mut self, node: &Slot, pipeline: &mut Pipeline) {
        if self.bound.contains(node) {
            self.fill(&[], pipeline);
        } else {
            self.push(Operator::AllNodes { node: node.clone() }, pipeline);
        }
    }

    pub(super) fn push(&mut self, operator: Operator, pipeline: &mut Pipeline) {
        let filled = walk::fills(&operator);
        pipeline.operators.push(operator);
        self.fill(&filled, pipeline);
    }

    /// Notes that slots have values, and tests what waited for them.
    fn fill(&mut self, slots: &[Slot], pipeline: &mut Pipeline) {
        slots.iter().filter(|slot| !self.bound.contains(slot)).for_each(|slot| self.waiting.fill(slot));
        slots.iter().for_each(|slot| self.bound.insert(slot));
        let ready = self.waiting.ready();
        pipeline.operators.extend(Expression::all(ready).map(|condition| Operator::Filter { condition }));
    }

    /// The relationships walked before that this one may not repeat: types that have nothing in common cannot.
    fn unlike(&mut self, slot: &Slot, types: &[Name]) -> Vec<Slot> {
        let overlaps =
            |other: &[Name]| types.is_empty() || other.is_empty() || types.iter().any(|kind| other.contains(kind));
        let unlike = self.walked.iter().filter(|(_, other)| overlaps(other)).map(|(slot, _)| slot.clone()).collect();
        self.walked.push((slot.clone(), types.to_vec()));
        unlike
    }
}

/// Refuses a pattern that is too large to match.
fn check_size(pattern: &[PathPattern]) -> Result<(), QueryError> {
    let steps = pattern.iter().map(|path| path.steps.len()).sum::<usize>();
    for (what, maximum, found) in
        [("relationships", MAXIMUM_STEPS, steps), ("comma-separated paths", MAXIMUM_PATHS, pattern.len())]
    {
        if found > maximum {
            let message = format!("a pattern may have {maximum} {what}, and this one has {found}");
            let error = QueryError::compile(ErrorKind::LimitExceeded, "", message);
            return Err(error.at(pattern[0].span).help("split it into several clauses"));
        }
    }
    Ok(())
}

fn type_condition(relationship: &Slot, condition: &LabelExpression) -> Expression {
    Expression::HasLabels(Box::new(Expression::Slot(relationship.clone())), condition.clone())
}

/// The types to walk, of which a condition may leave some out; every type where none can be named.
pub(super) fn step(relationship: &RelationshipPattern) -> Step {
    let possible = relationship.type_condition.as_ref().and_then(possible_types);
    let types = possible.unwrap_or_else(|| relationship.types.clone());
    Step { types, direction: relationship.direction }
}

/// The types among which every type lies for which a condition holds; `None` where no list has them all.
fn possible_types(condition: &LabelExpression) -> Option<Vec<Name>> {
    match condition {
        LabelExpression::Label(name) => Some(vec![name.clone()]),
        LabelExpression::Any | LabelExpression::Not(_) => None,
        LabelExpression::And(operands) => operands.iter().find_map(possible_types),
        LabelExpression::Or(operands) => {
            let operands: Option<Vec<_>> = operands.iter().map(possible_types).collect();
            operands.map(|lists| lists.concat())
        }
    }
}

pub(super) fn bounds(PathLength { minimum, maximum }: PathLength) -> Length {
    Length { minimum: minimum.unwrap_or(1), maximum }
}

fn conflict(variable: &Name, bound: &kind::Kind, wanted: &str) -> QueryError {
    let message = format!("variable `{}` is {} and cannot be a {wanted}", variable.text, bound.one());
    syntax("VariableTypeConflict", message).at(variable.span)
}
