//! The conditions of a run, taken apart.

use super::run::Run;
use crate::graph::{Column, View};
use crate::query::ast::{ComparisonOperator, LabelExpression, Name, TestOperator, UnaryOperator};
use crate::query::plan::neighbourhood::Order;
use crate::query::plan::walk::{children, needs};
use crate::query::plan::{Expression, Slot};

#[derive(Default)]
pub(super) struct Conditions {
    pub(super) middle_labels: Option<LabelExpression>,
    pub(super) far_labels: Option<LabelExpression>,
    /// A range of a property of the middle.
    pub(super) range: Option<Order>,
    /// The value of a property of the far end.
    pub(super) sought: Option<(Name, Expression)>,
    pub(super) others: Vec<Expression>,
}

impl Conditions {
    /// What the conditions of a run say.
    pub(super) fn of(run: &Run<'_>, view: View<'_>) -> Self {
        let mut conditions = Self::default();
        for condition in &run.conditions {
            conditions.take(condition, run, view);
        }
        conditions
    }

    fn take(&mut self, condition: &Expression, run: &Run<'_>, view: View<'_>) {
        let (middle, far) = (run.middle, run.far());
        if let Expression::HasLabels(base, labels) = condition {
            if is_slot(base, middle) {
                return join(&mut self.middle_labels, labels);
            }
            if far.is_some_and(|far| is_slot(base, far)) {
                return join(&mut self.far_labels, labels);
            }
        }
        let compared = comparison(condition);
        if let Some((base, key, operator, value)) = compared
            && is_steady(value)
            && ((base == middle && holds_days(key, view) && self.bound(key, operator, value))
                || (Some(base) == far && self.seek(key, operator, value)))
        {
            return;
        }
        self.others.push(condition.clone());
    }

    /// Takes a bound of the property that has bounds already, or is the first to have any.
    fn bound(&mut self, key: &Name, operator: ComparisonOperator, value: &Expression) -> bool {
        let fresh = || Order { key: key.clone(), low: None, high: None, wanted: None };
        let mut range = self.range.take().unwrap_or_else(fresh);
        let bound = |within| Some((value.clone(), within));
        let (low, high) = match operator {
            ComparisonOperator::Greater => (bound(false), None),
            ComparisonOperator::GreaterOrEqual => (bound(true), None),
            ComparisonOperator::Less => (None, bound(false)),
            ComparisonOperator::LessOrEqual => (None, bound(true)),
            ComparisonOperator::Equal => (bound(true), bound(true)),
            ComparisonOperator::NotEqual => (None, None),
        };
        let free = (low.is_none() || range.low.is_none()) && (high.is_none() || range.high.is_none());
        let taken = range.key == *key && free && (low.is_some() || high.is_some());
        if taken {
            range.low = range.low.or(low);
            range.high = range.high.or(high);
        }
        self.range = Some(range).filter(|range| range.low.is_some() || range.high.is_some());
        taken
    }

    fn seek(&mut self, key: &Name, operator: ComparisonOperator, value: &Expression) -> bool {
        let taken = operator == ComparisonOperator::Equal && self.sought.is_none();
        if taken {
            self.sought = Some((key.clone(), value.clone()));
        }
        taken
    }
}

fn join(labels: &mut Option<LabelExpression>, more: &LabelExpression) {
    *labels = Some(match labels.take() {
        None => more.clone(),
        Some(LabelExpression::And(mut all)) => {
            all.push(more.clone());
            LabelExpression::And(all)
        }
        Some(one) => LabelExpression::And(vec![one, more.clone()]),
    });
}

fn is_slot(expression: &Expression, slot: &Slot) -> bool {
    matches!(expression, Expression::Slot(other) if other == slot)
}

/// `slot.key operator value`, whichever side the property stands on.
fn comparison(condition: &Expression) -> Option<(&Slot, &Name, ComparisonOperator, &Expression)> {
    let Expression::Comparison(left, links) = condition else { return None };
    let [(operator, right)] = links.as_slice() else { return None };
    match (property(left), property(right)) {
        (Some((slot, key)), None) => Some((slot, key, *operator, right)),
        (None, Some((slot, key))) => Some((slot, key, operator.mirrored(), left)),
        _ => None,
    }
}

/// `slot.key`
pub(super) fn property(expression: &Expression) -> Option<(&Slot, &Name)> {
    match expression {
        Expression::Property(base, key) => match &**base {
            Expression::Slot(slot) => Some((slot, key)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether all values of a property are days, which is what nodes are kept in order of.
pub(super) fn holds_days(key: &Name, view: View<'_>) -> bool {
    let column = view.symbol(&key.text).and_then(|key| view.node_column(key));
    matches!(column, Some(Column::Date(_)))
}

/// Whether an expression has the same value for every row.
fn is_steady(expression: &Expression) -> bool {
    match expression {
        Expression::Constant(_) | Expression::Parameter(_) => true,
        Expression::Call(callee, _, arguments) => {
            callee.0.pure && !arguments.is_empty() && arguments.iter().all(is_steady)
        }
        _ => false,
    }
}

/// Whether a condition speaks of one node alone and never fails, so that it does not matter for how many rows it is tested.
pub(super) fn is_total(condition: &Expression, node: &Slot) -> bool {
    let within = || children(condition).into_iter();
    match condition {
        Expression::HasLabels(base, _) => is_slot(base, node),
        Expression::Comparison(..) | Expression::IsNull(..) => within().all(|side| is_plain(side, node)),
        Expression::Test(TestOperator::StartsWith | TestOperator::EndsWith | TestOperator::Contains, ..) => {
            within().all(|side| is_plain(side, node))
        }
        Expression::Unary(UnaryOperator::Not, _) | Expression::Logical(..) => within().all(|side| is_total(side, node)),
        _ => false,
    }
}

/// A value that is there whatever the row: a constant, a parameter, the node or a property of it.
fn is_plain(expression: &Expression, node: &Slot) -> bool {
    match expression {
        Expression::Constant(_) | Expression::Parameter(_) => true,
        Expression::Slot(slot) => slot == node,
        _ => property(expression).is_some_and(|(slot, _)| slot == node),
    }
}

/// Whether the functions of an expression always give the same for the same.
pub(super) fn is_pure(expression: &Expression) -> bool {
    let own = match expression {
        Expression::Call(callee, ..) => callee.0.pure,
        Expression::Subquery(_) => false,
        _ => true,
    };
    own && children(expression).into_iter().all(is_pure)
}

/// Whether an expression needs nothing but one node.
pub(super) fn needs_only(expression: &Expression, node: &Slot) -> bool {
    needs(expression).is_subset(&[node].into_iter().collect()) && is_pure(expression)
}
