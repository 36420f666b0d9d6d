//! How to find a node first: all of them, those with a label, or by an index that answers one of its conditions.

use super::cost::Costs;
use super::days;
use crate::query::ast::{ComparisonOperator, LabelExpression, Name, TestOperator};
use crate::query::plan::operator::certain_labels;
use crate::query::plan::walk::{SlotSet, needs};
use crate::query::plan::{Expression, Operator, SeekRange, Slot};

/// A way to find a node.
pub(super) struct Access {
    pub(super) operator: Operator,
    /// About how many nodes it finds.
    pub(super) rows: f64,
    /// What it costs to find them.
    pub(super) cost: f64,
    /// The conditions it answers, by their place in the list.
    pub(super) answers: Vec<usize>,
    /// The label it answers.
    label: Option<Name>,
}

/// A node found by an index costs more than one read in a row.
const SEEK_COST: f64 = 2.0;

/// Indexes considered at most for a node; a node with more conditions is rare, and the first are as good as any.
const MAXIMUM_RANGES: usize = 64;

/// The cheapest way to find a node, given what its conditions may use.
pub(super) fn best(node: &Slot, conditions: &[Expression], bound: &SlotSet, costs: &Costs<'_>) -> Access {
    let labels = labels(node, conditions);
    let mut best = scan(node, &labels, costs);
    for seek in seeks(node, &labels, conditions, bound, costs) {
        if seek.cost < best.cost {
            best = seek;
        }
    }
    best
}

/// Takes the conditions an access answers out of a list; a label among others leaves the others.
pub(super) fn take_answered(access: &Access, node: &Slot, conditions: &mut Vec<Expression>) {
    let mut index = 0;
    conditions.retain(|_| {
        index += 1;
        !access.answers.contains(&(index - 1))
    });
    let Some(label) = &access.label else { return };
    conditions.retain_mut(|condition| match condition {
        Expression::HasLabels(base, labels) if is_slot(base, node) => match without(labels, label) {
            Some(rest) => {
                *labels = rest;
                true
            }
            None => false,
        },
        _ => true,
    });
}

/// What is left of a condition on labels when one of them is known to hold; `None` where nothing is.
fn without(labels: &LabelExpression, known: &Name) -> Option<LabelExpression> {
    match labels {
        LabelExpression::Label(label) if label == known => None,
        LabelExpression::And(operands) => {
            let mut rest: Vec<_> = operands.iter().filter_map(|operand| without(operand, known)).collect();
            match rest.len() {
                0 | 1 => rest.pop(),
                _ => Some(LabelExpression::And(rest)),
            }
        }
        other => Some(other.clone()),
    }
}

fn is_slot(expression: &Expression, slot: &Slot) -> bool {
    matches!(expression, Expression::Slot(other) if other == slot)
}

/// The labels a node certainly has.
pub(super) fn labels(node: &Slot, conditions: &[Expression]) -> Vec<Name> {
    let mut found = Vec::new();
    for condition in conditions {
        if let Expression::HasLabels(base, labels) = condition
            && is_slot(base, node)
        {
            found.extend(certain_labels(labels).into_iter().cloned());
        }
    }
    found
}

/// The label that an operator finds a node by.
pub(super) fn label_of_scan<'o>(operator: &'o Operator, node: &Slot) -> Option<&'o Name> {
    match operator {
        Operator::LabelScan { node: own, label } if own == node => Some(label),
        Operator::PropertySeek { node: own, label, .. } if own == node => label.as_ref(),
        _ => None,
    }
}

fn scan(node: &Slot, labels: &[Name], costs: &Costs<'_>) -> Access {
    let rarest = labels.iter().min_by(|a, b| costs.labelled(a).total_cmp(&costs.labelled(b)));
    match rarest {
        Some(label) => {
            let rows = costs.labelled(label);
            let operator = Operator::LabelScan { node: node.clone(), label: label.clone() };
            Access { operator, rows, cost: rows, answers: Vec::new(), label: Some(label.clone()) }
        }
        None => {
            let rows = costs.nodes();
            // Without a label, every node is looked at for the conditions that follow.
            Access {
                operator: Operator::AllNodes { node: node.clone() },
                rows,
                cost: rows,
                answers: Vec::new(),
                label: None,
            }
        }
    }
}

fn seeks(node: &Slot, labels: &[Name], conditions: &[Expression], bound: &SlotSet, costs: &Costs<'_>) -> Vec<Access> {
    let mut found = Vec::new();
    let rarest = labels.iter().min_by(|a, b| costs.labelled(a).total_cmp(&costs.labelled(b)));
    let mut ranges: Vec<(&Name, SeekRange, Vec<usize>)> = Vec::new();
    for (index, condition) in conditions.iter().enumerate() {
        match sought(node, condition, bound) {
            Some(Sought::Id(id)) => {
                let operator = Operator::IdSeek { node: node.clone(), id: id.clone() };
                found.push(Access { operator, rows: 1.0, cost: 1.0, answers: vec![index], label: None });
            }
            Some(Sought::Range(key, range)) if ranges.len() < MAXIMUM_RANGES => {
                join_range(&mut ranges, key, range, index);
            }
            Some(Sought::Range(..)) | None => {}
        }
    }
    ranges.extend(days::sought(node, conditions));
    for (key, range, answers) in ranges {
        let all = rarest.map_or(costs.nodes(), |label| costs.labelled(label));
        let rows = costs.sought(rarest, key, &range).min(all);
        let cost = match range {
            // However few nodes there are now, there may be many by the time the plan runs, or while it runs.
            SeekRange::Equal(_) | SeekRange::AnyOf(_) => (rows * SEEK_COST).min(all * 0.9 - 1.0),
            SeekRange::Between(..) | SeekRange::Prefix(_) | SeekRange::Days(..) => rows * SEEK_COST + 1.0,
        };
        let operator = Operator::PropertySeek { node: node.clone(), label: rarest.cloned(), key: key.clone(), range };
        found.push(Access { operator, rows, cost, answers, label: rarest.cloned() });
    }
    found
}

/// Adds a range; two that bound the same property from both sides become one.
fn join_range<'c>(ranges: &mut Vec<(&'c Name, SeekRange, Vec<usize>)>, key: &'c Name, range: SeekRange, index: usize) {
    if let SeekRange::Between(low, high) = &range {
        for (other_key, other, answers) in ranges.iter_mut() {
            if let SeekRange::Between(other_low, other_high) = other
                && *other_key == key
                && (other_low.is_none() || low.is_none())
                && (other_high.is_none() || high.is_none())
            {
                *other_low = other_low.take().or_else(|| low.clone());
                *other_high = other_high.take().or_else(|| high.clone());
                answers.push(index);
                return;
            }
        }
    }
    ranges.push((key, range, vec![index]));
}

/// What a condition seeks.
enum Sought<'c> {
    Id(&'c Expression),
    Range(&'c Name, SeekRange),
}

/// What a condition seeks of a node, where everything else in it is bound.
fn sought<'c>(node: &Slot, condition: &'c Expression, bound: &SlotSet) -> Option<Sought<'c>> {
    let known = |expression: &Expression| needs(expression).is_subset(bound);
    match condition {
        Expression::Comparison(left, links) => {
            let [(operator, right)] = links.as_slice() else { return None };
            if let Some(id) = id_equality(node, left, *operator, right).filter(|id| known(id)) {
                return Some(Sought::Id(id));
            }
            if let Some(key) = property_of(node, left).filter(|_| known(right)) {
                return range(*operator, right).map(|range| Sought::Range(key, range));
            }
            let key = property_of(node, right).filter(|_| known(left))?;
            range(operator.mirrored(), left).map(|range| Sought::Range(key, range))
        }
        Expression::Test(operator, left, right) => {
            let key = property_of(node, left).filter(|_| known(right))?;
            match operator {
                TestOperator::In => Some(Sought::Range(key, SeekRange::AnyOf((**right).clone()))),
                TestOperator::StartsWith => Some(Sought::Range(key, SeekRange::Prefix((**right).clone()))),
                _ => None,
            }
        }
        _ => None,
    }
}

fn property_of<'c>(node: &Slot, expression: &'c Expression) -> Option<&'c Name> {
    match expression {
        Expression::Property(base, key) if is_slot(base, node) => Some(key),
        _ => None,
    }
}

/// The other side of `id(node) = …`.
fn id_equality<'c>(
    node: &Slot,
    left: &'c Expression,
    operator: ComparisonOperator,
    right: &'c Expression,
) -> Option<&'c Expression> {
    let is_id = |expression: &Expression| match expression {
        Expression::Call(callee, _, arguments) => {
            callee.0.name == "id" && matches!(arguments.as_slice(), [only] if is_slot(only, node))
        }
        _ => false,
    };
    match operator {
        ComparisonOperator::Equal if is_id(left) => Some(right),
        ComparisonOperator::Equal if is_id(right) => Some(left),
        _ => None,
    }
}

fn range(operator: ComparisonOperator, value: &Expression) -> Option<SeekRange> {
    let value = value.clone();
    Some(match operator {
        ComparisonOperator::Equal => SeekRange::Equal(value),
        ComparisonOperator::Less => SeekRange::Between(None, Some((value, false))),
        ComparisonOperator::LessOrEqual => SeekRange::Between(None, Some((value, true))),
        ComparisonOperator::Greater => SeekRange::Between(Some((value, false)), None),
        ComparisonOperator::GreaterOrEqual => SeekRange::Between(Some((value, true)), None),
        ComparisonOperator::NotEqual => return None,
    })
}
