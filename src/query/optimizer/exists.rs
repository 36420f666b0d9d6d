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
//! asking for every row, they are found once and looked up, or, where nothing came before, started from. Of patterns any
//! of which will do, the nodes of each are found, one after the other.

use super::block::arrange_run;
use super::cost::{Costs, rows_after, through};
use super::{Purpose, walks};
use crate::query::ast::{ComparisonOperator, LabelExpression, LogicalOperator, Name, TestOperator, UnaryOperator};
use crate::query::plan::walk::{SlotSet, children, fills, pipeline_needs};
use crate::query::plan::{Expression, Operator, Pipeline, SeekRange, Slot, Subplan, Subquery, SubqueryKind};

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
            condition.conjuncts().into_iter().map(Existential::of).partition(Result::is_ok);
        let plain: Vec<Expression> = plain.into_iter().filter_map(Result::err).collect();
        if let Some(condition) = Expression::all(plain) {
            rows *= costs.selectivity(&condition);
            operators.push(Operator::Filter { condition });
        }
        for asked in existential.into_iter().filter_map(Result::ok) {
            answer(asked, &mut operators, (rows, bound), costs);
            rows *= 0.5;
        }
    }
    pipeline.operators = operators;
}

/// `EXISTS {…}`, `NOT EXISTS {…}`, or `EXISTS {…} OR EXISTS {…}`, any of which will do.
struct Existential {
    alternatives: Vec<Subplan>,
    negated: bool,
}

impl Existential {
    /// Of a condition; one that is none of these comes back as it is.
    fn of(condition: Expression) -> Result<Self, Expression> {
        let any_of = |alternatives| Self { alternatives, negated: false };
        match condition {
            Expression::Unary(UnaryOperator::Not, operand) => match existence(*operand) {
                Ok(inner) => Ok(Self { alternatives: vec![inner], negated: true }),
                Err(other) => Err(Expression::Unary(UnaryOperator::Not, Box::new(other))),
            },
            Expression::Logical(LogicalOperator::Or, operands) if operands.iter().all(is_existence) => {
                Ok(any_of(operands.into_iter().filter_map(|operand| existence(operand).ok()).collect()))
            }
            other => existence(other).map(|inner| any_of(vec![inner])),
        }
    }

    /// The nodes that meet it, where it hangs on one.
    fn built(&self, costs: &Costs<'_>) -> Option<Built> {
        let each = self.alternatives.iter().map(|inner| build(&inner.pipeline, costs));
        each.collect::<Option<Vec<_>>>().and_then(Built::united)
    }

    /// The operator that asks it for every row.
    fn for_every_row(mut self) -> Operator {
        if self.alternatives.len() == 1 {
            let inner = self.alternatives.remove(0);
            return Operator::SemiApply { inner, negated: self.negated };
        }
        let exists = |plan| Expression::Subquery(Box::new(Subquery { plan, kind: SubqueryKind::Exists }));
        let alternatives = self.alternatives.into_iter().map(exists).collect();
        Operator::Filter { condition: Expression::Logical(LogicalOperator::Or, alternatives) }
    }
}

fn is_existence(condition: &Expression) -> bool {
    matches!(condition, Expression::Subquery(subquery) if subquery.kind == SubqueryKind::Exists)
}

/// The inner pipeline of `EXISTS {…}`.
fn existence(condition: Expression) -> Result<Subplan, Expression> {
    match condition {
        Expression::Subquery(subquery) if subquery.kind == SubqueryKind::Exists => Ok(subquery.plan),
        other => Err(other),
    }
}

fn answer(asked: Existential, operators: &mut Vec<Operator>, (rows, bound): (f64, &SlotSet), costs: &Costs<'_>) {
    let for_one = |inner: &Subplan| through(&inner.pipeline.operators, 1.0, costs).1.max(1.0);
    let per_row = rows * asked.alternatives.iter().map(for_one).sum::<f64>();
    let Some(built) = asked.built(costs).filter(|built| built.cost < per_row) else {
        operators.push(asked.for_every_row());
        return;
    };
    let Built { node, pipeline, rows: found, .. } = built;
    if !asked.negated && bound.is_empty() && starts_with(operators, &node, found, costs) {
        let start = operators.remove(0);
        let condition = access_condition(start);
        let mut begin = pipeline.operators;
        begin.push(Operator::Distinct { slots: vec![node] });
        begin.extend(condition.map(|condition| Operator::Filter { condition }));
        operators.splice(0..0, begin);
        return;
    }
    operators.push(Operator::SemiJoin { found: node.clone(), node, build: pipeline, negated: asked.negated });
}

/// The cheapest way to begin with a node by one of the existential conditions on it: the place of the condition, and what
/// finds the nodes that meet it, each once.
pub(super) fn source(node: &Slot, conditions: &[Expression], costs: &Costs<'_>) -> Option<(usize, Built)> {
    let found = conditions.iter().enumerate().filter_map(|(place, condition)| {
        let asked = Existential::of(condition.clone()).ok().filter(|asked| !asked.negated)?;
        let built = asked.built(costs).filter(|built| built.node == *node)?;
        Some((place, built))
    });
    let (place, mut built) = found.min_by(|(_, a), (_, b)| a.cost.total_cmp(&b.cost))?;
    built.pipeline.operators.push(Operator::Distinct { slots: vec![node.clone()] });
    Some((place, built))
}

/// A pattern turned round: which nodes it would pass.
pub(super) struct Built {
    node: Slot,
    pub(super) pipeline: Pipeline,
    /// How many nodes it finds.
    pub(super) rows: f64,
    /// What it costs to find them.
    pub(super) cost: f64,
}

impl Built {
    /// What any of some patterns passes, where all of them hang on the same node.
    fn united(mut all: Vec<Self>) -> Option<Self> {
        if all.len() < 2 {
            return all.pop();
        }
        let node = all[0].node.clone();
        if all.iter().any(|built| built.node != node) {
            return None;
        }
        let (rows, cost) = all.iter().fold((0.0, 0.0), |sum, built| (sum.0 + built.rows, sum.1 + built.cost));
        let branches = all.into_iter().map(|built| (built.pipeline, vec![node.clone()])).collect();
        let union = Operator::Union { branches, outputs: vec![node.clone()] };
        Some(Self { node, pipeline: Pipeline { operators: vec![union] }, rows, cost })
    }
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
            Operator::Filter { condition } if !asks(condition) => {}
            _ => return None,
        }
    }
    let node = node?;
    let only: SlotSet = [&node].into_iter().collect();
    needs.is_subset(&only).then_some(node)
}

/// Whether a subquery is asked for each row.
pub(super) fn asks(expression: &Expression) -> bool {
    matches!(expression, Expression::Subquery(_)) || children(expression).into_iter().any(asks)
}

/// Whether the operators begin by finding the node, in a way that finds more than there are to start from.
fn starts_with(operators: &[Operator], node: &Slot, found: f64, costs: &Costs<'_>) -> bool {
    let Some(first) = operators.first() else { return false };
    let is_scan = matches!(first, Operator::AllNodes { .. } | Operator::LabelScan { .. })
        || matches!(first, Operator::PropertySeek { range, .. } if !matches!(range, SeekRange::Days(..)));
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
        SeekRange::Days(..) => unreachable!("nothing is found another way in place of days"),
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
