//! Shortest paths: of the paths that match a pattern *and its conditions*, one of the fewest relationships.
//!
//! A condition on every relationship or node of the path is tested as it is walked; one on the path as a whole, such as
//! `length(p) > 3`, is tested of whole walks, which takes a search by length.

use super::kind::Kind;
use super::pattern::{Matching, PathSlots, bounds, step};
use super::scope::Scope;
use super::{Planner, syntax};
use crate::query::QueryError;
use crate::query::ast::{Name, PathPattern, PathSelector, QuantifierKind, Span};
use crate::query::function;
use crate::query::plan::walk::{SlotSet, needs};
use crate::query::plan::{Callee, Expression, Length, Operator, Pipeline, Slot};
use crate::value::Value;

/// A shortest path being planned.
struct Sought<'s> {
    from: &'s Slot,
    relationships: &'s Slot,
    path: &'s Slot,
    /// One relationship of those walked.
    walked: Slot,
}

impl Planner<'_> {
    pub(super) fn shortest(
        &mut self,
        path: &PathPattern,
        slots: &PathSlots,
        scope: &Scope,
        matching: &mut Matching,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        let ([(relationship, _)], [from, to], [known]) =
            (path.steps.as_slice(), slots.nodes.as_slice(), slots.relationships.as_slice())
        else {
            let message = "a shortest path leads from one node to another over one relationship pattern";
            return Err(syntax("InvalidRelationshipPattern", message)
                .at(path.span)
                .help("write the types and the length in one relationship, as in `(a)-[:A|B*..9]->(b)`"));
        };
        if let (true, Some(variable)) = (known.bound, &relationship.variable) {
            return Err(super::already_bound(variable));
        }
        let length = relationship.length.map_or(Length { minimum: 1, maximum: Some(1) }, bounds);
        matching.scan(from, pipeline);
        matching.scan(to, pipeline);
        let condition = self.walk_condition(relationship, scope)?;
        let relationships = known.slot.clone();
        let path_slot = match &path.variable {
            Some(variable) => scope.resolve(variable)?.slot.clone(),
            None => self.nameless("path"),
        };
        let walked = condition.as_ref().map_or_else(|| self.nameless("relationship"), |(slot, _)| slot.clone());
        let sought = Sought { from, relationships: &relationships, path: &path_slot, walked };
        let mut conjuncts: Vec<Expression> = condition.into_iter().map(|(_, condition)| *condition).collect();
        let (mut ends, mut whole) = (Vec::new(), Vec::new());
        for condition in sought.conditions(matching) {
            match sought.of_every_part(&condition) {
                Some(Part { relationship, start }) => {
                    conjuncts.push(relationship);
                    ends.extend(start);
                }
                None => whole.push(condition),
            }
        }
        pipeline.operators.extend(Expression::all(ends).map(|condition| Operator::Filter { condition }));
        let condition = Expression::all(conjuncts).map(|condition| (sought.walked, Box::new(condition)));
        let filter = Expression::all(whole).map(|filter| (path_slot.clone(), Box::new(filter)));
        let (from, to, all) = (from.clone(), to.clone(), path.selector == PathSelector::AllShortest);
        let step = step(relationship);
        matching
            .push(Operator::ShortestPath { from, step, length, relationships, to, all, condition, filter }, pipeline);
        Ok(())
    }

    /// `shortestPath((a)-[*]-(b))` as a value: a path or null; `allShortestPaths(…)`: a list of paths.
    pub(super) fn shortest_value(
        &mut self,
        path: &PathPattern,
        span: Span,
        scope: &Scope,
    ) -> Result<(Expression, Kind), QueryError> {
        for node in std::iter::once(&path.start).chain(path.steps.iter().map(|(_, node)| node)) {
            let Some(variable) = &node.variable else {
                return Err(syntax("UnexpectedSyntax", "a shortest path within an expression joins two known nodes")
                    .at(node.span)
                    .help("find both ends with MATCH before, and name them here"));
            };
            scope.resolve(variable)?;
        }
        let result = Name { text: " path".into(), span };
        let named = PathPattern { variable: Some(result.clone()), ..path.clone() };
        let found = Expression::Subquery(Box::new(self.paths(&named, &result, scope)?));
        if path.selector == PathSelector::AllShortest {
            return Ok((found, Kind::list(Kind::Path)));
        }
        let first = Box::new(Expression::Constant(Value::Integer(0)));
        Ok((Expression::Index(Box::new(found), first), Kind::Path))
    }
}

/// A condition on every part of a path: of each relationship, and of where it starts, which has none before it.
struct Part {
    relationship: Expression,
    start: Option<Expression>,
}

impl Sought<'_> {
    /// Takes the conditions that speak of the path and of what is known before it is found.
    fn conditions(&self, matching: &mut Matching) -> Vec<Expression> {
        let own: SlotSet = [self.relationships, self.path].into_iter().collect();
        let mut known = matching.bound.clone();
        known.extend(&own);
        matching.waiting.take(&own, &known)
    }

    /// `all(r IN relationships(p) WHERE …)`, `none(n IN nodes(p) WHERE …)`, as conditions on one relationship.
    fn of_every_part(&self, condition: &Expression) -> Option<Part> {
        let Expression::Quantifier(kind, variable, list, Some(filter)) = condition else { return None };
        let own: SlotSet = [self.relationships, self.path].into_iter().collect();
        if !matches!(kind, QuantifierKind::All | QuantifierKind::None) || needs(filter).intersects(&own) {
            return None;
        }
        let over = |parts: Vec<Expression>| {
            let list = Box::new(Expression::List(parts));
            Expression::Quantifier(*kind, variable.clone(), list, Some(filter.clone()))
        };
        let walked = Expression::Slot(self.walked.clone());
        if self.is(list, "relationships") || **list == Expression::Slot(self.relationships.clone()) {
            return Some(Part { relationship: over(vec![walked]), start: None });
        }
        if !self.is(list, "nodes") {
            return None;
        }
        let end = |name: &str| {
            let callee = Callee(function::lookup(name)?);
            Some(Expression::Call(callee, Span::default(), vec![walked.clone()]))
        };
        let start = Some(over(vec![Expression::Slot(self.from.clone())]));
        Some(Part { relationship: over(vec![end("startNode")?, end("endNode")?]), start })
    }

    /// Whether an expression is a function of the path.
    fn is(&self, expression: &Expression, function: &str) -> bool {
        let Expression::Call(Callee(called), _, arguments) = expression else { return false };
        called.name == function && matches!(arguments.as_slice(), [Expression::Slot(slot)] if *slot == *self.path)
    }
}
