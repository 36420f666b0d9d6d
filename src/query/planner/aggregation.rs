//! Projections with aggregations: what is not aggregated is grouped by.
//!
//! An item that mixes both, such as `n.age + count(*)`, is computed from the groups: its aggregations are known there, and
//! the variables and properties that are grouped by; nothing else is.

use std::rc::Rc;

use super::clause::Columns;
use super::kind::Kind;
use super::projection::{Item, Projected, column, ordering};
use super::scope::{Hiding, Scope};
use super::syntax::{aggregates, aggregations, children};
use super::{Planner, syntax};
use crate::query::QueryError;
use crate::query::ast::{Expression as Syntax, ExpressionKind};
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Aggregate, AggregateKind, Expression, Operator, Pipeline, Slot};

impl Planner<'_> {
    /// A projection with aggregations: a row for each group.
    pub(super) fn grouped(
        &mut self,
        items: &[Item],
        scope: &Scope,
        pipeline: &mut Pipeline,
    ) -> Result<Projected, QueryError> {
        let mut groups = Scope::default();
        groups.hidden = Some((Rc::new(scope.clone()), Hiding::Grouped));
        let keys = self.keys(items, scope, &mut groups)?;
        let found = self.aggregates(items, scope, &mut groups)?;
        pipeline.operators.push(Operator::Aggregate { keys, aggregates: found });

        let beside = groups.beside_aggregation();
        let mut columns = Columns::with_capacity(items.len());
        let mut computed = Vec::new();
        for item in items {
            let scope = if aggregates(&item.expression) { &beside } else { &groups };
            let (expression, kind) = self.expression(&item.expression, scope)?;
            let slot = match expression {
                Expression::Slot(slot) => slot,
                expression => {
                    let slot = self.slot(item.name.as_str());
                    computed.push((slot.clone(), expression));
                    slot
                }
            };
            columns.push(column(item, slot, kind));
        }
        if !computed.is_empty() {
            pipeline.operators.push(Operator::Project { items: computed });
        }
        let order = ordering(groups, items, &columns);
        Ok(Projected { columns, order })
    }

    /// What rows are grouped by, known to the groups from here on.
    fn keys(
        &mut self,
        items: &[Item],
        scope: &Scope,
        groups: &mut Scope,
    ) -> Result<Vec<(Slot, Expression)>, QueryError> {
        let (mut keys, mut found) = (Vec::new(), SlotSet::default());
        for item in items.iter().filter(|item| !aggregates(&item.expression)) {
            let (expression, kind) = self.expression(&item.expression, scope)?;
            let slot = match &expression {
                Expression::Slot(slot) => slot.clone(),
                _ => self.slot(item.name.as_str()),
            };
            if let ExpressionKind::Variable(name) = &item.expression.kind {
                groups.bind(name.text.clone(), slot.clone(), kind.clone());
            }
            groups.known.add(&item.expression, slot.clone(), kind);
            if !found.contains(&slot) {
                found.insert(&slot);
                keys.push((slot, expression));
            }
        }
        Ok(keys)
    }

    /// What is aggregated, each aggregation once, known to the groups from here on.
    fn aggregates(
        &mut self,
        items: &[Item],
        scope: &Scope,
        groups: &mut Scope,
    ) -> Result<Vec<(Slot, Aggregate)>, QueryError> {
        let mut found = Vec::new();
        for item in items {
            for aggregation in aggregations(&item.expression) {
                if groups.known.find(aggregation).is_some() {
                    continue;
                }
                let (aggregate, kind) = self.aggregate(aggregation, scope)?;
                let name = if *aggregation == item.expression { item.name.clone() } else { aggregate.to_string() };
                let slot = self.slot(name);
                groups.known.add(aggregation, slot.clone(), kind);
                found.push((slot, aggregate));
            }
        }
        Ok(found)
    }

    fn aggregate(&mut self, aggregation: &Syntax, scope: &Scope) -> Result<(Aggregate, Kind), QueryError> {
        let ExpressionKind::Function { name, distinct, arguments } = &aggregation.kind else {
            return Ok((
                Aggregate { kind: AggregateKind::Count, distinct: false, arguments: Vec::new() },
                Kind::Integer,
            ));
        };
        let kind = aggregate_kind(&name[0].text).unwrap_or(AggregateKind::Count);
        let expected = if is_percentile(kind) { 2 } else { 1 };
        if arguments.len() != expected {
            let message =
                format!("{}() takes {expected} argument{}", name[0].text, if expected == 1 { "" } else { "s" });
            return Err(syntax("InvalidNumberOfArguments", message).at(aggregation.span));
        }
        if let Some(nested) = arguments.iter().flat_map(aggregations).next() {
            return Err(syntax("NestedAggregation", "an aggregation cannot aggregate aggregations").at(nested.span));
        }
        if let Some(random) = arguments.iter().find_map(random_call) {
            return Err(syntax("NonConstantExpression", "a random number cannot be aggregated").at(random.span));
        }
        let mut lowered = Vec::with_capacity(expected);
        let mut argument_kind = Kind::Any;
        for (i, argument) in arguments.iter().enumerate() {
            let (expression, kind) = self.expression(argument, scope)?;
            lowered.push(expression);
            if i == 0 {
                argument_kind = kind;
            }
        }
        let result = match kind {
            AggregateKind::Count => Kind::Integer,
            AggregateKind::Collect => Kind::list(argument_kind),
            AggregateKind::Minimum | AggregateKind::Maximum => argument_kind,
            _ => Kind::Any,
        };
        Ok((Aggregate { kind, distinct: *distinct, arguments: lowered }, result))
    }
}

fn aggregate_kind(name: &str) -> Option<AggregateKind> {
    Some(match name.to_lowercase().as_str() {
        "count" => AggregateKind::Count,
        "sum" => AggregateKind::Sum,
        "avg" => AggregateKind::Average,
        "min" => AggregateKind::Minimum,
        "max" => AggregateKind::Maximum,
        "collect" => AggregateKind::Collect,
        "percentilecont" => AggregateKind::PercentileContinuous,
        "percentiledisc" => AggregateKind::PercentileDiscrete,
        "stdev" => AggregateKind::StandardDeviation,
        "stdevp" => AggregateKind::StandardDeviationOfPopulation,
        _ => return None,
    })
}

fn is_percentile(kind: AggregateKind) -> bool {
    matches!(kind, AggregateKind::PercentileContinuous | AggregateKind::PercentileDiscrete)
}

/// A call of `rand()` within an expression.
fn random_call(expression: &Syntax) -> Option<&Syntax> {
    let mut pending = vec![expression];
    while let Some(expression) = pending.pop() {
        if let ExpressionKind::Function { name, .. } = &expression.kind
            && matches!(name.as_slice(), [name] if name.text.eq_ignore_ascii_case("rand"))
        {
            return Some(expression);
        }
        pending.extend(children(expression));
    }
    None
}
