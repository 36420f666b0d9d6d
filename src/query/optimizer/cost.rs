//! How many rows things give, as far as the graph's counts tell.

use std::ops::Bound;

use crate::graph::{PropertyRange, View};
use crate::query::ast::{ComparisonOperator, Direction, LabelExpression, LogicalOperator, Name, TestOperator};
use crate::query::plan::{Expression, Length, Operator, SeekRange, Step};
use crate::time::Date;
use crate::value::Value;

/// The counts of a graph.
pub(super) struct Costs<'v> {
    pub(super) view: View<'v>,
    nodes: f64,
    relationships: f64,
}

/// What share of rows passes a condition of which nothing better is known.
const EQUALITY: f64 = 0.05;
const RANGE: f64 = 0.3;
const OTHER: f64 = 0.5;

impl<'v> Costs<'v> {
    pub(super) fn of(view: View<'v>) -> Self {
        Self { view, nodes: count(view.node_count()).max(1.0), relationships: count(view.relationship_count()) }
    }

    pub(super) fn nodes(&self) -> f64 {
        self.nodes
    }

    /// How many nodes have a label.
    pub(super) fn labelled(&self, label: &Name) -> f64 {
        self.view.symbol(&label.text).map_or(0.0, |label| count(self.view.label_count(label)))
    }

    /// About how many nodes a seek finds.
    pub(super) fn sought(&self, label: Option<&Name>, key: &Name, range: &SeekRange) -> f64 {
        let all = label.map_or(self.nodes, |label| self.labelled(label));
        let label = match label {
            Some(label) => match self.view.symbol(&label.text) {
                Some(symbol) => Some(symbol),
                None => return 0.0,
            },
            None => None,
        };
        let Some(key) = self.view.symbol(&key.text) else { return 0.0 };
        let found = |range: &PropertyRange| count(self.view.estimate(label, key, range));
        // A value that is not known yet: as if the values were spread so that each is shared by as many as there are values.
        let guess = all.sqrt().max(1.0);
        match range {
            SeekRange::Equal(Expression::Constant(value)) => found(&PropertyRange::Equal(value.clone())),
            SeekRange::AnyOf(Expression::Constant(Value::List(values))) => {
                values.iter().map(|value| found(&PropertyRange::Equal(value.clone()))).sum()
            }
            SeekRange::Prefix(Expression::Constant(Value::String(prefix))) => {
                found(&PropertyRange::Prefix(prefix.as_ref().to_owned()))
            }
            SeekRange::Between(low, high) => match (constant_bound(low.as_ref()), constant_bound(high.as_ref())) {
                (Some(low), Some(high)) => found(&PropertyRange::Between(low, high)),
                _ => all * RANGE,
            },
            SeekRange::Days(first, last) => {
                // Those that have begun, but for those that are over.
                let until = |date: Date, bound: fn(Value) -> Bound<Value>| {
                    PropertyRange::Between(Bound::Unbounded, bound(Value::Date(date)))
                };
                let over = self
                    .view
                    .symbol("end")
                    .map_or(0, |end| self.view.estimate(label, end, &until(*first, Bound::Excluded)));
                (found(&until(*last, Bound::Included)) - count(over)).max(1.0)
            }
            SeekRange::Equal(_) => guess,
            SeekRange::AnyOf(_) => guess * 4.0,
            SeekRange::Prefix(_) => guess * 2.0,
        }
    }

    /// How many relationships of a step a node has, if its label has so many nodes.
    pub(super) fn fan_out(&self, step: &Step, nodes: f64) -> f64 {
        let relationships = if step.types.is_empty() {
            self.relationships
        } else {
            step.types
                .iter()
                .filter_map(|kind| self.view.symbol(&kind.text))
                .map(|kind| count(self.view.type_count(kind)))
                .sum()
        };
        let ends = if step.direction == Direction::Both { 2.0 } else { 1.0 };
        ends * relationships / nodes.max(1.0)
    }

    /// How many walks of some length lead on from a node that has so many ways to go.
    pub(super) fn walks(length: Length, fan_out: f64) -> f64 {
        let steps = length.maximum.unwrap_or(6).min(6);
        let mut walks = if length.minimum == 0 { 1.0 } else { 0.0 };
        let mut layer = 1.0;
        for _ in 0..steps {
            layer *= fan_out;
            walks += layer;
        }
        walks.max(0.1)
    }

    /// What share of rows passes a condition.
    pub(super) fn selectivity(&self, condition: &Expression) -> f64 {
        match condition {
            Expression::HasLabels(_, labels) => self.label_share(labels),
            Expression::Comparison(_, links) => match links.as_slice() {
                [(ComparisonOperator::Equal, _)] => EQUALITY,
                [(ComparisonOperator::NotEqual, _)] => 1.0 - EQUALITY,
                _ => RANGE,
            },
            Expression::Test(TestOperator::In, ..) => EQUALITY * 2.0,
            Expression::Test(..) => RANGE / 2.0,
            Expression::Logical(LogicalOperator::And, operands) => {
                operands.iter().map(|operand| self.selectivity(operand)).product()
            }
            Expression::Logical(LogicalOperator::Or, operands) => {
                operands.iter().map(|operand| self.selectivity(operand)).sum::<f64>().min(1.0)
            }
            _ => OTHER,
        }
    }

    fn label_share(&self, labels: &LabelExpression) -> f64 {
        match labels {
            LabelExpression::Label(label) => (self.labelled(label) / self.nodes).clamp(0.0, 1.0),
            LabelExpression::Any => 1.0,
            LabelExpression::Not(inner) => 1.0 - self.label_share(inner),
            LabelExpression::And(operands) => {
                operands.iter().map(|operand| self.label_share(operand)).fold(1.0, f64::min)
            }
            LabelExpression::Or(operands) => {
                operands.iter().map(|operand| self.label_share(operand)).sum::<f64>().min(1.0)
            }
        }
    }
}

/// How many rows an operator makes of so many.
pub(super) fn rows_after(operator: &Operator, rows: f64, costs: &Costs<'_>) -> f64 {
    match operator {
        Operator::AllNodes { .. } => rows * costs.nodes(),
        Operator::LabelScan { label, .. } => rows * costs.labelled(label),
        Operator::PropertySeek { label, key, range, .. } => rows * costs.sought(label.as_ref(), key, range),
        Operator::Expand { step, into, .. } => {
            let fan_out = costs.fan_out(step, costs.nodes());
            rows * if *into { fan_out.min(1.0) * EQUALITY } else { fan_out }
        }
        Operator::VariableExpand { step, length, into, .. } => {
            let walks = Costs::walks(*length, costs.fan_out(step, costs.nodes()));
            rows * if *into { walks.min(1.0) * EQUALITY } else { walks }
        }
        Operator::Filter { condition } => rows * costs.selectivity(condition),
        Operator::SemiApply { .. } | Operator::SemiJoin { .. } => rows * OTHER,
        Operator::Aggregate { keys, .. } if keys.is_empty() => 1.0,
        Operator::Aggregate { .. } => rows.sqrt(),
        Operator::Neighbourhood(neighbourhood) => through(&neighbourhood.body.operators, rows, costs).0,
        Operator::Unwind { .. } => rows * 10.0,
        Operator::Limit { count } | Operator::Top { limit: count, .. } => match count {
            Expression::Constant(Value::Integer(limit)) => rows.min(count_of(*limit)),
            _ => rows,
        },
        _ => rows,
    }
}

/// How many rows come out of operators, and how many they make on the way.
pub(super) fn through(operators: &[Operator], mut rows: f64, costs: &Costs<'_>) -> (f64, f64) {
    let mut cost = 0.0;
    for operator in operators {
        let before = rows;
        rows = rows_after(operator, rows, costs);
        cost += before.max(rows);
    }
    (rows, cost)
}

#[expect(clippy::cast_precision_loss, reason = "an estimate needs no more")]
fn count_of(limit: i64) -> f64 {
    limit as f64
}

fn constant_bound(bound: Option<&(Expression, bool)>) -> Option<Bound<Value>> {
    match bound {
        None => Some(Bound::Unbounded),
        Some((Expression::Constant(value), true)) => Some(Bound::Included(value.clone())),
        Some((Expression::Constant(value), false)) => Some(Bound::Excluded(value.clone())),
        Some(_) => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "an estimate needs no more")]
fn count(count: usize) -> f64 {
    count as f64
}
