//! Rows that differ in nothing an aggregation asks for are counted before it.
//!
//! ```text
//! Aggregate count(*) AS c                        Aggregate sum(times) AS c
//! └─ Filter y:Entity AND y.name CONTAINS 'x'     └─ Filter y:Entity AND y.name CONTAINS 'x'
//!    └─ Expand (e)-[:TARGET]->(y)                   └─ Tally (e)-[:TARGET]->(y) as times
//! ```
//! Half a million events lead to a few thousand entities: what follows is computed for those, and to count is a loop over ids. So
//! it is where nothing but the node at the end is asked for, and relationships come together in few nodes; or, if nothing but a
//! property of a node is, where that is a day or a text that repeats.

use super::access;
use super::cost::Costs;
use crate::graph::Column;
use crate::query::ast::Name;
use crate::query::plan::sources::sources;
use crate::query::plan::tally::{By, Tally};
use crate::query::plan::walk::{SlotSet, children, fills, operator_needs};
use crate::query::plan::{Aggregate, AggregateKind, Expression, Operator, Pipeline, Slot, Step};

/// Fewer rows are as well counted one by one.
const MANY: f64 = if cfg!(test) { 4.0 } else { 4096.0 };

/// How many relationships must lead to a node on average.
const TOGETHER: f64 = 4.0;

/// Puts tallies before the aggregations of a pipeline that only reads.
pub(super) fn count_ahead(pipeline: &mut Pipeline, costs: &Costs<'_>) {
    if pipeline.writes() {
        return;
    }
    let mut free = first_free(pipeline);
    let mut place = 0;
    while place < pipeline.operators.len() {
        if let Some(found) = before(&pipeline.operators[..=place], costs) {
            place += put(found, &mut pipeline.operators, place, &mut free);
        }
        place += 1;
    }
}

/// The tallies that pay before an aggregation, which is the last of some operators: in the place of expansions, or before it.
fn before(operators: &[Operator], costs: &Costs<'_>) -> Option<Vec<(usize, By)>> {
    let (last, before) = operators.split_last()?;
    let Operator::Aggregate { keys, aggregates } = last else { return None };
    let arguments = aggregates.iter().flat_map(|(_, aggregate)| &aggregate.arguments);
    if !keys.iter().map(|(_, key)| key).chain(arguments).all(is_steady) {
        return None;
    }
    let mut found = ends(before, operator_needs(last), costs);
    if found.is_empty() {
        let (node, key) = only_property(keys, aggregates)?;
        let is_so = is_node(&node, before) && repeats(&key, costs);
        found.extend(is_so.then_some((before.len(), By::Property { node, key })));
    }
    let (_, by) = found.last()?;
    aggregates.iter().all(|(_, aggregate)| takes_numbers(aggregate, by.node())).then_some(found)
}

/// Puts tallies before the aggregation at a place; how many operators that are more.
fn put(found: Vec<(usize, By)>, operators: &mut Vec<Operator>, aggregation: usize, free: &mut usize) -> usize {
    let (mut weight, mut more) = (None, 0);
    for (place, by) in found {
        let times = Slot { index: *free, name: "times".into() };
        *free += 1;
        let takes_place = matches!(by, By::End { .. });
        let tally = Operator::Tally(Box::new(Tally { by, weight: weight.replace(times.clone()), times }));
        operators.splice(place..place + usize::from(takes_place), [tally]);
        more += usize::from(!takes_place);
    }
    if let (Some(Operator::Aggregate { aggregates, .. }), Some(times)) = (operators.get_mut(aggregation + more), weight)
    {
        aggregates.iter_mut().for_each(|(_, aggregate)| sum_up(aggregate, &times));
    }
    more
}

/// The expansions right before an aggregation that are better tallied, the first one first.
fn ends(operators: &[Operator], mut needed: SlotSet, costs: &Costs<'_>) -> Vec<(usize, By)> {
    let mut found = Vec::new();
    let mut conditions = Vec::new();
    for (place, operator) in operators.iter().enumerate().rev() {
        match operator {
            Operator::Filter { condition } if is_steady(condition) => conditions.push(condition.clone()),
            Operator::SemiJoin { .. } => {}
            Operator::Expand { from, step, to, into: false, unlike, .. } if unlike.is_empty() => {
                if !needed.is_subset(&[to].into_iter().collect()) {
                    break;
                }
                if come_together(step, to, &conditions, costs) {
                    found.push((place, By::End { from: from.clone(), step: step.clone(), to: to.clone() }));
                }
                conditions.clear();
            }
            _ => break,
        }
        fills(operator).iter().for_each(|slot| needed.remove(slot));
        needed.extend(&operator_needs(operator));
    }
    found.reverse();
    found
}

/// Whether many relationships lead to few nodes.
fn come_together(step: &Step, to: &Slot, conditions: &[Expression], costs: &Costs<'_>) -> bool {
    let conditions: Vec<Expression> = conditions.iter().cloned().flat_map(Expression::conjuncts).collect();
    let labels = access::labels(to, &conditions);
    let nodes = labels.iter().map(|label| costs.labelled(label)).fold(costs.nodes(), f64::min).max(1.0);
    let relationships = costs.fan_out(step, 1.0);
    relationships >= MANY && relationships >= TOGETHER * nodes
}

/// The one property of a node that keys and aggregations depend on; rows and the node itself may be counted beside.
fn only_property(keys: &[(Slot, Expression)], aggregates: &[(Slot, Aggregate)]) -> Option<(Slot, Name)> {
    let mut found = None;
    let mut add = |expression| {
        for source in sources(expression)? {
            let Expression::Property(base, key) = source else { return None };
            let Expression::Slot(node) = &**base else { return None };
            if found.replace((node, key)).is_some_and(|other| other != (node, key)) {
                return None;
            }
        }
        Some(())
    };
    keys.iter().try_for_each(|(_, key)| add(key))?;
    let counted = |aggregate: &Aggregate| aggregate.kind == AggregateKind::Count && !aggregate.distinct;
    let others = aggregates.iter().filter(|(_, aggregate)| !counted(aggregate));
    others.flat_map(|(_, aggregate)| &aggregate.arguments).try_for_each(add)?;
    found.map(|(node, key)| (node.clone(), key.clone()))
}

/// Whether operators find a node there, and in every row.
fn is_node(slot: &Slot, operators: &[Operator]) -> bool {
    operators.iter().any(|operator| match operator {
        Operator::AllNodes { node }
        | Operator::LabelScan { node, .. }
        | Operator::PropertySeek { node, .. }
        | Operator::IdSeek { node, .. } => node == slot,
        Operator::Expand { from, to, .. } => from == slot || to == slot,
        _ => false,
    })
}

/// Whether a property has values that repeat: days, or texts with a dictionary.
fn repeats(key: &Name, costs: &Costs<'_>) -> bool {
    let column = costs.view.symbol(&key.text).and_then(|key| costs.view.node_column(key));
    #[expect(clippy::cast_precision_loss, reason = "graphs stay far below 2^53 nodes")]
    let is_long = |column: &Column| column.len() as f64 >= MANY;
    column.is_some_and(|column| matches!(column, Column::Date(_) | Column::Text(..)) && is_long(column))
}

/// Whether an aggregation of rows can be made of rows with their numbers.
fn takes_numbers(aggregate: &Aggregate, node: &Slot) -> bool {
    match aggregate.kind {
        AggregateKind::Count => aggregate.distinct || counts_rows(aggregate, node),
        AggregateKind::Minimum | AggregateKind::Maximum => true,
        _ => false,
    }
}

/// Whether it counts rows, or a node that is always there.
fn counts_rows(aggregate: &Aggregate, node: &Slot) -> bool {
    aggregate.arguments.iter().all(|argument| matches!(argument, Expression::Slot(slot) if slot == node))
}

fn sum_up(aggregate: &mut Aggregate, times: &Slot) {
    if aggregate.kind == AggregateKind::Count && !aggregate.distinct {
        let arguments = vec![Expression::Slot(times.clone())];
        *aggregate = Aggregate { kind: AggregateKind::Sum, distinct: false, arguments };
    }
}

/// Whether an expression is the same whenever it is computed for a node.
fn is_steady(expression: &Expression) -> bool {
    let is_plain = match expression {
        Expression::Call(callee, ..) => callee.0.pure,
        Expression::Subquery(_) | Expression::Path(_) => false,
        _ => true,
    };
    is_plain && children(expression).into_iter().all(is_steady)
}

/// The first index that no slot of a pipeline has.
fn first_free(pipeline: &Pipeline) -> usize {
    let used = |operator: &Operator| {
        let mut slots = operator_needs(operator);
        fills(operator).iter().for_each(|slot| slots.insert(slot));
        slots.into_indexes().last().map_or(0, |last| last + 1)
    };
    pipeline.operators.iter().map(used).max().unwrap_or(0)
}
