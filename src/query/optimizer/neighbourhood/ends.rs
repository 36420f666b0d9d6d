//! What comes after a run: counts, each far end once, an order.

use super::conditions::{Conditions, holds_days, is_pure, needs_only, property};
use super::is_ways;
use super::run::Run;
use crate::graph::View;
use crate::query::plan::neighbourhood::{Count, Counted, Key, Order, Wanted};
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Aggregate, AggregateKind, Expression, Operator, Pipeline, Slot, SortKey};

/// The counts that the operator after a run makes, where it makes nothing else.
pub(super) fn count(run: &Run<'_>, conditions: &Conditions, operators: &[Operator]) -> Option<Count> {
    let last = operators.get(run.length)?;
    let Operator::Aggregate { keys, aggregates } = last else { return None };
    let key = match keys.as_slice() {
        [] => None,
        [(slot, expression)] => Some(key(run, slot, expression)?),
        _ => return None,
    };
    let counts = aggregates.iter().map(|(slot, aggregate)| Some((slot.clone(), counted(run, aggregate)?)));
    let counts: Vec<(Slot, Counted)> = counts.collect::<Option<_>>()?;
    let fits = |counted: &Counted| match (&key, counted) {
        (_, Counted::Ways) => true,
        (Some(Key { of_far, .. }), Counted::Middles(_)) => !of_far,
        (Some(_), Counted::Fars) => false,
        (None, _) => true,
    };
    if counts.is_empty() || !counts.iter().all(|(_, counted)| fits(counted)) {
        return None;
    }
    let most = most(&counts, key.as_ref(), operators.get(run.length + 1));
    let filter = Expression::all(conditions.others.clone()).map(|condition| Operator::Filter { condition });
    let rest = Pipeline { operators: filter.into_iter().chain([last.clone()]).collect() };
    Some(Count { conditions: conditions.others.clone(), key, counts, most, rest })
}

fn key(run: &Run<'_>, slot: &Slot, expression: &Expression) -> Option<Key> {
    let (of, property) = match expression {
        Expression::Slot(of) => (of, None),
        other => property(other).map(|(of, key)| (of, Some(key.clone())))?,
    };
    let of_far = Some(of) == run.far();
    (of_far || of == run.middle).then(|| Key { slot: slot.clone(), of_far, property })
}

fn counted(run: &Run<'_>, aggregate: &Aggregate) -> Option<Counted> {
    let Aggregate { kind: AggregateKind::Count, distinct, arguments } = aggregate else { return None };
    let node = |slot: &Slot| slot == run.middle || Some(slot) == run.far();
    match (distinct, arguments.as_slice()) {
        (false, []) => Some(Counted::Ways),
        (false, [Expression::Slot(slot)]) if node(slot) => Some(Counted::Ways),
        (true, [Expression::Slot(slot)]) if Some(slot) == run.far() => Some(Counted::Fars),
        (true, [Expression::Slot(slot)]) if slot == run.middle => Some(Counted::Middles(None)),
        (true, [value]) => match property(value) {
            Some((slot, key)) if slot == run.middle => Some(Counted::Middles(Some(key.clone()))),
            _ => None,
        },
        _ => None,
    }
}

/// How many of the largest counts the next operator asks for.
fn most(
    counts: &[(Slot, Counted)],
    key: Option<&Key>,
    next: Option<&Operator>,
) -> Option<(Option<Expression>, Expression)> {
    let Some(Operator::Top { keys, skip, limit, .. }) = next else { return None };
    let SortKey { expression: Expression::Slot(first), descending: true } = keys.first()? else { return None };
    let largest = counts.iter().any(|(slot, counted)| slot == first && is_ways(counted));
    (largest && key.is_some_and(|key| key.of_far)).then(|| (skip.clone(), limit.clone()))
}

/// Whether a node is all that operators need, until they ask for each of its rows once.
pub(super) fn is_distinct(node: &Slot, after: &[Operator]) -> bool {
    let mut made: SlotSet = [node].into_iter().collect();
    for operator in after {
        match operator {
            Operator::Project { items } if items.iter().all(|(_, value)| needs_only(value, node)) => {
                items.iter().for_each(|(slot, _)| made.insert(slot));
            }
            Operator::Filter { condition } if needs_only(condition, node) => {}
            Operator::Distinct { slots } => return slots.iter().all(|slot| made.contains(slot)),
            _ => return false,
        }
    }
    false
}

/// Whether equal rows may be one, because each is asked for once later.
pub(super) fn is_once(after: &[Operator]) -> bool {
    for operator in after {
        match operator {
            Operator::Project { items } if items.iter().all(|(_, value)| is_pure(value)) => {}
            Operator::Filter { condition } if is_pure(condition) => {}
            Operator::Distinct { .. } => return true,
            _ => return false,
        }
    }
    false
}

/// Whether rows come out of an operator in the order they went in.
pub(super) fn keeps_order(operator: &Operator) -> bool {
    matches!(operator, Operator::Filter { .. } | Operator::Project { .. } | Operator::Distinct { .. })
}

/// The order by a property of a node in which the first rows are asked for later; where it has a range already, only by that.
pub(super) fn order(node: &Slot, range: Option<&Order>, after: &[Operator], view: View<'_>) -> Option<(Order, Wanted)> {
    let mut named: Vec<(&Slot, &Expression)> = Vec::new();
    for operator in after {
        match operator {
            Operator::Project { items } => named.extend(items.iter().map(|(slot, value)| (slot, value))),
            Operator::Top { keys, .. } => {
                let SortKey { expression, descending } = keys.first()?;
                let value = match expression {
                    Expression::Slot(slot) => named.iter().rev().find(|(name, _)| *name == slot)?.1,
                    other => other,
                };
                let (of, key) = property(value)?;
                let fits = of == node && holds_days(key, view) && range.is_none_or(|range| range.key == *key);
                let wanted = if *descending { Wanted::Descending } else { Wanted::Ascending };
                return fits.then(|| (Order { key: key.clone(), low: None, high: None, wanted: None }, wanted));
            }
            other if keeps_order(other) => {}
            _ => return None,
        }
    }
    None
}
