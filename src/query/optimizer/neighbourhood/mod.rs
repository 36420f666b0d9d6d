//! Expansions around a node that become one operator: where they end in counts or in each far end once, where they ask for
//! a range of days in the middle or for an order by them, and where the far end is known by a property.
//!
//! 1. `run` finds an expansion, or two one after the other, with the filters between.
//! 2. `conditions` takes the filters apart: labels, the range, the far end's value, and others.
//! 3. `ends` looks at what comes after: an aggregation, a `Distinct`, an order.
//!
//! What is left of the filters follows as a filter. Nothing is taken that is not the same for every graph.

mod conditions;
mod ends;
mod run;

use rustc_hash::FxHashMap;

use super::block::last_uses;
use crate::graph::View;
use crate::query::plan::neighbourhood::{Count, Counted, End, Neighbourhood, Order, Wanted};
use crate::query::plan::walk::{SlotSet, needs};
use crate::query::plan::{Expression, Operator, Pipeline, Slot, SortKey};
use conditions::Conditions;
use run::Run;

/// Joins every such run of a pipeline into one operator.
pub(super) fn join(pipeline: &mut Pipeline, wanted: &SlotSet, view: View<'_>) {
    let mut operators = std::mem::take(&mut pipeline.operators);
    let last_uses = last_uses(&operators);
    let mut place = 0;
    while place < operators.len() {
        let around = Around { view, wanted, last_uses: &last_uses, place };
        let joined = joined(&operators[place..], &around).unwrap_or_else(|| Joined {
            operators: vec![std::mem::replace(&mut operators[place], Operator::Eager)],
            taken: 1,
        });
        pipeline.operators.extend(joined.operators);
        place += joined.taken;
        presort(&pipeline.operators, &mut operators[place..]);
    }
}

/// What there is to know around the operators at a place.
struct Around<'a> {
    view: View<'a>,
    /// The slots asked of the last rows.
    wanted: &'a SlotSet,
    /// The last operator that uses each slot.
    last_uses: &'a FxHashMap<usize, usize>,
    place: usize,
}

impl Around<'_> {
    /// Whether a slot is asked for after so many operators from this place on.
    fn is_asked(&self, slot: &Slot, length: usize) -> bool {
        let last = self.last_uses.get(&slot.index);
        self.wanted.contains(slot) || last.is_some_and(|last| *last >= self.place + length)
    }
}

fn joined(operators: &[Operator], around: &Around<'_>) -> Option<Joined> {
    let two = || Run::two(operators).and_then(|run| over_two(&run, operators, around));
    let one = || Run::one(operators).and_then(|run| over_one(&run, operators, around));
    two().or_else(one)
}

/// What takes the place of so many operators.
struct Joined {
    operators: Vec<Operator>,
    taken: usize,
}

fn over_two(run: &Run<'_>, operators: &[Operator], around: &Around<'_>) -> Option<Joined> {
    let after = &operators[run.length..];
    let conditions = Conditions::of(run, around.view);
    if run.is_seen(around) {
        return None;
    }
    let far = run.far()?;
    if conditions.others.iter().all(|condition| conditions::is_total(condition, far)) {
        if let Some(count) = ends::count(run, &conditions, operators) {
            return Some(run.counted(conditions, count, operators));
        }
        if ends::is_distinct(far, after) {
            return Some(run.distinct(conditions, operators));
        }
    }
    let by = ends::order(run.middle, conditions.range.as_ref(), after, around.view);
    conditions.sought.is_some().then(|| run.rows(conditions, by, operators))
}

fn over_one(run: &Run<'_>, operators: &[Operator], around: &Around<'_>) -> Option<Joined> {
    let after = &operators[run.length..];
    let conditions = Conditions::of(run, around.view);
    if run.is_seen(around) {
        return None;
    }
    if conditions.others.is_empty()
        && let Some(count) = ends::count(run, &conditions, operators)
    {
        return Some(run.counted(conditions, count, operators));
    }
    let by = ends::order(run.middle, conditions.range.as_ref(), after, around.view);
    (conditions.range.is_some() || by.is_some()).then(|| run.rows(conditions, by, operators))
}

impl Run<'_> {
    fn counted(&self, conditions: Conditions, count: Count, operators: &[Operator]) -> Joined {
        let body = operators[..=self.length].to_vec();
        let operator = self.operator(conditions, None, End::Count(Box::new(count)), body);
        Joined { operators: vec![operator], taken: self.length + 1 }
    }

    fn distinct(&self, mut conditions: Conditions, operators: &[Operator]) -> Joined {
        let end = End::Distinct { conditions: std::mem::take(&mut conditions.others) };
        let far = self.far().cloned().into_iter().collect();
        let mut body = operators[..self.length].to_vec();
        body.push(Operator::Distinct { slots: far });
        // Where the far end alone is wanted, it is distinct by now.
        let same = operators.get(self.length) == body.last();
        let taken = self.length + usize::from(same);
        Joined { operators: vec![self.operator(conditions, None, end, body)], taken }
    }

    fn rows(&self, mut conditions: Conditions, by: Option<(Order, Wanted)>, operators: &[Operator]) -> Joined {
        let once = ends::is_once(&operators[self.length..]);
        let others = std::mem::take(&mut conditions.others);
        let mut body = operators[..self.length].to_vec();
        if let Some((order, wanted)) = &by {
            let property = Expression::Property(Box::new(Expression::Slot(self.middle.clone())), order.key.clone());
            let descending = *wanted == Wanted::Descending;
            body.push(Operator::Sort { keys: vec![SortKey { expression: property, descending }] });
        }
        let mut joined = vec![self.operator(conditions, by, End::Rows { once }, body)];
        joined.extend(Expression::all(others).map(|condition| Operator::Filter { condition }));
        Joined { operators: joined, taken: self.length }
    }

    fn operator(&self, conditions: Conditions, by: Option<(Order, Wanted)>, end: End, body: Vec<Operator>) -> Operator {
        let Conditions { middle_labels, far_labels, range, sought, .. } = conditions;
        let order = match by {
            Some((order, wanted)) => Some(Order { wanted: Some(wanted), ..range.unwrap_or(order) }),
            None => range,
        };
        Operator::Neighbourhood(Box::new(Neighbourhood {
            from: self.from.clone(),
            first: self.first.clone(),
            middle: self.middle.clone(),
            second: self.second(),
            order,
            middle_labels,
            far_labels,
            sought,
            end,
            body: Pipeline { operators: body },
        }))
    }
}

/// Tells the order that follows rows which come in it that they do.
fn presort(joined: &[Operator], rest: &mut [Operator]) {
    let ordered = joined.iter().rev().find(|operator| !matches!(operator, Operator::Filter { .. }));
    let Some(Operator::Neighbourhood(neighbourhood)) = ordered else { return };
    if neighbourhood.order.as_ref().is_none_or(|order| order.wanted.is_none()) {
        return;
    }
    if let Some(Operator::Top { presorted, .. }) = rest.iter_mut().find(|operator| !ends::keeps_order(operator)) {
        *presorted = true;
    }
}

/// The slots of conditions.
fn of_conditions(conditions: &[Expression]) -> SlotSet {
    let mut slots = SlotSet::default();
    conditions.iter().for_each(|condition| slots.extend(&needs(condition)));
    slots
}

/// What counts speak of, for `ends`.
fn is_ways(counted: &Counted) -> bool {
    matches!(counted, Counted::Ways)
}
