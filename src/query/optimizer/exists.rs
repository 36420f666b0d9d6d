//! Existential conditions answered once for all rows.
//!
//! ```text
//! MATCH (e:Event) WHERE (e)-[:OCCURRED_IN]->(:Place)-[:LOCATED_IN*0..]->(:Place {name: 'Kyiv'})
//!
//! SemiApply                        Filter e:Event
//! ├─ Filter … name = 'Kyiv'        └─ Distinct e
//! │  └─ …  for every event     or     └─ Expand (node)<-[:OCCURRED_IN]-(e)
//! └─ LabelScan e:Event                   └─ Reach (place)<-[:LOCATED_IN*0..]-(node)
//!                                           └─ PropertySeek place:Place name = 'Kyiv'
//! ```
//! A pattern that hangs on one node of the outer row says which nodes pass. Where finding all of those costs less than
//! asking for every row, they are found once and looked up, or, where nothing came before, started from.

use super::block::arrange_run;
use super::cost::{Costs, rows_after, through};
use super::{Purpose, walks};
use crate::query::ast::{ComparisonOperator, LabelExpression, Name, TestOperator, UnaryOperator};
use crate::query::plan::walk::{SlotSet, fills, pipeline_needs};
use crate::query::plan::{Expression, Operator, Pipeline, SeekRange, Slot, Subplan, SubqueryKind};

/// Makes operators of the existential conjuncts of filters.
pub(super) fn answer_once(pipeline: &mut Pipeline, bound: &SlotSet, costs: &Costs<'_>) {
    let mut operators: Vec<Operator> = Vec::with_capacity(pipeline.operators.len());
    let mut rows = 1.0;
    for operator in std::mem::take(&mut pipeline.operators) {
        let Operator::Filter { condition } = operator else {
            rows = rows_after(&operator, rows, costs);
            operators.push(operator);
            continue;
        };
        let (existential, plain): (Vec<_>, Vec<_>) =
            condition.conjuncts().into_iter().map(split).partition(Result::is_ok);
        let plain: Vec<Expression> = plain.into_iter().filter_map(Result::err).collect();
        if let Some(condition) = Expression::all(plain) {
            rows *= costs.selectivity(&condition);
            operators.push(Operator::Filter { condition });
        }
        for (inner, negated) in existential.into_iter().filter_map(Result::ok) {
            answer(inner, negated, &mut operators, (rows, bound), costs);
            rows *= 0.5;
        }
    }
    pipeline.operators = operators;
}

/// The inner pipeline of `EXISTS {…}` and, with `true`, of `NOT EXISTS {…}`; anything else comes back as it is.
fn split(condition: Expression) -> Result<(Subplan, bool), Expression> {
    match condition {
        Expression::Subquery(subquery) if subquery.kind == SubqueryKind::Exists => Ok((subquery.plan, false)),
        Expression::Unary(UnaryOperator::Not, operand) => match *operand {
            Expression::Subquery(subquery) if subquery.kind == SubqueryKind::Exists => Ok((subquery.plan, true)),
            other => Err(Expression::Unary(UnaryOperator::Not, Box::new(other))),
        },
        other => Err(other),
    }
}

fn answer(
    inner: Subplan,
    negated: bool,
    operators: &mut Vec<Operator>,
    (rows, bound): (f64, &SlotSet),
    costs: &Costs<'_>,
) {
    let per_row = rows * through(&inner.pipeline.operators, 1.0, costs).1.max(1.0);
    let Some(built) = build(&inner.pipeline, costs).filter(|built| built.cost < per_row) else {
        operators.push(Operator::SemiApply { inner, negated });
        return;
    };
    let Built { node, pipeline, rows: found, .. } = built;
    if !negated && bound.is_empty() && starts_with(operators, &node, found, costs) {
        let start = operators.remove(0);
        let condition = access_condition(start);
        let mut begin = pipeline.operators;
        begin.push(Operator::Distinct { slots: vec![node] });
        begin.extend(condition.map(|condition| Operator::Filter { condition }));
        operators.splice(0..0, begin);
        return;
    }
    operators.push(Operator::SemiJoin { found: node.clone(), node, build: pipeline, negated });
}

/// A pattern turned round: which nodes it would pass.
struct Built {
    node: Slot,
    pipeline: Pipeline,
    rows: f64,
    cost: f64,
}

/// The pipeline that finds the nodes for which the inner pipeline finds something, where it hangs on one node only.
fn build(inner: &Pipeline, costs: &Costs<'_>) -> Option<Built> {
    let node = only_node(inner)?;
    let mut run = vec![Operator::AllNodes { node: node.clone() }];
    run.extend(inner.operators.iter().cloned());
    let wanted: SlotSet = [&node].into_iter().collect();
    let (operators, rows, cost) = arrange_run(run, &SlotSet::default(), &wanted, 1.0, costs);
    let mut pipeline = Pipeline { operators };
    walks::reach(&mut pipeline, &wanted, Purpose::Existence);
    pipeline_needs(&pipeline).is_empty().then_some(Built { node, pipeline, rows, cost })
}

/// The one slot of the outer row a pattern depends on, where it is a node it walks from.
fn only_node(inner: &Pipeline) -> Option<Slot> {
    let needs = pipeline_needs(inner);
    let mut node = None;
    for operator in &inner.operators {
        match operator {
            Operator::Expand { from, to, .. } | Operator::VariableExpand { from, to, .. } => {
                node = node.or_else(|| [from, to].into_iter().find(|slot| needs.contains(slot)).cloned());
            }
            Operator::Filter { .. } => {}
            _ => return None,
        }
    }
    let node = node?;
    let only: SlotSet = [&node].into_iter().collect();
    needs.is_subset(&only).then_some(node)
}

/// Whether the operators begin by finding the node, in a way that finds more than there are to start from.
fn starts_with(operators: &[Operator], node: &Slot, found: f64, costs: &Costs<'_>) -> bool {
    let Some(first) = operators.first() else { return false };
    let is_scan =
        matches!(first, Operator::AllNodes { .. } | Operator::LabelScan { .. } | Operator::PropertySeek { .. });
    is_scan && fills(first) == [node.clone()] && found < rows_after(first, 1.0, costs)
}

/// What a node found otherwise must still meet.
fn access_condition(access: Operator) -> Option<Expression> {
    let mut conditions = Vec::new();
    let has_label = |node: Slot, label: Name| {
        Expression::HasLabels(Box::new(Expression::Slot(node)), LabelExpression::Label(label))
    };
    match access {
        Operator::LabelScan { node, label } => conditions.push(has_label(node, label)),
        Operator::PropertySeek { node, label, key, range } => {
            let property = Expression::Property(Box::new(Expression::Slot(node.clone())), key);
            conditions.extend(label.map(|label| has_label(node, label)));
            conditions.extend(within(property, range));
        }
        _ => {}
    }
    Expression::all(conditions)
}

/// A range as conditions on a property.
fn within(property: Expression, range: SeekRange) -> Vec<Expression> {
    let compare = |operator, value| Expression::Comparison(Box::new(property.clone()), vec![(operator, value)]);
    let test = |operator, value| Expression::Test(operator, Box::new(property.clone()), Box::new(value));
    match range {
        SeekRange::Equal(value) => vec![compare(ComparisonOperator::Equal, value)],
        SeekRange::AnyOf(list) => vec![test(TestOperator::In, list)],
        SeekRange::Prefix(prefix) => vec![test(TestOperator::StartsWith, prefix)],
        SeekRange::Between(low, high) => {
            let low = low.map(|(low, within)| {
                compare(if within { ComparisonOperator::GreaterOrEqual } else { ComparisonOperator::Greater }, low)
            });
            let high = high.map(|(high, within)| {
                compare(if within { ComparisonOperator::LessOrEqual } else { ComparisonOperator::Less }, high)
            });
            low.into_iter().chain(high).collect()
        }
    }
}
